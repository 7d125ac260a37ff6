// What the sender works with.
import type { Carrier } from '../../domain/paging/channels.ts'
import type { PastCase } from '../../domain/paging/message-facts.ts'
import type { Outcome } from '../../domain/paging/next-attempt.ts'
import type { Channel } from '../channels/channel.ts'
import type { Db } from '../db/connect.ts'
import type { Diagnostics } from '../diagnostics.ts'
import type { DatabaseClock } from '../engine/clock.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import type { Metrics } from '../metrics.ts'
import type { Sealer } from '../secrets.ts'
import type { Claimed } from './deliveries.ts'

/** The channels this node can use; null where no provider is set up. */
export type Channels = Readonly<Partial<Record<Carrier, Channel | null>>> & { readonly browser: Browser }

/** The open browser: rings it, and knows whether it was seen. */
export type Browser = { ring(claimed: Claimed, deadline: AbortSignal): Promise<Outcome> }

export type SenderParts = {
  readonly db: Db
  /** Connections for the outcomes of what was sent. */
  readonly quick: Db
  readonly node: string
  readonly channels: Channels
  readonly roster: () => Promise<ServerRoster>
  readonly clock: DatabaseClock
  readonly sealer: Sealer
  readonly url: string
  /** Where replies by mail come in; without one mails are answered by their link alone. */
  readonly replyDomain?: string | null
  /** Past cases that are like this alert: answered within bounds, and without an answer the page goes without. */
  readonly past?: (alertId: number) => Promise<readonly PastCase[]>
  /** In a demo the outbox is where messages are meant to go: what is kept there counts as handed over. */
  readonly isDemo: boolean
  readonly diagnostics: Diagnostics
  readonly metrics: Metrics
  /** After a failure: other ways or the page itself may be due now. */
  readonly onHurry: () => void
  readonly onChange: () => void
}
