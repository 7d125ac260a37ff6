import * as z from 'zod'
import { Matcher } from '../alerts/matchers.schema.ts'
import { mostMatchers } from '../alerts/matchers.ts'
import { id, name, priority } from '../shapes.ts'
import { unknownIn } from './rule-title.ts'

const labelName = z.string().min(1, 'Write the name of a label').max(1024)
const minutes = z.int().max(1440)

/** What of an alert makes it an incident by itself, and what becomes of it then. A team asks its rules in order: the first that matches decides. */
export const IncidentRule = z.object({
  id,
  teamId: id,
  name,
  when: z.object({
    /** None: every alert of the team. */
    matchers: z.array(Matcher).max(mostMatchers),
    serviceId: id.nullable(),
    sourceId: id.nullable(),
    /** This urgent, or more. */
    atLeast: priority.nullable(),
    /** Not at once, but from so many alerts on that belong together, within so many minutes. */
    afterAlerts: z.int().min(1).max(1000),
    withinMinutes: minutes.min(1),
    /** Only when nobody has answered it for so long; 0: at once. */
    unacknowledgedMinutes: minutes.min(0),
  }),
  /** `join`: into an incident that is under way; where there is none the next rule is asked. */
  does: z.enum(['declare', 'join']),
  /** Alerts belong together where these labels are equal; none: where their service is. */
  groupLabels: z.array(labelName).max(8),
  declares: z
    .object({
      title: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .refine(
          (title) => unknownIn(title).length === 0,
          'Use {summary}, {service}, {priority}, {count} or {labels.name}',
        ),
      /** Null: that of the alert. */
      priority: priority.nullable(),
      isPrivate: z.boolean(),
      calls: z.enum(['nobody', 'on_call', 'policy']),
      policyId: id.nullable(),
      /** More than so many an hour it does not declare; the log says so, and pages go on as ever. */
      mostPerHour: z.int().min(1).max(100),
    })
    .refine(({ calls, policyId }) => (calls === 'policy') === (policyId !== null), {
      path: ['policyId'],
      error: 'Choose the policy whose people are called',
    }),
  isEnabled: z.boolean(),
})
export type IncidentRule = z.output<typeof IncidentRule>
