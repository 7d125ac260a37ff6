import { decideMove } from '../../../domain/incidents/move.ts'
import type { MoveDecision } from '../../../domain/incidents/move.ts'
import type { Audience, Debt, IncidentFacts } from '../../../domain/incidents/owed.ts'
import { isFollowUpOpen } from '../../../domain/incidents/records.ts'
import { stages } from '../../../domain/incidents/stages.ts'
import type { IncidentState, Stage } from '../../../domain/incidents/stages.ts'
import type { Detail } from '../may.ts'

/** May it move there, with this reason, and what is left behind? As the server decides, from what the room shows. */
export function decisionFor(incident: Detail, to: IncidentState, reason: string): MoveDecision {
  return decideMove({ from: incident.state, to, reason: reason.trim() }, factsOf(incident))
}

/** What is recorded of an incident, as far as its stages ask; what is not shown itself is known by whether it is paid. */
export function factsOf(incident: Detail): IncidentFacts {
  const isPaid = (stage: Stage, debt: Debt) => incident.owed[stage]?.find((each) => each.debt === debt)?.isPaid ?? true
  const working = incident.people.filter(({ engagement }) => engagement === 'accepted')
  const isTold = (audience: Audience) => incident.audiences.some((each) => each.audience === audience)
  return {
    priority: incident.priority,
    isRated: incident.isRated,
    what: incident.what,
    hasSince: incident.since !== null,
    impact: incident.impact,
    services: incident.services.length,
    serviceUnknownBecause: incident.serviceUnknownBecause,
    hasLead: incident.lead !== null,
    responders: incident.responders,
    hasCommander: working.some(({ role }) => role === 'commander'),
    commanderNotNeededBecause: incident.commanderNotNeededBecause,
    audiences: { responders: isTold('responders'), stakeholders: isTold('stakeholders'), users: isTold('users') },
    isMitigated: incident.mitigatedAt !== null,
    actionsTried: incident.actions.filter(({ state }) => state === 'done').length,
    evidenceOpen: isPaid('mitigation', 'evidence') ? 0 : 1,
    fix: incident.fix,
    lastSteps: incident.lastSteps,
    isWatchOver: isPaid('resolution', 'watch'),
    isFollowUpOwed: incident.isFollowUpOwed,
    followUps: incident.followUps.filter(({ state }) => state === 'open' || state === 'done').length,
    followUpsOpen: incident.followUps.filter(({ state }) => isFollowUpOpen(state)).length,
    isRiskAccepted: incident.risk !== null && !incident.risk.isOver,
  }
}

/** What the stage it is in still asks for, and what those before it were left with. */
export function openDebts(incident: Detail): { readonly now: readonly Debt[]; readonly earlier: readonly Debt[] } {
  const at = stages.findIndex((stage) => stage === incident.state)
  const unpaid = (stage: Stage) => (incident.owed[stage] ?? []).flatMap(({ debt, isPaid }) => (isPaid ? [] : [debt]))
  const here = stages[at]
  return {
    now: here ? unpaid(here) : [],
    earlier: stages.slice(0, Math.max(at, 0)).flatMap(unpaid),
  }
}

/** The stage after this one; undefined after the last, and when it is over. */
export function stageAfter(state: IncidentState): Stage | undefined {
  const at = stages.findIndex((stage) => stage === state)
  return at < 0 ? undefined : stages[at + 1]
}
