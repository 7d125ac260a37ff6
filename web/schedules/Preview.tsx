import { useState } from 'react'
import { FailedFace } from '../Loaded.tsx'
import { asProblem, useLoaded } from '../query.tsx'
import { useSettled } from '../settled.ts'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { Segmented } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { differenceOf } from './difference.ts'
import { DifferenceList } from './DifferenceList.tsx'
import type { ScheduleTold } from './draft.ts'
import { GapsNotice } from './GapsNotice.tsx'
import { Legend } from './Legend.tsx'
import { useIsNarrow } from '../narrow.ts'
import styles from './Preview.module.css'
import { draftOf, inputOf } from './schedule-draft.ts'
import type { ScheduleInput } from './schedule-draft.ts'
import { isoOf } from './span-words.ts'
import { gapsOf, lanesOf, peopleOf } from './timeline.ts'
import timeline from './TimelineCard.module.css'
import { weekWindows } from './TimelineCard.tsx'
import { useAway } from './use-away.ts'
import { WeekBars } from './WeekBars.tsx'
import { startOfWeek } from './zoned.ts'

const weeks = 12

/** Who would be on call in twelve weeks, where nobody, and what changes against today. Overrides stay, and are left out here. */
export function Preview({ saved, input, isWhole, onTurnKept }: PreviewProps) {
  const say = useWords('schedules')
  const zone = useMe().person.zone
  const now = useNow().getTime()
  const [shown, setShown] = useState(useIsNarrow() ? '4' : String(weeks))
  const { slug, teamId } = saved
  const asked = useSettled(isWhole ? input : null)
  const first = startOfWeek(zone, now)
  const windows = weekWindows(zone, first, weeks)
  const spanOfWeeks = { from: first, until: windows.at(-1)?.until ?? first }
  const span = isoOf(spanOfWeeks)
  const before = inputOf(draftOf(saved))
  const today = useLoaded('previewSchedule', { schedule: { slug, teamId, ...before }, ...span })
  const next = useLoaded(
    'previewSchedule',
    { schedule: { slug, teamId, ...(asked ?? before) }, ...span },
    { keep: true, enabled: asked !== null },
  )
  const away = useAway({ personIds: peopleOf(next.data?.shifts ?? []) }, spanOfWeeks)
  if (next.error) {
    return (
      <Card title={say('preview.title')}>
        <FailedFace problem={asProblem(next.error)} onRetry={next.refetch} />
      </Card>
    )
  }
  if (!next.data || !today.data) {
    return (
      <Card title={say('preview.title')}>
        {isWhole ? <Skeleton /> : <Empty icon="calendar" title={say('preview.notWhole')} />}
      </Card>
    )
  }
  const changes = differenceOf(today.data.shifts, next.data.shifts).filter((change) => change.until > now)
  const lanes = lanesOf(next.data.shifts)
  const people = peopleOf([...today.data.shifts, ...next.data.shifts])
  return (
    <Card
      title={say('preview.title')}
      about={isWhole ? say('preview.about', { count: weeks }) : say('preview.notWhole')}
    >
      <div className={styles.parts} aria-busy={next.isFetching}>
        {isWhole ? (
          <>
            <GapsNotice gaps={gapsOf(next.data.shifts).filter((gap) => gap.until > now)} now={now} zone={zone} />
            <DifferenceList changes={changes} now={now} zone={zone} onTurnKept={onTurnKept} />
          </>
        ) : null}
        <div className={styles.bars}>
          <Segmented
            label={say('timeline.length')}
            hideLabel
            value={shown}
            onChange={setShown}
            options={['4', String(weeks)].map((count) => ({
              value: count,
              label: say('preview.weeks', { count: Number(count) }),
            }))}
          />
          <div className={timeline.weeks}>
            {windows.slice(0, Number(shown)).map((window, week) => (
              <WeekBars
                key={week}
                window={window}
                lanes={lanes}
                zone={zone}
                now={now}
                people={people}
                head={week === 0 ? 'full' : 'dates'}
                changes={changes}
                away={away}
              />
            ))}
          </div>
          <Legend shifts={next.data.shifts} hasAway={away.length > 0} />
        </div>
        {next.data.isCut ? <Notice tone="warning">{say('preview.cut')}</Notice> : null}
      </div>
    </Card>
  )
}

type PreviewProps = {
  readonly saved: ScheduleTold
  readonly input: ScheduleInput
  readonly isWhole: boolean
  /** Asks to keep this turn (from 1) of the rotation with this name with a person. */
  readonly onTurnKept: (rotationName: string, turn: number, personId: string) => void
}
