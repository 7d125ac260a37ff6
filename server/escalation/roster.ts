// The roster as the database has it, kept until its version grows; then what changed is loaded and put upon it.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Roster, RosterPerson } from '../../domain/escalation/roster.ts'
import type { Turns } from '../../domain/escalation/turns.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import type { Db } from '../db/connect.ts'
import { scheduleRows, schedulesOf, type ScheduleRows } from '../schedules/store.ts'
import { policiesOf, policyRows } from './policies.ts'

/** With the sealed secrets of contacts and of teams' channels, by their id: the sender opens them, nothing else needs them. */
export type ServerRoster = Roster & {
  readonly sealedSecrets: ReadonlyMap<string, string>
  /** The version in which anything that mutes alerts last changed: whoever decides by that knows whether they have the newest. */
  readonly mutingVersion: number
}

/** The whole roster and its version, by one statement: one moment's truth at every isolation level. */
export async function loadRoster(db: Db): Promise<ServerRoster> {
  return (await loadAll(db)).roster
}

export type RosterCache = {
  /** What is in memory, perhaps outdated: only for who asks the version again in the statement that acts by it. */
  kept(): ServerRoster | null
  /** The roster as this transaction sees it, or newer: never older than what it could have read itself. */
  current(tx: Db): Promise<ServerRoster>
  /** Who had the turns of steps in turn, as far as this node has heard: asked again in the statement that acts by it. */
  readonly turns: KeptTurns
}

export type KeptTurns = { kept(): Turns; keep(newer: Turns): void }

function keepTurns(): KeptTurns {
  let kept: Turns = new Map()
  return { kept: () => kept, keep: (newer) => (kept = new Map([...kept, ...newer])) }
}

