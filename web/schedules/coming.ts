import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { useNow } from '../ui/Time.tsx'
import { isoOf } from './span-words.ts'
import { startOfDay } from './zoned.ts'

/** How much more is asked for than is shown, so that most shifts are told with their true beginning and end. */
export const marginDays = 21
/** How far ahead shifts are listed. */
export const comingDays = 28

/** The shifts around the beginning of my day, four weeks ahead and some more. */
export function useComing(scheduleId: string) {
  const zone = useMe().person.zone
  const today = startOfDay(zone, useNow().getTime())
  return useLoaded(
    'listShifts',
    {
      scheduleId,
      ...isoOf({ from: startOfDay(zone, today, -marginDays), until: startOfDay(zone, today, comingDays + marginDays) }),
    },
    { keep: true },
  )
}
