// Whether an incident moves: by the table of its stages, by what the stages it leaves still owe, and by the reason given.
import { owedIn, type Debt, type IncidentFacts } from './owed.ts'
import { moveTable, passed, type IncidentState, type MoveKind, type MoveRefusal } from './stages.ts'

export type MoveDecision =
  | { readonly do: 'move'; readonly move: MoveKind; readonly leaves: readonly Debt[] }
  | {
      readonly do: 'refuse'
      readonly because: MoveRefusal | 'incident_reason_missing' | 'follow_ups_open'
      readonly leaves: readonly Debt[]
    }

/**
 * May it move there now? What is owed is left behind when a reason is given, and told with the move; what makes an end true is not:
 * an incident with open follow-ups stays open.
 */
export function decideMove(
  { from, to, reason }: { readonly from: IncidentState; readonly to: IncidentState; readonly reason: string },
  facts: IncidentFacts,
): MoveDecision {
  const cell = moveTable[from][to]
  if ('not' in cell) return { do: 'refuse', because: cell.not, leaves: [] }
  const { move } = cell
  const leaves = move === 'advance' || move === 'skip' || move === 'close' ? unpaid(from, to, facts) : []
  if (move === 'close' && !mayClose(from, leaves, facts)) return { do: 'refuse', because: 'follow_ups_open', leaves }
  if (asksWhy(move, leaves) && reason === '') return { do: 'refuse', because: 'incident_reason_missing', leaves }
  return { do: 'move', move, leaves }
}

/** What would be left behind by it, in the order of the stages. */
export function unpaid(from: IncidentState, to: IncidentState, facts: IncidentFacts): readonly Debt[] {
  return passed(from, to).flatMap((stage) => owedIn(stage, facts).flatMap(({ debt, isPaid }) => (isPaid ? [] : [debt])))
}

/** Out of resolution it closes at once where nothing is to follow; out of follow-up when all of that is done. */
function mayClose(from: IncidentState, leaves: readonly Debt[], facts: IncidentFacts): boolean {
  if (from === 'resolution' && facts.isFollowUpOwed && !facts.isRiskAccepted) return false
  return !leaves.some((debt) => debt === 'follow_ups_done' || debt === 'follow_up_written')
}

/** Going on with debts, back, or against what was said before asks why; going on with none does not. */
function asksWhy(move: MoveKind, leaves: readonly Debt[]): boolean {
  switch (move) {
    case 'advance':
    case 'skip':
    case 'close':
      return leaves.length > 0
    case 'back':
    case 'dismiss':
    case 'reopen':
      return true
    case 'merge':
      return false
  }
}
