// Looking ahead: troubles as rows, told in the log when they are found and when they are gone.
import { sql } from 'kysely'
import { followTroubles, troublesAhead, type KnownTrouble, type Trouble } from '../../domain/schedules/ahead.ts'
import { peopleOn } from '../../domain/schedules/people.ts'
import type { Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { newId } from '../secrets.ts'
import { findNamedPeople, type NamedPeople } from './people.ts'
import { loadSchedules, type StoredSchedule } from './store.ts'

export type Looking = {
  readonly db: Db
  readonly node: string
  readonly weeks: number
  readonly announce: (topics: readonly Topic[]) => void
}

/** Few, because each costs some milliseconds of arithmetic, and pages must not wait for it. */
const batch = 5
const nightlyHours = 24

/** The engine's part: schedules that nobody has looked ahead on since yesterday, or that something changed for. */
export function aheadKind(looking: Looking): Kind {
  return {
    name: 'ahead',
    batch,
    step: async () => {
      const { count, isNews } = await looking.db.transaction().execute((tx) => look(tx, looking))
      if (isNews) looking.announce(['schedules', 'log'])
      return count
    },
  }
}

async function look(tx: Db, { node, weeks }: Looking): Promise<{ count: number; isNews: boolean }> {
  const due = await sql<{ schedule_id: string; now: Instant }>`
    select schedule_id, baton_now() as now from schedule_history
    where ahead_due_at <= (select baton_now()) order by ahead_due_at limit ${batch} for update skip locked`.execute(tx)
  const ids = due.rows.map((row) => row.schedule_id)
  const now = due.rows[0]?.now
  if (!now) return { count: 0, isNews: false }
  const schedules = await loadSchedules(tx, ids, now)
  const people = await findNamedPeople(tx, peopleOn(schedules))
  const known = await findTroubles(tx, ids)
  const entries: NewEntry[] = []
  for (const schedule of schedules) {
    const range = { from: now, to: now.add({ hours: weeks * 7 * 24 }) }
    const found = troublesAhead(schedule, range, {
      isActive: (personId) => people.get(personId)?.isActive ?? false,
      isReachable: (personId) => people.get(personId)?.isReachable ?? false,
    })
    const followed = followTroubles(known.get(schedule.id) ?? [], found)
    await write(tx, schedule, followed, now)
    entries.push(...told(schedule, people, followed, { actor: { kind: 'engine', node } as const, now }))
  }
  await addEntries(tx, entries)
  await tx
    .updateTable('schedule_history')
    .set({ ahead_due_at: now.add({ hours: nightlyHours }) })
    .where('schedule_id', 'in', ids)
    .execute()
  return { count: due.rows.length, isNews: entries.length > 0 }
}

type Followed = ReturnType<typeof followTroubles>

async function write(tx: Db, { id }: StoredSchedule, { begun, goingOn, gone }: Followed, now: Instant): Promise<void> {
  if (gone.length > 0) {
    await tx
      .deleteFrom('schedule_trouble')
      .where(
        'id',
        'in',
        gone.map((one) => one.id),
      )
      .execute()
  }
  for (const { id: troubleId, startsAt, endsAt } of goingOn) {
    const bounds = { starts_at: startsAt, ends_at: endsAt }
    await tx.updateTable('schedule_trouble').set(bounds).where('id', '=', troubleId).execute()
  }
  if (begun.length > 0) {
    const rows = begun.map(({ kind, personId, startsAt, endsAt }) => ({
      id: newId(),
      schedule_id: id,
      kind,
      person_id: personId,
      starts_at: startsAt,
      ends_at: endsAt,
      found_at: now,
    }))
    await tx.insertInto('schedule_trouble').values(rows).execute()
  }
}

function told(
  schedule: StoredSchedule,
  people: NamedPeople,
  { begun, gone }: Followed,
  say: Parameters<typeof entry>[0],
): NewEntry[] {
  const about = { teamId: schedule.teamId, subject: `schedule:${schedule.id}` }
  const sentence = (trouble: Trouble, isFound: boolean): NewEntry => {
    const span = { from: trouble.startsAt.toString(), until: trouble.endsAt?.toString() ?? '' }
    if (trouble.kind === 'nobody_on_call') {
      return entry(say, isFound ? 'gap_found' : 'gap_mended', { schedule: schedule.name, ...span }, about)
    }
    const person = people.get(trouble.personId)?.name ?? 'somebody removed'
    const facts = { schedule: schedule.name, person, from: span.from }
    return entry(say, isFound ? 'out_of_reach_found' : 'out_of_reach_mended', facts, about)
  }
  // What is over was not mended: the time has simply passed.
  const mended = gone.filter(({ endsAt }) => endsAt === null || Temporal.Instant.compare(endsAt, say.now) > 0)
  return [...begun.map((one) => sentence(one, true)), ...mended.map((one) => sentence(one, false))]
}

async function findTroubles(db: Db, scheduleIds: readonly string[]): Promise<ReadonlyMap<string, KnownTrouble[]>> {
  const rows = await db
    .selectFrom('schedule_trouble')
    .selectAll()
    .where('schedule_id', 'in', scheduleIds)
    .orderBy('starts_at')
    .execute()
  return new Map([...Map.groupBy(rows, (row) => row.schedule_id)].map(([id, own]) => [id, own.map(asTrouble)]))
}

function asTrouble(row: {
  readonly id: string
  readonly kind: Trouble['kind']
  readonly person_id: string | null
  readonly starts_at: Instant
  readonly ends_at: Instant | null
}): KnownTrouble {
  const bounds = { id: row.id, startsAt: row.starts_at, endsAt: row.ends_at }
  return row.person_id === null
    ? { ...bounds, kind: 'nobody_on_call', personId: null }
    : { ...bounds, kind: 'out_of_reach', personId: row.person_id }
}

/** The next gaps of every schedule, the nearest first; at most three of each. */
export async function findGaps(db: Db, now: Instant) {
  const { rows } = await sql<{ scheduleId: string; scheduleName: string; from: Instant; until: Instant | null }>`
    select g.schedule_id as "scheduleId", s.name as "scheduleName", g.starts_at as "from", g.ends_at as "until"
    from (
      select *, row_number() over (partition by schedule_id order by starts_at) as nth from schedule_trouble
      where kind = 'nobody_on_call' and (ends_at is null or ends_at > ${now})
    ) g join schedule s on s.id = g.schedule_id where g.nth <= 3 order by g.starts_at, s.name limit 200`.execute(db)
  return rows
}
