// Which alerts a reader of Alertmanager's API asks for: `?active=false&filter=alertname="x"&receiver=shop`.
import { RE2JS } from 're2js'
import { readMatchers, type Matcher } from '../alerts/matchers.ts'
import { isTaken, whyNoPattern } from '../alerts/matching.ts'
import type { ToldAlert } from './alertmanager-alerts.ts'
import type { ForeignRequest } from './foreign.ts'
import { first } from './keys.ts'

export type Filters = { readonly passes: (alert: ToldAlert) => boolean }

/** Which alerts does this query ask for? Alertmanager's own words say what is wrong with it. */
export function readFilters(query: ForeignRequest['query']): Filters | { readonly wrong: string } {
  const said = matchersIn(query)
  if ('wrong' in said) return said
  const receiver = first(query['receiver'])
  const whyNot = receiver === '' ? null : whyNoPattern(receiver)
  if (whyNot !== null) return { wrong: `failed to parse receiver param: ${whyNot}` }
  const named = receiver === '' ? null : RE2JS.compile(receiver)
  const shows = {
    active: isAsked(query['active']),
    silenced: isAsked(query['silenced']),
    inhibited: isAsked(query['inhibited']),
  }
  return {
    passes: ({ status, labels, receivers }) => {
      if (!shows.active && status.state === 'active') return false
      if (!shows.silenced && status.silencedBy.length > 0) return false
      if (!shows.inhibited && status.inhibitedBy.length > 0) return false
      if (named && !receivers.some(({ name }) => named.testExact(name))) return false
      return said.matchers.every((matcher) => isTaken(matcher, valueOf(labels, matcher.name)))
    },
  }
}

/** The matchers of every `filter`. Those of newer clients may hold several, in braces. */
export function matchersIn(
  query: ForeignRequest['query'],
): { readonly matchers: readonly Matcher[] } | { readonly wrong: string } {
  const matchers: Matcher[] = []
  for (const text of [query['filter'] ?? []].flat()) {
    const read = readMatchers(text)
    if ('wrong' in read) return { wrong: `bad matcher format: ${text.slice(0, 200)}` }
    for (const matcher of read.matchers) {
      const whyNot = matcher.isRegex ? whyNoPattern(matcher.value) : null
      if (whyNot !== null) return { wrong: whyNot }
      matchers.push(matcher)
    }
  }
  return { matchers }
}

/** Go's forms: everything that does not say yes is no, and what is not said at all is yes. */
function isAsked(said: string | readonly string[] | undefined): boolean {
  return said === undefined || yes.has(first(said).toLowerCase())
}

function valueOf(labels: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : ''
}

const yes = new Set(['true', '1', 'yes', 'ok', 'y', 'on', 'selected', 'checked', 't', 'enabled'])
