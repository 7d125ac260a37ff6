import { useLoaded } from '../query.tsx'
import { OverrideDialog } from './OverrideDialog.tsx'
import type { OverrideStart } from './OverrideDialog.tsx'

/** Writes an override of a schedule that is not on the screen by itself, as soon as it is known. */
export function OverrideThere({ scheduleId, start, onClose }: OverrideThereProps) {
  const schedule = useLoaded('getSchedule', { scheduleId })
  return schedule.data ? <OverrideDialog schedule={schedule.data} start={start} onClose={onClose} /> : null
}

type OverrideThereProps = {
  readonly scheduleId: string
  readonly start: OverrideStart
  readonly onClose: () => void
}
