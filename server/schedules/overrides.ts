// Standing in for each other.
import { checkOverride, type OverrideDraft } from '../../domain/schedules/check.ts'
import { scheduleLimits } from '../../domain/schedules/faults.ts'
import type { Override } from '../../domain/schedules/schedule.ts'
import { isAfter, type Instant } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Action } from '../context.ts'
import { refuse } from '../refusal.ts'
import { toMilliseconds } from './draft.ts'
import { faultWords } from './fault-words.ts'
import { countOverrides, createdNow, endOverride, insertOverride } from './override-store.ts'
import { keepBeforeChange } from './history.ts'
import { findNamedPeople, type NamedPeople } from './people.ts'
import { lockSchedule } from './store.ts'

export const addOverride: Action<'addOverride'> = (ctx, input) =>
  commit(ctx, async (tx) => {
    const { scheduleId, personId, reason } = input
    const schedule = (await lockSchedule(tx, scheduleId)) ?? refuse('not_found')
    const people = await findNamedPeople(tx, [personId, ...(input.replaces ? [input.replaces] : [])])
    const asked = { ...kindOf(input), personId, ...toMilliseconds(input) }
    refuseOverride(asked, people)
    if (!isAfter(asked.endsAt, ctx.now)) {
      // What was worked stays as it was worked.
      refuse('bad_input', undefined, [{ path: 'endsAt', say: 'This is over already. Choose an end that is to come.' }])
    }
    if ((await countOverrides(tx, scheduleId, ctx.now)) >= scheduleLimits.overrides) {
      refuse('bad_input', undefined, [faultWords({ path: 'scheduleId', code: 'too_many_overrides' })])
    }
    const createdBy = ctx.actor.kind === 'person' ? ctx.actor.id : null
    await keepBeforeChange(tx, scheduleId, ctx.now)
    const createdAt = await createdNow(tx, scheduleId, ctx.now)
    const override: Override = { id: ctx.newId(), ...asked, reason, createdBy, createdAt }
    await insertOverride(tx, scheduleId, override)
    const person = people.get(personId)?.name ?? 'somebody removed'
    const facts = { schedule: schedule.name, person, ...told(asked.startsAt, asked.endsAt), reason }
    const about = { teamId: schedule.teamId, subject: `schedule:${scheduleId}` }
    const kind = asked.kind === 'remove' ? 'taken_off_call' : 'override_added'
    return said(override, entry(ctx, kind, facts, about), ['schedules'])
  })

/** What is asked for, and nothing that does not belong to it: whoever takes everything over replaces nobody. */
function kindOf({ kind, replaces, role }: Parameters<typeof addOverride>[1]) {
  switch (kind ?? (replaces ? 'replace' : 'take_over')) {
    case 'take_over':
      if (replaces)
        refuse('bad_input', undefined, [{ path: 'replaces', say: 'Leave it out, or choose the kind replace.' }])
      return { kind: 'take_over' } as const
    case 'replace':
      return {
        kind: 'replace',
        replaces: replaces ?? refuse('bad_input', undefined, [{ path: 'replaces', say: 'Name whose place is taken.' }]),
      } as const
    case 'add':
      return { kind: 'add', role: role ?? 'primary' } as const
    case 'remove':
      return { kind: 'remove' } as const
  }
}

function refuseOverride(asked: OverrideDraft, people: NamedPeople): void {
  const faults = checkOverride(asked, (id) => people.has(id))
  const errors = faults.map(faultWords)
  if (faults.some((fault) => fault.code === 'override_ends_before_it_starts')) {
    refuse('override_ends_first', undefined, errors)
  }
  if (faults.some((fault) => fault.code === 'person_unknown')) refuse('unknown_reference', undefined, errors)
  if (asked.kind !== 'remove' && !people.get(asked.personId)?.isActive) {
    // Whoever left can be replaced or taken off, but not put on call.
    refuse('unknown_reference', undefined, [{ path: 'personId', say: 'This person is out of service.' }])
  }
  if (errors.length > 0) refuse('bad_input', undefined, errors)
}

export const removeOverride: Action<'removeOverride'> = (ctx, input) =>
  commit(ctx, async (tx) => {
    const schedule = (await lockSchedule(tx, input.scheduleId)) ?? refuse('not_found')
    await keepBeforeChange(tx, input.scheduleId, ctx.now)
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
