// Reading one request in tests of a dialect: what it says, or a failure that tells the refusal.
import type { Answer } from './event.ts'
import type { ForeignRequest, Heard, WebhookDialect } from './foreign.ts'

const now = Temporal.Instant.from('2026-11-22T10:30:00Z')

type Asked = Partial<Omit<ForeignRequest, 'body'>>

export function heardBy(dialect: WebhookDialect, body: unknown, asked: Asked = {}): Heard {
  const read = dialect.read(requestOf(dialect, body, asked), { now })
  if ('refused' in read) throw new Error(`${read.refused.status} ${read.refused.body}`)
  return read
}

export function refusedBy(dialect: WebhookDialect, body: unknown, asked: Asked = {}): Answer {
  const read = dialect.read(requestOf(dialect, body, asked), { now })
  if (!('refused' in read)) throw new Error('was not refused')
  return read.refused
}

/** Text as it is, anything else as JSON. */
export function requestOf(dialect: WebhookDialect, body: unknown, asked: Asked = {}): ForeignRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { method: 'POST', path: `/${dialect.name}`, headers: {}, query: {}, body: text, ...asked }
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
