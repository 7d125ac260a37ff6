// The real database of a simulation: emptied for each seed, watched by triggers that write down what is committed.
import { sql } from 'kysely'
import type { ClientConfig } from 'pg'
import { clientConfig, connect, DurableClient, type Database } from '../../server/db/connect.ts'
import { loadRoster } from '../../server/escalation/roster.ts'
import { insertPolicy } from '../../server/escalation/policies.ts'
import { insertSchedule } from '../../server/schedules/store.ts'
import type { Change } from './facts.ts'
import type { Line, Statement } from './gate.ts'
import { changeOf, type Raw } from './rows.ts'
import { instantAt, slugOf, type Team } from './team.ts'

export type Seen = { readonly pid: number; readonly changes: readonly Change[]; readonly rosterChanged: boolean }

type Backend = Line['client']

const watched = [
  'alert',
  'page',
  'page_decline',
  'delivery',
  'delivery_bundle',
  'delivery_attempt',
  'log_entry',
  'roster_version',
  'step_turn',
  'page_answer',
  'silence',
  'silenced',
] as const

/** The deadlines that PostgreSQL keeps by its own clock are kept by the simulation instead, in its time. */
const withoutDeadlines = {
  statement_timeout: 0,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  query_timeout: 0,
} as const

export class Theatre {
  readonly #address: ClientConfig
  readonly #observer: Database
  readonly #idle = { node: [] as Backend[], quick: [] as Backend[], person: [] as Backend[] }
  #pinned = -1

  private constructor(address: ClientConfig) {
    this.#address = address
    this.#observer = connect(address, { connections: 1, name: 'simulation' })
  }

  /** On a migrated database with nothing else in it. */
  static async open(address: ClientConfig): Promise<Theatre> {
    const theatre = new Theatre(address)
    const { db } = theatre.#observer
    await sql`
      create table simulation_seen (
        n bigint generated always as identity, tx text default pg_current_xact_id()::text, pid int default pg_backend_pid(),
        what text, old jsonb, now jsonb);
      create function simulation_see() returns trigger language plpgsql as $$
      begin
        insert into simulation_seen (what, old, now) values (tg_table_name, to_jsonb(old), to_jsonb(new));
        return null;
      end $$`.execute(db)
    for (const table of watched)
      await sql
        .raw(
          `create trigger simulation_see after insert or update or delete on ${table} for each row execute function simulation_see()`,
        )
        .execute(db)
    // Who waits for whom in a ring is found by the simulation, in one order; a database that hurries would find it by chance.
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
    await sql.raw(`alter database ${rows[0]?.name} set deadlock_timeout = '1h'`).execute(db)
    await sql`set deadlock_timeout = '1h'`.execute(db)
    return theatre
  }

