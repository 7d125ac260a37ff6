// Who is calling? One statement answers it together with the time, so that a request costs one round trip before its action.
import { sql } from 'kysely'
import type { Actor, Role } from '../../domain/permissions.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { sameText, tokenHash } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import { sessionTokenIn } from './cookie.ts'

export type Identity = {
  readonly actor: Actor
  readonly sessionId: string | null
  /** True when the caller sent a token, good or not: then no cookie was looked at. */
  readonly byToken: boolean
  readonly tokenId?: string | null
  /** The database's clock. */
  readonly now: Instant
  /** The session slid on: the browser is given its cookie anew, so that it keeps it as long as the session lives. */
  readonly cookie: { readonly value: string; readonly maxAgeSeconds: number } | null
}

type Door = Pick<Settings, 'url' | 'sessionDays' | 'adminToken'>

/** Who sent these headers? A token decides alone; without one the session cookie does. Whoever is unknown is nobody. */
export async function identify(
  db: Db,
  settings: Door,
  headers: { readonly cookie?: string | undefined; readonly authorization?: string | undefined },
): Promise<Identity> {
  const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return identifyToken(db, settings, bearer)
  const token = sessionTokenIn(headers.cookie, settings)
  return token === null ? nobody(await readNow(db), false) : identifySession(db, settings, token)
}

export function sessionSeconds(settings: Pick<Settings, 'sessionDays'>): number {
  return settings.sessionDays * 24 * 60 * 60
}

type Found = {
  readonly now: Instant
  readonly person_id: string | null
  readonly name: string
  readonly role: Role
  readonly teams: Record<string, Role> | null
}

async function identifySession(db: Db, settings: Door, token: string): Promise<Identity> {
  const { rows } = await sql<Found & { readonly id: string; readonly slid: boolean }>`
    with moment as materialized (select baton_now() as now),
    live as (
      select session.id, session.seen_at, session.person_id, person.name, person.role
      from moment, session join person on person.id = session.person_id
      where session.token_hash = ${tokenHash(token)} and session.revoked_at is null and session.expires_at > moment.now
        and person.deactivated_at is null
    ),
    slid as (
      update session set seen_at = moment.now, expires_at = moment.now + ${settings.sessionDays}::int * interval '1 day'
      from live, moment
      where session.id = live.id and live.seen_at <= moment.now - interval '1 minute' and session.revoked_at is null
      returning session.id
    )
    select moment.now, live.id, live.person_id, live.name, live.role, exists (select from slid) as slid, ${teamsOf('live')}
    from moment left join live on true`.execute(db)
  const found = one(rows)
  const actor = personIn(found)
  if (!actor) return nobody(found.now, false)
  const cookie = found.slid ? { value: token, maxAgeSeconds: sessionSeconds(settings) } : null
  return { actor, sessionId: found.id, byToken: false, now: found.now, cookie }
}

async function identifyToken(db: Db, settings: Door, token: string): Promise<Identity> {
  if (settings.adminToken !== undefined && sameText(token, settings.adminToken)) {
    const actor = { kind: 'automation', name: 'BATON_ADMIN_TOKEN', role: 'admin' } as const
    return { ...nobody(await readNow(db), true), actor }
  }
  if (!/^btn_[A-Za-z0-9_-]{27}$/.test(token)) return nobody(await readNow(db), true)
  const { rows } = await sql<Found & { readonly id: string; readonly at_most: Role }>`
    with moment as materialized (select baton_now() as now),
    live as (
      select token.id, token.used_at, token.at_most, token.person_id, person.name, person.role
      from moment, token join person on person.id = token.person_id
      where token.token_hash = ${tokenHash(token)} and token.revoked_at is null
        and (token.expires_at is null or token.expires_at > moment.now) and person.deactivated_at is null
    ),
    used as (
      update token set used_at = moment.now from live, moment
      where token.id = live.id and (live.used_at is null or live.used_at <= moment.now - interval '1 minute')
    )
    select moment.now, live.id, live.person_id, live.name, live.role, live.at_most, ${teamsOf('live')}
    from moment left join live on true`.execute(db)
  const found = one(rows)
  const actor = personIn(found)
  if (!actor) return nobody(found.now, true)
  return { ...nobody(found.now, true), actor: { ...actor, atMost: found.at_most }, tokenId: found.id }
}

function teamsOf(table: string) {
  return sql`(select jsonb_object_agg(team_id, role) from team_member where person_id = ${sql.ref(`${table}.person_id`)}) as teams`
}

function personIn(found: Found): Extract<Actor, { kind: 'person' }> | null {
  if (found.person_id === null) return null
  return { kind: 'person', id: found.person_id, name: found.name, role: found.role, teams: found.teams ?? {} }
}

function nobody(now: Instant, byToken: boolean): Identity {
  return { actor: { kind: 'nobody' }, sessionId: null, byToken, now, cookie: null }
}

async function readNow(db: Db): Promise<Instant> {
  const { rows } = await sql<{ now: Instant }>`select baton_now() as now`.execute(db)
  return one(rows).now
}

function one<T>(rows: readonly T[]): T {
  const [row] = rows
  if (!row) throw new Error('the clock row is missing')
  return row
}
