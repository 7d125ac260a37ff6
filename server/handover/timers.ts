// What time does to handovers: they are drafted, others are told when nobody accepts, and in the end the schedule alone holds.
import { sql } from 'kysely'
import { beganAs, draftedAt, handoverDueAt } from '../../domain/handover/plan.ts'
import { afterMove } from '../../domain/handover/states.ts'
import { isBefore, type Instant } from '../../domain/time.ts'
import type { Topic } from '../../domain/topics.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { Kind } from '../engine/engine.ts'
import { addEntries, type NewEntry } from '../log/store.ts'
import { tellOthers } from './late.ts'
import { tellDrafted, tellSigned } from './notices.ts'
import { planDue, plansInOneGo } from './planning.ts'
import { lookAtReady } from './ready.ts'
import { endCover, findHandovers, updateHandover, type HandoverRow } from './store.ts'
import { aboutHandover, handsOf, toldMissed, type Say } from './told.ts'

export type HandoverTimers = {
  readonly db: Db
  readonly node: string
  readonly announce: (topics: readonly Topic[]) => void
}

const batch = 20

/** The engine's part: schedules to be looked at, and handovers whose time has come. */
export function handoverKind({ db, node, announce }: HandoverTimers): Kind {
  return {
    name: 'handovers',
    batch,
    step: async () => {
      const planned = await db.transaction().execute(async (tx) => {
        const say = await sayNow(tx, node)
        const done = await planDue(tx, say)
        await addEntries(tx, done.entries)
        return done.count
      })
      const moved = await db.transaction().execute((tx) => moveDue(tx, node))
      if (planned > 0 || moved > 0) announce(['handovers', 'log'])
      return Math.max(moved, planned === plansInOneGo ? batch : planned)
    },
  }
}

async function sayNow(tx: Db, node: string): Promise<Say> {
  const { rows } = await sql<{ now: Instant }>`select baton_now() as now`.execute(tx)
  const now = rows[0]?.now
  if (!now) throw new Error('the database told no time')
  return { actor: { kind: 'engine', node }, now }
}

/** What is due of handovers, as far as nobody else has it in hand; how many there were. */
export async function moveDue(tx: Db, node: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select id from handover where due_at <= (select baton_now()) order by due_at limit ${batch} for update skip locked`.execute(
    tx,
  )
  if (rows.length === 0) return 0
  const say = await sayNow(tx, node)
  const entries: NewEntry[] = []
  for (const row of await findHandovers(tx, { ids: rows.map(({ id }) => id) }))
    entries.push(...(await move(tx, row, say)))
  await addEntries(tx, entries)
  return rows.length
}

/** Everything that is due of it, in the order in which it was due: after a night without any node that may be more than one thing. */
async function move(tx: Db, before: HandoverRow, say: Say): Promise<readonly NewEntry[]> {
  const entries: NewEntry[] = []
  const { now } = say
  const isDue = (at: Instant) => !isBefore(now, at)
  let row = before
  const change = async (
    to: Partial<Pick<HandoverRow, 'state' | 'drafted_at' | 'signed_at' | 'told_at' | 'missed_at'>>,
  ) => {
    row = { ...row, ...to }
    const due_at = handoverDueAt({
      state: row.state,
      endsAt: row.ends_at,
      graceAt: row.grace_at,
      toldAt: row.told_at,
      valveAt: row.valve_at,
    })
    await updateHandover(tx, row.id, { ...to, due_at })
  }
  if (row.state === 'planned' && isDue(draftedAt({ endsAt: row.ends_at }))) {
    const state = beganAs({ fromId: row.from_id })
    await change({ state, drafted_at: now, signed_at: state === 'signed' ? now : null })
    const changesAt = row.begins_at.toString()
    entries.push(entry(say, 'handover_drafted', { ...handsOf(row), changesAt }, aboutHandover(row)))
    entries.push(...(await lookAtReady(tx, row, say)))
    if (!isDue(row.valve_at)) await (state === 'signed' ? tellSigned(tx, row, now) : tellDrafted(tx, row, now))
  }
  // Also when no node ran at its time: what was missed is told as such.
  if (row.told_at === null && isDue(row.grace_at)) {
    entries.push(await tellOthers(tx, row, say))
    await change({ told_at: now })
  }
  if (isDue(row.valve_at)) {
    await change({ state: afterMove('pass_valve', row.state), missed_at: now })
    await endCover(tx, row.id)
    entries.push(toldMissed(say, row))
  }
  return entries
}
