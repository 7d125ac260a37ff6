// What is known of whoever comes next: their contacts, when they last answered, whether they are away, and what they will open.
import { readyFor, type ReadyFound } from '../../domain/handover/ready.ts'
import { earliest, plusMinutes, type Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { findAddresses } from '../kit/store.ts'
import { loadStandings } from '../paging/standing-store.ts'
import { findLeaveIn } from '../schedules/absences.ts'
import type { HandoverRow } from './store.ts'

/** So much of a shift is looked through for leave, and a contact proves itself for so many days. */
const lookedThroughMinutes = 24 * 60
const provenForDays = 90

/** Is whoever comes ready? Nothing, where nobody comes. */
export async function findReady(
  db: Db,
  row: Pick<HandoverRow, 'team_id' | 'to_id' | 'to_deactivated_at' | 'begins_at'>,
  now: Instant,
): Promise<readonly ReadyFound[]> {
  if (row.to_id === null) return []
  const standings = await loadStandings(db, [row.to_id], { proofDays: provenForDays, now })
  const ways = standings.filter((one) => one.isVerified && one.isEnabled && one.channel !== 'browser')
  const proven = ways.flatMap(({ provenAt }) => provenAt ?? [])
  const range = { from: row.begins_at, to: plusMinutes(row.begins_at, lookedThroughMinutes) }
  const [leave] = await findLeaveIn(db, [row.to_id], range)
  const last = proven.toSorted((a, b) => Temporal.Instant.compare(a, b)).at(-1)
  const addresses = await findAddresses(db, row.team_id)
  return readyFor({
    isActive: row.to_deactivated_at === null,
    ways: ways.length,
    answeredDaysAgo: last ? Math.floor(earliest(last, now).until(now).total('hours') / 24) : null,
    leave: leave ?? null,
    links: { kept: addresses.length, dead: addresses.flatMap(({ name, isDead }) => (isDead ? [name] : [])) },
  })
}
