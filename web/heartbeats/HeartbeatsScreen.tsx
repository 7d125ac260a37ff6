import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useServiceName } from '../services/service-name.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { HeartbeatState, urgency } from './heartbeat-marks.tsx'

const CreateDialog = lazy(async () => ({ default: (await import('./HeartbeatDialog.tsx')).CreateHeartbeatDialog }))

export type Heartbeat = EndpointOutput<'listHeartbeats'>['heartbeats'][number]

/** Which check-ins are waited for: what stays away first. */
export function HeartbeatsScreen() {
  const say = useWords('heartbeats')
  const heartbeats = useLoaded('listHeartbeats', {})
  const sources = useLoaded('listSources', {})
  const { isShown, filter } = useTeamFilter()
  const { unavailable } = useTeamsWhere('sources.manage')
  const [isCreating, setCreating] = useState(false)
  const hasNoSource = sources.data?.sources.length === 0
  const create = hasNoSource ? (
    <Button tone="primary" icon="source" href={paths.sources}>
      {say('sourceFirst')}
    </Button>
  ) : (
    <Button tone="primary" icon="plus" onPress={() => setCreating(true)} unavailable={unavailable}>
      {say('new')}
    </Button>
  )
  return (
    <Screen title={say('title')} about={say('about')} actions={create}>
      <Bar>
        <TeamFilter filter={filter} />
      </Bar>
      <Card flush>
        <Loaded
          query={heartbeats}
          isEmpty={(answer) => answer.heartbeats.length === 0}
          empty={
            <Empty icon="clock" title={say('none.title')} action={create} tall>
              {hasNoSource ? say('none.saySource') : say('none.say')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('title')}>
              {answer.heartbeats
                .filter((heartbeat) => isShown(heartbeat.teamId))
                .toSorted((a, b) => urgency(a) - urgency(b) || a.name.localeCompare(b.name))
                .map((heartbeat) => (
                  <HeartbeatRow key={heartbeat.id} heartbeat={heartbeat} />
                ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {isCreating ? (
        <Suspense>
          <CreateDialog onClose={() => setCreating(false)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function HeartbeatRow({ heartbeat }: { readonly heartbeat: Heartbeat }) {
  const say = useWords('heartbeats')
  const serviceName = useServiceName()
  const { checkedInAt, expectedAt } = heartbeat
  return (
    <Row
      href={paths.heartbeat(heartbeat.id)}
      title={heartbeat.name}
      meta={
        <>
          <span>{say('for', { service: serviceName(heartbeat.serviceId) })}</span>
          <span>
            {checkedInAt ? (
              <>
                {say('last')} <Time at={checkedInAt} />
              </>
            ) : (
              say('never')
            )}
          </span>
          {expectedAt ? (
            <span>
              {say(heartbeat.state === 'late' ? 'was' : 'next')} <Time at={expectedAt} as="moment" />
            </span>
          ) : null}
        </>
      }
      trail={<HeartbeatState heartbeat={heartbeat} />}
    />
  )
}
