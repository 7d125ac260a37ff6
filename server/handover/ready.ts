// Before a shift: whoever comes and could not be reached is told of to those who can still find somebody else.
import { isNotReady } from '../../domain/handover/ready.ts'
import { isAfter } from '../../domain/time.ts'
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { tellNotReady } from './notices.ts'
import { findReady } from './ready-facts.ts'
import type { HandoverRow } from './store.ts'
import { aboutHandover, type Say } from './told.ts'

/** Looks whether whoever comes is ready, and tells of what is not; nothing once the shift has begun. */
export async function lookAtReady(tx: Db, row: HandoverRow, say: Say): Promise<readonly NewEntry[]> {
  if (!isAfter(row.begins_at, say.now)) return []
  const found = await findReady(tx, row, say.now)
  if (!isNotReady(found)) return []
  await tellNotReady(tx, row, say.now)
  const checks = found.flatMap(({ check, is }) => (is === 'bad' ? [check] : [])).join(', ')
  const facts = { person: row.to_name ?? '', schedule: row.schedule_name, checks }
  return [entry(say, 'shift_not_ready', facts, aboutHandover(row))]
}
