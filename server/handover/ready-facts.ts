// What is known of whoever comes next: their contacts, when they last answered, whether they are away, and what they will open.
import { readyFor, type ReadyFound } from '../../domain/handover/ready.ts'
import { stretchesOf } from '../../domain/handover/turns.ts'
import { shiftsBetween } from '../../domain/schedules/shifts.ts'
import { earliest, isAfter, isBefore, plusMinutes, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { findAddresses } from '../kit/store.ts'
import { loadStandings } from '../paging/standing-store.ts'
import { findLeaveIn } from '../schedules/absences.ts'
import { loadSchedule } from '../schedules/store.ts'
import type { HandoverRow } from './store.ts'

/** So many days of a turn are looked through for leave; one that the schedule does not tell, for a day. A contact proves itself for so many. */
const lookedThroughDays = 7
const usualMinutes = 24 * 60
const provenForDays = 90

/** Is whoever comes ready? Nothing, where nobody comes. */
export async function findReady(
  db: Db,
  row: Pick<HandoverRow, 'schedule_id' | 'team_id' | 'to_id' | 'to_deactivated_at' | 'begins_at'>,
  now: Instant,
): Promise<readonly ReadyFound[]> {
  if (row.to_id === null) return []
  const standings = await loadStandings(db, [row.to_id], { proofDays: provenForDays, now })
  const ways = standings.filter((one) => one.isVerified && one.isEnabled && one.channel !== 'browser')
  const proven = ways.flatMap(({ provenAt }) => provenAt ?? [])
  const leave = await findLeave(db, { scheduleId: row.schedule_id, personId: row.to_id, begins: row.begins_at })
  const last = proven.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1)
  const addresses = await findAddresses(db, row.team_id)
  return readyFor({
    isActive: row.to_deactivated_at === null,
    ways: ways.length,
    answeredDaysAgo: last ? Math.floor(earliest(last, now).until(now).total('hours') / 24) : null,
    leave,
    links: { kept: addresses.length, dead: addresses.flatMap(({ name, isDead }) => (isDead ? [name] : [])) },
  })
}

/** The first leave that lies in the hours of their turn. */
async function findLeave(
  db: Db,
  {
    scheduleId,
    personId,
    begins,
  }: { readonly scheduleId: string; readonly personId: string; readonly begins: Instant },
) {
  const range = { from: begins, to: begins.add({ hours: lookedThroughDays * 24 }) }
  const leaves = await findLeaveIn(db, [personId], range)
  if (leaves.length === 0) return null
  const schedule = await loadSchedule(db, scheduleId, begins)
  const told = schedule ? stretchesOf(shiftsBetween(schedule, range).shifts, personId, begins) : []
  const turn = told.length > 0 ? told : [{ from: begins, to: plusMinutes(begins, usualMinutes) }]
  const inTurn = leaves.filter(({ startsAt, endsAt }) =>
    turn.some(({ from, to }) => isBefore(startsAt, to) && isAfter(endsAt, from)),
  )
  return inTurn.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))[0] ?? null
}