/** One roster for a node. Each decision asks for the version in its own transaction; only what grew is loaded. */
export function makeRosterCache(): RosterCache {
  let kept: ServerRoster | null = null
  let loading: Promise<Loaded | null> | null = null
  // By who is in no transaction: only who holds no connection either may wait for it.
  let loadingOutside: Promise<Loaded | null> | null = null

  async function loadAndKeep(tx: Db): Promise<ServerRoster> {
    const own = load(tx, kept)
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
    turns: keepTurns(),
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

/**
 * What is newer than this roster, put upon it; all of it without one. Each is one statement, so one moment's truth.
 * `isCommitted` is false when the transaction itself has changed what it read: it then holds a lock for writing.
 */
async function load(db: Db, known: ServerRoster | null): Promise<Loaded> {
  return (known && (await loadNewer(db, known))) ?? loadAll(db)
}

async function loadAll(db: Db): Promise<Loaded> {
  const rows = await versions(db).select(scheduleRows(db)).select(restRows(db)).executeTakeFirstOrThrow()
  const roster = {
    version: rows.version,
    mutingVersion: rows.mutingVersion,
    schedules: inOrder(schedulesOf(rows)),
    ...restOf(rows),
  }
  return { roster, isCommitted: !rows.isOwnChange }
}

/** What changed since; null when a schedule was removed, which leaves nothing to read. */
async function loadNewer(db: Db, known: ServerRoster): Promise<Loaded | null> {
  const changed = versions(db).select(scheduleRows(db, { changedAfter: known.version }))
  const rows = await changed.executeTakeFirstOrThrow()
  if (rows.restVersion <= known.version) return renewed(known, rows, {})
  const withRest = await changed.select(restRows(db)).executeTakeFirstOrThrow()
  return renewed(known, withRest, restOf(withRest))
}

type Newer = ScheduleRows & Awaited<ReturnType<ReturnType<typeof versions>['executeTakeFirstOrThrow']>>

function renewed(known: ServerRoster, rows: Newer, rest: Partial<ServerRoster>): Loaded | null {
  if (rows.removedVersion > known.version) return null
  const schedules = withChanged(known.schedules, schedulesOf(rows))
  return {
    roster: { ...known, ...rest, version: rows.version, mutingVersion: rows.mutingVersion, schedules },
    isCommitted: !rows.isOwnChange,
  }
}

function versions(db: Db) {
  const isOwnChange = sql<boolean>`exists (
    select from pg_locks
    where pid = pg_backend_pid() and relation = 'roster_version'::regclass and mode = 'RowExclusiveLock')`
  return db
    .selectFrom('roster_version')
    .select([
      'version',
      'rest_version as restVersion',
      'removed_version as removedVersion',
      'muting_version as mutingVersion',
    ])
    .select(isOwnChange.as('isOwnChange'))
}

function withChanged(known: ServerRoster['schedules'], changed: readonly Schedule[]): ServerRoster['schedules'] {
  const schedules = new Map(known)
  for (const schedule of changed) schedules.set(schedule.id, schedule)
  const isInOrder = changed.every(({ id, name }) => known.get(id)?.name === name)
  return isInOrder ? schedules : inOrder([...schedules.values()])
}

const byName = new Intl.Collator('en', { numeric: true })

function inOrder(schedules: readonly Schedule[]): ServerRoster['schedules'] {
  return byId(schedules.toSorted((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)))
}

/** Everything but the schedules: policies, people and how they are reached, services, teams. */
function restRows(db: Db) {
  const people = db
    .selectFrom('person')
    .select(['id', 'name', 'zone', 'language', 'role'])
    .select((where) => where('deactivated_at', 'is', null).as('isActive'))
  const contacts = db
    .selectFrom('contact')
    .select(['id', 'person_id as personId', 'channel', 'address'])
    .select((where) => where('verified_at', 'is not', null).as('isVerified'))
    .where('is_enabled', '=', true)
  const secrets = db
    .selectFrom('contact')
    .select(['id', 'sealed_secret as sealedSecret'])
    .where('is_enabled', '=', true)
    .where('sealed_secret', 'is not', null)
  const channels = db
    .selectFrom('team_channel')
    .select(['id', 'name', 'channel', 'address', 'language', 'zone', 'sealed_secret as sealedSecret'])
    .select((where) => where('verified_at', 'is not', null).as('isProven'))
  const rules = db
    .selectFrom('contact_rule')
    .select(['contact_id as contactId', 'priority', 'after_minutes as afterMinutes', 'within'])
  const quiet = db.selectFrom('quiet_hours').select(['person_id as personId', 'within', 'priorities'])
  const members = db
    .selectFrom('team_member')
    .select(['team_id as teamId', 'person_id as personId', 'role'])
    .orderBy('person_id')
  const services = db
    .selectFrom('service')
    .select(['id', 'name', 'team_id as teamId', 'policy_id as policyId', 'grouping'])
  return [
    ...policyRows(db),
    jsonArrayFrom(people).as('people'),
    jsonArrayFrom(contacts).as('contacts'),
    jsonArrayFrom(secrets).as('secrets'),
    jsonArrayFrom(channels).as('channels'),
    jsonArrayFrom(rules).as('rules'),
    jsonArrayFrom(quiet).as('quiet'),
    jsonArrayFrom(members).as('members'),
    jsonArrayFrom(db.selectFrom('team').select(['id', 'name'])).as('teams'),
    jsonArrayFrom(services).as('watched'),
  ] as const
}

const selection = (db: Db) => db.selectNoFrom(restRows(db))
type RestRows = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>

function restOf(rows: RestRows): Omit<ServerRoster, 'version' | 'mutingVersion' | 'schedules'> {
  const managers = rows.members.filter(({ role }) => role === 'manager' || role === 'admin')
  return {
    people: byId(peopleOf(rows)),
    policies: byId(policiesOf(rows)),
    services: byId(
      rows.watched.map(({ grouping, ...one }) => ({ ...one, joinsUnanswered: grouping === 'unanswered' })),
    ),
    teams: byId(rows.teams),
    channels: byId(rows.channels.map((one) => ({ ...one, isProven: Boolean(one.isProven) }))),
    respondersOf: byTeam(respondersIn(rows)),
    managersOf: byTeam(managers),
    admins: rows.people.flatMap(({ id, role }) => (role === 'admin' ? [id] : [])),
    sealedSecrets: new Map(
      [...rows.secrets, ...rows.channels].flatMap(({ id, sealedSecret }) => (sealedSecret ? [[id, sealedSecret]] : [])),
    ),
  }
}

/** A role that somebody has everywhere holds in each of their teams too. */
function respondersIn(rows: RestRows): RestRows['members'] {
  const roleOf = new Map(rows.people.map(({ id, role }) => [id, role]))
  return rows.members.filter(
    ({ personId, role }) => role !== 'viewer' || (roleOf.get(personId) ?? 'viewer') !== 'viewer',
  )
}

function byTeam(members: RestRows['members']): ReadonlyMap<string, readonly string[]> {
  const teams = Map.groupBy(members, ({ teamId }) => teamId)
  return new Map([...teams].map(([teamId, theirs]) => [teamId, theirs.map(({ personId }) => personId)]))
}

function peopleOf(rows: RestRows): RosterPerson[] {
  const contacts = Map.groupBy(rows.contacts, ({ personId }) => personId)
  const rules = Map.groupBy(rows.rules, ({ contactId }) => contactId)
  const quiet = new Map(rows.quiet.map((hours) => [hours.personId, hours]))
  return rows.people.map(({ id, name, zone, language, isActive }) => {
    const ways = (contacts.get(id) ?? [])
      .toSorted(asAdded)
      .map(({ id, channel, address, isVerified }) => ({ id, channel, address, isVerified: Boolean(isVerified) }))
    const ruled = ways.flatMap((contact) => rules.get(contact.id) ?? []).map((rule) => ruleIn(zone, rule))
    const hours = quiet.get(id)
    const sleeps = hours ? { hours: { zone, within: hours.within }, priorities: hours.priorities } : undefined
    return {
      id,
      name,
      zone,
      language,
      isActive: Boolean(isActive),
      contacts: ways,
      rules: ruled,
      ...(sleeps ? { quiet: sleeps } : {}),
    }
  })
}

/** The hours of a rule are on the wall clock of its person, wherever that is now. */
function ruleIn(zone: string, { within, ...rule }: RestRows['rules'][number]): RosterPerson['rules'][number] {
  return { ...rule, ...(within ? { hours: { zone, within } } : {}) }
}

/** As they were added, for ids grow with time; the browser last. */
function asAdded(a: RestRows['contacts'][number], b: RestRows['contacts'][number]): number {
  return Number(a.channel === 'browser') - Number(b.channel === 'browser') || (a.id < b.id ? -1 : 1)
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]))
}
