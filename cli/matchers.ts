import type { EndpointOutput } from '../domain/api.ts'
import { readMatchers, writeMatchers, type Matcher, type MatcherFault } from '../domain/alerts/matchers.ts'
import { misused } from './trouble.ts'

const faults: Readonly<Record<MatcherFault, string>> = {
  empty: 'nothing is written',
  name_missing: 'a name is missing',
  operator_missing: 'write =, !=, =~ or !~ after the name',
  quote_open: 'a quote is not closed',
  quote_stray: 'a quote stands inside a value: put the whole value in quotes',
  comma_missing: 'put a comma between matchers',
  brace_open: 'a brace is not closed',
  too_many: 'these are too many',
}

/** Matchers as people type them: `alertname=DiskFull, instance=~"web-.*"`. */
export function matchersTyped(text: string): Matcher[] {
  const read = readMatchers(text)
  if ('matchers' in read) return [...read.matchers]
  return misused(`These are no matchers: ${faults[read.wrong]}, at character ${read.at + 1} of ${text}`)
}

/** Matchers as people type them, of an answer that leaves out what is usual. */
export function matchersText(matchers: readonly Told[]): string {
  return writeMatchers(matchers.map(({ isRegex = false, isEqual = true, ...each }) => ({ ...each, isRegex, isEqual })))
}

type Told = EndpointOutput<'listInhibitions'>['inhibitions'][number]['sourceMatchers'][number]
