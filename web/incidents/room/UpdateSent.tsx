import type { EndpointOutput } from '../../api.ts'
import { State } from '../../ui/State.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words/words.ts'
import styles from './UpdateSent.module.css'

export type Sent = EndpointOutput<'listSent'>['updates'][number]

/** How many got it, of those who were to; nothing where nobody was. */
export function SentCount({ sent }: { readonly sent: Sent | undefined }) {
  const say = useWords('hearing')
  if (!sent || sent.receivers.length === 0) return null
  const of = sent.sent + sent.waiting + sent.failed
  if (sent.failed > 0)
    return (
      <State tone="warning" icon="warning" look="plain">
        {say('sent.of', { sent: sent.sent, of })}
      </State>
    )
  return <span>{sent.waiting > 0 ? say('sent.going', { sent: sent.sent, of }) : say('sent.all', { count: of })}</span>
}

/** Who did not get it, why, and what to do so that the next one arrives. */
export function SentTrouble({ sent }: { readonly sent: Sent }) {
  const say = useWords('hearing')
  const troubled = sent.receivers.filter(({ advice }) => advice !== null)
  const shown = troubled.slice(0, mostShown)
  if (shown.length === 0) return null
  return (
    <div className={styles.trouble}>
      {shown.map(({ name, kind, state, because, advice }) => (
        <Notice
          key={`${kind} ${name}`}
          tone="warning"
          title={say(`sent.${state === 'waiting' ? 'again' : 'not'}`, { name })}
        >
          {advice ? <p>{say(`advice.${advice}`)}</p> : null}
          {advice && isPlain.has(advice) ? null : <p className={styles.because}>{because}</p>}
        </Notice>
      ))}
      {troubled.length > shown.length ? <p>{say('sent.more', { count: troubled.length - shown.length })}</p> : null}
    </div>
  )
}

const mostShown = 3

/** What to do says it all: what Baton itself found is not repeated in its own words. */
const isPlain: ReadonlySet<string> = new Set(['prove_channel', 'set_up_provider'])
