import * as z from 'zod'
import { checkRestrictions } from '../schedules/check-restriction.ts'
import { scheduleLimits } from '../schedules/faults.ts'
import { Restriction } from '../schedules/schedule.ts'
import { id, name, priority, slug, zone } from '../shapes.ts'
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
  within: z
    .array(Restriction)
    .min(1, 'Name at least one window of hours')
    .max(scheduleLimits.restrictions)
    .refine((within) => checkRestrictions(within).length === 0, {
      error: 'Each window needs days and times, and must not end where it begins',
    })
    .readonly(),
})

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
})
export type Step = z.output<typeof Step>

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
    .refine((steps) => steps.some((step) => isAlways(step) && !tellsOnly(step)), { error: oneAlways }),
  repeats: z.int().min(0).max(9),
  /** An acknowledged page that nobody closes comes back after this long. */
  returnAfterMinutes: z.int().min(5).max(1440),
})
export const Policy = PolicyDraft.extend({ id, version: z.int(), services: z.int() })
export type Policy = z.output<typeof Policy>
