import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useTeams } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { State } from '../ui/State.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { NowWords } from './NowWords.tsx'
import styles from './SchedulesScreen.module.css'
import { isoOf } from './span-words.ts'
import { gapsOf, lanesOf, onCallAround, peopleOf } from './timeline.ts'
import type { Window } from './timeline.ts'
import { WeekBars } from './WeekBars.tsx'

/** One schedule of the list: who now, until when, who then, and its strip of days. */
export function ScheduleLine({ schedule, onCall, window }: ScheduleLineProps) {
  const say = useWords('schedules')
  const { nameOf } = useTeams()
  const zone = useMe().person.zone
  const shifts = useLoaded('listShifts', { scheduleId: schedule.id, ...isoOf(window) }, { keep: true }).data?.shifts
  const now = useNow().getTime()
  const gaps = gapsOf(shifts ?? []).filter((gap) => gap.until > now)
  const lanes = lanesOf(shifts ?? []).filter((lane) => lane.role === 'primary')
  return (
    <li className={styles.line}>
      <div className={styles.about}>
        <div className={styles.names}>
          <a className={styles.cover} href={paths.schedule(schedule.id)} data-row={schedule.id}>
            {schedule.name}
          </a>
          <span className={styles.team}>{nameOf(schedule.teamId)}</span>
          {gaps.length > 0 ? (
            <State tone="critical" icon="warning">
              {say('gap.count', { count: gaps.length })}
            </State>
          ) : null}
        </div>
        <NowWords onCall={onCall} around={shifts ? onCallAround(shifts, now) : null} />
      </div>
      <div className={styles.strip}>
        {shifts ? (
          <WeekBars window={window} lanes={lanes} zone={zone} now={now} people={peopleOf(shifts)} head="short" />
        ) : null}
      </div>
    </li>
  )
}

type ScheduleLineProps = {
  readonly schedule: EndpointOutput<'listSchedules'>['schedules'][number]
  readonly onCall: EndpointOutput<'listOnCall'>['onCall'][number] | undefined
  readonly window: Window
}
