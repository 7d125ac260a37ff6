import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useLoaded } from '../query.tsx'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { TeamCard } from './TeamCard.tsx'
import { TeamChannels } from './TeamChannels.tsx'

const TeamDialog = lazy(async () => ({ default: (await import('./TeamDialog.tsx')).TeamDialog }))

/** The teams, who is in them, and what each may do there; mine first. */
export function TeamsScreen() {
  const say = useWords('people')
  const whyNot = useWhyNot()
  const teams = useLoaded('listTeams', {})
  const [isStarting, setStarting] = useState(false)
  const mine = new Set(useMe().teams.map((team) => team.id))
  const start = (
    <Button tone="primary" icon="plus" onPress={() => setStarting(true)} unavailable={whyNot('teams.create')}>
      {say('team.start')}
    </Button>
  )
  return (
    <Screen title={say('team.title')} about={say('team.about')} actions={start}>
      <Loaded
        query={teams}
        isEmpty={(answer) => answer.teams.length === 0}
        empty={
          <Card>
            <Empty icon="people" title={say('team.none')} action={start}>
              {say('team.noneSay')}
            </Empty>
          </Card>
        }
      >
        {(answer) => (
          <Stack>
            {answer.teams
              .toSorted((a, b) => Number(mine.has(b.id)) - Number(mine.has(a.id)) || a.name.localeCompare(b.name))
              .map((team) => (
                <Stack key={team.id}>
                  <TeamCard team={team} />
                  <TeamChannels team={team} />
                </Stack>
              ))}
          </Stack>
        )}
      </Loaded>
      {isStarting ? (
        <Suspense>
          <TeamDialog onClose={() => setStarting(false)} />
        </Suspense>
      ) : null}
    </Screen>
  )
}
