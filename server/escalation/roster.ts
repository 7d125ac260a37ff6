// The roster as the database has it, loaded whole and kept until its version grows.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Roster, RosterPerson } from '../../domain/escalation/roster.ts'
import type { Db } from '../db/connect.ts'
import { scheduleRows, schedulesOf } from '../schedules/store.ts'
import { policiesOf, policyRows } from './policies.ts'

/** With the sealed secrets of contacts, by contact: the sender opens them, nothing else needs them. */
export type ServerRoster = Roster & { readonly sealedSecrets: ReadonlyMap<string, string> }

/** The whole roster and its version, by one statement: one moment's truth at every isolation level. */
export async function loadRoster(db: Db): Promise<ServerRoster> {
  return (await load(db)).roster
}

export type RosterCache = {
  /** What is in memory, perhaps outdated: only for who asks the version again in the statement that acts by it. */
  kept(): ServerRoster | null
  /** The roster as this transaction sees it, or newer: never older than what it could have read itself. */
  current(tx: Db): Promise<ServerRoster>
}

/** One roster for a node. Each decision asks for the version in its own transaction; only growth costs a load. */
export function makeRosterCache(): RosterCache {
  let kept: ServerRoster | null = null
  let loading: Promise<Loaded | null> | null = null
  // By who is in no transaction: only who holds no connection either may wait for it.
  let loadingOutside: Promise<Loaded | null> | null = null

  async function loadAndKeep(tx: Db): Promise<ServerRoster> {
    const own = load(tx)
    // Waiting for a load that itself waits for a connection could stop everybody; one in a transaction has its own.
    const shared = own.catch(() => null)
    if (tx.isTransaction) loading = shared
    else loadingOutside = shared
    try {
      const { roster, isCommitted } = await own
      // What this transaction changed itself may yet be taken back, and nobody else may decide by it.
      if (isCommitted && (!kept || roster.version > kept.version)) kept = roster
      return roster
    } finally {
      if (loading === shared) loading = null
      if (loadingOutside === shared) loadingOutside = null
    }
  }

  /** What a load under way brings, when it brings enough; one that fails is the affair of its own transaction. */
  async function fromOthers(tx: Db, version: number, patience: number): Promise<ServerRoster | null> {
    const underWay = loading ?? (tx.isTransaction ? null : loadingOutside)
    if (!underWay || patience === 0) return null
    const others = await underWay
    return notOlder(others?.isCommitted ? others.roster : kept, version) ?? fromOthers(tx, version, patience - 1)
  }

  return {
    kept: () => kept,
    async current(tx) {
      const version = await versionSeenBy(tx)
      return notOlder(kept, version) ?? (await fromOthers(tx, version, 2)) ?? loadAndKeep(tx)
    },
  }
}

function notOlder(roster: ServerRoster | null, version: number): ServerRoster | null {
  return roster && roster.version >= version ? roster : null
}

type Loaded = { readonly roster: ServerRoster; readonly isCommitted: boolean }

async function versionSeenBy(tx: Db): Promise<number> {
  return (await tx.selectFrom('roster_version').select('version').executeTakeFirstOrThrow()).version
}

/** `isCommitted` is false when the transaction itself has changed what it read: it then holds a lock for writing. */
async function load(db: Db): Promise<Loaded> {
  const isOwnChange = sql<boolean>`exists (
    select from pg_locks
    where pid = pg_backend_pid() and relation = 'roster_version'::regclass and mode = 'RowExclusiveLock')`
  const rows = await everything(db).select(isOwnChange.as('isOwnChange')).executeTakeFirstOrThrow()
  return { roster: rosterOf(rows), isCommitted: !rows.isOwnChange }
}

function everything(db: Db) {
  return db
    .selectFrom('roster_version')
    .select('version')
    .select(scheduleRows(db))
    .select(policyRows(db))
    .select(personRows(db))
}
type RosterRows = Awaited<ReturnType<ReturnType<typeof everything>['executeTakeFirstOrThrow']>>

function personRows(db: Db) {
  const people = db
    .selectFrom('person')
    .select(['id', 'name', 'zone', 'language', 'role'])
    .select((where) => where('deactivated_at', 'is', null).as('isActive'))
  const contacts = db
    .selectFrom('contact')
    .select(['id', 'person_id as personId', 'channel', 'address'])
    .where('is_enabled', '=', true)
  const secrets = db
    .selectFrom('contact')
    .select(['id', 'sealed_secret as sealedSecret'])
    .where('is_enabled', '=', true)
    .where('sealed_secret', 'is not', null)
  const rules = db
    .selectFrom('contact_rule')
    .select(['contact_id as contactId', 'priority', 'after_minutes as afterMinutes'])
  const managers = db
    .selectFrom('team_member')
    .select(['team_id as teamId', 'person_id as personId'])
    .where('role', 'in', ['manager', 'admin'])
    .orderBy('person_id')
  const services = db
    .selectFrom('service')
    .select(['id', 'name', 'team_id as teamId', 'policy_id as policyId', 'grouping'])
  return [
    jsonArrayFrom(people).as('people'),
    jsonArrayFrom(contacts).as('contacts'),
    jsonArrayFrom(secrets).as('secrets'),
    jsonArrayFrom(rules).as('rules'),
    jsonArrayFrom(managers).as('managers'),
    jsonArrayFrom(db.selectFrom('team').select(['id', 'name'])).as('teams'),
    jsonArrayFrom(services).as('watched'),
  ] as const
}

function rosterOf(rows: RosterRows): ServerRoster {
  const managers = Map.groupBy(rows.managers, ({ teamId }) => teamId)
  return {
    version: rows.version,
    people: byId(peopleOf(rows)),
    schedules: byId(schedulesOf(rows)),
    policies: byId(policiesOf(rows)),
    services: byId(
      rows.watched.map(({ grouping, ...one }) => ({ ...one, joinsUnanswered: grouping === 'unanswered' })),
    ),
    teams: byId(rows.teams),
    managersOf: new Map([...managers].map(([teamId, members]) => [teamId, members.map(({ personId }) => personId)])),
    admins: rows.people.flatMap(({ id, role }) => (role === 'admin' ? [id] : [])),
    sealedSecrets: new Map(rows.secrets.flatMap(({ id, sealedSecret }) => (sealedSecret ? [[id, sealedSecret]] : []))),
  }
}

function peopleOf(rows: RosterRows): RosterPerson[] {
  const contacts = Map.groupBy(rows.contacts, ({ personId }) => personId)
  const rules = Map.groupBy(rows.rules, ({ contactId }) => contactId)
  return rows.people.map(({ id, name, zone, language, isActive }) => {
    const ways = (contacts.get(id) ?? [])
      .toSorted(inOrder)
      .map(({ id, channel, address }) => ({ id, channel, address }))
    const own = { contacts: ways, rules: ways.flatMap((contact) => rules.get(contact.id) ?? []) }
    return { id, name, zone, language, isActive: Boolean(isActive), ...own }
  })
}

/** As they were added, for ids grow with time; the browser last. */
function inOrder(a: RosterRows['contacts'][number], b: RosterRows['contacts'][number]): number {
  return Number(a.channel === 'browser') - Number(b.channel === 'browser') || (a.id < b.id ? -1 : 1)
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]))
}
