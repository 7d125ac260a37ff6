// Opsgenie's Alert API and its questions about who is on call: one door, which finds the source and says who answers.
import { randomUUID } from 'node:crypto'
import * as answers from '../../../domain/intake/opsgenie-answers.ts'
import type { Reply } from '../../../domain/intake/opsgenie-answers.ts'
import { readAct } from '../../../domain/intake/opsgenie-acts.ts'
import { own } from '../../../domain/intake/json.ts'
import { keyOf } from '../../../domain/intake/keys.ts'
import { readCreate, readObject, type Unprocessable } from '../../../domain/intake/opsgenie.ts'
import { inQuery, isOpsgeniePath, routeOf, type Route } from '../../../domain/intake/opsgenie-routes.ts'
import type { Actions } from '../../context.ts'
import type { PagingDoors } from '../../paging/doors.ts'
import { companyActions } from '../../schedules/company.ts'
import type { Batches } from '../batches.ts'
import type { ApiCall, ForeignApi, Taken } from '../foreign-api.ts'
import { contextOfSource, type SourceParts } from '../source-context.ts'
import type { KnownSource, KnownSources } from '../sources.ts'
import { act } from './act.ts'
import { create } from './create.ts'
import { onCallsShown, scheduleFound, schedulesListed } from './on-call.ts'
import {
  alertShown,
  alertsCounted,
  alertsListed,
  logsShown,
  notesShown,
  recipientsShown,
  requestShown,
} from './reads.ts'

export type OpsgenieParts = SourceParts & {
  readonly sources: KnownSources
  readonly batches: Batches
  readonly paging: PagingDoors
}

export function opsgenieApi(parts: OpsgenieParts): ForeignApi {
  const { listOnCall } = companyActions(parts.paging.roster)
  return {
    name: 'opsgenie',
    takes: ({ path }) => isOpsgeniePath(path),
    unknownKey: () => unasked(answers.unknownKey),
    tooLarge: () => unasked(answers.tooLarge),
    unavailable: (seconds) => unasked(answers.unavailable(seconds)),
    async serve(call) {
      const began = performance.now()
      const requestId = randomUUID()
      const route = routeOf(call.method, call.path)
      const isWrite = route.call === 'create' || route.call === 'act'
      const source = await sourceOf(parts, call)
      const served = source
        ? await serve({ parts, call, source, requestId, listOnCall }, route)
        : { reply: answers.unknownKey, accepted: 0 }
      const tookSeconds = (performance.now() - began) / 1_000
      const answer = answers.stamped(served.reply, { requestId, tookSeconds })
      return { answer, source, accepted: served.accepted, isQuestion: !isWrite } satisfies Taken
    },
  }
}

/** What is answered before anything was looked at. */
function unasked(reply: Reply) {
  return answers.stamped(reply, { requestId: randomUUID(), tookSeconds: 0 })
}

type Serving = {
  readonly parts: OpsgenieParts
  readonly call: ApiCall
  readonly source: KnownSource
  readonly requestId: string
  readonly listOnCall: Actions<'listOnCall'>['listOnCall']
}
type Served = { readonly reply: Reply; readonly accepted: number }

async function serve(serving: Serving, route: Route): Promise<Served> {
  const { parts, call, source } = serving
  if (route.call === 'create') return created(serving)
  if (route.call === 'act') return acted(serving, route)
  const asked = { db: parts.db, source, query: call.query, address: addressOf(parts, call) }
  switch (route.call) {
    case 'list':
      return read(alertsListed(asked))
    case 'count':
      return read(alertsCounted(asked))
    case 'request':
      return read(requestShown(asked, route.requestId))
    case 'get':
      return read(alertShown(asked, route.alert))
    case 'notes':
      return read(notesShown(asked, route.alert))
    case 'logs':
      return read(logsShown(asked, route.alert))
    case 'recipients':
      return read(recipientsShown(asked, route.alert))
    case 'not_allowed':
      return { reply: answers.notAllowed, accepted: 0 }
    case 'unknown':
      return { reply: answers.notFound('Baton has no such call of the Opsgenie API'), accepted: 0 }
    case 'schedules':
    case 'schedule':
    case 'on_calls':
    case 'next_on_calls': {
      const asking = {
        ctx: await contextOfSource(parts, source, call),
        source,
        query: call.query,
        listOnCall: serving.listOnCall,
      }
      if (route.call === 'schedules') return read(schedulesListed(asking))
      if (route.call === 'schedule') return read(scheduleFound(asking, route.schedule))
      return read(onCallsShown(asking, { schedule: route.schedule, isNext: route.call === 'next_on_calls' }))
    }
  }
}

async function read(reply: Promise<Reply>): Promise<Served> {
  return { reply: await reply, accepted: 0 }
}

async function created({ parts, call, source, requestId }: Serving): Promise<Served> {
  const asked = readCreate(call.body, { newKey: () => randomUUID() })
  if ('errors' in asked) return { reply: refusal(asked), accepted: 0 }
  await create(parts, source, { ...asked, requestId })
  return { reply: answers.willBeProcessed, accepted: 1 }
}

async function acted(
  { parts, call, source, requestId }: Serving,
  route: Route & { readonly call: 'act' },
): Promise<Served> {
  const query = Object.fromEntries(['user', 'note', 'source', 'tags', 'keys'].flatMap((name) => saidIn(call, name)))
  const asked = readAct(route, call.body, query)
  if ('errors' in asked) return { reply: refusal(asked), accepted: 0 }
  const type = inQuery(call.query, 'identifierType').toLowerCase()
  const ask = { ...asked, name: route.act, identifier: route.alert, type, requestId }
  const isDone = await act(await contextOfSource(parts, source, call), parts.paging, source, ask)
  return { reply: answers.willBeProcessed, accepted: isDone ? 1 : 0 }
}

function saidIn(call: ApiCall, name: string): [string, string][] {
  const value = inQuery(call.query, name)
  return value === '' ? [] : [[name, value]]
}

function refusal({ errors }: Unprocessable): Reply {
  return errors === null ? answers.unreadable : answers.unprocessable(errors)
}

/** The key of the path, else of the header or the query, else of the body, where old clients put it. */
async function sourceOf({ sources }: OpsgenieParts, call: ApiCall): Promise<KnownSource | null> {
  const key = keyOf('opsgenie', call)?.key ?? (inQuery(call.query, 'apiKey') || keyInBody(call))
  return key ? (sources.recall(key) ?? sources.find(key, call)) : null
}

function keyInBody({ body }: ApiCall): string {
  const said = readObject(body)
  const key = 'errors' in said ? undefined : own(said.sent, 'apiKey')
  return typeof key === 'string' ? key : ''
}

function addressOf({ settings }: OpsgenieParts, call: ApiCall): string {
  const key = call.pathKey === null ? '' : `/in/${call.pathKey}`
  return `${settings.url}${key}${call.path}`
}
