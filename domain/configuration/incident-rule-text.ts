// The rules by which alerts become incidents, in a file: those of a team as one list, because their order decides.
import * as z from 'zod'
import { IncidentRule } from '../incidents/rule.ts'
import { name, priority, slug } from '../shapes.ts'
import { when } from './route-text.ts'

const { afterAlerts, withinMinutes, unacknowledgedMinutes } = IncidentRule.shape.when.shape
const { title, isPrivate, calls, mostPerHour } = IncidentRule.shape.declares.shape

export const IncidentRuleText = z
  .strictObject({
    name,
    /** Left out: every alert of the team that the lines below do not rule out. */
    when: orNone(when),
    service: orNone(slug),
    source: orNone(slug),
    atLeast: orNone(priority),
    afterAlerts: afterAlerts.default(1),
    withinMinutes: withinMinutes.default(10),
    unacknowledgedMinutes: unacknowledgedMinutes.default(0),
    does: IncidentRule.shape.does.default('declare'),
    /** What belongs together has these labels equal; left out: the service. */
    groupBy: IncidentRule.shape.groupLabels.default([]),
    title: title.default('{summary}'),
    /** Left out: that of the alert. */
    priority: orNone(priority),
    private: isPrivate.default(false),
    calls: calls.default('nobody'),
    policy: orNone(slug),
    mostPerHour: mostPerHour.default(5),
    enabled: z.boolean().default(true),
  })
  .refine((rule) => (rule.calls === 'policy') === (rule.policy !== null), {
    path: ['policy'],
    error: 'Name the policy whose people are called, and write calls: policy',
  })

/** All rules of a team, asked in this order. What the file does not name of them is gone; a team that it does not name keeps its own. */
export const IncidentRulesText = z.strictObject({
  team: slug,
  inOrder: z.array(IncidentRuleText).max(50, 'Write at most 50'),
})

function orNone<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform((value) => value ?? null)
}
