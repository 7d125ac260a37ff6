// How the tests of vendors' webhooks post a body and look at what came of it.
import type { ReceivedEvent } from './event.ts'
import type { Heard, WebhookDialect } from './foreign.ts'

export const now = Temporal.Instant.from('2026-11-22T10:30:00Z')

type Posted = {
  readonly headers?: Record<string, string>
  readonly path?: string
  readonly query?: Record<string, string>
}

export function request(sent: unknown, { headers = {}, path = '/', query = {} }: Posted = {}) {
  const body = typeof sent === 'string' || sent instanceof Uint8Array ? sent : JSON.stringify(sent)
  return { method: 'POST', path, headers, query, body }
}

/** What the dialect hears; throws when it refuses. */
export function hear(dialect: WebhookDialect, sent: unknown, posted: Posted = {}): Heard {
  const result = dialect.read(request(sent, posted), { now })
  if ('refused' in result) throw new Error(`${result.refused.status}: ${result.refused.body}`)
  return result
}

/** The one event that the dialect reads, with labels that compare as plain objects. */
export function only(dialect: WebhookDialect, sent: unknown, posted: Posted = {}): ReceivedEvent {
  const { events } = hear(dialect, sent, posted)
  const [event] = events
  if (!event || events.length !== 1) throw new Error(`${events.length} events`)
  return { ...event, labels: { ...event.labels } }
}
