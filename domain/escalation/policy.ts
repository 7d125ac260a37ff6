import * as z from 'zod'
import { HoursOfWeek } from '../schedules/hours-of-week.ts'
import { id, name, priority, slug, zone } from '../shapes.ts'
import { waitingPriorities } from './waiting.ts'
import { isAlways } from './holds.ts'
import { tellsOnly } from './tell.ts'
import { onCallRoles, teamParts } from './whom.ts'

/**
 * Whom a step reaches at that moment: a person by name, who is on call on a schedule, a team; or the steps of another policy. A
 * channel of a team is told of it, and wakes nobody.
 */
export const Target = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId: id }),
  z.object({ kind: z.literal('schedule'), scheduleId: id, role: z.enum(onCallRoles).optional() }),
  z.object({ kind: z.literal('team'), teamId: id, part: z.enum(teamParts) }),
  z.object({ kind: z.literal('policy'), policyId: id }),
  z.object({ kind: z.literal('channel'), channelId: id }),
])
export type Target = z.output<typeof Target>

export const policyAlone = 'A policy stands alone in its step: its own steps say whom it reaches'

/** Hours of the week on the wall clock of a zone. */
export const HoursInZone = z.object({
  zone,
  within: HoursOfWeek,
})

export const severalRange = 'Write 2 to 5, or leave it out'

export const Step = z.object({
  targets: z
    .array(Target)
    .min(1, 'Name at least one person, schedule, team, channel or policy')
    .max(20)
    .refine((targets) => targets.length === 1 || targets.every(({ kind }) => kind !== 'policy'), {
      error: policyAlone,
    }),
  /** How long to wait for an answer before the next step. After another policy: how long after the last of its steps. */
  waitMinutes: z.int().min(1, 'Wait at least one minute').max(1440),
  /** For which priorities it holds, and in which hours; left out: for all of them, always. One that does not hold is passed. */
  priorities: z.array(priority).min(1, 'Name at least one priority').max(4).readonly().optional(),
  hours: HoursInZone.optional(),
  /** Each page reaches the next of its people, instead of all at once. */
  inTurn: z.boolean().optional(),
  /** How many different people must answer; left out: one. Until then the others are rung on, and the policy goes on. */
  mustAnswer: z.int().min(2, severalRange).max(5, severalRange).optional(),
})
export type Step = z.output<typeof Step>

export const saidByOwnSteps =
  'The steps of the policy that is named say themselves who is in turn and how many must answer'

/** Does it reach everybody at once, and is one answer enough? */
export function isPlain({
  inTurn,
  mustAnswer,
}: {
  readonly inTurn?: boolean | undefined
  readonly mustAnswer?: number | undefined
}): boolean {
  return !inTurn && mustAnswer === undefined
}

export const oneAlways =
  'Leave at least one step that reaches people for every priority at every hour: a channel alone wakes nobody'

/** Steps, waits, repeats. What happens when all of it stays unanswered is not a choice: the fallback is alarmed. */
export const PolicyDraft = z.object({
  slug,
  name,
  teamId: id,
  steps: z
    .array(Step)
    .min(1, 'A policy needs at least one step')
    .max(20)
    .refine((steps) => steps.some((step) => isAlways(step) && !tellsOnly(step)), { error: oneAlways })
    .refine((steps) => steps.every((step) => !step.targets.some(({ kind }) => kind === 'policy') || isPlain(step)), {
      error: saidByOwnSteps,
    }),
  repeats: z.int().min(0).max(9),
  /** An acknowledged page that nobody closes comes back after this long. */
  returnAfterMinutes: z.int().min(5).max(1440),
  /**
   * Pages of this priority and of less may wait: when nobody is reached because nobody is on call or the hours do not hold, they are
   * held until somebody is, for a week at most. Left out or null: none waits. P1 never does.
   */
  mayWaitFrom: z.enum(waitingPriorities).nullish(),
})
export const Policy = PolicyDraft.extend({ id, version: z.int(), services: z.int() })
export type Policy = z.output<typeof Policy>
