// The API of a vendor that tools talk to in more than one call: acting on alerts, reading them back, silences, heartbeats.
import type { Answer } from '../../domain/intake/event.ts'
import type { ForeignRequest } from '../../domain/intake/foreign.ts'
import type { Dialect } from '../../domain/intake/keys.ts'
import type { KnownSource } from './sources.ts'

/** What is known of a request before its body is read. */
export type Head = {
  readonly method: string
  /** Behind the key where one stands in front, without query and trailing slash. */
  readonly path: string
  readonly pathKey: string | null
  readonly headers: ForeignRequest['headers']
}

export type ApiCall = ForeignRequest & {
  readonly pathKey: string | null
  /** Address of the caller. */
  readonly from: string
}

export type Taken = {
  readonly answer: Answer
  readonly source: KnownSource | null
  /** How many events were made durable. */
  readonly accepted: number
  /** A question: what it is refused with is kept nowhere, since no page could be lost by it. */
  readonly isQuestion?: boolean
}

export type ForeignApi = {
  readonly name: Dialect
  /** Is this request for it? Asked of every request that is at no other door, so it looks at the path first. */
  readonly takes: (head: Head) => boolean
  /** Answers in the vendor's own words. What it throws is answered by `unavailable`, and recorded unless the database is away. */
  readonly serve: (call: ApiCall) => Promise<Taken>
  readonly tooLarge: () => Answer
  readonly unavailable: (retryAfterSeconds: number) => Answer
}
