// How a schedule, or all of a team, is shared by its people: what was worked from its rows, what comes from the rules.
import type { ActionInput, ActionOutput } from '../../domain/api.ts'
import { balanceLimits, type balanceApi, type FiguresTold, type LoadTold } from '../../domain/schedules/balance-api.ts'
import {
  answeredMs,
  balanceOf,
  type CountedShift,
  type Living,
  type Load,
  type PersonBalance,
  type Stretch,
} from '../../domain/schedules/balance.ts'
import { instantOfMs } from '../../domain/schedules/local-time.ts'
import { peopleIn, peopleOn } from '../../domain/schedules/people.ts'
import { peopleQualityOf, qualityOf } from '../../domain/schedules/quality.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import { gapsBetween, shiftsBetween, type Range } from '../../domain/schedules/shifts.ts'
import { earliest, isBefore, latest, type Instant } from '../../domain/time.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { findAbsences } from './absences.ts'
import { findWorked, untilCut, type WorkedParts } from './history.ts'
import { refuseBadRange } from './range.ts'
import { loadSchedules } from './store.ts'

export const balanceActions: Actions<keyof typeof balanceApi> = {
  async getBalance(ctx, { scheduleId, ...input }) {
    const range = rangeOf(ctx, input)
    const [schedule] = await loadSchedules(ctx.db, [scheduleId], earliest(range.from, ctx.now))
    if (!schedule) refuse('not_found')
    const { answer, planned, plannedShifts, personOf } = await shared(ctx, [schedule], range)
    const coming = { from: latest(range.from, ctx.now), to: range.to }
    if (!isBefore(coming.from, coming.to)) return answer
    const isActive = (personId: string) => personOf(personId).isActive
    const findings = qualityOf({
      zone: schedule.zone,
      rotations: schedule.rotations.filter(({ endsOn }) => endsOn === null || endsOn >= dayOf(ctx.now, schedule.zone)),
      planned,
      shifts: plannedShifts,
      gaps: gapsBetween(schedule, coming, { isActive }).gaps.map(inMs),
      range: inMs({ startsAt: coming.from, endsAt: coming.to }),
      personOf,
    })
    return { ...answer, findings: [...findings] }
  },

  async getTeamBalance(ctx, { teamId, ...input }) {
    const range = rangeOf(ctx, input)
    const team = await ctx.db.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst()
    if (!team) refuse('not_found')
    const rows = await ctx.db
      .selectFrom('schedule')
      .select('id')
      .where('team_id', '=', teamId)
      .orderBy('name')
      .orderBy('id')
      .limit(balanceLimits.schedules + 1)
      .execute()
    const ids = rows.slice(0, balanceLimits.schedules).map(({ id }) => id)
    const schedules = await loadSchedules(ctx.db, ids, earliest(range.from, ctx.now))
    const { answer, planned, personOf } = await shared(ctx, schedules, range)
    const findings = isBefore(ctx.now, range.to) ? peopleQualityOf({ planned, personOf }) : []
    return { ...answer, findings: [...findings], isCut: answer.isCut || rows.length > ids.length }
  },
}

type Answer = ActionOutput<'getBalance'>

/** What these schedules ask of each person in this range. */
async function shared(ctx: Context, schedules: readonly Schedule[], range: Range) {
  const { now } = ctx
  const worked = await findWorked(
    ctx.db,
    schedules.map(({ id }) => id),
    { from: range.from, to: earliest(range.to, now) },
  )
  const gone = [...worked.parts.values()].flatMap(({ shifts }) => shifts.map(({ personId }) => personId))
  const people = await findPeople(ctx.db, [...peopleOn(schedules), ...gone], range)
  const personOf = (personId: string) => people.get(personId) ?? somebodyGone
  const counted = schedules.map((schedule) => countedOf(schedule, range, worked, (id) => personOf(id).isActive))
  const shifts = counted.flatMap((one) => one.shifts)
  const nowMs = now.epochMilliseconds
  const { fromMs, toMs } = inMs({ startsAt: range.from, endsAt: range.to })
  const past = balanceOf(shifts, { fromMs, toMs: Math.min(nowMs, toMs) }, personOf)
  const coming = { fromMs: Math.max(nowMs, fromMs), toMs }
  const planned = balanceOf(shifts, coming, personOf)
  const since = [...worked.parts.values()].map(({ range: part }) => part.from)
  const answer: Answer = {
    from: range.from,
    to: range.to,
    now,
    workedSince: since.length > 0 ? since.reduce(earliest) : null,
    people: everybody(schedules, past, planned, personOf),
    findings: [],
    isCut: counted.some(({ isCut }) => isCut),
  }
  return { answer, planned, plannedShifts: shifts.filter((one) => one.toMs > nowMs), personOf }
}

