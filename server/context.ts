import type { ActionInput, ActionOutput, EndpointInput, EndpointName } from '../domain/api.ts'
import type { Actor } from '../domain/permissions.ts'
import type { Instant } from '../domain/time.ts'
import type { Db } from './db/connect.ts'
import type { Sealer } from './secrets.ts'
import type { Settings } from './settings.ts'
import type { Topic } from '../domain/topics.ts'

/** What one unit of work is given: it asks nobody else for the time, for chance, or who is calling. */
export type Context = {
  readonly db: Db
  readonly actor: Actor
  /** The database's clock, read once. */
  readonly now: Instant
  readonly newId: () => string
  readonly settings: Settings
  readonly sealer: Sealer
  /** Tells open screens and the engines of all nodes what changed; called after the commit. */
  readonly announce: (topics: readonly Topic[]) => void
  readonly request: RequestFacts
}

/** What an action may know of the HTTP request; `cookie` is set by it to sign a browser in or out. */
export type RequestFacts = {
  readonly address: string
  readonly agent: string
  readonly sessionId: string | null
  readonly byToken: boolean
  /** Which token of a person was sent; none for a browser, and for the token of the environment. */
  readonly tokenId?: string | null
  cookie?: { readonly value: string; readonly maxAgeSeconds: number }
}

export type Action<N extends EndpointName> = (ctx: Context, input: ActionInput<N>) => Promise<ActionOutput<N>>

/** The actions of some endpoints, each under its endpoint's name. */
export type Actions<N extends EndpointName> = { readonly [K in N]: Action<K> }

/** The endpoints as doors of another shape use them: read, permitted and run as over Baton's own API. A no is a `Refusal`. */
export type Endpoints = {
  readonly ask: <N extends EndpointName>(ctx: Context, name: N, input: EndpointInput<N>) => Promise<ActionOutput<N>>
  /** Asks for permission alone, for a question that the endpoint answers in less detail than its caller needs. */
  readonly permit: <N extends EndpointName>(ctx: Context, name: N, input: EndpointInput<N>) => Promise<void>
}
