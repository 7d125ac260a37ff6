// What each stage owes before it is left, told from what is recorded. Nothing here is a box to tick: each is a fact that somebody
// will ask for, at the latest in the postmortem.
import type { PriorityName } from '../paging/priority.ts'
import { owesEvidence } from './evidence.ts'
import type { Stage } from './stages.ts'

/** What is recorded of an incident, as far as its stages ask. */
export type IncidentFacts = {
  readonly priority: PriorityName
  /** Whether a person has set the priority, or said that the suggested one is right. */
  readonly isRated: boolean
  /** In a sentence: what is wrong. */
  readonly what: string
  /** Since when, as far as known. */
  readonly hasSince: boolean
  /** Who is hurt, and how badly. */
  readonly impact: string
  /** Services that are suspected; none when it was said that nobody knows. */
  readonly services: number
  readonly serviceUnknownBecause: string
  readonly hasLead: boolean
  /** Who has been called and not stood down, the lead among them. */
  readonly responders: number
  readonly hasCommander: boolean
  readonly commanderNotNeededBecause: string
  /** For each audience: was it told, or said why it need not be? */
  readonly audiences: Readonly<Record<Audience, boolean>>
  /** Whether somebody said that the bleeding has stopped. */
  readonly isMitigated: boolean
  readonly actionsTried: number
  /** Evidence on the lists of its services that was neither kept nor said to be missing. */
  readonly evidenceOpen: number
  /** What in the end mended it, in words. */
  readonly fix: string
  /** The last steps that mitigated and fixed it: what recall shows the next person. */
  readonly lastSteps: string
  readonly isWatchOver: boolean
  readonly isFollowUpOwed: boolean
  readonly followUps: number
  readonly followUpsOpen: number
  /** Incidents that are parts of it, and those of them that are under way. */
  readonly parts: number
  readonly partsOpen: number
  /** A manager has taken the risk of what is open, until a date. */
  readonly isRiskAccepted: boolean
}

export const audiences = ['responders', 'stakeholders', 'users'] as const
export type Audience = (typeof audiences)[number]

export const debts = [
  'what',
  'since',
  'impact',
  'service',
  'priority',
  'lead',
  'commander',
  'tell_responders',
  'tell_stakeholders',
  'tell_users',
  'action',
  'mitigated',
  'evidence',
  'fix',
  'last_steps',
  'watch',
  'follow_up_written',
  'follow_ups_done',
  'parts_over',
] as const
export type Debt = (typeof debts)[number]

/** One thing a stage owes, and whether it is paid. */
export type Owed = { readonly debt: Debt; readonly isPaid: boolean }

/** With more than so many responders, somebody should do nothing but lead. */
export const mostWithoutCommander = 4

/** What does this stage ask for, in the order in which a tired person would go through it? */
export function owedIn(stage: Stage, facts: IncidentFacts): readonly Owed[] {
  switch (stage) {
    case 'triage':
      return [
        owed('what', facts.what !== ''),
        owed('impact', facts.impact !== ''),
        owed('since', facts.hasSince),
        owed('service', facts.services > 0 || facts.serviceUnknownBecause !== ''),
        owed('priority', facts.isRated),
      ]
    case 'coordination':
      return [
        owed('lead', facts.hasLead),
        ...(needsCommander(facts)
          ? [owed('commander', facts.hasCommander || facts.commanderNotNeededBecause !== '')]
          : []),
        owed('tell_responders', facts.audiences.responders),
        owed('tell_stakeholders', facts.audiences.stakeholders),
        owed('tell_users', facts.audiences.users),
      ]
    case 'mitigation':
      return [
        owed('action', facts.actionsTried > 0),
        ...(owesEvidence(facts.priority) ? [owed('evidence', facts.evidenceOpen === 0)] : []),
        owed('mitigated', facts.isMitigated),
      ]
    case 'resolution':
      return [
        owed('fix', facts.fix !== ''),
        owed('last_steps', facts.lastSteps !== ''),
        owed('watch', facts.isWatchOver),
      ]
    case 'follow_up':
      return [
        ...(facts.isFollowUpOwed ? [owed('follow_up_written', facts.followUps > 0 || facts.isRiskAccepted)] : []),
        owed('follow_ups_done', facts.followUpsOpen === 0 || facts.isRiskAccepted),
        ...(facts.parts > 0 ? [owed('parts_over', facts.partsOpen === 0)] : []),
      ]
  }
}

/** Is a commander suggested: the trouble is critical, or more people work on it than one of them can lead beside their own work? */
function needsCommander({ priority, responders }: Pick<IncidentFacts, 'priority' | 'responders'>): boolean {
  return priority === 'P1' || responders > mostWithoutCommander
}

/** Whether P1 and P2 owe follow-ups, as the rule is where nobody has asked for them by choice. */
export function owesFollowUp(priority: PriorityName): boolean {
  return priority === 'P1' || priority === 'P2'
}

function owed(debt: Debt, isPaid: boolean): Owed {
  return { debt, isPaid }
}
