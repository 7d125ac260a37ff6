import type { ReactNode } from 'react'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/Icon.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './DeliveryLine.module.css'
import { outcomeOf } from './outcome.ts'
import type { Delivery } from './trail.ts'

/** One way tried to reach one person: what came of it, and each attempt behind it. */
export function DeliveryLine({ delivery }: { readonly delivery: Delivery }) {
  const say = useWords('paging')
  const quiet = useWords('quiet')
  const { state, receivedAt, outcome, attempts } = delivery
  const isTold = outcome !== null && (state === 'failed' || state === 'not_sent' || state === 'queued')
  const together = delivery.waitsFor
    ? `${quiet(`delivery.${delivery.waitsFor}`)}.`
    : delivery.sentWith > 0
      ? `${quiet('delivery.sentWith', { count: delivery.sentWith })}.`
      : null
  const { tone, icon } = receivedAt ? received : states[state]
  const line = (
    <>
      <Icon name={iconOf(delivery.channel)} />
      <span className={styles.way}>
        <ChannelWords delivery={delivery} />
      </span>
      <span className={styles.outcome}>
        <State tone={tone} icon={icon} look="plain">
          {say(receivedAt ? 'delivery.received' : `delivery.${state}`)}
        </State>
        <When delivery={delivery} />
      </span>
      {together || isTold ? (
        <span className={styles.why}>
          {together} {isTold && outcome ? <OutcomeWords text={outcome} /> : null}
        </span>
      ) : null}
    </>
  )
  if (attempts.length === 0) return <li className={styles.line}>{line}</li>
  return (
    <li>
      <details className={styles.fold}>
        <summary className={styles.line}>
          {line}
          <span className={styles.more}>
            <Icon name="down" label={say('delivery.attempts', { count: attempts.length })} />
          </span>
        </summary>
        <ol className={styles.attempts}>
          {attempts.map((attempt) => (
            <li key={attempt.number}>
              <span>
                {say('attempt.number', { number: attempt.number })} · <Time at={attempt.startedAt} as="full" /> ·{' '}
                {say('attempt.took', { ms: Date.parse(attempt.endedAt) - Date.parse(attempt.startedAt) })} ·{' '}
                {say('attempt.node', { node: attempt.node })}
              </span>
              <span>
                {say(`attempt.${attempt.outcome}`)}: <OutcomeWords text={attempt.detail} />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </li>
  )
}

/** Which channel to which address. */
export function ChannelWords({ delivery }: ChannelWordsProps): ReactNode {
  const terms = useWords('terms')
  const { channel, address } = delivery
  const name = terms(`channel.${knownChannel(channel)}`, { defaultValue: channel })
  return channel === 'browser' ? name : `${name} ${address}`
}

/** When it left or will leave: a moment of the past, or what is waited for. */
function When({ delivery }: { readonly delivery: Delivery }) {
  const at = delivery.receivedAt ?? delivery.sentAt ?? (delivery.state === 'queued' ? delivery.dueAt : null)
  return at ? <Time at={at} as="clock" /> : null
}

/** What a provider or Baton said about an attempt: known reasons in words, the rest as it came. */
export function OutcomeWords({ text }: { readonly text: string }) {
  const say = useWords('paging')
  const { code, detail } = outcomeOf(text)
  return (
    <>
      {code ? say(`outcome.${code}`) : null} {detail ? <span className={styles.detail}>{detail}</span> : null}
    </>
  )
}

const channelIcons: Readonly<Record<string, IconName>> = {
  email: 'mail',
  ntfy: 'phone',
  webhook: 'link',
  push: 'phone',
  pushover: 'phone',
  browser: 'screen',
  sms: 'message',
  voice: 'call',
}

function iconOf(channel: string): IconName {
  return channelIcons[channel] ?? 'send'
}

/** A channel of a later release has no word here; the default value is said instead. */
function knownChannel(channel: string): 'email' {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return channel as 'email'
}

const received = { tone: 'ok', icon: 'check' } as const
const states: Readonly<Record<Delivery['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  queued: { tone: 'calm', icon: 'clock' },
  claimed: { tone: 'info', icon: 'busy' },
  sent: { tone: 'ok', icon: 'check' },
  failed: { tone: 'critical', icon: 'close' },
  not_sent: { tone: 'warning', icon: 'warning' },
  cancelled: { tone: 'calm', icon: 'minus' },
}

type ChannelWordsProps = { readonly delivery: Pick<Delivery, 'channel' | 'address'> }
