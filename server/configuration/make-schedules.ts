import type { Plan, Planned } from '../../domain/configuration/diff.ts'
import { overrideKey, rotationKey } from '../../domain/configuration/whole.ts'
import { addOverride } from '../schedules/overrides.ts'
import { schedulesActions } from '../schedules/actions.ts'
import { eachChanged, idOf, type Making } from './make.ts'
import { rotationOf } from './schedule-problems.ts'

/** Writes and changes schedules, and adds the overrides that are named and not there yet. */
export async function makeSchedules(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('schedules', plan, making, async (planned) => {
    const { key, before, after, change } = planned
    const { name, zone } = after
    const rotations = rotationsFor(planned, making)
    if (!before) {
      const teamId = idOf(stored, 'teams', after.team)
      const made = await schedulesActions.createSchedule(ctx, { slug: key, name, teamId, zone, rotations })
      stored.ids.schedules.set(key, made.id)
    } else if (change.fields.some(({ field }) => !field.startsWith('overrides.'))) {
      const version = stored.schedules.get(key)?.version ?? 0
      const scheduleId = idOf(stored, 'schedules', key)
      await schedulesActions.changeSchedule(ctx, { scheduleId, version, name, zone, rotations })
    }
    await addOverrides(planned, making)
  })
}

/** A rotation keeps its id as long as it keeps its role and layer. */
function rotationsFor({ key, after }: Planned<'schedules'>, { stored }: Making) {
  const ids = new Map(stored.schedules.get(key)?.rotations.map((rotation) => [rotationKey(rotation), rotation.id]))
  return after.rotations.map((text) => {
    const turns = text.turns.map((people) => people.map((email) => idOf(stored, 'people', email)))
    return { ...rotationOf({ ...text, turns }, ''), id: ids.get(rotationKey(text)) }
  })
}

async function addOverrides({ key, before, after }: Planned<'schedules'>, { ctx, stored }: Making): Promise<void> {
  const known = new Set(before?.overrides.map(overrideKey))
  const added = after.overrides.filter((override) => !known.has(overrideKey(override)))
  for (const [i, { person, replaces, from, until, reason }] of added.entries()) {
    // Of overrides that overlap the one made last wins: those of a file are made in its order.
    const inOrder = { ...ctx, now: ctx.now.add({ microseconds: i }) }
    await addOverride(inOrder, {
      scheduleId: idOf(stored, 'schedules', key),
      personId: idOf(stored, 'people', person),
      replaces: replaces === null ? null : idOf(stored, 'people', replaces),
      startsAt: Temporal.Instant.from(from),
      endsAt: Temporal.Instant.from(until),
      reason,
    })
  }
}
