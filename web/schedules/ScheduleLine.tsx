import { lazy, Suspense, useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useTeams } from '../people/teams.ts'
import { useWhyNot } from '../shell/me.ts'
import { Hidden } from '../ui/Hidden.tsx'
import { State } from '../ui/State.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { DragArea } from './DragArea.tsx'
import { NowWords } from './NowWords.tsx'
import type { OverrideStart } from './OverrideDialog.tsx'
import styles from './SchedulesScreen.module.css'
import { isSameClock, spanWords, zoneCity } from './span-words.ts'
import { Strip } from './Strip.tsx'
import type { Look } from './Strip.tsx'
import { gapsOf, lanesOf, onCallAround, peopleOf, shareOf } from './timeline.ts'

const OverrideThere = lazy(async () => ({ default: (await import('./OverrideThere.tsx')).OverrideThere }))

/** One schedule among all: who now, until when, who then, and its strip of the time looked at. */
export function ScheduleLine({ told, onCall, look }: ScheduleLineProps) {
  const say = useWords('schedules')
  const language = useLanguage()
  const { nameOf } = useTeams()
  const { scheduleId, scheduleName, teamId, zone, shifts } = told
  const { window, now } = look
  const mayNot = useWhyNot()('schedules.override', teamId)
  const [start, setStart] = useState<OverrideStart | null>(null)
  const lanes = lanesOf(shifts)
  const gaps = gapsOf(shifts).filter((gap) => gap.until > now && shareOf(gap, window) !== null)
  const clock = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (
    <li className={styles.line}>
      <DragArea zone={look.zone} now={now} rows={[window]} lanes={lanes} mayNot={mayNot} onChosen={setStart}>
        <div className={styles.about}>
          <div className={styles.names}>
            <a className={styles.cover} href={paths.schedule(scheduleId)} data-row={scheduleId}>
              {scheduleName}
            </a>
            <span className={styles.team}>
              {nameOf(teamId)}
              {isSameClock(look.zone, zone, window)
                ? null
                : ` · ${say('all.there', { zone: zoneCity(zone), time: clock.format(now) })}`}
            </span>
            {gaps.length > 0 ? (
              <State tone="critical" icon="warning">
                {say('gap.count', { count: gaps.length })}
                <Hidden>{`: ${gaps.map((gap) => spanWords(gap, language, look.zone)).join(', ')}`}</Hidden>
              </State>
            ) : null}
          </div>
          <NowWords onCall={onCall} around={onCallAround(shifts, now)} />
        </div>
        <div className={styles.strip}>
          <Strip look={look} lanes={lanes} people={peopleOf(shifts)} schedule={{ scheduleId, zone }} />
        </div>
      </DragArea>
      {start ? (
        <Suspense>
          <OverrideThere scheduleId={scheduleId} start={start} onClose={() => setStart(null)} />
        </Suspense>
      ) : null}
    </li>
  )
}

type ScheduleLineProps = {
  readonly told: EndpointOutput<'listAllShifts'>['schedules'][number]
  readonly onCall: EndpointOutput<'listOnCall'>['onCall'][number] | undefined
  readonly look: Look
}