/** Every shift of a schedule in the range: as it was worked, and from where that ends by the rules. */
function countedOf(schedule: Schedule, range: Range, all: WorkedParts, isActive: (personId: string) => boolean) {
  const worked = untilCut(all, schedule.id)
  const kept = (worked?.shifts ?? []).map((shift) => ({
    ...shift,
    endsAt: shift.endsAt ?? worked?.range.to ?? range.to,
  }))
  const from = latest(range.from, worked?.range.to ?? range.from)
  const byRules = isBefore(from, range.to) ? shiftsBetween(schedule, { from, to: range.to }, { isActive }) : null
  const shifts = [...kept, ...(byRules?.shifts ?? [])]
  return { shifts: joined(shifts.map((shift) => ({ ...shift, ...inMs(shift) }))), isCut: byRules?.cutAt != null }
}

/** A shift that goes on where the rules take over from the rows is one. */
function joined(shifts: readonly CountedShift[]): readonly CountedShift[] {
  const all: CountedShift[] = []
  const last = new Map<string, number>()
  for (const { personId, role, fromMs, toMs } of shifts.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const seat = `${role} ${personId}`
    const before = all[last.get(seat) ?? -1]
    if (before && before.toMs === fromMs) all[last.get(seat) ?? -1] = { ...before, toMs }
    else last.set(seat, all.push({ personId, role, fromMs, toMs }) - 1)
  }
  return all
}

type Person = Living & { readonly name: string; readonly isActive: boolean }
const somebodyGone: Person = { name: 'somebody removed', zone: 'UTC', isActive: false, holidays: [] }

async function findPeople(db: Db, ids: readonly string[], range: Range): Promise<ReadonlyMap<string, Person>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name', 'zone', 'deactivated_at'])
    .where('id', 'in', wanted)
    .execute()
  const absences = await findAbsences(db, wanted, range)
  const holidays = Map.groupBy(
    absences.filter(({ kind }) => kind === 'holiday'),
    ({ personId }) => personId,
  )
  return new Map(
    rows.map(({ id, name, zone, deactivated_at }) => {
      return [id, { name, zone, isActive: deactivated_at === null, holidays: (holidays.get(id) ?? []).map(inMs) }]
    }),
  )
}

/** Everybody who worked, is planned, or takes turns without being planned in the range. */
function everybody(
  schedules: readonly Schedule[],
  past: readonly PersonBalance[],
  planned: readonly PersonBalance[],
  personOf: (personId: string) => Person,
): Answer['people'] {
  const worked = new Map(past.map((one) => [one.personId, one]))
  const coming = new Map(planned.map((one) => [one.personId, one]))
  const named = schedules.flatMap((schedule) => [...peopleIn(schedule)]).filter((id) => personOf(id).isActive)
  const hours = (id: string) => answeredMs(worked.get(id) ?? nothing) + answeredMs(coming.get(id) ?? nothing)
  return [...new Set([...worked.keys(), ...coming.keys(), ...named])]
    .toSorted((a, b) => hours(b) - hours(a) || (personOf(a).name < personOf(b).name ? -1 : 1))
    .map((personId) => {
      const { name, zone } = personOf(personId)
      return { personId, name, zone, worked: figures(worked.get(personId)), planned: figures(coming.get(personId)) }
    })
}

const noLoad: Load = { ms: 0, nightMs: 0, weekendMs: 0, holidayMs: 0, shifts: 0 }
const nothing = { primary: noLoad, secondary: noLoad, shadow: noLoad, longestMs: 0, shortestRest: null }

function figures(of: Omit<PersonBalance, 'personId'> = nothing): FiguresTold {
  const { primary, secondary, shadow, longestMs, shortestRest } = of
  const from = shortestRest && instantOfMs(shortestRest.fromMs)
  return {
    primary: load(primary),
    secondary: load(secondary),
    shadow: load(shadow),
    longestHours: hours(longestMs),
    shortestRest: shortestRest && from ? { hours: hours(shortestRest.toMs - shortestRest.fromMs), from } : null,
  }
}

function load({ ms, nightMs, weekendMs, holidayMs, shifts }: Load): LoadTold {
  return {
    hours: hours(ms),
    nightHours: hours(nightMs),
    weekendHours: hours(weekendMs),
    holidayHours: hours(holidayMs),
    shifts,
  }
}

function hours(ms: number): number {
  return Math.round(ms / 36_000) / 100
}

function rangeOf({ now }: Context, { from, to }: Omit<ActionInput<'getBalance'>, 'scheduleId'>): Range {
  const span = { hours: balanceLimits.weeks * 7 * 24 }
  const range = { from: from ?? now.subtract(span), to: to ?? now.add(span) }
  refuseBadRange(range, balanceLimits.days)
  return range
}

function inMs({ startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant }): Stretch {
  return { fromMs: startsAt.epochMilliseconds, toMs: endsAt.epochMilliseconds }
}

function dayOf(at: Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString()
}
