// Silences as Alertmanager's API has them (contracts 6): posted, told, listed, and changed by posting them again.
import { isTaken, matchesEverything, whyNoPattern } from '../alerts/matching.ts'
import { longestMatcherText, mostMatchers, type Matcher } from '../alerts/matchers.ts'
import type { SilenceKind, SilenceState } from '../alerts/silence.ts'
import { isBefore, type Instant } from '../time.ts'
import { wireTime } from './alertmanager-alerts.ts'
import { isObject, own, readBody, type Raw } from './json.ts'
import { cutTo, storable } from './text.ts'
import { momentOf } from './timestamps.ts'

export type PostedSilence = {
  /** The one it changes. */
  readonly id: string | null
  readonly matchers: readonly Matcher[]
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly createdBy: string
  readonly comment: string
}

/** What a posted silence asks for, or in Alertmanager's words why it cannot be. One that began in the past begins now. */
export function readSilence(raw: Raw, now: Instant): PostedSilence | { readonly wrong: string } {
  const body = readBody(raw, 'exact')
  if ('unreadable' in body || !isObject(body.value)) return { wrong: 'the body must be a JSON object: a silence' }
  const sent = body.value
  const matchers = readMatchers(own(sent, 'matchers'))
  if ('wrong' in matchers) return matchers
  const starts = momentOf(own(sent, 'startsAt'), [])
  const ends = momentOf(own(sent, 'endsAt'), [])
  if (!ends) return { wrong: 'endsAt in body is required' }
  const endsAt = Temporal.Instant.from(ends.text)
  const asked = starts ? Temporal.Instant.from(starts.text) : now
  if (!isBefore(asked, endsAt)) return { wrong: 'Failed to create silence: start time must be before end time' }
  if (!isBefore(now, endsAt)) return { wrong: "Failed to create silence: end time can't be in the past" }
  return {
    id: textOf(own(sent, 'id')) || null,
    matchers: matchers.matchers,
    startsAt: isBefore(asked, now) ? now : asked,
    endsAt,
    createdBy: cutTo(mostAuthor, textOf(own(sent, 'createdBy')).trim(), [], 'text_repaired'),
    comment: cutTo(mostReason, textOf(own(sent, 'comment')).trim(), [], 'text_repaired'),
  }
}

/** A silence as Baton keeps it. */
export type KeptSilence = {
  readonly id: string
  readonly kind: SilenceKind
  readonly state: SilenceState
  readonly matchers: readonly Matcher[]
  /** Short names of the services of a maintenance. */
  readonly services: readonly string[]
  readonly author: string
  readonly reason: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly changedAt: Instant
}

export type ToldSilence = {
  readonly id: string
  readonly status: { readonly state: SilenceState }
  readonly updatedAt: string
  readonly comment: string
  readonly createdBy: string
  readonly endsAt: string
  readonly matchers: readonly Matcher[]
  readonly startsAt: string
}

/** A silence in Alertmanager's words, for who reads with the key of a source: as it was posted, without the matcher of that source. */
export function toldSilence(kept: KeptSilence, source: string): ToldSilence {
  return {
    id: kept.id,
    status: { state: kept.state },
    updatedAt: wireTime(kept.changedAt),
    comment: kept.reason,
    createdBy: kept.author,
    endsAt: wireTime(kept.endsAt),
    matchers: matchersTold(kept, source),
    startsAt: wireTime(kept.startsAt),
  }
}

/** What keeps a silence that came with the key of a source to the alerts of that source. */
export function withinSource(matchers: readonly Matcher[], source: string): Matcher[] {
  return [...matchers.filter((matcher) => !isOfSource(matcher, source)), ofSource(source)]
}

/** Was it made with the key of this source, or just like that? Only such can be changed with the key. */
export function isWithinSource(kept: Pick<KeptSilence, 'kind' | 'matchers'>, source: string): boolean {
  return kept.kind === 'silence' && kept.matchers.some((matcher) => isOfSource(matcher, source))
}

