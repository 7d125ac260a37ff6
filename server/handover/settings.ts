// Whether a schedule hands over, and how long it waits. A schedule that somebody makes with this release does.
import type { handoverApi } from '../../domain/handover/api.ts'
import { usualHandover } from '../../domain/handover/plan.ts'
import type { schedulesApi } from '../../domain/schedules/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { schedulesActions } from '../schedules/actions.ts'
import { keepBeforeChange } from '../schedules/history.ts'
import { lockSchedule } from '../schedules/store.ts'
import { callOff, findWaiting } from './planning-store.ts'
import { findHandovers, findSettings, putSettings } from './store.ts'
import { toldCalledOff } from './told.ts'

type OfSettings = 'getHandoverSettings' | 'setHandoverSettings'

export const handoverSettingActions: Actions<
  Extract<keyof typeof handoverApi, OfSettings> | Extract<keyof typeof schedulesApi, 'createSchedule'>
> = {
  async getHandoverSettings({ db }, { scheduleId }) {
    const schedule = await db.selectFrom('schedule').select('id').where('id', '=', scheduleId).executeTakeFirst()
    if (!schedule) refuse('not_found')
    return settingsShown(db, scheduleId)
  },

  setHandoverSettings: (ctx, { scheduleId, ...wanted }) =>
    commit(ctx, async (tx) => {
      const schedule = (await lockSchedule(tx, scheduleId)) ?? refuse('not_found')
      // Whoever plans holds the history first; whoever changes what is planned by waits for them.
      await keepBeforeChange(tx, scheduleId, ctx.now)
      const before = await settingsShown(tx, scheduleId)
      if (isSame(before, wanted)) return said(before, [])
      await putSettings(tx, { scheduleId, ...wanted }, ctx.now)
      const about = { teamId: schedule.teamId, subject: `schedule:${scheduleId}` }
      const { name } = schedule
      const told = wanted.isOn
        ? entry(ctx, 'handover_set', { name, minutes: wanted.graceMinutes, valve: wanted.valveMinutes }, about)
        : entry(ctx, 'handover_switched_off', { name }, about)
      const gone = wanted.isOn ? [] : await findWaiting(tx, scheduleId)
      await callOff(tx, gone)
      const calledOff = (await findHandovers(tx, { ids: gone })).map((row) => toldCalledOff(ctx, row))
      return said(wanted, [told, ...calledOff], ['schedules', 'handovers'])
    }),

  // A schedule is made where nothing is known of handovers yet; that it hands over is part of the same commit.
  createSchedule: (ctx, input) =>
    commit(ctx, async (tx) => {
      const schedule = await schedulesActions.createSchedule({ ...ctx, db: tx }, input)
      await putSettings(tx, { scheduleId: schedule.id, isOn: true, ...usualHandover }, ctx.now)
      return said(schedule, [])
    }),
}

/** As it is answered: without a row nothing is handed over. */
export async function settingsShown(db: Db, scheduleId: string) {
  const row = await findSettings(db, scheduleId)
  if (!row) return { isOn: false, ...usualHandover }
  return { isOn: row.is_on, graceMinutes: row.grace_minutes, valveMinutes: row.valve_minutes }
}

type Settings = Awaited<ReturnType<typeof settingsShown>>

function isSame(a: Settings, b: Settings): boolean {
  return a.isOn === b.isOn && a.graceMinutes === b.graceMinutes && a.valveMinutes === b.valveMinutes
}
