import type { EndpointInput } from '../api.ts'
import { FailedFace } from '../Loaded.tsx'
import { asProblem, useLoaded } from '../query.tsx'
import { useSettled } from '../settled.ts'
import { useMe } from '../shell/me.ts'
import { Card } from '../ui/Card.tsx'
import { Empty, Skeleton } from '../ui/faces.tsx'
import { useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { differenceOf } from './difference.ts'
import { DifferenceList } from './DifferenceList.tsx'
import { asDraft, asInput } from './draft.ts'
import type { ScheduleTold } from './draft.ts'
import { isoOf } from './span-words.ts'
import { lanesOf, peopleOf } from './timeline.ts'
import styles from './TimelineCard.module.css'
import { weekWindows } from './TimelineCard.tsx'
import { WeekBars } from './WeekBars.tsx'
import { startOfWeek } from './zoned.ts'

type Draft = EndpointInput<'previewSchedule'>['schedule']

/** Who would be on call in the next four weeks, and what that changes against today. Overrides stay, and are left out here. */
export function Preview({ saved, draft, isWhole, onTurnKept }: PreviewProps) {
  const say = useWords('schedules')
  const zone = useMe().person.zone
  const now = useNow().getTime()
  const asked = useSettled(isWhole ? draft : null)
  const first = startOfWeek(zone, now)
  const windows = weekWindows(zone, first, 5)
  const span = isoOf({ from: first, until: windows.at(-1)?.until ?? first })
  const today = useLoaded('previewSchedule', { schedule: draftOf(saved), ...span })
  const next = useLoaded(
    'previewSchedule',
    { schedule: asked ?? draftOf(saved), ...span },
    { keep: true, enabled: asked !== null },
  )
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
    <Card title={say('preview.title')} about={isWhole ? say('preview.about') : say('preview.notWhole')}>
      <div className={styles.weeks} aria-busy={next.isFetching}>
        {windows.map((window, week) => (
          <WeekBars
            key={week}
            window={window}
            lanes={lanes}
            zone={zone}
            now={now}
            people={people}
            head={week === 0 ? 'full' : 'dates'}
            changes={changes}
          />
        ))}
      </div>
      <DifferenceList changes={changes} now={now} zone={zone} onTurnKept={onTurnKept} />
    </Card>
  )
}

function draftOf({ slug, name, teamId, zone, rotations }: ScheduleTold): Draft {
  return { slug, name, teamId, zone, rotations: rotations.map((rotation) => asInput(asDraft(rotation))) }
}

type PreviewProps = {
  readonly saved: ScheduleTold
  readonly draft: Draft
  readonly isWhole: boolean
  /** Asks to keep a turn of the rotation with this name where it is. */
  readonly onTurnKept: (rotationName: string, turn: number, personId: string) => void
}
