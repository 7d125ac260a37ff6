import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { Badge, State } from '../ui/State.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'

const CreateSourceDialog = lazy(async () => ({
  default: (await import('./CreateSourceDialog.tsx')).CreateSourceDialog,
}))

type Source = EndpointOutput<'listSources'>['sources'][number]

/** Where alerts come from, and when each was last heard. */
export function SourcesScreen() {
  const say = useWords('intake')
  const sources = useLoaded('listSources', {})
  const services = useLoaded('listServices', {})
  const { isShown, filter } = useTeamFilter()
  const { unavailable } = useTeamsWhere('sources.manage')
  const [isCreating, setCreating] = useState(false)
  const hasNoService = services.data?.services.length === 0
  const create = hasNoService ? (
    <Button tone="primary" icon="service" href={paths.services}>
      {say('serviceFirst')}
    </Button>
  ) : (
    <Button tone="primary" icon="plus" onPress={() => setCreating(true)} unavailable={unavailable}>
      {say('new')}
    </Button>
  )
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      actions={
        <>
          <Button icon="soundOff" href={paths.noise}>
            {say('noise')}
          </Button>
          {create}
        </>
      }
    >
      <Bar>
        <TeamFilter filter={filter} />
      </Bar>
      <Card flush>
        <Loaded
          query={sources}
          isEmpty={(answer) => answer.sources.length === 0}
          empty={
            <Empty icon="source" title={say('none.title')} action={create} tall>
              {hasNoService ? say('none.sayService') : say('none.say')}
            </Empty>
          }
        >
          {(answer) => (
            <Rows label={say('title')}>
              {answer.sources
                .filter((source) => isShown(source.teamId))
                .toSorted((a, b) => a.name.localeCompare(b.name))
                .map((source) => (
                  <SourceRow key={source.id} source={source} />
                ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {isCreating ? (
        <Suspense>
          <CreateSourceDialog onClose={() => setCreating(false)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

function SourceRow({ source }: { readonly source: Source }) {
  const say = useWords('intake')
  const serviceName = useServiceName()
  return (
    <Row
      href={paths.source(source.id)}
      lead={<Icon name="source" />}
      title={source.name}
      meta={
        <>
          <span>{say('for', { service: serviceName(source.serviceId) })}</span>
          <span>{say(`dialect.${source.dialect}`)}</span>
        </>
      }
      trail={<SourceState source={source} />}
    />
  )
}

/** On, off, or never heard of. */
export function SourceState({ source }: { readonly source: Source }) {
  const say = useWords('intake')
  if (!source.isEnabled) return <Badge tone="warning">{say('state.off')}</Badge>
  if (source.usedAt === null) {
    return (
      <State tone="calm" icon="clock">
        {say('state.neverUsed')}
      </State>
    )
  }
  return (
    <State tone="ok" icon="ok" look="plain">
      {say('state.used')} <Time at={source.usedAt} />
    </State>
  )
}

/** A service's name by its id. */
export function useServiceName(): (serviceId: string) => string {
  const services = useLoaded('listServices', {}).data?.services
  return (serviceId) => services?.find((service) => service.id === serviceId)?.name ?? '…'
}