/**
 * Can this silence be changed into what was posted with its id, and stay the same one? Otherwise it ends, and another begins:
 * what it mutes, and when it began, are what it is.
 */
export function isSameSilence(kept: KeptSilence, posted: PostedSilence, source: string): boolean {
  if (kept.state === 'expired' || !isWithinSource(kept, source)) return false
  return allOf(kept.matchers) === allOf(withinSource(posted.matchers, source))
}

/** Do the matchers of a silence meet this filter? As `amtool silence query` asks: by their names and values, not by alerts. */
export function meetsFilter(silence: ToldSilence, filter: readonly Matcher[]): boolean {
  const said = new Map(silence.matchers.map(({ name, value }) => [name, value]))
  return filter.every((matcher) => {
    // An empty value asks whether the silence names the label at all.
    if (matcher.value === '') return said.has(matcher.name) !== matcher.isEqual
    return isTaken(matcher, said.get(matcher.name) ?? '')
  })
}

/** What mutes now first and what ends next before others; then what is to come; then what is over, the newest first. */
export function inOrderOfSilences(a: ToldSilence, b: ToldSilence): number {
  const byState = order[a.status.state] - order[b.status.state]
  if (byState !== 0) return byState
  switch (a.status.state) {
    case 'active':
      return compare(a.endsAt, b.endsAt)
    case 'pending':
      return compare(a.startsAt, b.startsAt)
    case 'expired':
      return compare(b.endsAt, a.endsAt)
  }
}

function readMatchers(sent: unknown): { readonly matchers: readonly Matcher[] } | { readonly wrong: string } {
  if (!Array.isArray(sent) || sent.length === 0) return { wrong: 'matchers in body should have at least 1 items' }
  // One place is kept for the matcher of the source.
  if (sent.length >= mostMatchers) return { wrong: `matchers in body should have at most ${mostMatchers - 1} items` }
  const matchers: Matcher[] = []
  for (const [nth, each] of sent.entries()) {
    const name = isObject(each) ? textOf(own(each, 'name')) : ''
    const value = isObject(each) ? textOf(own(each, 'value')) : ''
    if (!isObject(each) || name === '')
      return { wrong: `silence invalid: invalid label matcher ${nth}: invalid label name` }
    if (name.length > mostName || value.length > longestMatcherText) {
      return { wrong: `silence invalid: invalid label matcher ${nth}: too long` }
    }
    const isRegex = own(each, 'isRegex') === true
    const whyNot = isRegex ? whyNoPattern(value) : null
    if (whyNot !== null) {
      return {
        wrong: `silence invalid: invalid label matcher ${nth}: invalid regular expression "${value}": ${whyNot}`,
      }
    }
    matchers.push({ name, value, isRegex, isEqual: own(each, 'isEqual') !== false })
  }
  if (matchesEverything(matchers)) {
    return { wrong: 'silence invalid: at least one matcher must not match the empty string' }
  }
  return { matchers }
}

/** A maintenance has no matchers: its services are what it matches. */
function matchersTold(kept: KeptSilence, source: string): readonly Matcher[] {
  if (kept.kind === 'silence') return kept.matchers.filter((matcher) => !isOfSource(matcher, source))
  const isRegex = kept.services.length > 1
  return [{ name: 'baton_service', value: kept.services.join('|'), isRegex, isEqual: true }]
}

function ofSource(source: string): Matcher {
  return { name: 'baton_source', value: source, isRegex: false, isEqual: true }
}

function isOfSource({ name, value, isRegex, isEqual }: Matcher, source: string): boolean {
  return name === 'baton_source' && value === source && isEqual && !isRegex
}

/** The same text for the same matchers, in whatever order. */
function allOf(matchers: readonly Matcher[]): string {
  const each = matchers.map(({ name, value, isRegex, isEqual }) => JSON.stringify([name, value, isRegex, isEqual]))
  return JSON.stringify(each.toSorted())
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? storable(value, []) : ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const order: Readonly<Record<SilenceState, number>> = { active: 0, pending: 1, expired: 2 }
const mostName = 1024
const mostAuthor = 200
const mostReason = 2000
