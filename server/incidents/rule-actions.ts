// What people do with the rules by which alerts become incidents: read, write, and try one on what came in before.
import { isDeepStrictEqual } from 'node:util'
import type * as z from 'zod'
import { readyRules } from '../../domain/incidents/declaring.ts'
import { rehearse } from '../../domain/incidents/rehearsal.ts'
import type { IncidentRule } from '../../domain/incidents/rule.ts'
import type { incidentRulesApi, WrittenIncidentRule } from '../../domain/incidents/rules-api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { idsIn, missing, teamName, versionOf } from '../team-rules.ts'
import { findPastAlerts, mostLooked } from './past-alerts.ts'
import { findIncidentRules, replaceIncidentRules } from './rule-store.ts'

type Written = z.output<typeof WrittenIncidentRule>

const daysBack = 30

export const incidentRuleActions: Actions<keyof typeof incidentRulesApi> = {
  async getIncidentRules({ db }, { teamId }) {
    await teamName(db, teamId)
    return versioned(await findIncidentRules(db, teamId))
  },

  setIncidentRules: (ctx, { teamId, rules: written, version }) =>
    commit(ctx, async (tx) => {
      // Two who write at once do it one after the other, and the second hears of the first.
      const name = await teamName(tx, teamId, true)
      const before = await findIncidentRules(tx, teamId)
      if (version !== undefined && version !== versionOf(before)) refuse('incident_rules_changed')
      const known = new Set(before.map(({ id }) => id))
      const rules = written.map((rule) => asRule(ctx, teamId, rule, known))
      await refuseUnknown(tx, rules)
      if (isDeepStrictEqual(rules, before)) return said(versioned(before), [])
      await replaceIncidentRules(tx, teamId, rules, ctx.now)
      const about = { teamId, subject: `team:${teamId}` }
      const told = entry(ctx, 'incident_rules_changed', { name, count: rules.length }, about)
      return said(versioned(rules), told, ['incidents'])
    }),

  async tryIncidentRule(ctx, { teamId, rule: written }) {
    await teamName(ctx.db, teamId)
    const rule = { ...asRule(ctx, teamId, written, new Set()), isEnabled: true }
    const alerts = await findPastAlerts(ctx.db, { teamId, days: daysBack, before: ctx.now })
    const [ready] = readyRules([rule])
    const would = rehearse(ready ?? refuse('not_found'), alerts, ctx.now)
    return {
      ...would,
      examples: [...would.examples],
      days: daysBack,
      looked: alerts.length,
      isCut: alerts.length === mostLooked,
    }
  },
}

function versioned(rules: readonly IncidentRule[]) {
  return { rules: [...rules], version: versionOf(rules) }
}

/** Those that were there keep their id, so that their incidents go on taking in what belongs to them. Each id is given once. */
function asRule(ctx: Context, teamId: string, { id: asked, ...rule }: Written, known: Set<string>): IncidentRule {
  const id = asked && known.delete(asked) ? asked : ctx.newId()
  return { id, teamId, ...rule }
}

async function refuseUnknown(tx: Db, rules: readonly IncidentRule[]): Promise<void> {
  const services = await idsIn(
    tx,
    'service',
    rules.map(({ when }) => when.serviceId),
  )
  const sources = await idsIn(
    tx,
    'source',
    rules.map(({ when }) => when.sourceId),
  )
  const policies = await idsIn(
    tx,
    'policy',
    rules.map(({ declares }) => declares.policyId),
  )
  const errors = rules.flatMap(({ when, declares }, at) => [
    ...missing(services, when.serviceId, `rules.${at}.when.serviceId`, 'There is no such service.'),
    ...missing(sources, when.sourceId, `rules.${at}.when.sourceId`, 'There is no such source.'),
    ...missing(policies, declares.policyId, `rules.${at}.declares.policyId`, 'There is no such policy.'),
  ])
  if (errors.length > 0) refuse('unknown_reference', undefined, errors)
}
