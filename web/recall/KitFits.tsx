import type { EndpointOutput } from '../api.ts'
import { Address } from '../kit/KitRows.tsx'
import { paths } from '../paths.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import styles from './RecallCard.module.css'
import { becauseWords } from './recall-words.ts'

type Fit = EndpointOutput<'recallForAlert'>['kit'][number]

/** What of the kit fits what happens now: a runbook to follow, or a place to look at. */
export function KitFits({ kit }: { readonly kit: readonly Fit[] }) {
  const say = useWords('recall')
  if (kit.length === 0) return null
  return (
    <section className={styles.kit} aria-label={say('kit.title')}>
      <h3>{say('kit.title')}</h3>
      <ul>
        {kit.map(({ kind, id, title, url, isVerified, because }) => (
          <li key={`${kind} ${id}`}>
            <Icon name={kind === 'runbook' ? 'book' : 'link'} label={say(`kit.${kind}`)} />
            <span className={styles.name}>
              {kind === 'runbook' ? <a href={paths.runbook(id)}>{title}</a> : <Address name={title} url={url} />}
              <span className={styles.calm}>
                <span>{becauseWords(because, say)}</span>
                {isVerified ? null : <span>{say('kit.unverified')}</span>}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
