// What a decision about a page starts from, beside the roster and the moment.
import type { Instant } from '../time.ts'
import type { Plan, Position } from './escalate.ts'
import type { Turns } from './turns.ts'

export type Ask = {
  readonly plan: Plan
  readonly from: Position | 'start'
  readonly priority: number
  /** Who had the turns of steps that reach their people in turn. */
  readonly turns?: Turns | undefined
  /** Who has answered, on a page that needs more answers: they are not rung again. */
  readonly answered?: readonly string[] | undefined
  /** Who cannot, and is not rung again until the page returns to its start. */
  readonly declined?: ReadonlySet<string> | undefined
  /** Since when nobody could be reached, and it waits for somebody. */
  readonly heldSince?: Instant | null | undefined
  /** Somebody asked for the next step now: then it is not held. */
  readonly isUrged?: boolean | undefined
  /** A step in turn reaches all of its people. */
  readonly isForAll?: boolean | undefined
}
