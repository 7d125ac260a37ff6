// Standing in for each other.
import { checkOverride, scheduleLimits } from '../../domain/schedules/check.ts'
import { isAfter, type Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Action } from '../context.ts'
import { refuse } from '../refusal.ts'
import { faultWords } from './fault-words.ts'
import { countOverrides, endOverride, insertOverride } from './override-store.ts'
import { findNamedPeople } from './people.ts'
import { lockSchedule } from './store.ts'

export const addOverride: Action<'addOverride'> = (ctx, input) =>
  commit(ctx, async (tx) => {
    const { scheduleId, personId, reason } = input
    const startsAt = toMillisecond(input.startsAt)
    const endsAt = toMillisecond(input.endsAt)
    const replaces = input.replaces ?? null
    const schedule = (await lockSchedule(tx, scheduleId)) ?? refuse('not_found')
    const people = await findNamedPeople(tx, [personId, ...(replaces ? [replaces] : [])])
    const faults = checkOverride({ personId, replaces, startsAt, endsAt }, (id) => people.has(id))
    const errors = faults.map(faultWords)
    if (faults.some((fault) => fault.code === 'override_ends_before_it_starts')) {
      refuse('override_ends_first', undefined, errors)
    }
    if (faults.some((fault) => fault.code === 'person_unknown')) refuse('unknown_reference', undefined, errors)
    const person = people.get(personId)
    if (!person?.isActive) {
      // Whoever left can be replaced, but not put on call.
      refuse('unknown_reference', undefined, [{ path: 'personId', say: 'This person is out of service.' }])
    }
    if (errors.length > 0) refuse('bad_input', undefined, errors)
    if (!isAfter(endsAt, ctx.now)) {
      // What was worked stays as it was worked.
      refuse('bad_input', undefined, [{ path: 'endsAt', say: 'This is over already. Choose an end that is to come.' }])
    }
    if ((await countOverrides(tx, scheduleId, ctx.now)) >= scheduleLimits.overrides) {
      refuse('bad_input', undefined, [faultWords({ path: 'scheduleId', code: 'too_many_overrides' })])
    }
    const createdBy = ctx.actor.kind === 'person' ? ctx.actor.id : null
    const override = { id: ctx.newId(), personId, replaces, startsAt, endsAt, reason, createdBy, createdAt: ctx.now }
    await insertOverride(tx, scheduleId, override)
    const facts = { schedule: schedule.name, person: person.name, ...told(startsAt, endsAt), reason }
    const about = { teamId: schedule.teamId, subject: `schedule:${scheduleId}` }
    return said(override, entry(ctx, 'override_added', facts, about), ['schedules'])
  })

export const removeOverride: Action<'removeOverride'> = (ctx, input) =>
  commit(ctx, async (tx) => {
    const schedule = (await lockSchedule(tx, input.scheduleId)) ?? refuse('not_found')
    const ended = (await endOverride(tx, input, ctx.now)) ?? refuse('not_found')
    const people = await findNamedPeople(tx, [ended.personId])
    const person = people.get(ended.personId)?.name ?? 'somebody removed'
    const facts = { schedule: schedule.name, person, ...told(ended.from, ended.until) }
    const about = { teamId: schedule.teamId, subject: `schedule:${input.scheduleId}` }
    return said({ done: true as const }, entry(ctx, 'override_removed', facts, about), ['schedules'])
  })

function told(from: Instant, until: Instant) {
  return { from: from.toString(), until: until.toString() }
}

/** Bounds are kept to the millisecond (docs/decisions/0009-local-time-conventions.md). */
function toMillisecond(at: Instant): Instant {
  return at.round({ smallestUnit: 'millisecond', roundingMode: 'floor' })
}
