// Reading one request in tests of a dialect: what it says, or a failure that tells the refusal.
import type { Answer, ReceivedEvent } from './event.ts'
import type { ForeignRequest, Heard, WebhookDialect } from './foreign.ts'

export const now = Temporal.Instant.from('2026-11-22T10:30:00Z')

type Asked = Partial<Omit<ForeignRequest, 'body'>>

/** Text and bytes as they are, anything else as JSON. */
export function request(sent: unknown, asked: Asked = {}): ForeignRequest {
  const body = typeof sent === 'string' || sent instanceof Uint8Array ? sent : JSON.stringify(sent)
  return { method: 'POST', path: '/', headers: {}, query: {}, body, ...asked }
}

/** What the dialect hears; throws when it refuses. */
export function hear(dialect: WebhookDialect, sent: unknown, asked: Asked = {}): Heard {
  const read = dialect.read(request(sent, { path: `/${dialect.name}`, ...asked }), { now })
  if ('refused' in read) throw new Error(`${read.refused.status} ${read.refused.body}`)
  return read
}

/** The one event that the dialect reads, with labels that compare as plain objects. */
export function only(dialect: WebhookDialect, sent: unknown, asked: Asked = {}): ReceivedEvent {
  const { events } = hear(dialect, sent, asked)
  const [event] = events
  if (!event || events.length !== 1) throw new Error(`${events.length} events`)
  return { ...event, labels: { ...event.labels } }
}

export function refusedBy(dialect: WebhookDialect, sent: unknown, asked: Asked = {}): Answer {
  const read = dialect.read(request(sent, { path: `/${dialect.name}`, ...asked }), { now })
  if (!('refused' in read)) throw new Error('was not refused')
  return read.refused
}

export function multipart(
  fields: Readonly<Record<string, string>>,
  boundary = '--------------------------042=a',
): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return `${parts.join('')}--${boundary}--\r\n`
}
