// What every dialect of a webhook is: one file that turns a request into our events, or into a refusal its sender understands.
import type { Answer, ChangeEvent, ReceivedEvent, Refused } from './event.ts'
import type { Raw } from './json.ts'
import type { Dialect } from './keys.ts'
import type { Mapping } from './mapping.ts'
import type { Instant } from '../time.ts'

/** A request of a monitor as it came in. Header names are lower case, as Node gives them. */
export type ForeignRequest = {
  readonly method: string
  /** Behind the key where one stands in front, without query and without trailing slash: `/api/v2/generic/incoming`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly query: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Raw
}

export type ReadContext = {
  readonly now: Instant
  /** The mapping of the source, for shapes that are the user's own. */
  readonly mapping?: Mapping | undefined
}

/** What a request says. `answer` is what its sender hears when all of it is durable. */
export type Heard = {
  readonly events: readonly ReceivedEvent[]
  /** Deploys and changes, which page nobody. */
  readonly changes?: readonly ChangeEvent[]
  readonly answer: Answer
  /** Instead of `answer`, for a sender that asks for the number of its alert: the one of the first event, null when there is none. */
  readonly answerAbout?: (alert: AlertAbout | null) => Answer
}

export type AlertAbout = { readonly id: number; readonly serviceId: string; readonly isNew: boolean }

export type WebhookDialect = {
  readonly name: Dialect
  /** False for a further reader of a source kind that has one already: it has the addresses of `paths` and no others. */
  readonly isNamed?: false
  /** Requests by other methods are answered 405. */
  readonly methods: readonly string[]
  /**
   * Addresses that the vendor's clients cannot leave out, each beginning with `/`; `:key` stands where the key does, any other `:word`
   * for one part that the reader may look at. `/in/<key>` and `/in/<key>/<name>` come by themselves.
   */
  readonly paths: readonly string[]
  /** Where the key stands when it is at none of the usual places (path, Authorization, `X-Routing-Key`, `?key=`, `?token=`). */
  readonly keyIn?: (request: ForeignRequest) => string | null
  readonly read: (request: ForeignRequest, context: ReadContext) => Heard | Refused
  readonly unknownKey: () => Answer
  readonly tooLarge: () => Answer
  readonly unavailable: (retryAfterSeconds: number) => Answer
}
