import { toLocalText } from '../../schedules/zoned.ts'
import { useMe } from '../../shell/me.ts'
import { useNow } from '../../ui/Time.tsx'

/** Which day is it now where the reader is? As `2026-11-27`. */
export function useToday(): string {
  return toLocalText(useMe().person.zone, useNow().getTime()).slice(0, 10)
}
