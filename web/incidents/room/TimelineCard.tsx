import { useState } from 'react'
import { Loaded } from '../../Loaded.tsx'
import { byDay, dayName } from '../../log/days.ts'
import { Entries } from '../../log/Entries.tsx'
import type { Entry } from '../../log/entry-words.ts'
import { useLoadedParts } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { useNow } from '../../ui/Time.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import { NoteComposer } from './NoteComposer.tsx'
import styles from './TimelineCard.module.css'

/** Everything that happened in it, the newest first, by when it happened; and a line of one's own. */
export function TimelineCard({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentRoom')
  const unavailable = useWhyNotChange(incident)
  const [fresh, setFresh] = useState<number>()
  const timeline = useLoadedParts('readTimeline', { incidentId: incident.id, limit: 50 })
  const entries = timeline.parts.flatMap((part) => part.entries.map(asHappened)).toSorted(newestFirst)
  return (
    <Card title={say('timeline.title')} flush>
      <NoteComposer key={incident.id} incidentId={incident.id} unavailable={unavailable} onWritten={setFresh} />
      <Loaded query={timeline} isEmpty={() => entries.length === 0} empty={<p>{say('timeline.none')}</p>}>
        {() => <Days entries={entries} title={incident.title} fresh={fresh} />}
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

function Days({ entries, title, fresh }: DaysProps) {
  const log = useWords('log')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  const days = byDay(entries, zone)
  return days.map((day) => {
    const name = dayName(day.key, { now, zone, language })
    const words = 'is' in name ? log(name.is) : name.date
    return (
      <section key={day.key} className={styles.day}>
        {days.length > 1 ? <h3>{words}</h3> : null}
        <Entries entries={day.things} label={words} about={title} fresh={fresh} linked />
      </section>
    )
  })
}

/** It stands at the time it happened, which may be long before it was written. */
function asHappened(entry: Entry): Entry {
  return entry.happenedAt ? { ...entry, at: entry.happenedAt } : entry
}

function newestFirst(a: Entry, b: Entry): number {
  return Date.parse(b.at) - Date.parse(a.at) || b.id - a.id
}

type DaysProps = { readonly entries: readonly Entry[]; readonly title: string; readonly fresh: number | undefined }
