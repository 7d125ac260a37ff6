import type { Db } from '../../db/connect.ts'
import type { DatabaseClock } from '../../engine/clock.ts'
import type { Sealer } from '../../secrets.ts'
import type { Topic } from '../../../domain/topics.ts'
import type { KnownSources } from '../sources.ts'
import type { Pings } from './pinging.ts'

/** What the doors of heartbeats work with. */
export type HeartbeatDoorParts = {
  readonly db: Db
  readonly clock: DatabaseClock
  readonly sources: KnownSources
  readonly sealer: Sealer
  readonly pings: Pings
  readonly announce: (topics: readonly Topic[]) => void
}
