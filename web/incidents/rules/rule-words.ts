import { writeMatchers } from '../../../domain/alerts/matchers.ts'
import { useLoaded } from '../../query.tsx'
import { useWords } from '../../words/words.ts'
import { wholeMatcher } from './draft.ts'
import type { Rule } from './draft.ts'

/** What a rule looks at, and what it does, each in a line. */
export function useRuleWords(): (rule: Rule) => { readonly when: string; readonly does: string } {
  const say = useWords('incidentRules')
  const services = useLoaded('listServices', {}).data?.services
  const sources = useLoaded('listSources', {}).data?.sources
  const policies = useLoaded('listPolicies', {}).data?.policies
  const whenWords = ({ when }: Rule) => {
    const { serviceId, sourceId, atLeast, matchers, afterAlerts, withinMinutes, unacknowledgedMinutes } = when
    const parts = [
      serviceId && say('when.service', { name: named(services, serviceId) }),
      sourceId && say('when.source', { name: named(sources, sourceId) }),
      atLeast && (atLeast === 'P1' ? say('when.atLeastP1') : say('when.atLeast', { priority: atLeast })),
      matchers.length > 0 && say('when.matchers', { text: writeMatchers(matchers.map(wholeMatcher)) }),
      unacknowledgedMinutes > 0 && say('when.unanswered', { minutes: unacknowledgedMinutes }),
      afterAlerts > 1 && say('when.after', { count: afterAlerts, minutes: withinMinutes }),
    ].filter((part) => typeof part === 'string')
    return parts.join(' · ') || say('when.any')
  }
  const doesWords = ({ does, groupLabels, declares }: Rule) => {
    const group =
      groupLabels.length > 0 ? say('does.sameLabels', { labels: groupLabels.join(', ') }) : say('does.sameService')
    if (does === 'join') return say('does.join', { group })
    const { priority, isPrivate, calls, policyId, mostPerHour } = declares
    return [
      say(isPrivate ? 'does.declarePrivate' : 'does.declare', { group }),
      ...(priority ? [say('does.priority', { priority })] : []),
      calls === 'policy' ? say('does.policy', { name: named(policies, policyId ?? '') }) : say(`does.${calls}`),
      say('does.limit', { count: mostPerHour }),
    ].join(' · ')
  }
  return (rule) => ({ when: whenWords(rule), does: doesWords(rule) })
}

function named(things: readonly { readonly id: string; readonly name: string }[] | undefined, id: string): string {
  return things?.find((thing) => thing.id === id)?.name ?? '…'
}
