// The steps of a policy as a page goes through them: where a step names another policy, the steps of that one stand in its place.
import type { Condition } from './holds.ts'
import type { RosterPolicy, RosterStep } from './roster.ts'
import type { WrittenStep } from './turns.ts'

/** How deep policies may stand in one another, and how many steps may come of it. What lies beyond is not followed. */
export const policyLimits = { depth: 5, steps: 100 } as const

export type StepInPlace = RosterStep & {
  /** The policy whose step it is, where that is another than the page follows. */
  readonly within: string | null
  /** All that must be met for it to hold: its own conditions, and those of the steps in whose place it stands. */
  readonly conditions: readonly Condition[]
  /** Where it is written; null for the one step of a plan that is no policy. */
  readonly written: WrittenStep | null
}

type Policies = ReadonlyMap<string, Pick<RosterPolicy, 'name' | 'steps'>>

/**
 * Through which steps does a page of this policy go, in one round? The steps of a policy in a policy are gone through once
 * each; the wait after the last of them is the one of the step that names it. A step whose policy cannot be followed stays, and
 * reaches nobody: an edit elsewhere may have made a circle of what was none when it was written.
 */
export function stepsInPlace(policyId: string, policies: Policies): readonly StepInPlace[] {
  const policy = policies.get(policyId)
  if (!policy) return []
  return [
    ...placed(policy.steps, { within: null, conditions: [], path: [policyId] }, policies).take(policyLimits.steps),
  ]
}

/** Where a step stands: `path` are the policies in whose place it is, the one that the page follows first. */
type Place = Pick<StepInPlace, 'within' | 'conditions'> & { readonly path: readonly string[] }

function* placed(steps: readonly RosterStep[], at: Place, policies: Policies): Generator<StepInPlace> {
  for (const [position, step] of steps.entries()) {
    const policyId = policyNamedBy(step)
    const conditions = [...at.conditions, step]
    const named = policyId === null || at.path.includes(policyId) ? undefined : policies.get(policyId)
    if (policyId === null || !named || at.path.length >= policyLimits.depth)
      yield { ...step, within: at.within, conditions, written: { policyId: at.path.at(-1) ?? '', position } }
    else {
      const inner = { within: named.name, conditions, path: [...at.path, policyId] }
      const own = [...placed(named.steps, inner, policies).take(policyLimits.steps)]
      yield* own.map((each, i) => (i === own.length - 1 ? { ...each, waitMinutes: step.waitMinutes } : each))
    }
  }
}

/** The policy whose steps stand in place of this one; it is then its only target. */
export function policyNamedBy({ targets }: Pick<RosterStep, 'targets'>): string | null {
  const [target] = targets
  return target?.kind === 'policy' ? target.policyId : null
}

/** Why a policy cannot be followed as it is written, and by which of its steps. */
export type Entangled = { readonly step: number; readonly because: 'leads_back' | 'too_deep' | 'too_long' }

/** What keeps this policy from being followed whole? Asked before one is written, for it and for those that name it. */
export function whyNotFollowed(policyId: string, policies: Policies): Entangled | null {
  let count = 0
  for (const [step, each] of (policies.get(policyId)?.steps ?? []).entries()) {
    const length = lengthOf(each, [policyId], policies)
    if (typeof length === 'string') return { step, because: length }
    count += length
    if (count > policyLimits.steps) return { step, because: 'too_long' }
  }
  return null
}

function lengthOf(step: RosterStep, path: readonly string[], policies: Policies): number | Entangled['because'] {
  const policyId = policyNamedBy(step)
  if (policyId === null) return 1
  if (path.includes(policyId)) return 'leads_back'
  if (path.length >= policyLimits.depth) return 'too_deep'
  let count = 0
  for (const inner of policies.get(policyId)?.steps ?? []) {
    const length = lengthOf(inner, [...path, policyId], policies)
    if (typeof length === 'string') return length
    count += length
    if (count > policyLimits.steps) return 'too_long'
  }
  return count
}
