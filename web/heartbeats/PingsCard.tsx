import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Empty } from '../ui/faces.tsx'
import { State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { lastedWords } from './heartbeat-marks.tsx'
import styles from './PingsCard.module.css'

type Ping = EndpointOutput<'getHeartbeat'>['pings'][number]

const marks = {
  success: { tone: 'ok', icon: 'ok' },
  start: { tone: 'info', icon: 'play' },
  fail: { tone: 'critical', icon: 'critical' },
  log: { tone: 'calm', icon: 'note' },
} as const

/** The last check-ins: what they said, how long the run took, and what came with them. */
export function PingsCard({ heartbeatId, pings }: { readonly heartbeatId: string; readonly pings: readonly Ping[] }) {
  const say = useWords('heartbeats')
  return (
    <Card title={say('pings.title')} about={say('pings.about')} flush>
      {pings.length === 0 ? (
        <Empty icon="clock" title={say('pings.none')}>
          {say('pings.noneSay')}
        </Empty>
      ) : (
        <ul className={styles.pings}>
          {pings.map((ping) => (
            <li key={ping.number}>
              <OnePing heartbeatId={heartbeatId} ping={ping} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function OnePing({ heartbeatId, ping }: { readonly heartbeatId: string; readonly ping: Ping }) {
  const say = useWords('heartbeats')
  const language = useLanguage()
  const from = [ping.via === 'mail' ? say('pings.byMail') : ping.via, ping.address, ping.agent].filter(Boolean)
  return (
    <details className={styles.ping}>
      <summary>
        <span className={styles.line}>
          <State {...marks[ping.kind]}>{say(`signal.${ping.kind}`)}</State>
          {ping.exitStatus === null ? null : <span>{say('exit', { status: ping.exitStatus })}</span>}
          <Time at={ping.at} as="moment" />
          {ping.lastedSeconds === null ? null : (
            <span>{say('pings.lasted', { lasted: lastedWords(ping.lastedSeconds, language) })}</span>
          )}
          <span className={styles.number}>#{ping.number}</span>
        </span>
        {ping.body === '' ? null : <span className={styles.excerpt}>{ping.body.slice(0, 300)}</span>}
      </summary>
      <div className={styles.body}>
        <p className={styles.from}>{from.join(' · ')}</p>
        {ping.body === '' ? <p>{say('pings.noBody')}</p> : <Body heartbeatId={heartbeatId} ping={ping} />}
      </div>
    </details>
  )
}

function Body({ heartbeatId, ping }: { readonly heartbeatId: string; readonly ping: Ping }) {
  const say = useWords('heartbeats')
  const language = useLanguage()
  const [isWhole, setWhole] = useState(false)
  const whole = useLoaded('getHeartbeatPing', { heartbeatId, number: ping.number }, { enabled: isWhole }).data?.body
  const isCut = ping.bodyBytes > new TextEncoder().encode(ping.body).length
  const bytes = ping.bodyBytes.toLocaleString(language)
  return (
    <>
      <CopyBox title={say('pings.body')} label={say('pings.body')} text={whole ?? ping.body} wrap />
      {isCut && whole === undefined ? (
        <Button size="small" busy={isWhole} onPress={() => setWhole(true)}>
          {say('pings.whole', { bytes })}
        </Button>
      ) : null}
    </>
  )
}
