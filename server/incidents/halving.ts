// A hypothesis about one link of the chain: that the fault is in this service, or in what it stands on.
import type { Db } from '../db/connect.ts'
import { refuseUnknown } from './actions.ts'
import { findHypotheses } from './record-store.ts'

/** Does somebody look at this service already? Asked of an incident that is held, so that of two who ask at once one writes it. */
export async function isAskedOf(tx: Db, incidentId: number, serviceId: string): Promise<boolean> {
  await refuseUnknown(tx, [serviceId])
  const hypotheses = await findHypotheses(tx, incidentId)
  return hypotheses.some((each) => each.service_id === serviceId && each.outcome === 'open')
}
