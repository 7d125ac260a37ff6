// Whose a handover is, and who moves it, as the rules of domain/handover/parties.ts ask for it.
import type { HandoverMover, HandoverParties } from '../../domain/handover/parties.ts'
import { can } from '../../domain/permissions.ts'
import type { Context } from '../context.ts'
import type { HandoverRow } from './store.ts'

export type Parties = Pick<
  HandoverRow,
  'state' | 'from_id' | 'from_deactivated_at' | 'to_id' | 'to_deactivated_at' | 'missed_at'
>

export function partiesOf(row: Parties): HandoverParties {
  return {
    state: row.state,
    fromId: row.from_id,
    isFromActive: row.from_deactivated_at === null,
    toId: row.to_id,
    isToActive: row.to_deactivated_at === null,
    wasMissed: row.missed_at !== null,
  }
}

export function moverOf(actor: Context['actor'], teamId: string): HandoverMover {
  return {
    personId: actor.kind === 'person' ? actor.id : null,
    mayManage: can(actor, 'schedules.manage', teamId).allowed,
    mayRespond: can(actor, 'alerts.respond', teamId).allowed,
  }
}
