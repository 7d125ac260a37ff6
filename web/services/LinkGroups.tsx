import { linkFault, linkKinds, type ServiceLink } from '../../domain/services/link.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { useWords } from '../words/words.ts'
import styles from './LinkGroups.module.css'

const icons = {
  runbook: 'book',
  dashboard: 'now',
  logs: 'log',
  repository: 'source',
  room: 'people',
  other: 'link',
} as const satisfies Record<ServiceLink['kind'], IconName>

/** Links by their kind, the runbooks first and largest: whoever was woken opens one of them. */
export function LinkGroups({ links }: { readonly links: readonly Shown[] }) {
  const say = useWords('catalog')
  const of = (kind: ServiceLink['kind']) => links.filter((link) => link.kind === kind)
  const others = linkKinds.filter((kind) => kind !== 'runbook' && of(kind).length > 0)
  return (
    <>
      {of('runbook').length > 0 ? (
        <section className={styles.runbooks}>
          <h3 className={styles.head}>{say('links.kind.runbook')}</h3>
          <LinkList links={of('runbook')} icon={icons.runbook} />
        </section>
      ) : null}
      {others.length > 0 ? (
        <div className={styles.others}>
          {others.map((kind) => (
            <section key={kind}>
              <h3 className={styles.head}>{say(`links.kind.${kind}`)}</h3>
              <LinkList links={of(kind)} icon={icons[kind]} />
            </section>
          ))}
        </div>
      ) : null}
    </>
  )
}

type Shown = ServiceLink & { readonly of?: string }

function LinkList({ links, icon }: { readonly links: readonly Shown[]; readonly icon: IconName }) {
  return (
    <ul className={styles.links}>
      {links.map((link) => (
        <li key={`${link.url} ${link.name} ${link.of ?? ''}`}>
          <OutsideLink link={link} icon={icon} />
        </li>
      ))}
    </ul>
  )
}

/** What somebody wrote is shown as text, and opened in a tab that knows nothing of this one. */
function OutsideLink({ link, icon }: OutsideLinkProps) {
  const say = useWords('catalog')
  const { name, url, of } = link
  const about = (
    <span className={styles.words}>
      <span className={styles.name}>{name}</span>
      <span className={styles.about}>{[of, hostOf(url)].filter(Boolean).join(' · ')}</span>
    </span>
  )
  // Older releases and other programs may have written anything.
  if (linkFault(url)) return <span className={styles.link}>{about}</span>
  return (
    <a className={styles.link} href={url} target="_blank" rel="noopener noreferrer">
      <Icon name={icon} />
      {about}
      <Icon name="outside" />
      <Hidden>{say('links.outside')}</Hidden>
    </a>
  )
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url.slice(0, 100)
}

type OutsideLinkProps = { readonly link: Shown; readonly icon: IconName }
