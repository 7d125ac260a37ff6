// When something happened that somebody writes down later.
import { isAfter, plusMinutes, type Instant } from '../time.ts'

/** So far a clock of somebody's device may be ahead of ours. */
const skewMinutes = 5

/** When did it happen, as far as it is not now? What is a little ahead is a clock that is; what is far ahead did not happen yet. */
export function happened(at: Instant | null | undefined, now: Instant): Instant | null | 'in_future' {
  if (!at) return null
  if (isAfter(at, plusMinutes(now, skewMinutes))) return 'in_future'
  return isAfter(at, now) ? null : at
}
