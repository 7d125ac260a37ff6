import { whysIgnored, type WhyIgnored } from '../../domain/intake/mail-ignored.ts'
import type { EndpointOutput } from '../api.ts'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Empty } from '../ui/faces.tsx'
import { Badge } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './RejectionsCard.module.css'

type Rejection = EndpointOutput<'getSource'>['rejections'][number]

/** What was refused at the door lately: why, and the body as it came. */
export function RejectionsCard({ rejections }: { readonly rejections: readonly Rejection[] }) {
  const say = useWords('intake')
  return (
    <Card title={say('rejection.title')} about={say('rejection.about')} flush>
      {rejections.length === 0 ? (
        <Empty icon="ok" title={say('rejection.none')}>
          {say('rejection.noneSay')}
        </Empty>
      ) : (
        <ul className={styles.rejections}>
          {rejections.map((rejection, at) => (
            <li key={at}>
              <OneRejection rejection={rejection} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function OneRejection({ rejection: { at, path, status, reason, body } }: { readonly rejection: Rejection }) {
  const say = useWords('intake')
  const sayMail = useWords('mailRules')
  const ignored = ignoredIn(reason)
  return (
    <details className={styles.rejection}>
      <summary>
        <span className={styles.line}>
          <Badge tone="warning">{status}</Badge>
          <Time at={at} />
          <code>{path}</code>
        </span>
        <span className={styles.reason}>{ignored ? sayMail(`ignored.${ignored}`) : sentenceIn(reason)}</span>
      </summary>
      <div className={styles.body}>
        {ignored ? null : (
          <CopyBox title={say('rejection.answered')} label={say('rejection.answered')} text={reason} wrap />
        )}
        {body === '' ? (
          <p>{say('rejection.noBody')}</p>
        ) : (
          <CopyBox title={say('rejection.body')} label={say('rejection.body')} text={body} wrap />
        )}
      </div>
    </details>
  )
}

/** Of a mail that was taken and made no alert: its sender was told nothing of it, and whoever looks here is told in their language. */
function ignoredIn(reason: string): WhyIgnored | undefined {
  try {
    const { ignored }: { ignored?: unknown } = JSON.parse(reason)
    return whysIgnored.find((why) => why === ignored)
  } catch {
    return undefined
  }
}

/** The caller got its answer in its own dialect; whatever in it reads as a sentence says most. */
function sentenceIn(reason: string): string {
  try {
    const answer: unknown = JSON.parse(reason)
    if (typeof answer === 'string') return answer
    if (typeof answer !== 'object' || answer === null) return reason
    const { errors, say, message } = Object.fromEntries(Object.entries(answer))
    if (Array.isArray(errors) && errors.length > 0) return errors.map(wordsOf).join(' ')
    return wordsOf(say ?? message ?? reason)
  } catch {
    return reason
  }
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
