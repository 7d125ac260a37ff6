import { useNow } from '../ui/Time.tsx'
import type { OwnShift } from './mine.ts'
import { OverrideThere } from './OverrideThere.tsx'

/** Puts somebody else in my place for a shift. */
export function ReplaceMe({ shift, onClose }: { readonly shift: OwnShift; readonly onClose: () => void }) {
  const now = useNow(false).getTime()
  const { personId, scheduleId, until } = shift
  const start = { personId: '', replaces: personId, from: Math.max(shift.from, now), until }
  return <OverrideThere scheduleId={scheduleId} start={start} onClose={onClose} />
}
