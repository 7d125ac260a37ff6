// What came by a source is shown under it, whatever became of it.
import type { Door } from './doors.ts'
import type { Taken } from './foreign-api.ts'
import type { Received } from './received.ts'
import type { Ended } from './sources.ts'

export type Came = {
  readonly taken: Taken
  /** Why a key that was one once opens nothing. */
  readonly ended: Ended | null
  readonly body: Buffer
  readonly url: string
  readonly address: () => string
}

/** Remembers a request under its source; but not what Baton itself could not take, nor what nobody could look at. */
export function remember(received: Received, at: Door, { taken, ended, body, url, address }: Came): void {
  const { answer, source, events = [], changes = [] } = taken
  const sourceId = source?.id ?? ended?.sourceId
  // A wrong method carries nothing that could be looked at, and by a question that is refused no page could be lost.
  const isNothing = answer.status === 405 || (answer.status >= 400 && taken.isQuestion === true)
  if (sourceId === undefined || answer.status >= 500 || isNothing) return
  received.add({
    sourceId,
    path: withoutSecret(at, url.split('?', 1)[0] ?? ''),
    address: address(),
    status: answer.status,
    because: ended?.because ?? null,
    answer: answer.status >= 400 ? answer.body : '',
    events,
    changes,
    body,
  })
}

function withoutSecret(at: Door, path: string): string {
  const secrets = [at.pathKey, at.door === 'api' ? (at.api.secretIn?.(at.path) ?? null) : null]
  return secrets.reduce<string>((text, secret) => (secret ? text.replace(secret, '(key)') : text), path)
}
