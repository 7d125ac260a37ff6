// A policy while it is being written in the form. Numbers stay text until they are whole.
import { tellsOnly } from '../../domain/escalation/tell.ts'
import type { WaitingPriority } from '../../domain/escalation/waiting.ts'
import { priorities, type PriorityName } from '../../domain/paging/priority.ts'
import { policyNamedBy, stepsInPlace, whyNotFollowed } from '../../domain/escalation/steps.ts'
import { asWritten, faultsOfRestriction } from '../schedules/restriction-draft.ts'
import type { Restriction } from '../schedules/restriction-draft.ts'
import type { EndpointInput, EndpointOutput } from '../api.ts'

export type PolicyTold = EndpointOutput<'getPolicy'>
export type Target = PolicyTold['steps'][number]['targets'][number]
export type PolicyInput = EndpointInput<'createPolicy'>

export type StepDraft = {
  /** Tells steps apart while they are moved. */
  readonly key: string
  readonly targets: readonly Target[]
  readonly waitMinutes: string
  /** For which it holds; all of them is no condition. */
  readonly priorities: readonly Priority[]
  /** In which hours; null: always. */
  readonly hours: HoursDraft | null
  /** Each page takes the next of its people. */
  readonly inTurn: boolean
  /** How many different people must answer; 1: whoever is first. */
  readonly mustAnswer: number
}

export const mostAnswers = 5

export type Priority = PriorityName
export type HoursDraft = { readonly zone: string; readonly within: readonly Restriction[] }

export type PolicyDraft = {
  readonly name: string
  readonly slug: string
  readonly teamId: string
  readonly steps: readonly StepDraft[]
  readonly repeats: number
  readonly returnAfterMinutes: string
  /** From which priority on pages wait while nobody is on call; null: none. */
  readonly mayWaitFrom: WaitingPriority | null
}

export type StepFault = 'nobody_named' | 'wait_out_of_range' | 'no_priority' | 'hours_not_whole'

export function asDraft(policy: PolicyTold): PolicyDraft {
  const { name, slug, teamId, repeats, mayWaitFrom = null } = policy
  const steps = policy.steps.map((step, at) => ({
    key: String(at),
    targets: step.targets,
    waitMinutes: String(step.waitMinutes),
    priorities: step.priorities ?? priorities,
    hours: step.hours ? { zone: step.hours.zone, within: step.hours.within.map(asWritten) } : null,
    inTurn: step.inTurn ?? false,
    mustAnswer: step.mustAnswer ?? 1,
  }))
  return { name, slug, teamId, steps, repeats, returnAfterMinutes: String(policy.returnAfterMinutes), mayWaitFrom }
}

/** Has this step only just been added? Then nobody is told off yet for what is missing in it. */
export function isNewStep({ key }: StepDraft): boolean {
  return key.startsWith('new')
}

/** What a new policy begins with: one step to fill in. */
export function newDraft(teamId: string): PolicyDraft {
  return {
    name: '',
    slug: '',
    teamId,
    steps: [newStep('new')],
    repeats: 2,
    returnAfterMinutes: '30',
    mayWaitFrom: null,
  }
}

export function newStep(key: string): StepDraft {
  return { key, targets: [], waitMinutes: '5', priorities, hours: null, inTurn: false, mustAnswer: 1 }
}

export function asInput(draft: PolicyDraft): PolicyInput {
  const { name, slug, teamId, repeats, mayWaitFrom } = draft
  const steps = draft.steps.map(({ targets, waitMinutes, priorities: meant, hours, inTurn, mustAnswer }) => ({
    targets: [...targets],
    waitMinutes: Number(waitMinutes),
    ...(meant.length === priorities.length ? {} : { priorities: [...meant] }),
    ...(hours === null ? {} : { hours: { zone: hours.zone, within: [...hours.within] } }),
    // The steps of a policy in their place say this themselves.
    ...(inTurn && !namesPolicy(targets) ? { inTurn } : {}),
    ...(mustAnswer > 1 && !namesPolicy(targets) ? { mustAnswer } : {}),
  }))
  return {
    name: name.trim(),
    slug,
    teamId,
    steps,
    repeats,
    returnAfterMinutes: Number(draft.returnAfterMinutes),
    mayWaitFrom,
  }
}

export function namesPolicy(targets: readonly Target[]): boolean {
  return targets.some(({ kind }) => kind === 'policy')
}

