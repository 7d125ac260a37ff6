import { lazy, Suspense, useState } from 'react'
import { useAction, useLoaded } from '../query.tsx'
import { useWhyNotFor } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { sharedBy } from './away.ts'
import styles from './LeaveCard.module.css'
import type { LeavePerson } from './LeaveCard.tsx'
import { ShiftsDuring } from './LeaveRow.tsx'
import { ownShifts } from './mine.ts'
import { usePlaceName } from './place-words.ts'
import { isoOf } from './span-words.ts'
import { useAway, useAwaySpan } from './use-away.ts'
import { startOfDay } from './zoned.ts'

const HolidaysDialog = lazy(async () => ({ default: (await import('./HolidaysDialog.tsx')).HolidaysDialog }))

const days = 84
const mostShown = 5

/** Whose public holidays somebody keeps, those of the next twelve weeks, and the shifts that fall on them. */
export function HolidaysCard({ person }: { readonly person: LeavePerson }) {
  const say = useWords('leave')
  const mayNot = useWhyNotFor()('absences.manage', person)
  const places = useLoaded('listHolidayPlaces', { zone: person.zone })
  const nameOf = usePlaceName(places.data?.places ?? [])
  const save = useAction('setHolidays', { done: say('holidays.saved') })
  const [isChoosing, setChoosing] = useState(false)
  const suggested = places.data?.suggested ?? null
  const choose = (
    <Button size="small" icon="globe" unavailable={mayNot} onPress={() => setChoosing(true)}>
      {say(person.holidays === null ? 'holidays.choose' : 'holidays.change')}
    </Button>
  )
  return (
    <>
      <Card
        title={
          person.holidays === null ? say('holidays.title') : say('holidays.of', { place: nameOf(person.holidays) })
        }
        about={say('holidays.hint')}
        actions={person.holidays === null ? null : choose}
        flush
      >
        {person.holidays === null ? (
          <Empty
            icon="globe"
            title={say('holidays.none')}
            action={
              <>
                {suggested === null ? null : (
                  <Button
                    size="small"
                    icon="check"
                    busy={save.busy}
                    unavailable={mayNot}
                    onPress={() => save.run({ personId: person.id, place: suggested })}
                  >
                    {say('holidays.suggest', { place: nameOf(suggested) })}
                  </Button>
                )}
                {choose}
              </>
            }
          />
        ) : (
          <>
            <NextHolidays person={person} />
            <p className={styles.foot}>{say('holidays.source')}</p>
          </>
        )}
      </Card>
      <Suspense>
        {isChoosing && places.data ? (
          <HolidaysDialog
            person={person}
            places={places.data.places}
            suggested={suggested}
            onClose={() => setChoosing(false)}
          />
        ) : null}
      </Suspense>
    </>
  )
}

function NextHolidays({ person }: { readonly person: LeavePerson }) {
  const say = useWords('leave')
  const now = useNow().getTime()
  const today = startOfDay(person.zone, now)
  const window = { from: today, until: startOfDay(person.zone, today, days) }
  const spanOf = useAwaySpan()
  const holidays = useAway({ personIds: [person.id] }, window).filter(({ kind }) => kind === 'holiday')
  const answer = useLoaded('listAllShifts', { personId: person.id, ...isoOf(window) }).data
  const shifts = ownShifts(answer?.schedules ?? [], window)
  if (holidays.length === 0) return <p className={styles.foot}>{say('holidays.noneSoon')}</p>
  return (
    <Rows label={say('holidays.title')}>
      {holidays.slice(0, mostShown).map((holiday) => {
        const during = shifts.flatMap((shift) => {
          const shared = sharedBy(shift, { from: Math.max(holiday.from, now), until: holiday.until })
          if (!shared || shift.role === 'shadow') return []
          const { from, to } = isoOf(shared)
          const { scheduleId, scheduleName, role } = shift
          return [{ scheduleId, scheduleName, role, startsAt: from, endsAt: to }]
        })
        return (
          <Row
            key={holiday.from}
            lead={<Icon name="globe" />}
            title={holiday.name}
            meta={
              <div className={styles.parts}>
                <span>{spanOf(person.id, holiday)}</span>
                <ShiftsDuring person={person} shifts={during} />
              </div>
            }
          />
        )
      })}
    </Rows>
  )
}
