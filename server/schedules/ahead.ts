// Looking ahead: troubles as rows, told in the log when they are found and when they are gone, and to whoever mends them.
import { sql } from 'kysely'
import { lookedThrough, troublesAhead, type Ahead } from '../../domain/schedules/ahead.ts'
import type { Range } from '../../domain/schedules/shifts.ts'
import { followTroubles } from '../../domain/schedules/follow.ts'
import { earliest, latest, type Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { readHolidays } from './absences.ts'
import { lookAround, type AroundAll } from './around.ts'
import type { queueNotices } from '../notices/store.ts'
import { loadSchedules, type StoredSchedule } from './store.ts'
import { troubleEntries } from './trouble-entries.ts'
import { findTroublesOf, seenFrom, writeFollowed } from './trouble-store.ts'
import { tellTroubles } from './tell-troubles.ts'

export type Looking = {
  readonly db: Db
  readonly node: string
  readonly weeks: number
  readonly announce: (topics: readonly Topic[]) => void
  readonly queueNotices: typeof queueNotices
  /** By which channels a message could leave here: no other contact counts as reach. All, when it is left out. */
  readonly carriers?: ReadonlySet<string>
}

/** Few, because each costs some milliseconds of arithmetic, and pages must not wait for it. */
const batch = 5
/** A little more often than each night, so that no morning passes between two looks. */
const lookHours = 20
/** One look at a time on all nodes: a trouble of two schedules is written by one of them. */
const turn = 0x6c6f6f6b

/** The engine's part: schedules that nobody has looked ahead on since yesterday, or that something changed for. */
export function aheadKind(looking: Looking): Kind {
  return {
    name: 'ahead',
    // However many are due, pages have their turn after each look.
    batch: Infinity,
    step: async () => {
      // Before the transaction: whoever changes a schedule waits for the look, and must not wait for a library.
      const { rows } = await sql<{ now: Instant }>`select baton_now() as now`.execute(looking.db)
      for (const { now } of rows) await readHolidays(looking.db, lookedThrough(rangeOf(now, looking)))
      const { count, isNews } = await looking.db.transaction().execute((tx) => look(tx, looking))
      if (isNews) looking.announce(['schedules', 'log'])
      return count
    },
  }
}

async function look(tx: Db, looking: Looking): Promise<{ count: number; isNews: boolean }> {
  if (!(await isMyTurn(tx))) return { count: 0, isNews: false }
  const due = await sql<{ schedule_id: string; now: Instant }>`
    select schedule_id, baton_now() as now from schedule_history
    where ahead_due_at <= (select baton_now()) order by ahead_due_at limit ${batch} for update skip locked`.execute(tx)
  const ids = due.rows.map((row) => row.schedule_id)
  const now = due.rows[0]?.now
  if (!now) return { count: 0, isNews: false }
  const schedules = await loadSchedules(tx, ids, now)
  const range = rangeOf(now, looking)
  const around = await lookAround(tx, schedules, range, await findTroublesOf(tx, ids), looking.carriers)
  const say = { actor: { kind: 'engine', node: looking.node } as const, now }
  const entries: NewEntry[] = []
  let isChanged = false
  for (const schedule of schedules) {
    const ahead = cutOthers(troublesAhead(schedule, range, around.of(schedule)), around)
    // Read here, for the schedule before may have written a trouble that is about this one too.
    const known = (await findTroublesOf(tx, [schedule.id])).map((one) => seenFrom(schedule.id, one))
    const followed = followTroubles(known, ahead, { zone: schedule.zone, now })
    await writeFollowed(tx, schedule.id, followed, now)
    entries.push(...troubleEntries(schedule, followed, around, say))
    isChanged ||= Object.values(followed).some((list) => list.length > 0)
    await goOn(tx, schedule, ahead, now)
  }
  await addEntries(tx, entries)
  await tellTroubles(tx, ids, around, looking.queueNotices, now)
  return { count: due.rows.length, isNews: isChanged }
}

function rangeOf(now: Instant, { weeks }: Looking): Range {
  return { from: now, to: now.add({ hours: weeks * 7 * 24 }) }
}

async function isMyTurn(tx: Db): Promise<boolean> {
  const { rows } = await sql<{ isMine: boolean }>`select pg_try_advisory_xact_lock(${turn}) as "isMine"`.execute(tx)
  return rows[0]?.isMine ?? false
}

const always = Temporal.Instant.fromEpochMilliseconds(0)

/** Where not all others were asked, what was known of answering twice is not gone for that. */
function cutOthers(ahead: Ahead, { isCut }: AroundAll): Ahead {
  return isCut ? { ...ahead, cuts: new Map([...ahead.cuts, ['two_primaries', always]]) } : ahead
}

async function goOn(tx: Db, { id }: StoredSchedule, { cuts }: Ahead, now: Instant): Promise<void> {
  const [first, ...rest] = cuts.values()
  await tx
    .updateTable('schedule_history')
    .set({
      ahead_due_at: now.add({ hours: lookHours }),
      ahead_cut_at: first ? latest(rest.reduce(earliest, first), now) : null,
    })
    .where('schedule_id', '=', id)
    .execute()
}
