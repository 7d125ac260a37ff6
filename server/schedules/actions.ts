// What people do with schedules: write them, ask them, and stand in for each other (overrides.ts).
import type { ActionInput, ActionOutput } from '../../domain/api.ts'
import { shiftLimits, type schedulesApi } from '../../domain/schedules/api.ts'
import { peopleIn, peopleOn } from '../../domain/schedules/people.ts'
import type { Calendar, CalendarLayer } from '../../domain/schedules/schedule.ts'
import type { Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { absenceActions } from './absence-actions.ts'
import { shiftsAnswer } from './answers.ts'
import { balanceActions } from './balance-actions.ts'
import { removeSources } from '../calendars/source-store.ts'
import { calendarActions } from './calendar-actions.ts'
import { calendarsOf } from './calendar-layers.ts'
import { refuseFaults, rotationsOf, temporariesOf } from './draft.ts'
import { beginHistory, findWorked, keepBeforeChange } from './history.ts'
import { leaveActions } from './leave-actions.ts'
import { addOverride, removeOverride } from './overrides.ts'
import { findNamedPeople } from './people.ts'
import { refuseBadRange } from './range.ts'
import {
  deleteSchedule,
  insertSchedule,
  loadSchedule,
  loadSchedules,
  lockForRemoval,
  lockSchedule,
  policiesUsing,
  replaceSchedule,
  type StoredSchedule,
} from './store.ts'
import { troubleActions } from './trouble-actions.ts'

/** Questions over many schedules are answered from memory (company.ts). */
type OfOne = Exclude<keyof typeof schedulesApi, 'listOnCall' | 'listAllShifts'>

export const schedulesActions: Actions<OfOne> = {
  listSchedules: async (ctx) => ({ schedules: (await loadSchedules(ctx.db, undefined, ctx.now)).map(asListed) }),
  getSchedule: (ctx, { scheduleId }) => readBack(ctx.db, scheduleId, ctx.now),

  createSchedule: (ctx, input) =>
    commit(ctx, async (tx) => {
      const id = ctx.newId()
      const rotations = rotationsOf(input.rotations, { known: new Set(), newId: ctx.newId })
      const text = {
        name: input.name,
        zone: input.zone,
        rotations,
        temporaries: temporariesOf(input.temporaries, [], ctx),
        calendars: await calendarsOf(tx, input.calendars, { scheduleId: null, there: [] }, ctx),
      }
      refuseFaults(text, await findNamedPeople(tx, peopleIn(text)))
      await refuseUnknownTeam(tx, input.teamId)
      await insertSchedule(tx, { ...input, ...text, id }, ctx.now).catch(translateTakenSlug)
      await beginHistory(tx, id, ctx.now)
      const about = { teamId: input.teamId, subject: `schedule:${id}` }
      const schedule = await readBack(tx, id, ctx.now)
      return said(schedule, entry(ctx, 'schedule_created', { name: input.name }, about), ['schedules'])
    }),

  changeSchedule: (ctx, input) =>
    commit(ctx, async (tx) => {
      const { scheduleId, version, name, zone } = input
      // Before anything is read: what calendars say, and overrides, change one after the other with it.
      await lockSchedule(tx, scheduleId)
      const before = (await loadSchedule(tx, scheduleId, ctx.now)) ?? refuse('not_found')
      if (before.version !== version) refuse('changed_meanwhile', { version: before.version })
      const known = new Set(before.rotations.map((rotation) => rotation.id))
      refuseUnknownRotations(input.rotations, known)
      const rotations = rotationsOf(input.rotations, { known, newId: ctx.newId })
      const temporaries = temporariesOf(input.temporaries, before.temporaries, ctx)
      const calendars = await calendarsOf(tx, input.calendars, { scheduleId, there: before.calendars }, ctx)
      const text = { name, zone, rotations, temporaries, calendars }
      refuseFaults(text, await findNamedPeople(tx, peopleIn(text)))
      await keepBeforeChange(tx, scheduleId, ctx.now)
      const replaced = await replaceSchedule(tx, { id: scheduleId, version }, text, ctx.now)
      await removeSources(tx, (replaced ?? refuse('changed_meanwhile')).unused)
      const about = { teamId: before.teamId, subject: `schedule:${scheduleId}` }
      const schedule = await readBack(tx, scheduleId, ctx.now)
      return said(schedule, entry(ctx, 'schedule_changed', { name }, about), ['schedules'])
    }),

  removeSchedule: (ctx, { scheduleId }) =>
    commit(ctx, async (tx) => {
      const schedule = (await lockForRemoval(tx, scheduleId)) ?? refuse('not_found')
      const usedBy = await policiesUsing(tx, scheduleId)
      if (usedBy.length > 0) refuse('still_used', { usedBy })
      await deleteSchedule(tx, scheduleId)
      const about = { teamId: schedule.teamId, subject: `schedule:${scheduleId}` }
      return said({ done: true as const }, entry(ctx, 'schedule_removed', { name: schedule.name }, about), [
        'schedules',
      ])
    }),

  previewSchedule: async (ctx, { schedule: draft, from, to }) => {
    refuseBadRange({ from, to }, shiftLimits.daysOfOne)
    const known = new Set(draft.rotations.flatMap(({ id }) => id ?? []))
    const rotations = rotationsOf(draft.rotations, { known, newId: ctx.newId })
    const temporaries = temporariesOf(draft.temporaries, [], ctx)
    const calendars = await previewed(ctx, draft)
    const people = await findNamedPeople(ctx.db, peopleIn({ rotations, temporaries, calendars }))
    refuseFaults({ zone: draft.zone, rotations, temporaries, calendars }, people, 'schedule.')
    await refuseUnknownTeam(ctx.db, draft.teamId, 'schedule.')
    const schedule = { ...draft, id: ctx.newId(), rotations, overrides: [], temporaries, calendars }
    return shiftsAnswer(schedule, { from, to }, people)
  },

  listShifts: async (ctx, { scheduleId, from, to }) => {
    refuseBadRange({ from, to }, shiftLimits.daysOfOne)
    const schedule = (await loadSchedule(ctx.db, scheduleId, from)) ?? refuse('not_found')
    const worked = (await findWorked(ctx.db, [scheduleId], { from, to })).parts.get(scheduleId) ?? null
    const people = [...peopleOn([schedule]), ...(worked?.shifts ?? []).map(({ personId }) => personId)]
    return shiftsAnswer(schedule, { from, to }, await findNamedPeople(ctx.db, people), { worked })
  },

  addOverride,
  removeOverride,
  ...calendarActions,
  ...absenceActions,
  ...leaveActions,
  ...troubleActions,
  ...balanceActions,
}

/** One schedule with the overrides that have not ended. */
async function readBack(db: Db, scheduleId: string, now: Instant): Promise<StoredSchedule> {
  const { handingOver: _, ...schedule } = (await loadSchedule(db, scheduleId, now)) ?? refuse('not_found')
  return schedule
}

/** Among many only that calendars are followed is told, and not whom each of their events means. */
function asListed(stored: StoredSchedule): ActionOutput<'listSchedules'>['schedules'][number] {
  const { calendars, handingOver: _, ...schedule } = stored
  return { ...schedule, calendars: calendars.map(withoutShifts) }
}

function withoutShifts({ id, name, layer, role, sourceId, people }: Calendar): CalendarLayer {
  return { id, name, layer, role, sourceId, people }
}

/** A draft names sources of the schedule whose short name it has. */
async function previewed(ctx: Context, draft: ActionInput<'previewSchedule'>['schedule']) {
  if (!draft.calendars || draft.calendars.length === 0) return []
  const there = await ctx.db.selectFrom('schedule').select('id').where('slug', '=', draft.slug).executeTakeFirst()
  return calendarsOf(
    ctx.db,
    draft.calendars,
    { scheduleId: there?.id ?? null, there: [] },
    { ...ctx, within: 'schedule.' },
  )
}

async function refuseUnknownTeam(db: Db, teamId: string, within = ''): Promise<void> {
  const team = await db.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst()
  if (!team) refuse('unknown_reference', undefined, [{ path: `${within}teamId`, say: 'No team has this id.' }])
}

function refuseUnknownRotations(drafts: readonly { readonly id?: string | undefined }[], known: ReadonlySet<string>) {
  const errors = drafts.flatMap(({ id }, i) =>
    id === undefined || known.has(id)
      ? []
      : [{ path: `rotations.${i}.id`, say: 'This schedule has no rotation with this id. Leave it out for a new one.' }],
  )
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}

function translateTakenSlug(error: unknown): never {
  if (brokenConstraint(error) === 'schedule_slug_key')
    refuse('slug_taken', undefined, [{ path: 'slug', say: 'Another schedule has this short name.' }])
  throw error
}
