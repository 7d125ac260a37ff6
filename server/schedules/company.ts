// Questions over many schedules at once, answered from what this node remembers of them; only what was worked is read.
import type { ActionInput, ActionOutput } from '../../domain/api.ts'
import { shiftLimits } from '../../domain/schedules/api.ts'
import { isReach } from '../../domain/paging/rules.ts'
import type { RosterContact } from '../../domain/escalation/roster.ts'
import { peopleOn } from '../../domain/schedules/people.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import type { Range } from '../../domain/schedules/shifts.ts'
import { earliest, isBefore, type Instant } from '../../domain/time.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { onlyOf, shiftsAnswer, workedAnswer } from './answers.ts'
import { findWorked, findWorkedAt, schedulesWorkedBy, untilCut, type WorkedParts } from './history.ts'
import { onCallNow } from './on-call-now.ts'
import { findNamedPeople, type NamedPeople } from './people.ts'
import { refuseBadRange } from './range.ts'
import { loadSchedules } from './store.ts'

/** Every schedule and person as one version of the roster has them. */
export type Remembered = {
  /** In the order of their names. */
  readonly schedules: ReadonlyMap<string, Schedule>
  readonly people: ReadonlyMap<string, RememberedPerson>
}
type RememberedPerson = {
  readonly name: string
  readonly isActive: boolean
  readonly contacts: readonly Pick<RosterContact, 'channel' | 'isVerified'>[]
}

/** Where they are remembered: never older than what this connection could read itself. */
export type Memory = { current(db: Db): Promise<Remembered> }

export function companyActions(memory: Memory): Actions<'listOnCall' | 'listAllShifts'> {
  return {
    listOnCall: (ctx, input) => listOnCall(ctx, memory, input),
    listAllShifts: (ctx, input) => listAllShifts(ctx, memory, input),
  }
}

async function listOnCall(
  ctx: Context,
  memory: Memory,
  input: ActionInput<'listOnCall'>,
): Promise<ActionOutput<'listOnCall'>> {
  const at = input.at ?? ctx.now
  if (isBefore(at, ctx.now)) return { onCall: await onCallThen(ctx, at, input.scheduleId) }
  const remembered = await memory.current(ctx.db)
  const only = input.scheduleId === undefined ? null : remembered.schedules.get(input.scheduleId)
  if (only === undefined) refuse('not_found')
  const schedules = only ? [only] : remembered.schedules.values()
  return onCallNow(schedules, peopleIn(remembered), at)
}

/** Who was on call at a moment that is past? */
async function onCallThen(ctx: Context, at: Instant, scheduleId: string | undefined) {
  const schedules = await loadSchedules(ctx.db, scheduleId === undefined ? undefined : [scheduleId], at)
  if (scheduleId !== undefined && schedules.length === 0) refuse('not_found')
  const ids = schedules.map(({ id }) => id)
  const worked = await findWorkedAt(ctx.db, ids, at)
  const gone = [...worked.values()].flat().map(({ personId }) => personId)
  const people = await findNamedPeople(ctx.db, [...peopleOn(schedules), ...gone])
  return schedules.flatMap((schedule) => {
    const shifts = worked.get(schedule.id)
    return shifts ? [workedAnswer(schedule, at, shifts, people)] : onCallNow([schedule], people, at).onCall
  })
}

async function listAllShifts(
  ctx: Context,
  memory: Memory,
  input: ActionInput<'listAllShifts'>,
): Promise<ActionOutput<'listAllShifts'>> {
  const { from, to, scheduleIds, personId } = input
  const isOne = scheduleIds?.length === 1
  refuseBadRange(
    { from, to },
    isOne ? shiftLimits.daysOfOne : shiftLimits.daysOfMany,
    isOne ? '' : ' of many schedules',
  )
  const { schedules, people } = await known(ctx, memory, from)
  const asked = await askedFor(ctx, schedules, people, input)
  const chosen = asked.slice(0, shiftLimits.schedules)
  const ids = chosen.map(({ id }) => id)
  const past = isBefore(from, ctx.now) ? ids : []
  const worked = await findWorked(ctx.db, past, { from, to: earliest(to, ctx.now) }, personId)
  const answers = shiftsOfAll(chosen, { from, to }, people, worked)
  const told = answers.map((one) => (personId === undefined ? one : { ...one, shifts: onlyOf(personId, one.shifts) }))
  return {
    schedules: told.filter(({ shifts, isCut }) => personId === undefined || shifts.length > 0 || isCut),
    isCut: asked.length > chosen.length || told.some(({ isCut }) => isCut),
  }
}

/** What passes is remembered for a while; whoever asks about longer ago has it read. */
const rememberedHours = 399 * 24

async function known(ctx: Context, memory: Memory, from: Instant) {
  if (isBefore(ctx.now.subtract({ hours: rememberedHours }), from)) {
    const remembered = await memory.current(ctx.db)
    return { schedules: [...remembered.schedules.values()], people: peopleIn(remembered) }
  }
  const schedules = await loadSchedules(ctx.db, undefined, from)
  const everybody = await ctx.db.selectFrom('person').select('id').execute()
  const ids = everybody.map(({ id }) => id)
  return { schedules, people: await findNamedPeople(ctx.db, ids) }
}

async function askedFor(
  ctx: Context,
  schedules: readonly Schedule[],
  people: NamedPeople,
  { from, to, scheduleIds, teamId, personId }: ActionInput<'listAllShifts'>,
): Promise<readonly Schedule[]> {
  const ids = scheduleIds && new Set(scheduleIds)
  const named = ids ? schedules.filter(({ id }) => ids.has(id)) : schedules
  if (ids && named.length < ids.size) refuse('not_found')
  const ofTeam = teamId === undefined ? named : named.filter((schedule) => schedule.teamId === teamId)
  if (personId === undefined) return ofTeam
  if (!people.has(personId)) refuse('not_found')
  const worked = await schedulesWorkedBy(ctx.db, personId, { from, to })
  return ofTeam.filter((schedule) => worked.has(schedule.id) || peopleOn([schedule]).has(personId))
}

/** All of them until the answer is full; whatever does not fit is cut, schedule by schedule. */
function shiftsOfAll(schedules: readonly Schedule[], range: Range, people: NamedPeople, worked: WorkedParts) {
  const { cutAt } = worked
  const isHistoryCut = cutAt !== null && isBefore(cutAt, range.to)
  const shown = isHistoryCut ? { from: range.from, to: cutAt } : range
  let left: number = shiftLimits.parts
  return schedules.map((schedule) => {
    const { id: scheduleId, name: scheduleName, teamId, zone } = schedule
    const answer =
      left > 0
        ? shiftsAnswer(schedule, shown, people, { worked: untilCut(worked, scheduleId) ?? null, limit: left })
        : { shifts: [], isCut: true }
    left -= answer.shifts.length
    return { scheduleId, scheduleName, teamId, zone, shifts: answer.shifts, isCut: answer.isCut || isHistoryCut }
  })
}

const named = new WeakMap<Remembered['people'], NamedPeople>()

/** Those who are remembered, as schedules name them; once for each value. */
function peopleIn(remembered: Remembered): NamedPeople {
  const before = named.get(remembered.people)
  if (before) return before
  const people = new Map(
    [...remembered.people].map(([id, { name, isActive, contacts }]) => [
      id,
      { name, isActive, isReachable: contacts.some(isReach) },
    ]),
  )
  named.set(remembered.people, people)
  return people
}
