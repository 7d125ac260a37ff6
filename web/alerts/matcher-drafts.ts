import { readMatchers, writeMatchers } from '../../domain/alerts/matchers.ts'
import type { Matcher, MatcherFault } from '../../domain/alerts/matchers.ts'

/** A matcher while it is written. `id` tells it from others that say the same. */
export type Draft = Matcher & { readonly id: number }

export const operators = ['=', '!=', '=~', '!~'] as const
export type Operator = (typeof operators)[number]

export function operatorOf({ isRegex, isEqual }: Pick<Matcher, 'isRegex' | 'isEqual'>): Operator {
  if (isRegex) return isEqual ? '=~' : '!~'
  return isEqual ? '=' : '!='
}

export function withOperator(draft: Draft, operator: Operator): Draft {
  return { ...draft, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') }
}

let made = 0

export function draftOf(matcher: Partial<Matcher> = {}): Draft {
  return { name: '', value: '', isRegex: false, isEqual: true, ...matcher, id: made++ }
}

/** One matcher for each label of an alert; what has none is told by its key. */
export function draftsOfAlert(alert: {
  readonly labels: Readonly<Record<string, string>>
  readonly key: string
}): Draft[] {
  const labels = Object.entries(alert.labels).filter(([, value]) => value !== '')
  const said = labels.length > 0 ? labels : [['baton_key', alert.key] as const]
  return said.map(([name, value]) => draftOf({ name, value }))
}

/** Drafts of what an address says; none where it says nothing that can be read. */
export function draftsOfText(text: string): Draft[] {
  const read = text === '' ? null : readMatchers(text)
  return read && 'matchers' in read ? read.matchers.map(draftOf) : []
}

/** What is meant by the drafts: those that nobody has begun to write are left out. */
export function matchersOf(drafts: readonly Draft[]): Matcher[] {
  return drafts
    .filter(({ name, value }) => name.trim() !== '' || value !== '')
    .map(({ name, value, isRegex, isEqual }) => ({ name: name.trim(), value, isRegex, isEqual }))
}

/** Why can these not be sent yet? Null when they can. */
export function whyNotMatchers(matchers: readonly Matcher[]): 'none' | 'nameless' | null {
  if (matchers.length === 0) return 'none'
  return matchers.some(({ name }) => name === '') ? 'nameless' : null
}

export type TextRead = { readonly drafts: readonly Draft[] } | { readonly wrong: MatcherFault }

/** The matchers of a text as Alertmanager writes them, `{alertname="x",env=~"prod.*"}`. */
export function draftsIn(text: string): TextRead {
  const read = readMatchers(text)
  return 'wrong' in read ? { wrong: read.wrong } : { drafts: read.matchers.map(draftOf) }
}

/** Pasted into the field of a name: is it whole matchers rather than a name? */
export function pasted(text: string): readonly Draft[] | null {
  const read = draftsIn(text)
  return 'drafts' in read ? read.drafts : null
}

export function textOf(drafts: readonly Draft[]): string {
  const matchers = matchersOf(drafts)
  return matchers.length === 0 ? '' : `{${writeMatchers(matchers)}}`
}
