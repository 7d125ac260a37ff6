import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useServiceName } from '../services/service-name.ts'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Columns, Facts, Screen } from '../ui/Screen.tsx'
import type { Fact } from '../ui/Screen.tsx'
import { Badge } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { AddressCard } from './AddressCard.tsx'
import { HeartbeatState, inUnit, lastedWords, useExpectationWords } from './heartbeat-marks.tsx'
import { HeartbeatMenu } from './HeartbeatMenu.tsx'
import { PingsCard } from './PingsCard.tsx'

type Told = EndpointOutput<'getHeartbeat'>

/** One heartbeat: how it checks in, whether it does, and what it said last. */
export function HeartbeatScreen({ heartbeatId }: { readonly heartbeatId: string }) {
  const say = useWords('heartbeats')
  const heartbeat = useLoaded('getHeartbeat', { heartbeatId })
  if (heartbeat.data) return <KnownHeartbeat told={heartbeat.data} />
  return (
    <Screen title={say('one')} back={{ href: paths.heartbeats, say: say('title') }}>
      <Card>
        <Loaded query={heartbeat} tall>
          {() => null}
        </Loaded>
      </Card>
    </Screen>
  )
}

function KnownHeartbeat({ told }: { readonly told: Told }) {
  const say = useWords('heartbeats')
  const { heartbeat, pings } = told
  const mayNot = useWhyNot()('sources.manage', heartbeat.teamId)
  return (
    <Screen
      title={heartbeat.name}
      about={heartbeat.description || undefined}
      back={{ href: paths.heartbeats, say: say('title') }}
      marks={<HeartbeatState heartbeat={heartbeat} />}
      actions={
        <>
          <PauseButton heartbeat={heartbeat} mayNot={mayNot} />
          <HeartbeatMenu heartbeat={heartbeat} mayNot={mayNot} />
        </>
      }
    >
      {heartbeat.state === 'paused' ? <Notice tone="warning">{say('pausedSay')}</Notice> : null}
      {heartbeat.isSourceOff ? (
        <Notice tone="warning" action={<Button href={paths.source(heartbeat.sourceId)}>{say('toSource')}</Button>}>
          {say('sourceOffSay')}
        </Notice>
      ) : null}
      {heartbeat.state === 'new' ? <Notice tone="info">{say('newSay')}</Notice> : null}
      <Columns aside={<AboutCard heartbeat={heartbeat} />}>
        <PingsCard heartbeatId={heartbeat.id} pings={pings} />
        <AddressCard told={told} />
      </Columns>
    </Screen>
  )
}

/** Waited for or not: the one thing that is changed in a hurry. */
function PauseButton({ heartbeat, mayNot }: Pick<Told, 'heartbeat'> & { readonly mayNot: string | undefined }) {
  const say = useWords('heartbeats')
  const pause = useAction('pauseHeartbeat', { done: say('paused') })
  const resume = useAction('resumeHeartbeat', { done: say('resumed') })
  const ref = { heartbeatId: heartbeat.id }
  return heartbeat.state === 'paused' ? (
    <Button tone="primary" icon="play" busy={resume.busy} onPress={() => resume.run(ref)} unavailable={mayNot}>
      {say('resume')}
    </Button>
  ) : (
    <Button icon="soundOff" busy={pause.busy} onPress={() => pause.run(ref)} unavailable={mayNot}>
      {say('pause')}
    </Button>
  )
}

function AboutCard({ heartbeat }: Pick<Told, 'heartbeat'>) {
  const say = useWords('heartbeats')
  const language = useLanguage()
  const serviceName = useServiceName()
  const expectation = useExpectationWords()(heartbeat)
  const source = useLoaded('listSources', {}).data?.sources.find(({ id }) => id === heartbeat.sourceId)
  const grace = inUnit(heartbeat.graceMinutes)
  const { checkedInAt, expectedAt, downAt, lastedSeconds } = heartbeat
  const facts: readonly (Fact | null)[] = [
    { name: say('expectation'), value: expectation },
    {
      name: say('grace'),
      value: heartbeat.graceMinutes === 0 ? say('noGrace') : say(`span.${grace.unit}`, { count: grace.count }),
    },
    { name: say('last'), value: checkedInAt ? <Time at={checkedInAt} /> : say('never') },
    lastedSeconds === null ? null : { name: say('lasted'), value: lastedWords(lastedSeconds, language) },
    expectedAt
      ? { name: say(heartbeat.state === 'late' ? 'was' : 'next'), value: <Time at={expectedAt} as="moment" /> }
      : null,
    downAt ? { name: say('pagesAt'), value: <Time at={downAt} as="moment" /> } : null,
    { name: say('count'), value: heartbeat.pings.toLocaleString(language) },
    {
      name: say('service'),
      value: <a href={paths.service(heartbeat.serviceId)}>{serviceName(heartbeat.serviceId)}</a>,
    },
    { name: say('source'), value: <a href={paths.source(heartbeat.sourceId)}>{source?.name ?? '…'}</a> },
    { name: say('priority'), value: <Badge>{heartbeat.priority}</Badge> },
    heartbeat.alertMessage === '' ? null : { name: say('alertMessage'), value: heartbeat.alertMessage },
  ]
  return (
    <Card title={say('aboutOne')}>
      <Facts facts={facts.filter((fact) => fact !== null)} />
    </Card>
  )
}
