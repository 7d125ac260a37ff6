// Leave of people: entered, changed and taken back; and the shifts that fall into it, told at once.
import type { ActionInput, ActionOutput } from '../../domain/api.ts'
import { canFor } from '../../domain/permissions.ts'
import type { Span } from '../../domain/spans.ts'
import { spanOf, type AskedSpan } from '../../domain/schedules/days.ts'
import { during, shiftsOf, whyNotChange, whyNotEnter } from '../../domain/schedules/leave.ts'
import { isWithin, type Absence } from '../../domain/schedules/absence.ts'
import { peopleOn } from '../../domain/schedules/people.ts'
import { isAfter, isBefore, latest, type Instant, type Zone } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { holdPerson } from '../people/store.ts'
import { whoseOf } from '../people/team-store.ts'
import { refuse } from '../refusal.ts'
import {
  countLeave,
  deleteLeave,
  findLeave,
  holdLeave,
  insertLeave,
  updateLeave,
  type StoredLeave,
} from './leave-store.ts'
import { findNamedPeople, schedulesNaming } from './people.ts'
import { loadSchedules } from './store.ts'

type Shown = ActionOutput<'listLeave'>['leave'][number]

export const leaveActions: Actions<'listLeave' | 'previewLeave' | 'addLeave' | 'changeLeave' | 'removeLeave'> = {
  listLeave: async (ctx, { personId, since }) => {
    await personOf(ctx.db, personId)
    return { leave: await shown(ctx, ctx.db, personId, await findLeave(ctx.db, personId, since ?? ctx.now)) }
  },

  previewLeave: async (ctx, { personId, leaveId, ...asked }) => {
    const { zone } = await personOf(ctx.db, personId)
    const span = askedSpan(asked, zone) ?? refuseNoSpan()
    const all = await findLeave(ctx.db, personId, ctx.now)
    const before = all.find(({ id }) => id === leaveId)
    const others = all.filter((one) => one !== before)
    const whyNot = before
      ? whyNotChange(before, span, ctx.now)
      : whyNotEnter(span, { now: ctx.now, toCome: others.length })
    if (whyNot) refuse(whyNot)
    const shifts = await shiftsIn(ctx.db, personId, { from: latest(span.startsAt, ctx.now), to: span.endsAt })
    return { ...span, shifts, overlaps: overlapsOf(span, others) }
  },

  addLeave: (ctx, { personId, note, ...asked }) =>
    commit(ctx, async (tx) => {
      // The row is held, so that of two at once the second counts what the first has entered.
      const person = (await holdPerson(tx, personId)) ?? refuse('not_found')
      const span = askedSpan(asked, person.zone) ?? refuseNoSpan()
      const whyNot = whyNotEnter(span, { now: ctx.now, toCome: await countLeave(tx, personId, ctx.now) })
      if (whyNot) refuse(whyNot)
      const createdBy = ctx.actor.kind === 'person' ? ctx.actor.id : null
      const leave: StoredLeave = {
        id: ctx.newId(),
        personId,
        ...span,
        note,
        createdBy,
        createdAt: ctx.now,
        sourceId: null,
      }
      const others = await findLeave(tx, personId, ctx.now)
      await insertLeave(tx, {
        id: leave.id,
        person_id: personId,
        starts_at: span.startsAt,
        ends_at: span.endsAt,
        note,
        created_by: createdBy,
        created_at: ctx.now,
      })
      return said(await answer(ctx, tx, leave, others), told(ctx, 'leave_added', person, span), topics)
    }),

  changeLeave: (ctx, { personId, leaveId, note, ...asked }) =>
    commit(ctx, async (tx) => {
      const person = (await holdPerson(tx, personId)) ?? refuse('not_found')
      const before = (await holdLeave(tx, { personId, leaveId })) ?? refuse('not_found')
      refuseFollowed(before)
      const span = askedSpan(asked, person.zone) ?? before
      const whyNot = whyNotChange(before, span, ctx.now)
      if (whyNot) refuse(whyNot)
      const leave = { ...before, startsAt: span.startsAt, endsAt: span.endsAt, note: note ?? before.note }
      const others = (await findLeave(tx, personId, ctx.now)).filter(({ id }) => id !== leaveId)
      const result = await answer(ctx, tx, leave, others)
      if (isSame(before, leave)) return said(result, [])
      await updateLeave(tx, leave)
      return said(result, told(ctx, 'leave_changed', person, leave), topics)
    }),

  removeLeave: (ctx, { personId, leaveId }) =>
    commit(ctx, async (tx) => {
      const person = (await holdPerson(tx, personId)) ?? refuse('not_found')
      const leave = (await holdLeave(tx, { personId, leaveId })) ?? refuse('not_found')
      refuseFollowed(leave)
      if (!isAfter(leave.endsAt, ctx.now)) refuse('leave_is_over')
      // What was taken was taken, and stays as history.
      const hasBegun = isBefore(leave.startsAt, ctx.now)
      if (hasBegun) await updateLeave(tx, { ...leave, endsAt: ctx.now })
      else await deleteLeave(tx, leaveId)
      const taken = { startsAt: hasBegun ? ctx.now : leave.startsAt, endsAt: leave.endsAt }
      return said({ done: true as const }, told(ctx, 'leave_removed', person, taken), topics)
    }),
}

