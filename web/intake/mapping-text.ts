// A mapping as a form holds it: rules one by one, lists and pairs as lines of text.
import { priorities } from '../../domain/paging/priority.ts'
import { parsePath, parseRule } from '../../domain/intake/mapping-rule.ts'
import type { EndpointOutput } from '../api.ts'

export type Mapping = NonNullable<EndpointOutput<'getSource'>['source']['mapping']>

/** The rules that are one value each, in the order of the form. */
export const ruleFields = ['key', 'summary', 'severity', 'status', 'from', 'startsAt', 'groupKey'] as const
export type RuleField = (typeof ruleFields)[number]

export type MappingText = Readonly<Record<RuleField | 'each', string>> & {
  /** `host: $.labels.host`, one a line. */
  readonly labels: string
  /** `$.url`, or `Runbook: $.runbook`, one a line. */
  readonly links: string
  /** Words divided by commas. */
  readonly resolveWhen: string
  readonly acknowledgeWhen: string
  /** `Disaster: P1`, one a line. */
  readonly priorities: string
}
export type MappingField = keyof MappingText
export type MappingFault = 'not_a_path' | 'not_a_rule' | 'not_a_pair' | 'not_a_priority'

export function textOf(mapping: Mapping | null): MappingText {
  const { labels = {}, links = [], priorities = {} } = mapping ?? {}
  const rule = (field: RuleField | 'each') => mapping?.[field] ?? ''
  return {
    each: rule('each'),
    key: rule('key'),
    summary: rule('summary'),
    severity: rule('severity'),
    status: rule('status'),
    from: rule('from'),
    startsAt: rule('startsAt'),
    groupKey: rule('groupKey'),
    labels: pairsText(labels),
    links: links.map(({ href, text }) => (text === undefined ? href : `${text}: ${href}`)).join('\n'),
    resolveWhen: (mapping?.resolveWhen ?? []).join(', '),
    acknowledgeWhen: (mapping?.acknowledgeWhen ?? []).join(', '),
    priorities: pairsText(priorities),
  }
}

/** The mapping that the text says; null when nothing is written at all. */
export function mappingOf(text: MappingText): Mapping | null {
  const rules = [...ruleFields, 'each' as const].map((field) => [field, text[field].trim()] as const)
  const links = linesOf(text.links).map(linkOf)
  const labels = Object.fromEntries(linesOf(text.labels).flatMap(pairOf))
  const priorities = Object.fromEntries(linesOf(text.priorities).flatMap(pairOf).flatMap(asPriority))
  const resolveWhen = wordsOf(text.resolveWhen)
  const acknowledgeWhen = wordsOf(text.acknowledgeWhen)
  const mapping: Mapping = {
    ...Object.fromEntries(rules.filter(([, rule]) => rule !== '')),
    ...(Object.keys(labels).length > 0 ? { labels } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(resolveWhen.length > 0 ? { resolveWhen } : {}),
    ...(acknowledgeWhen.length > 0 ? { acknowledgeWhen } : {}),
    ...(Object.keys(priorities).length > 0 ? { priorities } : {}),
  }
  return Object.keys(mapping).length > 0 ? mapping : null
}

/** What is not well formed, by field. */
export function faultsOf(text: MappingText): Partial<Record<MappingField, MappingFault>> {
  const faults: Partial<Record<MappingField, MappingFault>> = {}
  const each = text.each.trim()
  if (each !== '' && (!each.startsWith('$') || parsePath(each) === null)) faults.each = 'not_a_path'
  for (const field of ruleFields) if (!isRule(text[field])) faults[field] = 'not_a_rule'
  const labels = linesOf(text.labels)
  if (labels.some((line) => pairOf(line).length === 0)) faults.labels = 'not_a_pair'
  else if (labels.flatMap(pairOf).some(([, rule]) => !isRule(rule))) faults.labels = 'not_a_rule'
  if (linesOf(text.links).some((line) => !isRule(linkOf(line).href))) faults.links = 'not_a_rule'
  const priorities = linesOf(text.priorities)
  if (priorities.some((line) => pairOf(line).flatMap(asPriority).length === 0)) faults.priorities = 'not_a_priority'
  return faults
}

/** In the order of the form. */
export const mappingFields = [
  ...ruleFields,
  'each',
  'labels',
  'links',
  'priorities',
  'resolveWhen',
  'acknowledgeWhen',
] as const satisfies readonly MappingField[]

/** What saving would change, field by field; blank space around counts for nothing. */
export function changedFields(before: MappingText, after: MappingText) {
  return mappingFields
    .map((field) => ({ field, before: before[field].trim(), after: after[field].trim() }))
    .filter((each) => each.before !== each.after)
}

function isRule(rule: string): boolean {
  return rule.trim() === '' || parseRule(rule.trim()) !== null
}

function pairsText(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

/** `name: value`, cut at the first colon with a space after it, else at the first; nothing when one of them is missing. */
function pairOf(line: string): readonly (readonly [string, string])[] {
  const spaced = line.search(/:\s/)
  const colon = spaced > 0 ? spaced : line.indexOf(':')
  const name = line.slice(0, colon).trim()
  const value = line.slice(colon + 1).trim()
  return colon > 0 && name !== '' && value !== '' ? [[name, value]] : []
}

/** A link may carry its words before a colon; the colon of `https:` is not one of those. */
function linkOf(line: string): { href: string; text?: string } {
  const found = /^([^:$][^:]*):\s+(\S.*)$/.exec(line)
  return found?.[1] && found[2] ? { text: found[1].trim(), href: found[2] } : { href: line }
}

function asPriority([word, priority]: readonly [string, string]) {
  const known = priorities.find((each) => each === priority.toUpperCase())
  return known ? [[word, known] as const] : []
}
