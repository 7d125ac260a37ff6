// Somebody takes a role: however it came to that, in the room, by accepting an offer, or by answering the page that called them.
import { sql } from 'kysely'
import { renameKey } from '../alerts/by-hand.ts'
import { entry, type About } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { IncidentRole } from '../../domain/incidents/roles.ts'
import type { NewEntry } from '../log/store.ts'
import { callKey, endCallsIn, offerKey, openCalls } from './calls.ts'
import { endOffers } from './offer-store.ts'
import { engage, release } from './people-store.ts'

type By = Pick<Context, 'actor' | 'now'>

/**
 * They have this role from now on, in the transaction that holds the incident; what is told of it. Nothing, when they had it. A role that
 * somebody took who was neither offered it nor asked for it is told as such.
 */
export async function takePart(
  tx: Db,
  by: By,
  of: { readonly incidentId: number; readonly teamId: string; readonly personId: string; readonly role: IncidentRole },
): Promise<readonly NewEntry[]> {
  const { incidentId, teamId, personId, role } = of
  const about: About = { teamId, incidentId }
  const { holder, isNew, wasAsked } = await engage(tx, { incidentId, personId, role, now: by.now })
  if (!isNew) return []
  const accepted = await endOffers(tx, { incidentId, role, toId: personId }, { state: 'accepted', now: by.now })
  await endOfferCalls(tx, by, accepted)
  await lapse(tx, by, { incidentId, role })
  const facts = { incidentRole: role, holder: holder ?? '' }
  if (holder === null) return [entry(by, 'incident_joined', { incidentRole: role }, about)]
  if (accepted.length > 0) return [entry(by, 'offer_accepted', facts, about)]
  return [entry(by, wasAsked ? 'incident_role_passed' : 'role_taken', facts, about)]
}

/** Offers that nobody can accept any more: the role went elsewhere, or who offers or takes it is not on it, or all is over. */
export async function lapse(
  tx: Db,
  by: By,
  of: {
    readonly incidentId: number
    readonly role?: IncidentRole
    readonly fromId?: string
    readonly toId?: string
  },
): Promise<void> {
  await withdrawn(tx, by, await endOffers(tx, of, { state: 'lapsed', now: by.now }))
}

/** What hangs on offers that came to nothing: whoever was asked by them is asked no more, and nothing pages them for it. */
export async function withdrawn(tx: Db, by: By, offers: readonly Row<'incident_offer'>[]): Promise<void> {
  for (const { incident_id: incidentId, to_id: personId, role } of offers) {
    const to = { engagement: 'stood_down', from: ['asked'], now: by.now } as const
    await release(tx, { incidentId, personId, role }, to)
  }
  await endOfferCalls(tx, by, offers)
}

/** All is over: whoever was called and has not answered is asked no more, and nothing pages or will page them for it. */
export async function callOff(tx: Db, by: By, { incidentId, teamId }: Of): Promise<readonly NewEntry[]> {
  const called = await standDownAsked(tx, by, incidentId)
  for (const { personId } of called) await endCallsIn(tx, callKey(incidentId, personId), { personId, now: by.now })
  await tx.deleteFrom('incident_to_call').where('incident_id', '=', incidentId).execute()
  return called.map(({ name }) =>
    entry(by, 'incident_stood_down', { person: name, reason: '' }, { teamId, incidentId }),
  )
}

/** It goes on as another: whoever was called and has not answered is called into that one, by the page that is under way. */
export async function moveCalls(tx: Db, by: By, from: number, to: number): Promise<void> {
  await sql`
    insert into incident_person (incident_id, person_id, role, engagement, asked_by, asked_at, changed_at)
    select ${to}::bigint, person_id, role, 'asked', asked_by, asked_at, ${by.now.toString()}::timestamptz
    from incident_person p where incident_id = ${from} and engagement = 'asked'
      and not exists (select from incident_person o where o.incident_id = ${to} and o.person_id = p.person_id
        and o.engagement in ('asked', 'accepted'))
    on conflict (incident_id, person_id, role) do update set engagement = 'asked', changed_at = excluded.changed_at`.execute(
    tx,
  )
  await sql`
    insert into incident_to_call (incident_id, person_id, at)
    select ${to}::bigint, person_id, at from incident_to_call where incident_id = ${from} on conflict do nothing`.execute(
    tx,
  )
  await tx.deleteFrom('incident_to_call').where('incident_id', '=', from).execute()
  for (const { personId } of await standDownAsked(tx, by, from)) {
    const isPagedThere = (await openCalls(tx, to, personId)).length > 0
    const isAskedThere = await tx
      .selectFrom('incident_person')
      .select('role')
      .where('incident_id', '=', to)
      .where('person_id', '=', personId)
      .where('engagement', '=', 'asked')
      .executeTakeFirst()
    if (isPagedThere || !isAskedThere) await endCallsIn(tx, callKey(from, personId), { personId, now: by.now })
    else await renameKey(tx, callKey(from, personId), callKey(to, personId))
  }
}

type Of = { readonly incidentId: number; readonly teamId: string }

async function standDownAsked(tx: Db, by: By, incidentId: number) {
  const { rows } = await sql<{ personId: string; name: string }>`
    with called as (
      update incident_person set engagement = 'stood_down', changed_at = ${by.now.toString()}::timestamptz
      where incident_id = ${incidentId} and engagement = 'asked' returning person_id
    )
    select distinct person.id as "personId", person.name from called join person on person.id = called.person_id
    order by person.name`.execute(tx)
  return rows
}

/** Nothing pages for these offers any more. */
export async function endOfferCalls(tx: Db, by: By, offers: readonly Row<'incident_offer'>[]): Promise<void> {
  for (const { incident_id, role, to_id } of offers)
    await endCallsIn(tx, offerKey(incident_id, role), { personId: to_id, now: by.now })
}
