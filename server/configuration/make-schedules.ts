import type { Plan, Planned } from '../../domain/configuration/diff.ts'
import { sortedCalendars, sortedRotations } from '../../domain/configuration/settle.ts'
import { usualHandover } from '../../domain/handover/plan.ts'
import { calendarKeys, overrideKey, rotationKeys, temporaryKeys } from '../../domain/configuration/whole.ts'
import { insertWaitingSource } from '../calendars/source-store.ts'
import { addOverride } from '../schedules/overrides.ts'
import { handoverSettingActions } from '../handover/settings.ts'
import { schedulesActions } from '../schedules/actions.ts'
import { eachChanged, idOf, type Making } from './make.ts'
import { byCreation } from './load.ts'
import { calendarOf, calendarText, overrideOf, rotationOf, rotationText, temporaryOf } from './schedule-text.ts'

/** Writes and changes schedules, and adds the overrides that are named and not there yet. */
export async function makeSchedules(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('schedules', plan, making, async (planned) => {
    const { key, before, after, change } = planned
    const { name, zone } = after
    const rotations = rotationsFor(planned, making)
    const temporaries = temporariesFor(planned, making)
    if (!before) {
      const teamId = idOf(stored, 'teams', after.team)
      const made = await schedulesActions.createSchedule(ctx, { slug: key, name, teamId, zone, rotations, temporaries })
      stored.ids.schedules.set(key, made.id)
      if (after.calendars.length > 0) {
        const calendars = await calendarsFor(planned, making)
        const { id: scheduleId, version } = made
        const own = { rotations: rotations.map((each, i) => ({ ...each, id: made.rotations[i]?.id })) }
        await schedulesActions.changeSchedule(ctx, { scheduleId, version, name, zone, ...own, calendars })
      }
    } else if (change.fields.some(({ field }) => !field.startsWith('overrides.') && field !== 'handsOver')) {
      const version = stored.schedules.get(key)?.version ?? 0
      const scheduleId = idOf(stored, 'schedules', key)
      const calendars = await calendarsFor(planned, making)
      await schedulesActions.changeSchedule(ctx, { scheduleId, version, name, zone, rotations, temporaries, calendars })
    }
    if (!before || change.fields.some(({ field }) => field === 'handsOver')) {
      const { grace, valve } = after.handsOver || usualWaits
      await handoverSettingActions.setHandoverSettings(ctx, {
        scheduleId: idOf(stored, 'schedules', key),
        isOn: after.handsOver !== false,
        graceMinutes: grace,
        valveMinutes: valve,
      })
    }
    await addOverrides(planned, making)
  })
}

const usualWaits = { grace: usualHandover.graceMinutes, valve: usualHandover.valveMinutes }

/** A rotation keeps its id as long as it keeps its role and layer, and its place among those that share both. */
function rotationsFor({ key, after }: Planned<'schedules'>, { stored }: Making) {
  const emailOf = nameOf(stored.ids.people)
  const there = (stored.schedules.get(key)?.rotations ?? []).map((rotation) => ({
    ...rotationText(rotation, emailOf),
    id: rotation.id,
  }))
  const sorted = sortedRotations(there)
  const ids = new Map(rotationKeys(sorted).map((name, i) => [name, sorted[i]?.id]))
  const keys = rotationKeys(after.rotations)
  return after.rotations.map((text, i) => {
    const turns = text.turns.map((people) => people.map((email) => idOf(stored, 'people', email)))
    return { ...rotationOf({ ...text, turns }, ''), id: ids.get(keys[i] ?? '') }
  })
}

/** A temporary schedule keeps its id, and with it when it was made, as long as it keeps its name. */
function temporariesFor({ key, after }: Planned<'schedules'>, { stored }: Making) {
  const there = (stored.schedules.get(key)?.temporaries ?? []).toSorted(byCreation)
  const ids = new Map(temporaryKeys(there).map((name, i) => [name, there[i]?.id]))
  const keys = temporaryKeys(after.temporaries)
  return after.temporaries.map((text, i) => ({
    ...temporaryOf(text, (email) => idOf(stored, 'people', email)),
    name: text.name,
    id: ids.get(keys[i] ?? ''),
  }))
}

/** A calendar keeps its source as long as it keeps its name. A new one waits for its address, which no file holds. */
async function calendarsFor({ key, after }: Planned<'schedules'>, { ctx, stored }: Making) {
  const emailOf = nameOf(stored.ids.people)
  const scheduleId = idOf(stored, 'schedules', key)
  const there = sortedCalendars(
    (stored.schedules.get(key)?.calendars ?? []).map((one) => ({ ...calendarText(one, emailOf), of: one })),
  )
  const known = new Map(calendarKeys(there).map((name, i) => [name, there[i]?.of]))
  const keys = calendarKeys(after.calendars)
  const calendars = []
  for (const [i, text] of after.calendars.entries()) {
    const before = known.get(keys[i] ?? '')
    const sourceId = before?.sourceId ?? (await insertWaitingSource(ctx.db, scheduleId, ctx))
    const { name, layer, role } = text
    const meant = calendarOf(text, sourceId, (email) => idOf(stored, 'people', email))
    calendars.push({ id: before?.id, name, layer, role, ...meant, people: [...meant.people] })
  }
  return calendars
}

function nameOf(ids: ReadonlyMap<string, string>): (id: string) => string {
  const names = new Map([...ids].map(([name, id]) => [id, name]))
  return (id) => names.get(id) ?? id
}

async function addOverrides({ key, before, after }: Planned<'schedules'>, { ctx, stored }: Making): Promise<void> {
  const known = new Set(before?.overrides.map(overrideKey))
  const added = after.overrides.filter((override) => !known.has(overrideKey(override)))
  for (const [i, text] of added.entries()) {
    // Of overrides that overlap the one made last wins: those of a file are made in its order.
    const inOrder = { ...ctx, now: ctx.now.add({ microseconds: i }) }
    await addOverride(inOrder, {
      scheduleId: idOf(stored, 'schedules', key),
      ...overrideOf(text, (email) => idOf(stored, 'people', email)),
      reason: text.reason,
    })
  }
}
