// The rules of a team by which alerts become incidents, and what one of them would have done.
import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { IncidentRule } from './rule.ts'

/** As somebody writes it: new ones without an id, and what they leave out as usual. */
export const WrittenIncidentRule = IncidentRule.omit({ id: true, teamId: true, isEnabled: true }).extend({
  id: id.optional(),
  isEnabled: z.boolean().default(true),
})

const OfTeam = z.object({ teamId: id })

export const incidentRulesApi = {
  getIncidentRules: endpoint({
    method: 'GET',
    path: '/api/teams/:teamId/incident-rules',
    does: 'By which rules do alerts of this team become incidents, in order?',
    permission: 'incidents.read',
    of: 'team',
    input: OfTeam,
    output: z.object({
      rules: z.array(IncidentRule),
      /** Of what is in force; a change names it, so that nobody overwrites what another has just written. */
      version: z.string(),
    }),
    errors: ['not_found'],
  }),
  setIncidentRules: endpoint({
    method: 'PUT',
    path: '/api/teams/:teamId/incident-rules',
    does: 'Put these rules in the place of the team’s, in this order; the first that matches an alert decides. They look at what opens from now on.',
    permission: 'incidents.manage',
    of: 'team',
    input: OfTeam.extend({ rules: z.array(WrittenIncidentRule).max(50), version: z.string().optional() }),
    output: z.object({ rules: z.array(IncidentRule), version: z.string() }),
    errors: ['not_found', 'unknown_reference', 'incident_rules_changed'],
  }),
  tryIncidentRule: endpoint({
    method: 'POST',
    path: '/api/teams/:teamId/incident-rules/trial',
    does: 'What would this rule alone have done in the last 30 days? Changes nothing.',
    permission: 'incidents.read',
    of: 'team',
    input: OfTeam.extend({ rule: WrittenIncidentRule }),
    output: z.object({
      days: z.int(),
      /** Alerts of the team that were looked through: the newest, when there were more. */
      looked: z.int(),
      isCut: z.boolean(),
      /** Of those, how many the rule means. */
      meant: z.int(),
      /** Which were muted, or waited for an answer or for others in vain. */
      passed: z.int(),
      /** Incidents that it would have declared; with `join`: that alerts would have joined. */
      incidents: z.int(),
      /** How often it would have held back because of its limit. */
      limited: z.int(),
      /** The newest of them. */
      examples: z.array(z.object({ at: instant, title: z.string(), priority, alerts: z.int(), alertId: number })),
    }),
    errors: ['not_found'],
  }),
}
