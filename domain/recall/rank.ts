// Which past cases are like what is happening now? Same key first, then the words, by how rare they are; never cut by age.
import type { Instant } from '../time.ts'
import { markOf, signs } from './marks.ts'
import { sayingsOf, type Saying } from './terms.ts'

/** What happens now. */
export type Asked = {
  readonly title: string
  /** The rest of what is known of it: what is wrong, its labels. Counts for less than the title. */
  readonly details: string
  readonly serviceIds: readonly string[]
  /** Of the alerts it is about: under which key their source knows them, and which rule raised them. */
  readonly alerts: readonly { readonly sourceId: string | null; readonly key: string; readonly rule: string | null }[]
}

/** What is known of a past case when it is ranked. */
export type Candidate = {
  readonly id: number
  readonly marks: ReadonlySet<number>
  readonly isVerified: boolean
  readonly helped: number
  readonly didNot: number
  readonly at: Instant
}

/** In how many of all cases a term occurs. */
export type Frequencies = { readonly total: number; readonly of: (mark: number) => number }

export type Because = {
  readonly key: boolean
  readonly rule: boolean
  readonly service: boolean
  /** As they were asked, what says most first. */
  readonly words: readonly string[]
}

export type Hit = { readonly id: number; readonly score: number; readonly because: Because }

const detailsWorth = 0.75
/** So much of what is said must be found; less where the service is the same. */
const leastCoverage = 0.2
const leastCoverageInService = 0.16
/** One thing alone, with words that say little, must be so much more of it. */
const aloneWants = 1.4
/** One common word is no likeness. */
const leastEvidence = 3.5
const leastOfRarest = 0.7
const mostWords = 6

/**
 * The past cases that are like this, the likest first; none where nothing is. `share`: how much less of what is said must be found, as in a
 * runbook, which knows nothing of tonight.
 */
export function rankCases(
  asked: Asked,
  candidates: readonly Candidate[],
  frequencies: Frequencies,
  most: number,
  share = 1,
): readonly Hit[] {
  const question = { ...weigh(asked, frequencies), ...marksOf(asked), share }
  const at = new Map(candidates.map((one) => [one.id, one.at]))
  return candidates
    .flatMap((candidate) => hitOf(candidate, question) ?? [])
    .toSorted((a, b) => b.score - a.score || newerFirst(at.get(a.id), at.get(b.id)) || b.id - a.id)
    .slice(0, most)
}

type Weight = { readonly mark: number; readonly gain: number; readonly isAside?: boolean | undefined }
type Weighed = {
  readonly sayings: readonly {
    readonly saying: Saying
    readonly ways: readonly Weight[]
    readonly pairs: readonly Weight[]
  }[]
  /** What a case would have that says all of it. */
  readonly whole: number
  /** So much must be found at least: where little was learnt yet, nothing is rare. */
  readonly evidence: number
}

/** The things that are said, with what each way of finding one is worth among these cases. */
export function weigh(asked: Pick<Asked, 'title' | 'details'>, { total, of }: Frequencies): Weighed {
  const among = Math.max(total, leastTotal)
  const rarity = (count: number) => Math.log(1 + (among - count + 0.5) / (count + 0.5))
  const rarest = rarity(0)
  const weight = (term: string, worth: number) => {
    const mark = markOf(term)
    const count = of(mark)
    return { mark, gain: worth * rarity(Math.min(count, among)), isHeard: count > 0 }
  }
  let whole = 0
  const used = new Set<number>()
  const weighOne = (saying: Saying, worth: number) => {
    const ways = evened(
      saying.ways.map((way) => ({ ...weight(way.term, worth * way.worth), term: way.term, isAside: way.isAside })),
    )
    const pairs = saying.pairs.map((term) => weight(term, (worth * pairsWorth) / saying.pairs.length))
    const heard = bestOf(
      ways.filter(({ isHeard }) => isHeard),
      used,
    )
    if (heard) used.add(heard.mark)
    const inPairs = pairs.reduce((sum, { gain, isHeard }) => (isHeard ? sum + gain : sum), 0)
    // What no case has ever said counts against all of them, but less than what some have.
    whole += heard || inPairs > 0 ? Math.max(inPairs, heard?.gain ?? 0) : worth * rarest * unheardWorth
    return { saying, ways, pairs }
  }
  const title = sayingsOf(asked.title)
  const known = new Set(title.map(firstWay))
  const details = sayingsOf(asked.details).filter((saying) => !known.has(firstWay(saying)))
  const sayings = [
    ...title.map((saying) => weighOne(saying, 1)),
    ...details.map((saying) => weighOne(saying, detailsWorth)),
  ]
  return { sayings, whole, evidence: Math.min(leastEvidence, rarest * leastOfRarest) }
}

