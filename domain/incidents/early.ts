// Looking for the cause too early: while it bleeds, somebody has to lead, to tell, and to try something first. A hint, never a lock.
import { isAcute, type IncidentState } from './stages.ts'

export type EarlyFacts = {
  readonly state: IncidentState
  readonly isMitigated: boolean
  readonly hasLead: boolean
  /** Audiences that were told, or need not be. */
  readonly told: number
  /** Announced or done; what was called off is not tried. */
  readonly actions: number
  /** Who has recorded what may be the cause, or argues about it in a note. */
  readonly lookingForCause: readonly string[]
  /** The reader is about to write down a cause. */
  readonly isAboutTo: boolean
}

/** What would help first, and how many people look for the cause meanwhile. */
export type EarlyHint = { readonly first: 'action' | 'lead' | 'tell'; readonly looking: number }

/** Is it too early to look for the cause? Null when it is not, or when nobody does. */
export function earlyHint(facts: EarlyFacts): EarlyHint | null {
  if (!isAcute(facts.state) || facts.isMitigated) return null
  const looking = new Set(facts.lookingForCause).size
  if (looking === 0 && !facts.isAboutTo) return null
  const first = facts.actions === 0 ? 'action' : !facts.hasLead ? 'lead' : facts.told === 0 ? 'tell' : null
  return first && { first, looking }
}

/** Does this note argue about the cause? By a few words that people use for it; it only decides whether a hint is shown. */
export function arguesCause(text: string): boolean {
  return causeWords.test(text)
}

const causeWords = /\b(?:root cause|cause[ds]?|because of|due to|culprit|why is|why does|why did)\b|원인|때문|탓/iu
