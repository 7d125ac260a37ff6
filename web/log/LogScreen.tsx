import { lazy, Suspense, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { useAction, useLoadedParts } from '../query.tsx'
import { paths } from '../paths.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { useSearchText } from '../shell/search-text.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Bar, Screen } from '../ui/Screen.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { byDay, dayName } from './days.ts'
import { Entries } from './Entries.tsx'
import { EntryTools } from './EntryTools.tsx'
import type { Entry } from './entry-words.ts'
import styles from './LogScreen.module.css'
import { NoteForm } from './NoteForm.tsx'

const PinnedEntries = lazy(() => import('./PinnedEntries.tsx'))

/** The on-call log: one stream, newest first, told in the reader's language. */
export function LogScreen() {
  const say = useWords('log')
  const day = useWords('logDay')
  const { filter } = useTeamFilter()
  const search = useSearchText('search')
  const teamId = filter.team === 'all' ? undefined : filter.team
  const log = useLoadedParts('readLog', {
    ...(teamId ? { teamId } : {}),
    ...(search.asked ? { search: search.asked } : {}),
  })
  const [fresh, setFresh] = useState<number>()
  const entries = log.parts.flatMap((part) => part.entries)
  return (
    <Screen
      title={say('title')}
      about={say('about')}
      actions={
        <Button icon="calendar" href={teamId ? paths.logDayOf(teamId) : paths.logDay}>
          {day('day.open')}
        </Button>
      }
    >
      <TeamNote teamId={teamId} onWritten={setFresh} />
      <Bar>
        <div className={styles.search}>
          <TextInput
            label={say('search')}
            hideLabel
            placeholder={say('search')}
            icon="search"
            type="search"
            value={search.typed}
            onChange={search.type}
          />
        </div>
        <TeamFilter filter={filter} />
      </Bar>
      {teamId && !search.asked ? (
        <Suspense>
          <PinnedEntries teamId={teamId} />
        </Suspense>
      ) : null}
      <Card flush>
        <Loaded
          query={log}
          isEmpty={() => entries.length === 0}
          empty={<NothingWritten search={search.asked} onClear={() => search.type('')} />}
        >
          {() => <Days entries={entries} fresh={fresh} />}
        </Loaded>
      </Card>
      {log.more ? (
        <Button icon="down" onPress={log.more} busy={log.isFetchingNextPage}>
          {say('older')}
        </Button>
      ) : null}
    </Screen>
  )
}

function Days({ entries, fresh }: { readonly entries: readonly Entry[]; readonly fresh: number | undefined }) {
  const say = useWords('log')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  return byDay(entries, zone).map((day) => {
    const name = dayName(day.key, { now, zone, language })
    const words = 'is' in name ? say(name.is) : name.date
    return (
      <section key={day.key}>
        <h2 className={styles.day}>{words}</h2>
        <Entries
          entries={day.things}
          label={words}
          linked
          fresh={fresh}
          renderTools={(entry, sentence) => <Tools entry={entry} sentence={sentence} />}
        />
      </section>
    )
  })
}

/** As everywhere, and a line of a team can stand on top of its log. */
function Tools({ entry, sentence }: { readonly entry: Entry; readonly sentence: string }) {
  const say = useWords('logDay')
  const pin = useAction('pinLogEntry')
  const unavailable = useWhyNot()('log.write', entry.teamId)
  const { id: entryId, teamId } = entry
  const items =
    teamId === null ? [] : [{ say: say('pin'), icon: 'pin' as const, unavailable, onPress: () => pin.run({ entryId }) }]
  return <EntryTools entry={entry} sentence={sentence} items={items} />
}

/** A note for the team that is shown, or for one of mine when all are. */
function TeamNote({
  teamId,
  onWritten,
}: {
  readonly teamId: string | undefined
  readonly onWritten: (id: number) => void
}) {
  const people = useWords('people')
  const { teams, unavailable } = useTeamsWhere('log.write')
  const mine = new Set(useMe().teams.map((team) => team.id))
  const [chosen, setChosen] = useState<string>()
  const first = teams.find((team) => mine.has(team.id)) ?? teams[0]
  const into = teams.find((team) => team.id === (teamId ?? chosen)) ?? (teamId ? undefined : first)
  return (
    <Card>
      <NoteForm teamId={into?.id} unavailable={into ? undefined : unavailable} onWritten={onWritten}>
        {teamId || teams.length < 2 ? null : (
          <Select
            label={people('field.team')}
            hideLabel
            value={into?.id ?? ''}
            options={teams.map((team) => ({ value: team.id, label: team.name }))}
            onChange={setChosen}
          />
        )}
      </NoteForm>
    </Card>
  )
}

function NothingWritten({ search, onClear }: { readonly search: string; readonly onClear: () => void }) {
  const say = useWords('log')
  return search ? (
    <Empty icon="search" title={say('nothing.title')} action={<Button onPress={onClear}>{say('clear')}</Button>}>
      {say('nothing.say')}
    </Empty>
  ) : (
    <Empty icon="log" title={say('none.title')}>
      {say('none.say')}
    </Empty>
  )
}
