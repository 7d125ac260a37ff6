import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'
import { usePersonName } from './person-name.ts'
import { SpanText } from './SpanText.tsx'

/** Which periods are planned by hand, instead of the rotations; nothing while there is none. */
export function TemporariesCard({ schedule, editHref, mayNotChange }: TemporariesCardProps) {
  const say = useWords('schedules')
  const nameOf = usePersonName()
  if (schedule.temporaries.length === 0) return null
  return (
    <Card
      title={say('temporary.title')}
      actions={
        <Button size="small" icon="edit" href={editHref} unavailable={mayNotChange}>
          {say('rotation.edit')}
        </Button>
      }
      flush
    >
      <Rows label={say('temporary.title')}>
        {schedule.temporaries
          .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
          .map(({ id, name, startsAt, endsAt, shifts }) => (
            <Row
              key={id}
              lead={<Icon name="calendar" />}
              title={name}
              meta={
                <>
                  <SpanText from={Date.parse(startsAt)} until={Date.parse(endsAt)} scheduleZone={schedule.zone} />
                  <span>{[...new Set(shifts.map((shift) => nameOf(shift.personId)))].join(', ')}</span>
                </>
              }
            />
          ))}
      </Rows>
    </Card>
  )
}

type TemporariesCardProps = {
  readonly schedule: ScheduleTold
  readonly editHref: string
  readonly mayNotChange: string | undefined
}
