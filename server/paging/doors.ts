import type { RosterCache } from '../escalation/roster.ts'
import type { Sender } from './sender.ts'

/** What an action needs to fire a step at once: this node's name, its roster and its sender. */
export type PagingDoors = {
  readonly node: string
  readonly roster: RosterCache
  readonly sender: Pick<Sender, 'capacity' | 'take'>
  /** A page, or an alert that waits for one, may be due now. */
  readonly onHurry: () => void
}
