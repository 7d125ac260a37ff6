// A message read as the door at its address reads it, without a server.
import { readSilence } from './alertmanager-silences.ts'
import { readWebhook } from './alertmanager.ts'
import type { Answer, ChangeEvent, ReceivedEvent } from './event.ts'
import type { ForeignRequest } from './foreign.ts'
import { readGeneric } from './generic.ts'
import { readHeartbeat } from './heartbeats/opsgenie.ts'
import { readBody, type Raw } from './json.ts'
import { readAct } from './opsgenie-acts.ts'
import { routeOf } from './opsgenie-routes.ts'
import { readCreate } from './opsgenie.ts'
import { readChange, readEnqueue } from './pagerduty.ts'
import { readAlerts } from './prometheus.ts'
import type { Specimen } from './specimens.test-support.ts'
import { webhookAt, webhooks } from './webhooks.ts'
import type { Instant } from '../time.ts'

/** Part of every runtime that tests run in; the domain compiles without the types that would name it. */
declare const URLSearchParams: new (text: string) => Iterable<[string, string]>

export type Read = { readonly events: readonly (ReceivedEvent | ChangeEvent)[]; readonly answer?: Answer }
const nothing: Read = { events: [] }
const newKey = () => 'made'
const places = { pathKey: 'a'.repeat(32), headers: {} }

function orRefused(read: Read | { readonly refused: Answer }): Read {
  return 'refused' in read ? { events: [], answer: read.refused } : read
}

/** As the door at this address reads it. */
export function readAs({ dialect, method = 'POST', path, headers = {} }: Specimen, body: Raw, now: Instant): Read {
  const [own = '', asked = ''] = path.replace(/^\/in\/[^/]+/, '').split('?')
  const query = Object.fromEntries(new URLSearchParams(asked))
  switch (dialect) {
    case 'enqueue':
      return orRefused(readEnqueue(body, { ...places, newKey }))
    case 'change': {
      const read = readChange(body, places)
      return 'refused' in read ? orRefused(read) : { events: read.changes }
    }
    case 'prometheus':
      return orRefused(readAlerts(body, { now }))
    case 'generic':
      return orRefused(readGeneric(body, {}))
    case 'opsgenie':
      return opsgenie(method, own, { body, query })
    case 'alertmanager':
      if (own === '/alertmanager') return orRefused(readWebhook(body, { now }))
      readSilence(body, now)
      return nothing
    default: {
      const request: ForeignRequest = { method, path: own, headers, query, body }
      const reader = webhookAt(own)?.dialect ?? webhooks.find(({ name }) => name === dialect)
      reader?.keyIn?.(request)
      return reader ? orRefused(reader.read(request, { now })) : nothing
    }
  }
}

function opsgenie(method: string, path: string, { body, query }: Pick<ForeignRequest, 'body' | 'query'>): Read {
  const route = routeOf(method, path)
  if (route.call === 'act') readAct(route, body, query as Record<string, string>)
  const read = readBody(body, 'exact')
  readHeartbeat('value' in read ? read.value : null, ['name', 'interval'])
  const made = route.call === 'create' ? readCreate(body, { newKey }) : null
  return made && 'event' in made ? { events: [made.event] } : nothing
}
