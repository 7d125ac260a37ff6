// What people's patterns find in a mail: RE2's, in time linear in the text, small, compiled once for each version of the rules.
import { RE2JS } from 're2js'
import { whyNoPattern } from '../alerts/matching.ts'
import type { Priority } from './event.ts'
import type { MailPattern, MailRules } from './mail-rules.ts'

export type Searched = { readonly subject: string; readonly body: string }
/** What was found: the whole, and its first group where the pattern has one. */
export type Found = { readonly in: MailPattern['in']; readonly whole: string; readonly group: string }
export type Search = (mail: Searched) => Found | null

export type ReadyRules = {
  readonly key: Search | null
  readonly resolves: readonly Search[]
  readonly acknowledges: readonly Search[]
  readonly priorities: readonly { readonly search: Search; readonly priority: Priority }[]
}

/** Why is this no pattern for a mail? Null when it is one. */
export function whyNoMailPattern(text: string): string | null {
  return whyNoPattern(text, largestProgram)
}

/** Are these small enough together? Each mail may have to be searched by all of them. */
export function areSmallTogether(patterns: readonly string[]): boolean {
  const sizes = patterns.map((pattern) =>
    whyNoMailPattern(pattern) === null ? RE2JS.compile(pattern).programSize() : 0,
  )
  return sizes.reduce((sum, size) => sum + size, 0) <= largestTogether
}

/** The rules with their patterns compiled. Stored rules were checked; a pattern that is none all the same finds nothing. */
export function readyRules(rules: MailRules): ReadyRules {
  const kept = ready.get(rules)
  if (kept) return kept
  const made = {
    key: rules.key ? searchFor(rules.key) : null,
    resolves: (rules.resolveWhen ?? []).map(searchFor),
    acknowledges: (rules.acknowledgeWhen ?? []).map(searchFor),
    priorities: (rules.priorities ?? []).map((each) => ({ search: searchFor(each), priority: each.priority })),
  }
  ready.set(rules, made)
  return made
}

export function firstFound(searches: readonly Search[], mail: Searched): Found | null {
  for (const search of searches) {
    const found = search(mail)
    if (found) return found
  }
  return null
}

const largestProgram = 1_000
const largestTogether = 2_000
const mostLetters = 10_000
const ready = new WeakMap<MailRules, ReadyRules>()

function searchFor(wanted: MailPattern): Search {
  if (whyNoMailPattern(wanted.pattern) !== null) return () => null
  const pattern = RE2JS.compile(wanted.pattern)
  return (mail) => {
    const matcher = pattern.matcher(searchedPart(mail[wanted.in]))
    if (!matcher.find()) return null
    const whole = matcher.group() ?? ''
    return { in: wanted.in, whole, group: matcher.groupCount() > 0 ? (matcher.group(1) ?? '') : whole }
  }
}

/** Where it is cut is no end that a pattern may ask for. */
function searchedPart(text: string): string {
  return text.length > mostLetters ? `${text.slice(0, mostLetters)}\u2026` : text
}
