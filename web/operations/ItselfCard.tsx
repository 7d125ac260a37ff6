import { useWords } from '../words/words.ts'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { State } from '../ui/State.tsx'
import type { Tone } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import type { Figures } from './FiguresScreen.tsx'

/** What Baton knows of itself: what is wrong, its pages to itself, and whether anybody outside hears of it. */
export function ItselfCard({ figures }: { readonly figures: Figures }) {
  const say = useWords('operations')
  const { troubles } = figures
  return (
    <Card title={say('itself.title')} flush {...(troubles.length > 0 ? { tone: 'critical' as const } : {})}>
      <Rows label={say('itself.title')}>
        {troubles.length === 0 ? (
          <Row title={say('itself.fine')} meta={say('itself.fineSay')} lead={<Sign tone="ok" />} />
        ) : (
          troubles.map((trouble) => <TroubleRow key={`${trouble.kind} ${trouble.subject}`} trouble={trouble} />)
        )}
        <SelfPageRow selfPages={figures.selfPages} />
        <HeartbeatRow heartbeat={figures.heartbeat} />
      </Rows>
    </Card>
  )
}

function TroubleRow({ trouble }: { readonly trouble: Figures['troubles'][number] }) {
  const terms = useWords('terms')
  const about = [trouble.subject, trouble.detail].filter(Boolean).join(', ')
  return (
    <Row
      title={terms(`ownTrouble.${trouble.kind}`)}
      meta={about}
      lead={<Sign tone="critical" />}
      trail={<Time at={trouble.since} />}
    />
  )
}

function SelfPageRow({ selfPages }: Pick<Figures, 'selfPages'>) {
  const say = useWords('operations')
  const { everyMinutes, lastState, lastAt, good, late, failed } = selfPages
  if (everyMinutes === 0) {
    return <Row title={say('itself.page.off')} meta={say('itself.page.offSay')} lead={<Sign tone="warning" />} />
  }
  if (!lastState || !lastAt) {
    return <Row title={say('itself.page.none')} meta={say('itself.page.next')} lead={<Sign tone="info" />} />
  }
  return (
    <Row
      title={say(`itself.page.${lastState}`)}
      meta={say('itself.page.say', { good, late, failed })}
      lead={<Sign tone={lastState === 'good' ? 'ok' : 'critical'} />}
      trail={<Time at={lastAt} />}
    />
  )
}

function HeartbeatRow({ heartbeat }: Pick<Figures, 'heartbeat'>) {
  const say = useWords('operations')
  const { isSet, sentAt, held } = heartbeat
  if (!isSet) {
    return <Row title={say('itself.beat.off')} meta={say('itself.beat.offSay')} lead={<Sign tone="warning" />} />
  }
  const trail = sentAt ? { trail: <Time at={sentAt} /> } : {}
  if (held === null) {
    const meta = sentAt ? '' : say('itself.beat.none')
    return <Row title={say('itself.beat.sent')} meta={meta} lead={<Sign tone={sentAt ? 'ok' : 'info'} />} {...trail} />
  }
  return <Row title={say('itself.beat.held')} meta={heldWords(held, say)} lead={<Sign tone="critical" />} {...trail} />
}

function heldWords(held: string, say: ReturnType<typeof useWords<'operations'>>): string {
  switch (held) {
    case 'loop_stuck':
    case 'stale':
    case 'engine_late':
    case 'not_watched':
    case 'trouble':
      return say(`itself.beat.because.${held}`)
    default:
      return say('itself.beat.failed', { because: held.replace(/^failed: /, '') })
  }
}

function Sign({ tone }: { readonly tone: Tone }) {
  const icon = tone === 'ok' ? 'ok' : tone === 'info' ? 'info' : tone === 'warning' ? 'warning' : 'critical'
  return (
    <State tone={tone} icon={icon} look="plain">
      {''}
    </State>
  )
}
