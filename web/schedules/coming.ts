import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { useNow } from '../ui/Time.tsx'
import { isoOf } from './span-words.ts'
import { startOfDay } from './zoned.ts'

/** The shifts from the beginning of my day on, four weeks ahead. */
export function useComing(scheduleId: string) {
  const zone = useMe().person.zone
  const today = startOfDay(zone, useNow().getTime())
  return useLoaded(
    'listShifts',
    { scheduleId, ...isoOf({ from: today, until: startOfDay(zone, today, 28) }) },
    { keep: true },
  )
}
