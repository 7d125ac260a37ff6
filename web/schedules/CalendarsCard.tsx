import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { sayingsOf } from './calendar-draft.ts'
import type { CalendarTold, SourceTold } from './calendar-draft.ts'
import type { ScheduleTold } from './draft.ts'
import { SourceState } from './SourceState.tsx'
import styles from './SourceState.module.css'

/** Which calendars of other programs this schedule follows, and how that goes; nothing while there is none. */
export function CalendarsCard({ schedule, editHref, mayNotChange }: CalendarsCardProps) {
  const say = useWords('calendars')
  const words = useWords('schedules')
  const { calendars, id: scheduleId } = schedule
  const sources =
    useLoaded('listCalendarSources', { scheduleId }, { enabled: calendars.length > 0 }).data?.sources ?? []
  if (calendars.length === 0) return null
  return (
    <Card
      title={say('title')}
      actions={
        <Button size="small" icon="edit" href={editHref} unavailable={mayNotChange}>
          {words('rotation.edit')}
        </Button>
      }
    >
      <Stack>
        {calendars.map((calendar) => (
          <Followed key={calendar.id} calendar={calendar} source={sources.find(({ id }) => id === calendar.sourceId)} />
        ))}
      </Stack>
    </Card>
  )
}

function Followed({ calendar, source }: { readonly calendar: CalendarTold; readonly source: SourceTold | undefined }) {
  const say = useWords('calendars')
  const unknown = source ? sayingsOf(source.said, calendar.people ?? []).filter(({ isNobody }) => isNobody) : []
  const names = unknown.slice(0, mostNames).map(({ text }) => text || say('said.nothing'))
  return (
    <section className={styles.state} aria-label={calendar.name}>
      <h3 className={styles.name}>{calendar.name}</h3>
      {source ? <SourceState source={source} /> : null}
      {unknown.length > 0 ? (
        <Notice tone="warning" title={say('said.nobody', { count: unknown.length })}>
          <p>{names.join('; ')}</p>
          <p>{say('said.next')}</p>
        </Notice>
      ) : null}
    </section>
  )
}

const mostNames = 5

type CalendarsCardProps = {
  readonly schedule: ScheduleTold
  readonly editHref: string
  readonly mayNotChange: string | undefined
}
