import { useState } from 'react'
import type { Problem } from '../problem.ts'
import { useLoaded } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { useWords } from '../words/words.ts'
import type { CalendarDraft } from './calendar-draft.ts'
import { CalendarForm } from './CalendarForm.tsx'
import { withPut } from './schedule-draft.ts'
import { SourceDialog } from './SourceDialog.tsx'

/** The calendars of other programs that the schedule follows, and the way to one more. */
export function CalendarsPart({ scheduleId, calendars, problem, onChange }: CalendarsPartProps) {
  const say = useWords('calendars')
  const sources = useLoaded('listCalendarSources', { scheduleId }).data?.sources ?? []
  const [isAdding, setIsAdding] = useState(false)
  const button = (
    <Button icon="plus" onPress={() => setIsAdding(true)}>
      {say('add')}
    </Button>
  )
  return (
    <>
      {calendars.length === 0 ? (
        <Card>
          <Empty icon="calendar" title={say('none')} action={button}>
            {say('noneSay')}
          </Empty>
        </Card>
      ) : (
        <>
          {calendars.map((calendar, at) => (
            <CalendarForm
              key={calendar.key}
              scheduleId={scheduleId}
              calendar={calendar}
              source={sources.find(({ id }) => id === calendar.sourceId)}
              problemAt={(field) => problem?.of(`calendars.${at}.${field}`)}
              onChange={(changed) => onChange(withPut(calendars, calendar.key, changed))}
              onRemove={() => onChange(withPut(calendars, calendar.key, null))}
            />
          ))}
          <div>{button}</div>
        </>
      )}
      {isAdding ? (
        <SourceDialog
          scheduleId={scheduleId}
          sourceId={null}
          onClose={() => setIsAdding(false)}
          onDone={({ id, hint }) => {
            const added = {
              key: id,
              id: undefined,
              name: hint,
              role: 'primary' as const,
              layer: '1',
              sourceId: id,
              people: [],
            }
            onChange([...calendars, added])
            setIsAdding(false)
          }}
        />
      ) : null}
    </>
  )
}

type CalendarsPartProps = {
  readonly scheduleId: string
  readonly calendars: readonly CalendarDraft[]
  readonly problem: Problem | null
  readonly onChange: (calendars: readonly CalendarDraft[]) => void
}
