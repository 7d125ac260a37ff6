// The page of a shift: what came, what was done, how heavy it was; and what whoever worked it says, in two taps.
import type { handoverApi } from '../../domain/handover/api.ts'
import type { WorkedShift } from '../../domain/handover/handover.ts'
import { heavinessOf } from '../../domain/handover/heavy.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import {
  countAlerts,
  findDone,
  findHandoversOf,
  findPages,
  findShiftIncidents,
  findShifts,
  putReview,
  type ShiftRow,
} from './shift-store.ts'

type OfShifts = Extract<keyof typeof handoverApi, 'listWorkedShifts' | 'getWorkedShift' | 'reviewShift'>

export const workedShiftActions: Actions<OfShifts> = {
  async listWorkedShifts({ db }, query) {
    return { shifts: (await findShifts(db, query)).map(toShift) }
  },

  async getWorkedShift({ db, actor, now }, { shiftId }) {
    const [row] = await findShifts(db, { id: shiftId })
    if (!row) refuse('not_found')
    const span = { personId: row.person_id, from: row.starts_at, to: row.ends_at ?? now }
    const pages = await findPages(db, { ...span, schedule: row.schedule_name })
    const alerts = await countAlerts(db, span)
    const incidents = await findShiftIncidents(db, { teamId: row.team_id, ...span }, actor)
    const done = await findDone(db, span, actor)
    return {
      ...toShift(row),
      ...heavinessOf(pages, row.zone),
      alertsAcknowledged: alerts.acknowledged,
      noAction: alerts.noAction,
      incidents: incidents.map((one) => ({ ...one, priority: asPriority(one.priority) })),
      entries: done.entries,
      entriesInAll: done.inAll,
      ...(await findHandoversOf(db, row)),
      isMine: actor.kind === 'person' && actor.id === row.person_id,
    }
  },

  reviewShift: (ctx, { shiftId, weight, fix }) =>
    commit(ctx, async (tx) => {
      const [row] = await findShifts(tx, { id: shiftId })
      if (!row) refuse('not_found')
      if (row.person_id !== personOf(ctx)) refuse('shift_not_yours')
      await putReview(tx, { shift_id: shiftId, weight, fix, at: ctx.now })
      const about = { teamId: row.team_id, subject: `shift:${shiftId}` }
      const told = entry(ctx, 'shift_reviewed', { schedule: row.schedule_name, weight, fix }, about)
      return said({ done: true as const }, told, ['handovers'])
    }),
}

function toShift(row: ShiftRow): WorkedShift {
  const { weight, fix, reviewed_at: at } = row
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    scheduleName: row.schedule_name,
    teamId: row.team_id,
    person: { personId: row.person_id, name: row.person_name },
    role: row.role,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    review: weight === null || at === null ? null : { weight, fix: fix ?? '', at },
  }
}
