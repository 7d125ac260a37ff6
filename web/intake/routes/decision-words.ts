import { useLoaded } from '../../query.tsx'
import { useWords } from '../../words/words.ts'
import type { RouteDraft } from './draft.ts'

type Decides = Pick<RouteDraft, 'serviceId' | 'policyId' | 'atLeast' | 'atMost' | 'group'>

/** What a route does, in a line: `to Database, by Nights, at least P2, one page by cluster`. */
export function useDecisionWords(): (route: Decides) => string {
  const say = useWords('routes')
  const nameOf = useNames()
  return ({ serviceId, policyId, atLeast, atMost, group }) => {
    const parts = [
      serviceId === null ? null : say('does.service', { name: nameOf.service(serviceId) }),
      policyId === null ? null : say('does.policy', { name: nameOf.policy(policyId) }),
      atLeast && say('does.atLeast', { priority: atLeast }),
      atMost && say('does.atMost', { priority: atMost }),
      group && (group.labels.length > 0 ? say('does.group', { labels: group.labels.join(', ') }) : say('does.onePage')),
    ].filter((part) => part !== null)
    return parts.join(' · ') || say('does.nothing')
  }
}

/** Names of services and policies by their ids. */
export function useNames() {
  const say = useWords('routes')
  const services = useLoaded('listServices', {}).data?.services
  const policies = useLoaded('listPolicies', {}).data?.policies
  const named = (things: readonly { readonly id: string; readonly name: string }[] | undefined) => (id: string) =>
    things ? (things.find((thing) => thing.id === id)?.name ?? say('gone')) : '…'
  return { service: named(services), policy: named(policies) }
}
