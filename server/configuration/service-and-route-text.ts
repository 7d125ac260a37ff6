// Services and routes as a file has them.
import { writeMatchers } from '../../domain/alerts/matchers.ts'
import { compare, type RouteWhole, type Whole } from '../../domain/configuration/whole.ts'
import type { Route } from '../../domain/intake/route.ts'
import type { ListedEvidence } from '../../domain/services/evidence.ts'
import type { ServiceDetail } from '../../domain/services/service.ts'
import type { NameOf } from './names.ts'

export function serviceText(
  service: ServiceDetail,
  evidence: readonly ListedEvidence[],
  slugOf: NameOf,
): Omit<Whole<'services'>, 'experts'> {
  const { slug, name, description, teamId, policyId, grouping, groupMinutes, watchMinutes, floodLimit } = service
  return {
    slug,
    name,
    description,
    team: slugOf(teamId),
    policy: slugOf(policyId),
    grouping,
    groupBy: service.groupLabels,
    groupMinutes,
    watchMinutes,
    floodLimit,
    evidence,
    dependsOn: service.dependsOn.map(slugOf).toSorted(compare),
    tier: service.tier,
    links: service.links,
  }
}

export function routeText({ name, matchers, decides, isEnabled }: Route, slugOf: NameOf): RouteWhole {
  const { serviceId, policyId, atLeast, atMost, group } = decides
  return {
    name,
    when: writeMatchers(matchers),
    service: serviceId && slugOf(serviceId),
    policy: policyId && slugOf(policyId),
    atLeast,
    atMost,
    groupBy: group && group.labels,
    groupMinutes: group?.minutes ?? 0,
    enabled: isEnabled,
  }
}
