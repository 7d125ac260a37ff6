import { linkFault } from '../../domain/services/link.ts'
import { useIsNarrow } from '../narrow.ts'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { IconButton } from '../ui/Button.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Row } from '../ui/Rows.tsx'
import { Badge } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { CheckMark } from './CheckMark.tsx'
import type { Bookmark, RunbookHead, ServiceLink } from './kit-list.ts'
import styles from './KitRows.module.css'

/** What stands before an address, by its kind. */
export const icons = {
  runbook: 'book',
  dashboard: 'now',
  logs: 'log',
  repository: 'source',
  room: 'people',
  other: 'link',
} as const satisfies Record<Bookmark['kind'], IconName>

/** One bookmark: where it leads, what it is for, whether it is still right; one press says that it is. */
export function BookmarkRow({ bookmark, service, onChange }: BookmarkRowProps) {
  const say = useWords('kit')
  const unavailable = useWhyNot()('kit.write', bookmark.teamId)
  const verify = useAction('verifyBookmark', { done: say('verifiedNow') })
  const isNarrow = useIsNarrow()
  const remove = useAction('removeBookmark', { done: say('bookmark.removed') })
  const { id: bookmarkId, name, url, kind, note, tags, owner, verified, check } = bookmark
  return (
    <Row
      lead={<Icon name={url === '' ? 'note' : icons[kind]} />}
      title={<Address name={name} url={url} />}
      meta={
        <>
          <CheckMark check={check} />
          {note === '' ? null : <span className={styles.note}>{note}</span>}
          {service ? <span>{say('ofService', { name: service })}</span> : null}
          {url === '' ? null : <span className={styles.host}>{hostOf(url)}</span>}
          <Tags tags={tags} />
          {owner ? <span>{say('owner', { name: owner.name })}</span> : null}
          <Looked verified={verified} />
        </>
      }
      trail={
        <>
          {isNarrow ? null : (
            <IconButton
              icon="check"
              label={say('verifyWhat', { name })}
              busy={verify.busy}
              unavailable={unavailable}
              onPress={() => verify.run({ bookmarkId })}
            />
          )}
          <Menu
            label={say('more', { name })}
            icon="more"
            items={[
              ...(isNarrow
                ? [
                    {
                      say: say('verify'),
                      icon: 'check' as const,
                      unavailable,
                      onPress: () => verify.run({ bookmarkId }),
                    },
                  ]
                : []),
              { say: say('bookmark.change'), icon: 'edit', unavailable, onPress: onChange },
              {
                say: say('bookmark.remove'),
                icon: 'trash',
                danger: true,
                unavailable,
                onPress: () => remove.run({ bookmarkId }),
              },
            ]}
          />
        </>
      }
      wrapTrail={false}
    />
  )
}

/** A link that lives in the catalog: shown here, changed there. */
export function ServiceLinkRow({ link }: { readonly link: ServiceLink }) {
  const say = useWords('kit')
  return (
    <Row
      lead={<Icon name={icons[link.kind]} />}
      title={<Address name={link.name} url={link.url} />}
      meta={
        <>
          <CheckMark check={link.check} />
          <span>{link.serviceName}</span>
          <span className={styles.host}>{hostOf(link.url)}</span>
        </>
      }
      trail={
        <IconButton
          icon="service"
          label={say('lives', { name: link.serviceName })}
          href={paths.service(link.serviceId)}
        />
      }
      wrapTrail={false}
    />
  )
}

/** One runbook: how long it is, who looked last. */
export function RunbookRow({ runbook, service }: { readonly runbook: RunbookHead; readonly service: string | null }) {
  const say = useWords('kit')
  return (
    <Row
      lead={<Icon name="book" />}
      href={paths.runbook(runbook.id)}
      title={runbook.title}
      meta={
        <>
          <span>{say('steps', { count: runbook.steps })}</span>
          {service ? <span>{say('ofService', { name: service })}</span> : null}
          <Tags tags={runbook.tags} />
          {runbook.owner ? <span>{say('owner', { name: runbook.owner.name })}</span> : null}
          <Looked verified={runbook.verified} />
        </>
      }
    />
  )
}

/** Who saw last that it is right. */
export function Looked({ verified }: Pick<Bookmark, 'verified'>) {
  const say = useWords('kit')
  if (verified === null) return <span>{say('notVerified')}</span>
  return (
    <span>
      {say('verified', { name: verified.by })} <Time at={verified.at} />
    </span>
  )
}

/** Tags as short facts. */
export function Tags({ tags }: { readonly tags: readonly string[] }) {
  return tags.map((tag) => <Badge key={tag}>{tag}</Badge>)
}

/** What somebody wrote is shown as text, and opened in a tab that knows nothing of this one. */
export function Address({ name, url }: { readonly name: string; readonly url: string }) {
  const say = useWords('kit')
  if (url === '' || linkFault(url)) return <span className={styles.name}>{name}</span>
  return (
    <a className={styles.name} href={url} target="_blank" rel="noopener noreferrer" data-row={url}>
      {name}
      <Hidden>{say('outside')}</Hidden>
    </a>
  )
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url.slice(0, 100)
}

type BookmarkRowProps = {
  readonly bookmark: Bookmark
  readonly service: string | null
  readonly onChange: () => void
}
