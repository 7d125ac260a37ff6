// What the log says of a handover.
import { entry, type About } from '../commit.ts'
import type { NewEntry } from '../log/store.ts'
import type { HandoverRow } from './store.ts'

export type Say = Parameters<typeof entry>[0]

/** Between whom, by name; nobody is `nobody`. */
export function handsOf(row: HandoverRow) {
  return { schedule: row.schedule_name, giver: row.from_name ?? 'nobody', taker: row.to_name ?? 'nobody' }
}

export function aboutHandover(row: Pick<HandoverRow, 'id' | 'team_id'>): About {
  return { teamId: row.team_id, subject: `handover:${row.id}` }
}

/** The schedule no longer changes hands there. */
export function toldCalledOff(say: Say, row: HandoverRow): NewEntry {
  return entry(say, 'handover_called_off', handsOf(row), aboutHandover(row))
}

/** Somebody else comes, or at another time. */
export function toldChanged(say: Say, row: HandoverRow): NewEntry {
  return entry(say, 'handover_changed', { ...handsOf(row), changesAt: row.begins_at.toString() }, aboutHandover(row))
}

/** Nobody accepted it in time: the schedule alone holds. */
export function toldMissed(say: Say, row: HandoverRow): NewEntry {
  return entry(say, 'handover_missed', handsOf(row), aboutHandover(row))
}