/** The next reading of the calendar would put back what somebody changes here. */
function refuseFollowed({ sourceId }: StoredLeave): void {
  if (sourceId !== null) refuse('leave_is_followed')
}

const topics = ['schedules'] as const

type AskedInput = Pick<ActionInput<'previewLeave'>, 'startsOn' | 'endsOn' | 'startsAt' | 'endsAt'>

/** What is asked for, in whole milliseconds, which JSON carries; null when nothing is. Half a span is refused. */
function askedSpan({ startsOn, endsOn, startsAt, endsAt }: AskedInput, zone: Zone): Span | null {
  const named = [startsOn, endsOn, startsAt, endsAt].filter((each) => each !== undefined).length
  if (named === 0) return null
  const asked: AskedSpan | null =
    startsOn !== undefined && endsOn !== undefined
      ? { startsOn, endsOn }
      : startsAt !== undefined && endsAt !== undefined
        ? { startsAt: startsAt.round('millisecond'), endsAt: endsAt.round('millisecond') }
        : null
  if (asked === null || named > 2) refuseNoSpan()
  return spanOf(asked, zone)
}

function refuseNoSpan(): never {
  const say = 'Give the first and the last day as startsOn and endsOn, or two moments as startsAt and endsAt.'
  refuse('bad_input', undefined, [{ path: 'startsOn', say }])
}

async function personOf(db: Db, personId: string): Promise<{ readonly zone: Zone }> {
  const person = await db.selectFrom('person').select('zone').where('id', '=', personId).executeTakeFirst()
  return person ?? refuse('not_found')
}

async function answer(ctx: Context, tx: Db, leave: StoredLeave, others: readonly StoredLeave[]) {
  const [own] = await shown(ctx, tx, leave.personId, [leave])
  if (!own) throw new Error('leave that was written is shown')
  return { leave: own, overlaps: overlapsOf(leave, others) }
}

/** Leave as the caller may read it, with the shifts that fall into it. */
async function shown(ctx: Context, db: Db, personId: string, leave: readonly StoredLeave[]): Promise<Shown[]> {
  const toCome = leave.filter(({ endsAt }) => isAfter(endsAt, ctx.now))
  const to = toCome.map(({ endsAt }) => endsAt).reduce(latest, ctx.now)
  const shifts = toCome.length === 0 ? [] : await shiftsIn(db, personId, { from: ctx.now, to })
  const readsNotes = canFor(ctx.actor, 'absences.manage', await whoseOf(db, personId)).allowed
  return leave.map(({ sourceId, ...one }) => ({
    ...one,
    isFollowed: sourceId !== null,
    note: readsNotes ? one.note : null,
    shifts: [...during(shifts, one, ctx.now)],
  }))
}

/** When is this person on call in this span, on all schedules that name them? */
async function shiftsIn(db: Db, personId: string, range: { readonly from: Instant; readonly to: Instant }) {
  const schedules = await loadSchedules(db, await schedulesNaming(db, [personId]), range.from)
  const people = await findNamedPeople(db, peopleOn(schedules))
  const names = new Map(schedules.map(({ id, name }) => [id, name]))
  const shifts = shiftsOf(personId, schedules, range, (id) => people.get(id)?.isActive ?? false)
  return shifts.map((shift) => ({ ...shift, scheduleName: names.get(shift.scheduleId) ?? '' }))
}

function overlapsOf({ startsAt, endsAt }: Span, others: readonly StoredLeave[]): Absence[] {
  return others
    .filter((other) => isWithin(other, { from: startsAt, to: endsAt }))
    .map(({ personId, startsAt, endsAt }) => ({ personId, kind: 'leave', name: '', startsAt, endsAt }))
}

function isSame(a: StoredLeave, b: StoredLeave): boolean {
  return a.startsAt.equals(b.startsAt) && a.endsAt.equals(b.endsAt) && a.note === b.note
}

function told(
  ctx: Context,
  kind: 'leave_added' | 'leave_changed' | 'leave_removed',
  person: { readonly id: string; readonly name: string },
  { startsAt, endsAt }: Span,
) {
  const isOwn = ctx.actor.kind === 'person' && ctx.actor.id === person.id
  const facts = { for: isOwn ? '' : person.name, from: startsAt.toString(), until: endsAt.toString() }
  return entry(ctx, kind, facts, { subject: `person:${person.id}` })
}