export function stepFaults({ targets, waitMinutes, priorities: meant, hours }: StepDraft): readonly StepFault[] {
  return [
    ...(targets.length === 0 ? ['nobody_named' as const] : []),
    ...(isWhole(waitMinutes, 1, 1440) ? [] : ['wait_out_of_range' as const]),
    ...(meant.length === 0 ? ['no_priority' as const] : []),
    ...(hours === null || areWhole(hours.within) ? [] : ['hours_not_whole' as const]),
  ]
}

function areWhole(within: readonly Restriction[]): boolean {
  return within.length > 0 && within.every((each) => Object.keys(faultsOfRestriction(each)).length === 0)
}

/** Does the step hold for every priority at every hour? */
export function isAlways({ priorities: meant, hours }: Pick<StepDraft, 'priorities' | 'hours'>): boolean {
  return meant.length === priorities.length && hours === null
}

/** Does it then reach people too? A policy keeps at least one such step: a channel alone wakes nobody. */
export function wakesAlways(step: StepDraft): boolean {
  return isAlways(step) && (step.targets.length === 0 || !tellsOnly(step))
}

export function isReturnWrong({ returnAfterMinutes }: PolicyDraft): boolean {
  return !isWhole(returnAfterMinutes, 5, 1440)
}

/** Can these steps be played through? A name is not needed for that. */
export function isPlayable(draft: PolicyDraft): boolean {
  return (
    draft.steps.some(wakesAlways) && draft.steps.every((step) => stepFaults(step).length === 0) && !isReturnWrong(draft)
  )
}

/** The draft as a rehearsal takes it, which also asks for a name. */
export function asRehearsed(draft: PolicyDraft): PolicyInput {
  const input = asInput(draft)
  return { ...input, name: input.name || 'rehearsal', slug: input.slug || 'rehearsal' }
}

/** A step moved one place up (-1) or down (1); the same list when it is at the end already. */
export function withStepMoved(steps: readonly StepDraft[], at: number, by: 1 | -1): readonly StepDraft[] {
  const step = steps[at]
  const to = at + by
  if (!step || to < 0 || to >= steps.length) return steps
  return steps.toSpliced(at, 1).toSpliced(to, 0, step)
}

export function isSameTarget(a: Target, b: Target): boolean {
  return targetKey(a) === targetKey(b)
}

/** `person <id>`, `schedule <id>`, ...: the thing a target names, as a value of a list, whomever of it the step reaches. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'person':
      return `person ${target.personId}`
    case 'schedule':
      return `schedule ${target.scheduleId}`
    case 'team':
      return `team ${target.teamId}`
    case 'policy':
      return `policy ${target.policyId}`
    case 'channel':
      return `channel ${target.channelId}`
  }
}

/** May this target stand in a step beside these? A policy stands alone, because its steps take the place of the step. */
export function fitsBeside(targets: readonly Target[], target: Target): boolean {
  if (targets.some((each) => isSameTarget(each, target))) return false
  return targets.length === 0 || (target.kind !== 'policy' && targets.every(({ kind }) => kind !== 'policy'))
}

/** Policies that can stand in place of a step of this one: none whose steps lead back to it. */
export function policiesToName(self: string | null, policies: readonly PolicyTold[]): readonly PolicyTold[] {
  const all = byId(policies)
  return policies.filter(({ id }) => {
    const asking = { name: '', steps: [{ targets: [{ kind: 'policy', policyId: id } as const], waitMinutes: 1 }] }
    return whyNotFollowed(self ?? '', new Map([...all, [self ?? '', asking]])) === null
  })
}

/** How long all rounds of a policy last at most, in minutes, with the policies that stand in its place. */
export function minutesOf(
  { id, repeats }: Pick<PolicyTold, 'id' | 'repeats'>,
  policies: readonly PolicyTold[],
): number {
  const steps = stepsInPlace(id, byId(policies))
  return steps.reduce((sum, step) => sum + step.waitMinutes, 0) * (repeats + 1)
}

/** The number under which a step is told and rehearsed: steps that stand in place of an earlier one are counted before it. */
export function numbersOf(steps: readonly StepDraft[], policies: readonly PolicyTold[]): readonly StepNumber[] {
  const all = byId(policies)
  let next = 1
  return steps.map((step) => {
    const policyId = policyNamedBy(step)
    const first = next
    next += Math.max(1, policyId === null ? 1 : stepsInPlace(policyId, all).length)
    return { first, last: next - 1 }
  })
}

type Steps = Pick<PolicyTold, 'name' | 'steps'>

function byId(policies: readonly PolicyTold[]): ReadonlyMap<string, Steps> {
  return new Map(policies.map((policy) => [policy.id, policy]))
}

/** From and up to which number; the same for a step of its own. */
export type StepNumber = { readonly first: number; readonly last: number }

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= most
}
