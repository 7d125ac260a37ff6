import type { Plan } from '../../domain/configuration/diff.ts'
import type { Whole } from '../../domain/configuration/whole.ts'
import { serviceEvidenceActions } from '../incidents/evidence-lists.ts'
import { expertActions } from '../services/experts.ts'
import { servicesActions } from '../services/actions.ts'
import type { Stored } from './load.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Adds services, then changes them: one may need another that stands further down, in a circle too. */
export async function makeServices(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('services', plan, making, async ({ key: slug, before, after }) => {
    if (before) return
    const teamId = idOf(stored, 'teams', after.team)
    const made = await servicesActions.createService(ctx, { slug, teamId, ...textOf(after, stored), dependsOn: [] })
    stored.ids.services.set(slug, made.id)
  })
  await eachChanged('services', plan, making, async ({ key, before, after }) => {
    if (before || after.evidence.length > 0) {
      const evidence = after.evidence.map((each) => ({ ...each }))
      await serviceEvidenceActions.setServiceEvidence(ctx, { serviceId: idOf(stored, 'services', key), evidence })
    }
    const experts = after.experts.map((expert) =>
      'skill' in expert ? expert : { personId: idOf(stored, 'people', expert.person) },
    )
    await expertActions.setServiceExperts(ctx, { serviceId: idOf(stored, 'services', key), experts })
    if (!before && after.dependsOn.length === 0) return
    const dependsOn = after.dependsOn.map((each) => idOf(stored, 'services', each))
    const serviceId = idOf(stored, 'services', key)
    await servicesActions.changeService(ctx, { serviceId, ...textOf(after, stored), dependsOn })
  })
}

function textOf(service: Whole<'services'>, stored: Stored) {
  const { name, description, policy, grouping, groupBy, groupMinutes, watchMinutes, floodLimit, tier, links } = service
  return {
    name,
    description,
    policyId: idOf(stored, 'policies', policy),
    grouping,
    groupLabels: [...groupBy],
    groupMinutes,
    watchMinutes,
    floodLimit,
    tier,
    links: [...links],
  }
}
