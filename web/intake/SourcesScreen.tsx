import { lazy, Suspense, useState } from 'react'
import { FloodMark } from '../alerts/FloodBanner.tsx'
import type { EndpointOutput } from '../api.ts'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeams, useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useServiceName } from '../services/service-name.ts'
import { useMe } from '../shell/me.ts'
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
          <RoutesLink team={filter.team} />
          <Button icon="soundOff" href={paths.noise}>
            {say('noise')}
          </Button>
          {create}
        </>
      }
    >
      <Bar>
        <TeamFilter filter={filter} />
        <Button tone="quiet" icon="clock" href={paths.heartbeats}>
          {say('heartbeats')}
        </Button>
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

/** To the routes of the team that is shown, else of one's own. */
function RoutesLink({ team }: { readonly team: string }) {
  const say = useWords('intake')
  const { teams } = useTeams()
  const mine = new Set(useMe().teams.map(({ id }) => id))
  const shown = teams.find(({ id }) => id === team) ?? teams.find(({ id }) => mine.has(id)) ?? teams[0]
  return shown ? (
    <Button icon="filter" href={paths.routes(shown.id)}>
      {say('routes')}
    </Button>
  ) : null
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
      trail={
        <>
          <FloodMark subjectId={source.id} />
          <SourceState source={source} />
        </>
      }
    />
  )
}

/** On, off, without a key, or never heard of. */
export function SourceState({ source }: { readonly source: Source }) {
  const say = useWords('intake')
  if (!source.isEnabled) return <Badge tone="warning">{say('state.off')}</Badge>
  if (source.keyHint === '') return <Badge tone="warning">{say('state.noKey')}</Badge>
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
