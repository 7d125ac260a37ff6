// What matchers match. Patterns are RE2's, anchored at both ends, in time linear in the text: people write them.
import { RE2JS } from 're2js'
import type { PriorityName } from '../paging/priority.ts'
import type { AlertField, Matcher } from './matchers.ts'

/** What can be matched of an alert. */
export type Matchable = {
  readonly labels: Readonly<Record<string, string>>
  /** The short names of its service and its source; null where it has none. */
  readonly service: string | null
  readonly source: string | null
  readonly summary: string
  readonly priority: PriorityName
  readonly key: string
}

export type Matches = (alert: Matchable) => boolean

/**
 * Do all of these matchers match? Compiled once, asked often. What an alert does not have counts as empty, as Alertmanager has
 * it: `team!="db"` matches an alert without a team. Throws when a pattern is none: `whyNoPattern` is asked before.
 */
export function compile(matchers: readonly Matcher[]): Matches {
  const each = matchers.map(compileOne)
  return (alert) => each.every((matches) => matches(alert))
}

/** Why is this no pattern that RE2 knows? Null when it is one. Its size is bounded, by RE2 and by us. */
export function whyNoPattern(value: string, largest = largestProgram): string | null {
  if (repeatsIn(value) > mostRepeats) return 'it is too large'
  try {
    return RE2JS.compile(value).programSize() > largest ? 'it is too large' : null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const largestProgram = 10_000
const mostRepeats = 2_000

/** How often do its counted repeats, `{n}`, repeat? Each is written out before the size is known, which may take seconds. */
function repeatsIn(value: string): number {
  let repeats = 0
  for (const [, least, most] of value.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/g))
    repeats += Math.max(Number(least), Number(most ?? 0))
  return repeats
}

/** Would these matchers take every alert there is? Then none of them asks for anything. (Alertmanager refuses such, too.) */
export function matchesEverything(matchers: readonly Matcher[]): boolean {
  return matchers.every((matcher) => isTaken(matcher, ''))
}

/** Does this one matcher take this value? Its pattern is compiled when it is first asked. */
export function isTaken(matcher: Matcher, value: string): boolean {
  const takes = takers.get(matcher) ?? valueTaker(matcher)
  takers.set(matcher, takes)
  return takes(value)
}

const takers = new WeakMap<Matcher, (text: string) => boolean>()

function compileOne(matcher: Matcher): Matches {
  const takes = valueTaker(matcher)
  return (alert) => takes(valueOf(alert, matcher.name))
}

/** What does this alert say under this name, a label's or one of its own? Empty where it says nothing. */
export function valueOf(alert: Matchable, name: string): string {
  const field = fields.get(name)
  if (field) return field(alert)
  return Object.hasOwn(alert.labels, name) ? (alert.labels[name] ?? '') : ''
}

function valueTaker({ value, isRegex, isEqual }: Matcher): (text: string) => boolean {
  if (!isRegex) return (text) => (text === value) === isEqual
  const pattern = RE2JS.compile(value)
  return (text) => pattern.testExact(text) === isEqual
}

const fields: ReadonlyMap<string, (alert: Matchable) => string> = new Map<AlertField, (alert: Matchable) => string>([
  ['baton_service', ({ service }) => service ?? ''],
  ['baton_source', ({ source }) => source ?? ''],
  ['baton_summary', ({ summary }) => summary],
  ['baton_priority', ({ priority }) => priority],
  ['baton_key', ({ key }) => key],
])
