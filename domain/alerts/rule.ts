// Which rule of a monitor raised an alert: what its figures are kept by (docs/decisions, no action needed).

import type { Matcher } from './matchers.ts'

/** Labels in which monitors name the rule that fired, the surest first. */
export const ruleLabels = ['alertname', 'rulename', 'rule', 'monitor', 'check', 'alarm_name'] as const

export type Rule = {
  readonly name: string
  /** The label that names it, or what else does. */
  readonly by: (typeof ruleLabels)[number] | 'route' | 'key'
}

/** Longer names are cut: a key may have thousands of characters. */
export const longestRuleName = 300

/** Which rule raised this alert? The first label that names one, else the route that caught it, else its key. */
export function ruleOf(alert: {
  readonly labels: Readonly<Record<string, string>>
  readonly key: string
  /** The name of the route that catches it; null when none does. Asked only when no label names the rule. */
  readonly route: () => string | null
}): Rule {
  for (const label of ruleLabels) {
    const named = Object.hasOwn(alert.labels, label) ? alert.labels[label] : undefined
    const name = typeof named === 'string' ? cut(named) : ''
    if (name !== '') return { name, by: label }
  }
  const route = cut(alert.route() ?? '')
  return route === '' ? { name: cut(alert.key) || '-', by: 'key' } : { name: route, by: 'route' }
}

/** What matches the alerts of this rule, for a silence or a route; null where nothing does but its route. */
export function ruleMatchers(rule: {
  readonly name: string
  readonly namedBy: string
  readonly sourceSlug: string | null
}): readonly Matcher[] | null {
  const { name, namedBy, sourceSlug } = rule
  const isCut = Array.from(name).length >= longestRuleName
  if (isCut || namedBy === 'route') return null
  const source = sourceSlug === null ? [] : [equals('baton_source', sourceSlug)]
  return [equals(namedBy === 'key' ? 'baton_key' : namedBy, name), ...source]
}

function equals(name: string, value: string): Matcher {
  return { name, value, isRegex: false, isEqual: true }
}

/** Without what no screen shows and no database takes. */
function cut(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cs}]+/gu, ' ').trim()
  return Array.from(shown.slice(0, 2 * longestRuleName))
    .slice(0, longestRuleName)
    .join('')
    .replaceAll(/\p{Cs}/gu, '')
    .trim()
}
