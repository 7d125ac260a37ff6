// Whom to pull into an incident: for a service or a skill, the likeliest to help first, each with why.
import type { Instant, Zone } from '../time.ts'

export type WhyProposed =
  /** Reached first by the policy of the service now. */
  | { readonly kind: 'on_call_for'; readonly service: string }
  | { readonly kind: 'expert_of'; readonly service: string }
  | { readonly kind: 'owner_of'; readonly service: string }
  | { readonly kind: 'has_skill'; readonly skill: string }
  /** On call for something else: awake, or about to be. */
  | { readonly kind: 'on_call_elsewhere'; readonly schedule: string }

export type Proposed = {
  readonly personId: string
  readonly name: string
  readonly why: readonly WhyProposed[]
  /** The time of day where they are, `HH:MM`, and whether people are awake then. */
  readonly localTime: string
  readonly isAwake: boolean
  /** They work on it, or were asked already. */
  readonly isIn: boolean
  readonly canBePaged: boolean
}

export type Known = Omit<Proposed, 'localTime' | 'isAwake'> & { readonly zone: Zone }

/** Who would help, whoever is asked first standing first: who is not in yet, who has the best reason, and of those who is awake. */
export function rankProposed(people: readonly Known[], now: Instant): readonly Proposed[] {
  return people
    .filter(({ why }) => why.length > 0)
    .map(({ zone, ...person }) => {
      const local = now.toZonedDateTimeISO(zone).toPlainTime()
      return {
        ...person,
        why: person.why.toSorted((a, b) => weights[b.kind] - weights[a.kind]),
        localTime: local.toString({ smallestUnit: 'minute' }),
        isAwake: local.hour >= wakesAt && local.hour < sleepsAt,
      }
    })
    .toSorted(
      (a, b) =>
        Number(a.isIn) - Number(b.isIn) ||
        Number(b.canBePaged) - Number(a.canBePaged) ||
        weightOf(b) - weightOf(a) ||
        a.name.localeCompare(b.name),
    )
}

/** Nobody is asleep for certain at these hours, and nobody is awake for certain outside them: it only ranks. */
const wakesAt = 7
const sleepsAt = 23

const weights: Readonly<Record<WhyProposed['kind'], number>> = {
  on_call_for: 8,
  expert_of: 5,
  has_skill: 5,
  owner_of: 3,
  on_call_elsewhere: 1,
}

/** Whoever is on call is expected to answer at any hour; everybody else counts for more while they are awake. */
function weightOf({ why, isAwake }: Pick<Proposed, 'why' | 'isAwake'>): number {
  const isOnCall = why.some(({ kind }) => kind === 'on_call_for')
  return why.reduce((sum, { kind }) => sum + weights[kind], 0) + (isAwake && !isOnCall ? 2 : 0)
}