  async close(): Promise<void> {
    for (const kind of ['node', 'quick', 'person'] as const) for (const client of this.#idle[kind]) await client.end()
    await this.#observer.close()
  }

  /** A new stage: no rows but those of this team. */
  async set(team: Team): Promise<void> {
    const { db } = this.#observer
    const tables = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('clock', 'installation', 'roster_version', 'intake_version', 'log_search_progress', 'recall_progress') and tablename not like '%migration%'`.execute(
      db,
    )
    await sql
      .raw(`truncate ${tables.rows.map(({ name }) => `"${name}"`).join(', ')} restart identity cascade`)
      .execute(db)
    this.#pinned = -1
    await this.pin(0)
    await addTeam(db, team)
    await sql`update roster_version set version = 1, muting_version = 1, unmuting_version = 1`.execute(db)
    await sql`truncate simulation_seen restart identity`.execute(db)
  }

  roster() {
    return loadRoster(this.#observer.db)
  }

  /** From now on the database's clock shows this. */
  async pin(databaseAt: number): Promise<void> {
    const at = Math.floor(databaseAt)
    if (at === this.#pinned) return
    this.#pinned = at
    await sql`update clock set pinned_at = ${instantAt(at)}`.execute(this.#observer.db)
  }

  async open(kind: Line['kind']): Promise<Backend> {
    const kept = this.#idle[kind].pop()
    if (kept) return kept
    const common = { ...clientConfig(this.#address, `simulated ${kind}`), ...withoutDeadlines }
    const config =
      kind === 'quick'
        ? { ...common, options: `${common.options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off` }
        : common
    const client = new DurableClient(config)
    await client.connect()
    return client as unknown as Backend
  }

  /** A connection ends; what it had not committed is gone when this resolves. */
  async end(line: Line, isBusy: boolean): Promise<void> {
    if (isBusy) {
      await sql`select pg_terminate_backend(${line.client.processID}, 5000)`.execute(this.#observer.db)
      return
    }
    if (line.inTransaction) await line.client.query('rollback')
    this.#idle[line.kind].push(line.client)
  }

  async cancel(line: Line): Promise<void> {
    await sql`select pg_cancel_backend(${line.client.processID})`.execute(this.#observer.db)
  }

  /** Of these connections, who waits for a lock that whom holds? */
  async blocked(lines: readonly Line[]): Promise<ReadonlyMap<number, readonly number[]>> {
    const pids = lines.map(({ client }) => client.processID)
    const { rows } = await sql<{ pid: number; by: number[] }>`
      select pid, pg_blocking_pids(pid) as by from unnest(${pids}::int[]) as p(pid) where cardinality(pg_blocking_pids(pid)) > 0`.execute(
      this.#observer.db,
    )
    return new Map(rows.map(({ pid, by }) => [pid, by]))
  }

  /** What was committed since this was last asked, in the order of the commits. */
  async seen(): Promise<readonly Seen[]> {
    const { rows } = await sql<{ n: number; tx: string; pid: number; what: string; old: Raw | null; now: Raw | null }>`
      delete from simulation_seen returning n, tx, pid, what, old, now`.execute(this.#observer.db)
    if (rows.length === 0) return []
    const groups = [
      ...Map.groupBy(
        rows.toSorted((a, b) => a.n - b.n),
        ({ tx }) => tx,
      ).values(),
    ]
    return groups
      .toSorted((a, b) => (a.at(-1)?.n ?? 0) - (b.at(-1)?.n ?? 0))
      .map((group) => ({
        pid: group[0]?.pid ?? 0,
        changes: group.flatMap(({ what, old, now }) => changeOf(what, old, now) ?? []),
        rosterChanged: group.some(({ what }) => what === 'roster_version'),
      }))
  }
}

async function addTeam(db: Database['db'], team: Team): Promise<void> {
  const now = instantAt(0)
  await db.insertInto('team').values({ id: team.id, slug: 'team', name: 'Team' }).execute()
  for (const person of team.people) {
    const { id, name, zone, language } = person
    const role = person.role === 'admin' ? 'admin' : 'responder'
    const email = `${name.toLowerCase()}@example.com`
    await db.insertInto('person').values({ id, name, email, zone, language, role }).execute()
    const inTeam = person.role === 'responder' ? 'responder' : 'manager'
    await db.insertInto('team_member').values({ team_id: team.id, person_id: id, role: inTeam }).execute()
    await db
      .insertInto('contact')
      .values(
        person.contacts.map(({ isVerified, ...contact }) => ({
          ...contact,
          person_id: id,
          created_at: now,
          verified_at: isVerified ? now : null,
        })),
      )
      .execute()
    const rules = person.rules.map(({ priority, contactId, afterMinutes }) => ({
      person_id: id,
      priority,
      contact_id: contactId,
      after_minutes: afterMinutes,
    }))
    if (rules.length > 0) await db.insertInto('contact_rule').values(rules).execute()
  }
  for (const schedule of team.schedules) await insertSchedule(db, schedule, now)
  for (const { isProven, ...channel } of team.channels) {
    const row = { slug: slugOf(channel.name), team_id: team.id, created_at: now }
    const carrier = channel.channel === 'ntfy' ? 'ntfy' : 'webhook'
    await db
      .insertInto('team_channel')
      .values({ ...channel, ...row, channel: carrier, verified_at: isProven ? now : null })
      .execute()
  }
  for (const policy of team.policies)
    await insertPolicy(
      db,
      {
        ...policy,
        slug: slugOf(policy.name),
        mayWaitFrom: policy.mayWaitFrom ?? null,
        steps: policy.steps.map((step) => ({ ...step, targets: [...step.targets] })),
      },
      now,
    )
  for (const { id, name, teamId, policyId, joinsUnanswered } of team.services) {
    const grouping = joinsUnanswered ? 'unanswered' : 'none'
    await db
      .insertInto('service')
      .values({
        id,
        slug: slugOf(name),
        name,
        team_id: teamId,
        policy_id: policyId,
        grouping,
        watch_minutes: team.watchMinutes,
        // The rows that are played know no floods: stories do.
        flood_limit: 0,
        created_at: now,
      })
      .execute()
  }
  for (const { id, name, serviceId } of team.monitors) {
    await db
      .insertInto('source')
      .values({
        id,
        slug: slugOf(name),
        name,
        service_id: serviceId,
        dialect: 'pagerduty',
        key_hash: Buffer.from(id),
        key_hint: id.slice(-4),
        created_at: now,
      })
      .execute()
  }
}

/** The statement that the storage refuses: it fails where the real one would have been, and the transaction with it. */
export const refusedByStorage: Statement = {
  text: `do $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`,
}
