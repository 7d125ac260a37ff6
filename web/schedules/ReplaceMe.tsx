import { useLoaded } from '../query.tsx'
import { useNow } from '../ui/Time.tsx'
import type { OwnShift } from './mine.ts'
import { OverrideDialog } from './OverrideDialog.tsx'

/** Puts somebody else in my place for a shift, as soon as its schedule is known. */
export function ReplaceMe({ shift, onClose }: { readonly shift: OwnShift; readonly onClose: () => void }) {
  const schedule = useLoaded('getSchedule', { scheduleId: shift.scheduleId })
  const now = useNow(false).getTime()
  if (!schedule.data) return null
  const { personId, until } = shift
  const start = { personId: '', replaces: personId, from: Math.max(shift.from, now), until }
  return <OverrideDialog schedule={schedule.data} start={start} onClose={onClose} />
}
