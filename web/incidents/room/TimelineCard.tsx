import { useState } from 'react'
import { Loaded } from '../../Loaded.tsx'
import { byDay, dayName } from '../../log/days.ts'
import { Entries } from '../../log/Entries.tsx'
import { EntryTools } from '../../log/EntryTools.tsx'
import type { Entry } from '../../log/entry-words.ts'
import { paths } from '../../paths.ts'
import { useAction, useLoadedParts } from '../../query.tsx'
import { useGo } from '../../shell/go.ts'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/faces.tsx'
import { useNow } from '../../ui/Time.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { NoteComposer } from './NoteComposer.tsx'
import styles from './TimelineCard.module.css'
import { TimelineFilters } from './TimelineFilters.tsx'
import { useLooking } from './use-looking.ts'
import { useTimelineFilter } from './use-timeline-filter.ts'

/** Everything in it, what happened last first, whenever it was written; what is pinned on top; and a line of one's own. */
export function TimelineCard({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentRoom')
  const story = useWords('incidentStory')
  const go = useGo()
  const unavailable = useWhyNotChange(incident)
  const filter = useTimelineFilter(incident.id)
  const [fresh, setFresh] = useState<number>()
  const timeline = useLoadedParts('readTimeline', filter.query)
  const entries = timeline.parts.flatMap((part) => part.entries)
  const pinned = timeline.parts[0]?.pinned ?? []
  useLooking(
    incident.id,
    entries.map(({ id }) => id),
  )
  const shared = { incident, pinned, fresh }
  return (
    <Card title={say('timeline.title')} flush>
      <NoteComposer key={incident.id} incidentId={incident.id} unavailable={unavailable} onWritten={setFresh} />
      <TimelineFilters incident={incident} filter={filter} />
      {pinned.length > 0 && !filter.isNarrowed ? (
        <section className={styles.pinned}>
          <h3>{story('pin.title')}</h3>
          <Lines {...shared} entries={pinned.map(({ entry }) => entry)} label={story('pin.title')} isPinList />
        </section>
      ) : null}
      <Loaded
        query={timeline}
        isEmpty={() => entries.length === 0}
        empty={
          filter.isNarrowed ? (
            <Empty
              icon="search"
              title={story('filter.nothing')}
              action={<Button onPress={() => go(paths.incident(incident.id))}>{story('filter.clear')}</Button>}
            />
          ) : (
            <p>{say('timeline.none')}</p>
          )
        }
      >
        {() => <Days {...shared} entries={entries} />}
      </Loaded>
      {timeline.more ? (
        <div className={styles.older}>
          <Button tone="quiet" icon="down" onPress={timeline.more} busy={timeline.isFetchingNextPage}>
            {say('timeline.older')}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}

function Days({ entries, ...shared }: Shared & { readonly entries: readonly Entry[] }) {
  const log = useWords('log')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  const days = byDay(
    entries.map((entry) => ({ entry, at: entry.happenedAt ?? entry.at })),
    zone,
  )
  return days.map((day) => {
    const name = dayName(day.key, { now, zone, language })
    const words = 'is' in name ? log(name.is) : name.date
    return (
      <section key={day.key} className={styles.day}>
        {days.length > 1 ? <h3>{words}</h3> : null}
        <Lines {...shared} entries={day.things.map(({ entry }) => entry)} label={words} />
      </section>
    )
  })
}

function Lines({ incident, pinned, fresh, entries, label, isPinList = false }: LinesProps) {
  return (
    <Entries
      entries={entries}
      label={label}
      about={incident.title}
      fresh={fresh}
      linked
      by="happened"
      renderTools={(entry, sentence) => (
        <LineTools
          incident={incident}
          entry={entry}
          sentence={sentence}
          pinning={pinned.find((each) => each.entry.id === entry.id)}
          isPinList={isPinList}
        />
      )}
    />
  )
}

function LineTools({ incident, entry, sentence, pinning, isPinList }: LineToolsProps) {
  const say = useWords('incidentStory')
  const unavailable = useWhyNotChange(incident)
  const pin = useAction('pinEntry', { done: say('pin.done') })
  const unpin = useAction('unpinEntry', { done: say('pin.undone') })
  const item = {
    say: say(pinning ? 'pin.undo' : 'pin.do'),
    icon: 'pin' as const,
    unavailable,
    onPress: () => (pinning ? unpin : pin).run({ incidentId: incident.id, entryId: entry.id }),
  }
  return (
    <EntryTools
      entry={entry}
      sentence={sentence}
      by="happened"
      items={[item]}
      aside={pinning && isPinList ? <span>{say('pin.by', { name: pinning.by })}</span> : undefined}
    />
  )
}

type Pinned = { readonly entry: Entry; readonly by: string; readonly at: string }
type Shared = { readonly incident: Detail; readonly pinned: readonly Pinned[]; readonly fresh: number | undefined }
type LinesProps = Shared & {
  readonly entries: readonly Entry[]
  readonly label: string
  readonly isPinList?: boolean
}
type LineToolsProps = {
  readonly incident: Detail
  readonly entry: Entry
  readonly sentence: string
  readonly pinning: Pinned | undefined
  readonly isPinList: boolean
}
