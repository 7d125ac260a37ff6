// What acceptance does: everything open that the one had is the other's, in the transaction that accepts, one entry each.
import type { BriefItem, BriefSection } from '../../domain/handover/brief.ts'
import { handOverAlerts } from '../alerts/handing-over.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { handOverFollowUps, handOverTasks, holdIncidents, incidentsOf, offerRoles } from '../incidents/handing-over.ts'
import type { NewEntry } from '../log/store.ts'

type Named = { readonly personId: string; readonly name: string }

/** Passes on what is marked to pass, and offers what is marked to be offered. What nobody has any more stays where it is. */
export async function passOn(
  tx: Db,
  ctx: Pick<Context, 'actor' | 'now'>,
  items: Readonly<Record<BriefSection, readonly BriefItem[]>>,
  hands: { readonly from: Named; readonly to: Named },
): Promise<readonly NewEntry[]> {
  if (hands.from.personId === hands.to.personId) return []
  const passing = (section: BriefSection) => idsOf(items[section].filter(({ fate }) => fate === 'passes'))
  const [tasks, followUps] = [passing('tasks'), passing('follow_ups')]
  const leads = idsOf(items.incidents.filter(({ fate }) => fate === 'offered'))
  // Pages and alerts before incidents, and those in one order: as everybody who touches several does.
  const alerts = await handOverAlerts(tx, ctx, { alertIds: passing('alerts'), ...hands })
  await holdIncidents(tx, [...leads, ...(await incidentsOf(tx, { tasks, followUps }))])
  return [
    ...alerts,
    ...(await handOverTasks(tx, ctx, { ids: tasks, ...hands })),
    ...(await handOverFollowUps(tx, ctx, { ids: followUps, ...hands })),
    ...(await offerRoles(tx, ctx, { ids: leads.toSorted((a, b) => a - b), ...hands })),
  ]
}

function idsOf(items: readonly BriefItem[]): readonly number[] {
  return items.map(({ key }) => Number(key.split(':').at(-1)))
}
