// What a node is made of, and what it is to whoever started it.
import type { Server } from 'node:http'
import type pg from 'pg'
import type { setUpChannels } from './channels/set-up.ts'
import type { Diagnostics } from './diagnostics.ts'
import type { Engine } from './engine/engine.ts'
import type { FetchOfSns } from './intake/sns.ts'
import type { Watch } from './operations/watch.ts'
import type { Sender } from './paging/sender.ts'
import type { Sealer } from './secrets.ts'
import type { Settings } from './settings.ts'

export type NodeParts = {
  readonly settings: Settings
  readonly database: pg.ClientConfig
  readonly sealer: Sealer
  readonly diagnostics: Diagnostics
  readonly checksAnswers?: boolean
  readonly webFolder?: string
  /** Where the embedded database lies: its disk is watched. */
  readonly databaseFolder?: string | null
  /** Milliseconds on a steady counter. */
  readonly steady?: () => number
  /** Other channels than the settings name: phones that tests can look at. */
  readonly channels?: typeof setUpChannels
  /** How long a page waits for what was seen before: stories have the time. */
  readonly recallWaitMs?: number | undefined
  /** Another SNS than that of AWS: what tests answer. */
  readonly fetchOfSns?: FetchOfSns
}

export type Node = {
  readonly id: string
  readonly url: string
  /** Where it takes mail; null when it does not. */
  readonly mailPort: number | null
  readonly server: Server
  readonly engine: Engine
  readonly sender: Sender
  readonly watch: Watch
  /** Works until nothing is due and nothing is being sent; only without the loop (`start: false`). */
  readonly settle: () => Promise<void>
  readonly stop: () => Promise<void>
}
