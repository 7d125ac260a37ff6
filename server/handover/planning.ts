// The engine's part in planning handovers: which of them a schedule owes, made and changed as schedules, overrides and people do.
import { changesBetween } from '../../domain/handover/changes.ts'
import { isWaiting, type KnownHandover } from '../../domain/handover/known.ts'
import { knownBeforeMinutes, planHandovers, timesOf } from '../../domain/handover/plan.ts'
import { primaryTurns, type WorkedTurn } from '../../domain/handover/turns.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import { onCallAt } from '../../domain/schedules/on-call.ts'
import { shiftsBetween } from '../../domain/schedules/shifts.ts'
import { peopleOn } from '../../domain/schedules/people.ts'
import { earliest, isAfter, isBefore, latest, plusMinutes, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { holdHistories } from '../schedules/history.ts'
import { findNamedPeople } from '../schedules/people.ts'
import { loadSchedules } from '../schedules/store.ts'
import { findHandovers, type HandoverRow } from './store.ts'
import {
  callOff,
  changeHandover,
  findDuePlans,
  findKnown,
  findPrimaryShifts,
  goOn,
  insertHandover,
  readPlans,
  type DuePlan,
} from './planning-store.ts'
import { tellOthers } from './late.ts'
import { tellSigned } from './notices.ts'
import { lookAtReady } from './ready.ts'
import { toldCalledOff, toldChanged, toldMissed, type Say } from './told.ts'

/** Schedules that are looked at in one go. */
export const plansInOneGo = 20
/** A schedule on which nothing changes is looked at this often, so that what comes is known at least twelve hours before. */
const lookEveryMinutes = 12 * 60
/** Where nobody comes at once, whoever comes within so many days is handed to. */
const lookedForDays = 14
/** Changes of the last minute are looked at again: what happened in the very moment of the last look was perhaps not seen. */
const overlapMinutes = 1
/** What somebody never accepted can be somebody else's as long as its valve is closed: a day at most. */
const lookedBackMinutes = 24 * 60

/** Looks at the schedules that are due. What is told of it, and how many schedules there were. */
export async function planDue(
  tx: Db,
  say: Say,
): Promise<{ readonly count: number; readonly entries: readonly NewEntry[] }> {
  const due = await findDuePlans(tx, plansInOneGo)
  const held = await holdHistories(tx, due)
  const plans = await readPlans(tx, held)
  if (plans.length === 0) return { count: 0, entries: [] }
  const ids = plans.map(({ scheduleId }) => scheduleId)
  const schedules = new Map((await loadSchedules(tx, ids, say.now)).map((schedule) => [schedule.id, schedule]))
  const people = await findNamedPeople(tx, peopleOn([...schedules.values()]))
  const isActive = (personId: string) => people.get(personId)?.isActive ?? false
  const worked = await findPrimaryShifts(tx, ids)
  const known = await findKnown(
    tx,
    plans.map((plan) => ({ scheduleId: plan.scheduleId, since: plusMinutes(since(plan), -lookedBackMinutes) })),
  )
  const entries: NewEntry[] = []
  for (const plan of plans) {
    const schedule = schedules.get(plan.scheduleId)
    if (!schedule) continue
    const of = { plan, schedule, worked: worked.get(schedule.id) ?? [], known: known.get(schedule.id) ?? [], isActive }
    entries.push(...(await planOne(tx, of, say)))
  }
  return { count: plans.length, entries }
}

type Planning = {
  readonly plan: DuePlan
  readonly schedule: Schedule
  readonly worked: readonly WorkedTurn[]
  readonly known: readonly KnownHandover[]
  readonly isActive: (personId: string) => boolean
}

async function planOne(tx: Db, { plan, schedule, worked, known, isActive }: Planning, say: Say): Promise<NewEntry[]> {
  const { now } = say
  const from = known
    .flatMap((one) => (isWaiting(one) ? [one.endsAt.subtract({ nanoseconds: 1 })] : []))
    .reduce(earliest, plusMinutes(since(plan), -lookedBackMinutes))
  const isVacated = (at: Instant) => !isBefore(at, now) && onCallAt(schedule, at, isActive).because === 'nobody_active'
  const to = plusMinutes(now, knownBeforeMinutes)
  const owed = changesBetween(turnsOf(schedule, worked, isActive, now), { from, to }, isVacated)
  const { add, change, callOff: gone } = planHandovers(owed, known, { now, since: since(plan) }, plan)
  await callOff(tx, gone)
  const of = { scheduleId: schedule.id, settings: plan }
  for (const { id, to } of change) {
    const before = known.find((one) => one.id === id)
    if (before) await changeHandover(tx, { known: before, to, ...of })
  }
  const made: number[] = []
  for (const one of add) made.push(...[(await insertHandover(tx, { change: one, ...of }, now)) ?? []].flat())
  await goOn(tx, { scheduleId: schedule.id, plannedUntil: now, dueAt: nextLook(owed, now, plan) })
  const told: NewEntry[] = []
  for (const row of await findHandovers(tx, { ids: [...gone, ...change.map(({ id }) => id)] })) {
    told.push(row.state === 'called_off' ? toldCalledOff(say, row) : toldChanged(say, row))
    if (row.state !== 'called_off' && row.to_id !== known.find(({ id }) => id === row.id)?.toId)
      told.push(...(await meet(tx, row, say)))
  }
  for (const row of await findHandovers(tx, { ids: made })) {
    told.push(...(await lookAtReady(tx, row, say)))
    // It passed while no node ran.
    if (row.missed_at !== null) told.push(await tellOthers(tx, row, say), toldMissed(say, row))
  }
  return told
}

/** Somebody comes who did not before: they hear of what is signed already, and others of it if they are not ready. */
async function meet(tx: Db, row: HandoverRow, say: Say): Promise<readonly NewEntry[]> {
  if (row.state === 'signed' || row.state === 'questioned') await tellSigned(tx, row, say.now)
  return lookAtReady(tx, row, say)
}

/** Who is primary when: from what is written down, on through the day that is planned; further where nobody comes at once. */
function turnsOf(
  schedule: Schedule,
  worked: readonly WorkedTurn[],
  isActive: (personId: string) => boolean,
  now: Instant,
) {
  const until = plusMinutes(now, knownBeforeMinutes + 1)
  const near = primaryTurns(worked, shiftsBetween(schedule, { from: now, to: until }, { isActive }).shifts, {
    now,
    until,
  })
  if (near.some(({ endsAt }) => endsAt === null)) return near
  const further = now.add({ hours: lookedForDays * 24 })
  const { shifts } = shiftsBetween(schedule, { from: now, to: further }, { isActive })
  return primaryTurns(worked, shifts, { now, until: further })
}

function since(plan: DuePlan): Instant {
  return latest(plusMinutes(plan.plannedUntil, -overlapMinutes), plan.since)
}

/** After half a day, or once the valve of what changes hands is open: whoever leaves meanwhile makes it look at once. */
function nextLook(owed: Parameters<typeof planHandovers>[0], now: Instant, settings: DuePlan): Instant {
  const later = plusMinutes(now, lookEveryMinutes)
  return owed
    .map((one) => timesOf(one, settings).valveAt)
    .filter((at) => isAfter(at, now))
    .reduce(earliest, later)
}
