import type { OfferedRole } from '../../../domain/incidents/offers.ts'
import type { Audience, Debt } from '../../../domain/incidents/owed.ts'
import type { IncidentRole } from '../../../domain/incidents/roles.ts'
import type { IncidentState } from '../../../domain/incidents/stages.ts'

/** What is written down of an incident, one field at a time. */
export const parts = ['title', 'what', 'impact', 'since', 'service', 'fix', 'last_steps'] as const
export type Part = (typeof parts)[number]

/** How a hypothesis turned out. */
export type Decision = { readonly hypothesisId: number; readonly to: 'confirmed' | 'refuted' }

/** Which dialog of the room is in front. */
export type Opened =
  | { readonly dialog: 'part'; readonly part: Part }
  | { readonly dialog: 'rate' | 'ask_rating' | 'lead' | 'commander' | 'announce' | 'mitigate' | 'attach' }
  | { readonly dialog: 'tell'; readonly audience: Audience }
  | { readonly dialog: 'move'; readonly to: Exclude<IncidentState, 'merged'> }
  | { readonly dialog: 'call' | 'decline'; readonly role: IncidentRole }
  | { readonly dialog: 'follow_up'; readonly followUpId: number | null }
  | { readonly dialog: 'drop'; readonly followUpId: number }
  | { readonly dialog: 'follow_ups' | 'risk' | 'cadence' | 'hypothesis' | 'task' | 'merge' }
  | { readonly dialog: 'gap' | 'evidence_own' }
  | { readonly dialog: 'evidence_missing' | 'evidence_keep' | 'evidence_drop'; readonly evidenceId: number }
  | { readonly dialog: 'followers' | 'room' | 'split' | 'parent' }
  | { readonly dialog: 'say_back'; readonly taskId: number }
  | { readonly dialog: 'halve' }
  | ({ readonly dialog: 'decide' } & Decision)
  | { readonly dialog: 'offer'; readonly role: OfferedRole }
  | {
      readonly dialog: 'decline_offer'
      readonly offerId: number
      readonly role: OfferedRole
      readonly from: string
    }
  | { readonly dialog: 'export' }
  | { readonly dialog: 'stand_down'; readonly personId: string; readonly name: string }

export type Open = (opened: Opened) => void

/** Where is this debt paid? Null where only time or work elsewhere pays it. */
export function dialogOf(debt: Debt): Opened | null {
  switch (debt) {
    case 'what':
    case 'impact':
    case 'since':
    case 'service':
    case 'fix':
    case 'last_steps':
      return { dialog: 'part', part: debt }
    case 'priority':
      return { dialog: 'rate' }
    case 'lead':
    case 'commander':
      return { dialog: debt }
    case 'tell_responders':
      return { dialog: 'tell', audience: 'responders' }
    case 'tell_stakeholders':
      return { dialog: 'tell', audience: 'stakeholders' }
    case 'tell_users':
      return { dialog: 'tell', audience: 'users' }
    case 'action':
      return { dialog: 'announce' }
    case 'mitigated':
      return { dialog: 'mitigate' }
    case 'follow_up_written':
      return { dialog: 'follow_up', followUpId: null }
    case 'follow_ups_done':
      return { dialog: 'follow_ups' }
    case 'parts_over':
    case 'evidence':
    case 'watch':
      return null
  }
}