/** What is said again in other words is found again, and says little more. */
function bestOf(
  ways: readonly Weight[],
  used: ReadonlySet<number>,
): (Weight & { readonly isSaidBefore: boolean }) | null {
  let best: (Weight & { readonly isSaidBefore: boolean }) | null = null
  for (const { mark, gain } of ways) {
    const isSaidBefore = used.has(mark)
    const now = isSaidBefore ? gain * repeatedWorth : gain
    if (best === null || now > best.gain) best = { mark, gain: now, isSaidBefore }
  }
  return best
}

/** The word itself says hardly more than what it means, however rare it is to call it so. */
function evened<T extends Weight & { readonly term: string }>(ways: readonly T[]): readonly T[] {
  const meant = Math.max(...ways.filter(({ term }) => term.startsWith('~')).map(({ gain }) => gain))
  const most = Number.isFinite(meant) ? meant * mostOverMeaning : Infinity
  return ways.map((way) => (way.term.startsWith('=') && way.gain > most ? { ...way, gain: most } : way))
}

const mostOverMeaning = 1.8

function firstWay({ ways, shown }: Saying): string {
  return ways[0]?.term ?? shown
}

const leastTotal = 20
const pairsWorth = 0.7
const repeatedWorth = 0.25
const unheardWorth = 0.5

type Marks = {
  readonly keys: readonly number[]
  readonly rules: readonly number[]
  readonly services: readonly number[]
}

/** By which numbers a case with the same key, rule or service is known. */
export function marksOf({ alerts, serviceIds }: Pick<Asked, 'alerts' | 'serviceIds'>): Marks {
  return {
    keys: alerts.map(({ sourceId, key }) => markOf(signs.key(sourceId, key))),
    rules: alerts.flatMap(({ sourceId, rule }) => (rule === null ? [] : markOf(signs.rule(sourceId, rule)))),
    services: serviceIds.map((id) => markOf(signs.service(id))),
  }
}

function hitOf(
  candidate: Candidate,
  { sayings, whole, evidence, keys, rules, services, share }: Weighed & Marks & { readonly share: number },
): Hit | null {
  const { marks } = candidate
  let sum = 0
  const found: { shown: string; gain: number; isVague: boolean; isSaidBefore: boolean }[] = []
  const used = new Set<number>()
  for (const { saying, ways, pairs } of sayings) {
    let inPairs = 0
    for (const pair of pairs) if (marks.has(pair.mark)) inPairs += pair.gain
    const best = bestOf(
      ways.filter(({ mark }) => marks.has(mark)),
      used,
    )
    if (best && best.gain >= inPairs) used.add(best.mark)
    const gain = Math.max(best?.gain ?? 0, inPairs)
    if (gain === 0) continue
    sum += gain
    const isSaidBefore = best !== null && best.gain >= inPairs && best.isSaidBefore
    found.push({ shown: saying.shown, gain, isVague: isSaidBefore || (saying.isVague ?? false), isSaidBefore })
  }
  const key = keys.some((mark) => marks.has(mark))
  const rule = rules.some((mark) => marks.has(mark))
  const service = services.some((mark) => marks.has(mark))
  const coverage = whole === 0 ? 0 : sum / whole
  const least = share * (service ? leastCoverageInService : leastCoverage)
  const solid = found.filter(({ isVague }) => !isVague).length
  const saysMuch = solid > 0 && (service || found.filter(({ isSaidBefore }) => !isSaidBefore).length > 1)
  const isAlike = coverage >= (solid > 1 ? least : least * aloneWants) && sum >= share * evidence && saysMuch
  if (!key && !rule && !isAlike) return null
  const likeness = lengthened(coverage, marks.size) * (service ? serviceWorth : 1) * trust(candidate)
  const score = (key ? keyWorth : 0) + (rule ? ruleWorth : 0) + likeness
  const words = found.toSorted((a, b) => b.gain - a.gain).map(({ shown }) => shown)
  return { id: candidate.id, score, because: { key, rule, service, words: [...new Set(words)].slice(0, mostWords) } }
}

/** More than any likeness of words, so that what comes back under its key stands first. */
const keyWorth = 3
const ruleWorth = 0.5
const serviceWorth = 1.3

/** A long text has a little of everything. */
function lengthened(coverage: number, length: number): number {
  return coverage / (1 + Math.max(0, length - usualLength) / (4 * usualLength))
}

const usualLength = 40

/** What was seen to be mended is worth more, and so is what helped others; what did not help sinks. */
function trust({ isVerified, helped, didNot }: Candidate): number {
  const votes = Math.max(-3, Math.min(3, helped - 1.5 * didNot))
  return (isVerified ? 1.12 : 1) * (1 + 0.1 * votes)
}

function newerFirst(a: Instant | undefined, b: Instant | undefined): number {
  return a && b ? Temporal.Instant.compare(b, a) : 0
}
