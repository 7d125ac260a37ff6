// A monitor's side of intake: one request at a time over one kept connection, and what came back.
import { Agent, request } from 'node:http'

export type Answered = {
  readonly status: number
  readonly retryAfter: string | null
  readonly contentType: string
  readonly body: string
}

export type Lane = {
  /** The answer; null when the connection broke before there was one, and nobody knows what became of the event. */
  post(path: string, body: string): Promise<Answered | null>
  close(): void
}

export function openLane(port: number): Lane {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    close: () => agent.destroy(),
    post: (path, body) =>
      new Promise((resolve) => {
        const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
        const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers, timeout: 60_000 })
        sent.once('timeout', () => sent.destroy()).once('error', () => resolve(null))
        sent.once('response', (response) => {
          const status = response.statusCode ?? 0
          const { 'retry-after': retryAfter = null, 'content-type': contentType = '' } = response.headers
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          // The status is the promise; a body that breaks off takes nothing back.
          response.once('close', () =>
            resolve({ status, retryAfter, contentType, body: Buffer.concat(parts).toString('utf8') }),
          )
        })
        sent.end(body)
      }),
  }
}

/** A PagerDuty v2 event that raises an alert with this key, which its summary repeats so that pages can be told apart. */
export function pagerDutyEvent(routingKey: string, key: string): string {
  return JSON.stringify({
    routing_key: routingKey,
    event_action: 'trigger',
    dedup_key: key,
    payload: { summary: summaryOf(key), source: 'trial', severity: 'critical' },
  })
}

/** The key that a page's summary names. */
export function keyIn(summary: string): string {
  return summary.slice(summaryOf('').length)
}

export function summaryOf(key: string): string {
  return `trial event ${key}`
}
