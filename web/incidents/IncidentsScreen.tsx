import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter } from '../people/TeamFilter.tsx'
import { useTeams, useTeamsWhere } from '../people/teams.ts'
import { useLoadedParts } from '../query.tsx'
import { useGo, useSearchParam } from '../shell/go.ts'
import { useKeys } from '../shell/keys.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Bar, Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { IncidentRow } from './IncidentRow.tsx'
import styles from './IncidentsScreen.module.css'
import { askedStates, priorities, useIncidentFilter } from './use-incident-filter.ts'

const DeclareDialog = lazy(() => import('./DeclareDialog.tsx'))

/** The incidents under way, or those that the address asks for; and the way to declare one. */
export function IncidentsScreen() {
  const say = useWords('incidents')
  const go = useGo()
  const asked = useIncidentFilter()
  const list = useLoadedParts('listIncidents', asked.query)
  const incidents = list.parts.flatMap((part) => part.incidents)
  const { unavailable } = useTeamsWhere('incidents.respond')
  // From elsewhere, such as the palette: one is declared at once.
  const [begun, setBegun] = useSearchParam('new', '')
  const [isOpened, setOpened] = useState(false)
  const declare = () => setOpened(true)
  const close = () => {
    setOpened(false)
    setBegun('')
  }
  useKeys(unavailable ? [] : [{ keys: 'c', say: say('declare'), run: declare }])
  const button = (
    <Button tone="primary" icon="plus" keys="c" unavailable={unavailable} onPress={declare}>
      {say('declare')}
    </Button>
  )
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      actions={
        <>
          <RulesButton teamId={asked.team.team} />
          {button}
        </>
      }
    >
      <Stack>
        <Filters asked={asked} />
        <Bar>
          <TeamFilter filter={asked.team} />
        </Bar>
      </Stack>
      <Card flush>
        <Loaded
          query={list}
          isEmpty={() => incidents.length === 0}
          empty={
            asked.isNarrowed ? (
              <Empty
                icon="search"
                title={say('none.narrow')}
                action={<Button onPress={() => go(paths.incidents)}>{say('none.clear')}</Button>}
                tall
              >
                {say('none.narrowSay')}
              </Empty>
            ) : (
              <Empty
                title={say('none.title')}
                action={
                  <Button icon="plus" unavailable={unavailable} onPress={declare}>
                    {say('declare')}
                  </Button>
                }
                tall
              >
                {say('none.say')}
              </Empty>
            )
          }
        >
          {() => (
            <Rows label={say('title')}>
              {incidents.map((incident) => (
                <IncidentRow key={incident.id} incident={incident} />
              ))}
            </Rows>
          )}
        </Loaded>
      </Card>
      {list.more ? (
        <Button icon="down" onPress={list.more} busy={list.isFetchingNextPage}>
          {say('older')}
        </Button>
      ) : null}
      {(isOpened || begun === 'yes') && !unavailable ? (
        <Suspense>
          <DeclareDialog onClose={close} />
        </Suspense>
      ) : null}
    </Screen>
  )
}

/** To the rules of the team that is shown, else of one's own. */
function RulesButton({ teamId }: { readonly teamId: string | undefined }) {
  const say = useWords('incidents')
  const { teams } = useTeams()
  const { teams: mine } = useMe()
  const shown =
    teams.find(({ id }) => id === teamId) ?? teams.find(({ id }) => mine.some((each) => each.id === id)) ?? teams[0]
  if (!shown) return null
  return (
    <Button icon="settings" href={paths.incidentRules(shown.id)}>
      {say('rules')}
    </Button>
  )
}

function Filters({ asked }: { readonly asked: ReturnType<typeof useIncidentFilter> }) {
  const say = useWords('incidents')
  const states = askedStates.map((value) => ({
    value,
    label: value === 'open' || value === 'over' || value === 'all' ? say(`filter.${value}`) : say(`stage.${value}`),
  }))
  return (
    <div className={styles.find}>
      <TextInput
        label={say('filter.search')}
        hideLabel
        placeholder={say('filter.search')}
        icon="search"
        type="search"
        value={asked.search.typed}
        onChange={asked.search.type}
      />
      <Select label={say('filter.state')} hideLabel value={asked.state} options={states} onChange={asked.setState} />
      <Select
        label={say('filter.priority')}
        hideLabel
        value={asked.priority}
        options={[
          { value: 'any', label: say('filter.anyPriority') },
          ...priorities.map((value) => ({ value, label: value })),
        ]}
        onChange={asked.setPriority}
      />
      <Button icon="person" pressed={asked.isMine} tone={asked.isMine ? 'primary' : 'plain'} onPress={asked.toggleMine}>
        {say('filter.mine')}
      </Button>
    </div>
  )
}
