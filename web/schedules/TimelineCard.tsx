import { lazy, Suspense } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useLoaded } from '../query.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { Skeleton } from '../ui/faces.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { marginDays } from './coming.ts'
import { isLookedFor } from './cover.ts'
import { ChooseButton, ChosenPanel, DragArea } from './DragArea.tsx'
import type { ScheduleTold } from './draft.ts'
import { windowAt } from './horizon.ts'
import { Legend } from './Legend.tsx'
import { drawnOf } from './month.ts'
import type { OverrideStart } from './OverrideDialog.tsx'
import { daysWords, isoOf, isSameClock, zoneCity } from './span-words.ts'
import { Steps, wholeStep } from './Steps.tsx'
import { lanesOf, peopleOf } from './timeline.ts'
import type { Window } from './timeline.ts'
import styles from './TimelineCard.module.css'
import { useAway } from './use-away.ts'
import { WeekBars } from './WeekBars.tsx'
import type { Press } from './WeekBars.tsx'
import { startOfDay, startOfWeek } from './zoned.ts'

const MonthCalendar = lazy(async () => ({ default: (await import('./MonthCalendar.tsx')).MonthCalendar }))

/** A week, four, or a month of the schedule, in my zone or its own; the arrows, keys and the address move through time. */
export function TimelineCard({ schedule, onPress, onChosen }: TimelineCardProps) {
  const say = useWords('schedules')
  const how = useWords('dragging')('how')
  const language = useLanguage()
  const own = useMe().person.zone
  const mayNot = useWhyNot()('schedules.override', schedule.teamId)
  const now = useNow().getTime()
  const [weeks, setWeeks] = useSearchParam('weeks', '4')
  const [at, setAt] = useSearchParam('at', '0')
  const [monthAt, setMonthAt] = useSearchParam('month', '0')
  const [shownIn, setZone] = useSearchParam('zone', 'mine')
  const year = { from: now, until: now + 183 * dayMs }
  const hasOneClock = isSameClock(own, schedule.zone, year)
  const zone = shownIn === 'its' && !hasOneClock ? schedule.zone : own
  const isMonth = weeks === 'month'
  const first = startOfWeek(zone, now, wholeStep(at))
  const windows = weekWindows(zone, first, weeks === '1' ? 1 : 4)
  const month = windowAt('month', zone, now, wholeStep(monthAt))
  const shown = isMonth ? month : { from: first, until: windows.at(-1)?.until ?? first }
  const all = isMonth ? drawnOf(zone, month) : shown
  const asked = { from: startOfDay(zone, all.from, -marginDays), until: startOfDay(zone, all.until, marginDays) }
  const shifts = useLoaded('listShifts', { scheduleId: schedule.id, ...isoOf(asked) }, { keep: true })
  const away = useAway({ scheduleId: schedule.id }, asked)
  const lanes = lanesOf(shifts.data?.shifts ?? [])
  const covers = useLoaded('listCovers', { scheduleId: schedule.id }).data?.covers ?? []
  return (
    <DragArea zone={zone} now={now} rows={isMonth ? [] : windows} lanes={lanes} mayNot={mayNot} onChosen={onChosen}>
      <Card
        title={daysWords(shown, language, zone, now)}
        actions={
          isMonth ? <Steps at={monthAt} onAt={setMonthAt} /> : <Steps at={at} onAt={setAt} size={windows.length} />
        }
      >
        <div className={styles.choices}>
          <Segmented
            label={say('timeline.length')}
            hideLabel
            value={weeks}
            onChange={setWeeks}
            options={[
              { value: '1', label: say('timeline.week') },
              { value: '4', label: say('timeline.weeks') },
              { value: 'month', label: say('timeline.month') },
            ]}
          />
          {hasOneClock ? null : (
            <Segmented
              label={say('timeline.zone')}
              hideLabel
              value={shownIn}
              onChange={setZone}
              options={[
                { value: 'mine', label: say('timeline.mine', { zone: zoneCity(own) }) },
                { value: 'its', label: say('timeline.its', { zone: zoneCity(schedule.zone) }) },
              ]}
            />
          )}
          {isMonth ? null : <ChooseButton />}
        </div>
        <Loaded query={shifts} skeleton={<Skeleton lines={4} />}>
          {(answer) => {
            const people = peopleOf(answer.shifts)
            return (
              <div className={styles.weeks}>
                {isMonth ? (
                  <Suspense fallback={<Skeleton lines={6} />}>
                    <MonthCalendar
                      shifts={answer.shifts}
                      away={away}
                      month={month}
                      zone={zone}
                      now={now}
                      onPress={onPress}
                    />
                  </Suspense>
                ) : (
                  windows.map((window, week) => (
                    <WeekBars
                      key={week}
                      window={window}
                      lanes={lanes}
                      zone={zone}
                      now={now}
                      people={people}
                      head={week === 0 ? 'full' : 'dates'}
                      away={away}
                      isLookedFor={(bar) => isLookedFor(covers, schedule.id, bar)}
                      onPress={onPress}
                    />
                  ))
                )}
                {answer.isCut ? <Notice tone="warning">{say('timeline.cut')}</Notice> : null}
              </div>
            )
          }}
        </Loaded>
        <ChosenPanel zone={zone} />
        <Legend shifts={shifts.data?.shifts ?? []} hasAway={away.length > 0} />
        {isMonth || mayNot ? null : <p className={styles.how}>{how}</p>}
      </Card>
    </DragArea>
  )
}

const dayMs = 86_400_000

/** Whole weeks of the zone, one after the other. */
export function weekWindows(zone: string, first: number, count: number): readonly Window[] {
  return Array.from({ length: count }, (_, week) => ({
    from: startOfDay(zone, first, week * 7),
    until: startOfDay(zone, first, week * 7 + 7),
  }))
}

type TimelineCardProps = {
  readonly schedule: ScheduleTold
  readonly onPress: Press
  readonly onChosen: (start: OverrideStart) => void
}
