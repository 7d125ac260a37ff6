import { mostMatchers, readMatchers, writeMatchers } from '../../domain/alerts/matchers.ts'
import type { Matcher, MatcherFault } from '../../domain/alerts/matchers.ts'

export const emptyMatcher: Matcher = { name: '', value: '', isRegex: false, isEqual: true }

/** Which matchers does this alert or event meet? One for each label; what has none is told by its key. */
export function matchersFor({ key, labels }: Labelled): Matcher[] {
  const said = Object.entries(labels).filter(([, value]) => value !== '')
  const asked = said.length > 0 ? said.slice(0, mostMatchers) : [['baton_key', key] as const]
  return asked.map(([name, value]) => ({ ...emptyMatcher, name, value }))
}

type Labelled = { readonly key: string; readonly labels: Readonly<Record<string, string>> }

/** Which matchers does a text hold, pasted or of an address? Null when it cannot be read as matchers. */
export function matchersIn(text: string): readonly Matcher[] | null {
  const read = readMatchers(text)
  return 'wrong' in read ? null : read.matchers
}

/** A matcher while it is written. `id` tells it from others that say the same. */
export type Draft = Matcher & { readonly id: number }

export const operators = ['=', '!=', '=~', '!~'] as const
export type Operator = (typeof operators)[number]

/** By which word is each operator told? */
export const operatorWords = { '=': 'is', '!=': 'isNot', '=~': 'fits', '!~': 'fitsNot' } as const satisfies Record<
  Operator,
  string
>

export function operatorOf({ isRegex, isEqual }: Pick<Matcher, 'isRegex' | 'isEqual'>): Operator {
  if (isRegex) return isEqual ? '=~' : '!~'
  return isEqual ? '=' : '!='
}

export function withOperator<M extends Matcher>(matcher: M, operator: Operator): M {
  return { ...matcher, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') }
}

let made = 0

export function draftOf(matcher: Partial<Matcher> = {}): Draft {
  return { ...emptyMatcher, ...matcher, id: made++ }
}

/** One matcher for each label of an alert; what has none is told by its key. */
export function draftsOfAlert(alert: Labelled): Draft[] {
  return matchersFor(alert).map(draftOf)
}

/** Drafts of what an address says; none where it says nothing that can be read. */
export function draftsOfText(text: string): Draft[] {
  return (matchersIn(text) ?? []).map(draftOf)
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

export function textOf(drafts: readonly Draft[]): string {
  const matchers = matchersOf(drafts)
  return matchers.length === 0 ? '' : `{${writeMatchers(matchers)}}`
}
