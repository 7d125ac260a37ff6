import { Loaded } from '../Loaded.tsx'
import { WorkCard } from '../now/WorkCard.tsx'
import { paths } from '../paths.ts'
import { useTeams } from '../people/teams.ts'
import { useLoaded, useLoadedParts } from '../query.tsx'
import { startOfDay, toLocalText } from '../schedules/zoned.ts'
import { useSearchParam } from '../shell/go.ts'
import { useMe } from '../shell/me.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './DayScreen.module.css'
import { Entries } from './Entries.tsx'
import type { Entry } from './entry-words.ts'
import PinnedEntries from './PinnedEntries.tsx'

/** One day of one team for somebody who was not there: what is being worked on and by whom, then what happened, in its order. */
export function DayScreen() {
  const say = useWords('logDay')
  const log = useWords('log')
  const me = useMe()
  const now = useNow()
  const { zone } = me.person
  const { teams } = useTeams()
  const today = toLocalText(zone, now.getTime()).slice(0, 10)
  const [chosen, setTeam] = useSearchParam('team', '')
  const [day, setDay] = useSearchParam('day', today)
  const mine = teams.find(({ id }) => me.teams.some((each) => each.id === id)) ?? teams[0]
  const team = teams.find(({ id }) => id === chosen) ?? mine
  const shown = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : today
  const noon = Date.parse(`${shown}T12:00:00Z`)
  const beside = (by: number) => new Date(noon + by * dayMs).toISOString().slice(0, 10)
  return (
    <Screen
      title={team ? say('day.title', { team: team.name }) : say('day.titleNone')}
      about={say('day.about')}
      back={{ href: paths.log, say: log('title') }}
    >
      <Bar>
        <IconButton icon="left" label={say('day.before')} onPress={() => setDay(beside(-1))} />
        <TextInput label={say('day.day')} hideLabel type="date" value={shown} onChange={setDay} max={today} />
        <IconButton icon="right" label={say('day.after')} onPress={() => setDay(beside(1))} />
        {teams.length < 2 ? null : (
          <Select
            label={say('day.team')}
            hideLabel
            value={team?.id ?? ''}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setTeam}
          />
        )}
      </Bar>
      {team ? (
        <>
          {shown === today ? <WorkedOn teamId={team.id} /> : null}
          {shown === today ? <PinnedEntries teamId={team.id} /> : null}
          <Happened
            teamId={team.id}
            from={new Date(startOfDay(zone, noon)).toISOString()}
            until={new Date(startOfDay(zone, noon, 1)).toISOString()}
          />
        </>
      ) : null}
    </Screen>
  )
}

const dayMs = 86_400_000

function WorkedOn({ teamId }: { readonly teamId: string }) {
  return <Loaded query={useLoaded('listWork', { teamId })}>{(work) => <WorkCard work={work} />}</Loaded>
}

function whenOf({ at, happenedAt }: Entry): string {
  return happenedAt ?? at
}

/** The day from its beginning to its end; of a long one the last part first. */
function Happened({ teamId, from, until }: { readonly teamId: string; readonly from: string; readonly until: string }) {
  const say = useWords('logDay')
  const day = useLoadedParts('readLog', { teamId, from, until, limit: 200 })
  const entries = day.parts
    .flatMap((part) => part.entries)
    .toSorted((a, b) => Date.parse(whenOf(a)) - Date.parse(whenOf(b)) || a.id - b.id)
  return (
    <>
      {day.more ? (
        <Button icon="up" onPress={day.more} busy={day.isFetchingNextPage}>
          {say('day.more')}
        </Button>
      ) : null}
      <Card title={say('day.happened')} flush>
        <Loaded
          query={day}
          isEmpty={() => entries.length === 0}
          empty={<p className={styles.none}>{say('day.none')}</p>}
        >
          {() => <Entries entries={entries} label={say('day.happened')} linked by="happened" />}
        </Loaded>
      </Card>
    </>
  )
}
