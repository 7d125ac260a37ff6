// Nobody accepted in time: secondaries, and those who answer for the schedule, hear of it.
import { entry } from '../commit.ts'
import type { Db } from '../db/connect.ts'
import type { NewEntry } from '../log/store.ts'
import { tellLate } from './notices.ts'
import type { HandoverRow } from './store.ts'
import { aboutHandover, handsOf, type Say } from './told.ts'

/** Tells them, and what the log says of it: whom. */
export async function tellOthers(tx: Db, row: HandoverRow, say: Say): Promise<NewEntry> {
  const people = await tellLate(tx, row, say.now)
  return entry(say, 'handover_late', { ...handsOf(row), people: people.join(', ') || 'nobody' }, aboutHandover(row))
}
