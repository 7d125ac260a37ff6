// A team with one of everything in it, how to ask about it with any body, and a fingerprint of all that is stored.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { endpoints, type EndpointName } from '../../domain/api.ts'
import type { Role } from '../../domain/permissions.ts'
import { newToken, tokenHash } from '../../server/secrets.ts'
import { teamId, type World } from '../world.ts'
import { requestsFor, type Things } from './requests.ts'

/** The endpoints that ask who is calling. */
export const guarded = (Object.keys(endpoints) as EndpointName[]).filter(
  (name) => endpoints[name].permission !== 'open',
)

/** One of everything in a team, with an alert that rings. */
export async function everything(world: World, ofTeam = teamId): Promise<Things> {
  const personId = await world.person('ana')
  const slug = `t-${randomUUID().slice(0, 8)}`
  const schedule = await world.call('createSchedule', {
    slug,
    name: 'Nights',
    teamId: ofTeam,
    zone: 'UTC',
    rotations: [],
  })
  const steps = [{ targets: [{ kind: 'person' as const, personId }], waitMinutes: 5 }]
  const draft = { slug, name: 'Policy', teamId: ofTeam, repeats: 0, returnAfterMinutes: 60, steps }
  const policy = await world.call('createPolicy', draft)
  const service = await world.call('createService', { slug, name: 'Service', teamId: ofTeam, policyId: policy.id })
  const made = await world.call('createSource', { slug, name: 'Source', serviceId: service.id, dialect: 'pagerduty' })
  await world.event(made.key, { action: 'trigger', dedup: slug })
  await world.settle()
  const room = { slug, name: 'Room', channel: 'ntfy' as const, address: `room-${slug}` }
  const { channel } = await world.call('createTeamChannel', { teamId: ofTeam, ...room })
  const cover = await world.database.db
    .insertInto('cover_request')
    .values({
      schedule_id: schedule.id,
      asker_id: personId,
      starts_at: world.now.add({ hours: 24 }),
      ends_at: world.now.add({ hours: 48 }),
      pieces: '[]',
      is_for_everybody: false,
      state: 'withdrawn',
      asked_at: world.now,
      closed_at: world.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const matchers = [{ name: 'alertname', value: slug }]
  const endsAt = world.now.add({ hours: 24 }).toString()
  const silence = await world.call('createSilence', { teamId: ofTeam, matchers, endsAt, reason: 'testing' })
  const rule = { slug, name: 'Rule', teamId: ofTeam, sourceMatchers: matchers, targetMatchers: matchers }
  const inhibition = await world.call('createInhibition', rule)
  const beat = await world.call('createHeartbeat', { sourceId: made.source.id, slug, name: 'Job', everyMinutes: 60 })
  await fetch(`${world.node.url}/ping/${beat.pingKey}`)
  await world.settle()
  const { alerts } = await world.call('listAlerts', { teamId: ofTeam })
  const incident = await world.call('declareIncident', { teamId: ofTeam, title: 'Incident' })
  const note = await world.call('noteIncident', { incidentId: incident.id, text: 'Noted' })
  const bookmark = await world.call('createBookmark', { teamId: ofTeam, name: 'Hotline', note: '+1 555 0100' })
  const runbook = await world.call('createRunbook', { teamId: ofTeam, title: 'Restart', body: '- [ ] Restart it' })
  return {
    teamId: ofTeam,
    personId,
    serviceId: service.id,
    policyId: policy.id,
    scheduleId: schedule.id,
    sourceId: made.source.id,
    alertId: alerts[0]?.id ?? 0,
    coverId: cover.id,
    channelId: channel.id,
    silenceId: silence.id,
    inhibitionId: inhibition.id,
    heartbeatId: beat.heartbeat.id,
    incidentId: incident.id,
    entryId: note.id,
    bookmarkId: bookmark.id,
    runbookId: runbook.id,
    ...(await shiftAndHandover(world, { scheduleId: schedule.id, personId })),
  }
}

/** A shift that ended, and its handover, which is drafted. */
async function shiftAndHandover(
  { database, now }: World,
  of: { readonly scheduleId: string; readonly personId: string },
) {
  const on = { schedule_id: of.scheduleId }
  const span = { starts_at: now.subtract({ hours: 48 }), ends_at: now.subtract({ hours: 24 }) }
  const because = JSON.stringify({ by: 'rotation' })
  const shift = await database.db
    .insertInto('shift')
    .values({ ...on, person_id: of.personId, role: 'primary', ...span, because, zone_version: 'test' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const at = now.add({ hours: 1 })
  const times = { ends_at: at, begins_at: at, grace_at: at.add({ minutes: 15 }), valve_at: at.add({ hours: 1 }) }
  const handover = await database.db
    .insertInto('handover')
    .values({ ...on, ...times, from_id: of.personId, state: 'draft', due_at: times.grace_at, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { shiftId: shift.id, handoverId: handover.id }
}

/** A token of this person, with everything the person may do unless it is capped. */
export async function haveToken(
  { database }: Pick<World, 'database'>,
  personId: string,
  atMost: Role = 'admin',
): Promise<string> {
  const text = newToken('btn')
  const words = { name: 'story', hint: text.slice(-4), token_hash: tokenHash(text), at_most: atMost }
  await database.db
    .insertInto('token')
    .values({ id: randomUUID(), person_id: personId, ...words, created_at: sql`now()` })
    .execute()
  return text
}

/** A token of somebody by name, who is made where nobody has that name yet. */
export async function tokenOf(world: World, name: string, role: Role = 'responder'): Promise<string> {
  return haveToken(world, await world.person(name, { role }))
}

/** The address of an endpoint for these things. */
export function pathOf(name: EndpointName, things: Things): string {
  const given: Readonly<Record<string, unknown>> = { ...things, ...requestsFor(things, things.personId)[name] }
  return endpoints[name].path.replace(/:(\w+)/g, (_, field: string) => encodeURIComponent(String(given[field])))
}

/** Asks an endpoint with a body as it is. */
export function raw(
  world: World,
  name: EndpointName,
  things: Things,
  body: string | Buffer,
  token: string | null,
  headers: Record<string, string> = {},
): Promise<Response> {
  const { method } = endpoints[name]
  const authorization = token ? { authorization: `Bearer ${token}` } : {}
  return fetch(`${world.node.url}${pathOf(name, things)}`, {
    method,
    headers: { 'x-baton': '1', ...authorization, ...headers },
    ...(method === 'GET' ? {} : { body }),
  })
}

/** A fingerprint of every table, but for what notes that somebody called. */
export async function everythingStored({ database: { db } }: Pick<World, 'database'>): Promise<Record<string, string>> {
  const noted = [
    'token',
    'session',
    'node',
    'received_body',
    'log_search',
    'log_search_progress',
    'recall_progress',
    'sign_in_try',
  ]
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'`.execute(db)
  const stored: Record<string, string> = {}
  for (const { name } of tables.rows.filter((table) => !noted.includes(table.name))) {
    const { rows } = await sql<{ print: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as print
      from ${sql.table(name)} t`.execute(db)
    stored[name] = rows[0]?.print ?? ''
  }
  return stored
}
