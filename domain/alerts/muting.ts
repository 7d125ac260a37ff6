// What keeps an alert from paging on purpose: silences, maintenance, and inhibition, by which a cause mutes its echoes.
// Nothing is muted for ever: each answer says until when, and the alert pages then.
import { priorityNumber } from '../paging/priority.ts'
import { earliest, isBefore, type Instant } from '../time.ts'
import { dampedUntil, returnsWithinHour, type Flapping } from './flapping.ts'
import { compile, valueOf, type Matchable, type Matches } from './matching.ts'
import type { Matcher } from './matchers.ts'
import { silenceStateAt, type MutedKind, type SilenceKind } from './silence.ts'

export const inhibitionLimits = {
  /** An echo is muted for so long at most, however long its cause stays open: then somebody looks. */
  longestHours: 4,
  /** While it is muted, so often is asked whether its cause is still open. */
  askMinutes: 1,
} as const

export type StoredSilence = {
  readonly id: string
  readonly kind: SilenceKind
  readonly teamId: string | null
  readonly matchers: readonly Matcher[]
  readonly serviceIds: readonly string[]
  readonly reason: string
  readonly startsAt: Instant
  readonly endsAt: Instant
}

export type StoredInhibition = {
  readonly id: string
  readonly name: string
  readonly teamId: string
  readonly sourceMatchers: readonly Matcher[]
  readonly targetMatchers: readonly Matcher[]
  readonly equal: readonly string[]
}

/** What may mute, with its matchers compiled. `version` is that of the roster in which any of it last changed. */
export type MutingRules = {
  readonly version: number
  readonly silences: readonly (StoredSilence & { readonly matches: Matches })[]
  readonly inhibitions: readonly (StoredInhibition & { readonly isCause: Matches; readonly isEcho: Matches })[]
}

export function compileRules(
  silences: readonly StoredSilence[],
  inhibitions: readonly StoredInhibition[],
  version: number,
): MutingRules {
  return {
    version,
    silences: silences.map((silence) => ({ ...silence, matches: compile(silence.matchers) })),
    inhibitions: inhibitions.map((rule) => ({
      ...rule,
      isCause: compile(rule.sourceMatchers),
      isEcho: compile(rule.targetMatchers),
    })),
  }
}

/** Whose alert it is. */
export type Owned = { readonly teamId: string; readonly serviceId: string | null }
export type Candidate = Matchable &
  Owned &
  Flapping & { readonly id: number; /** Since when a cause first muted it. */ readonly inhibitedAt: Instant | null }
export type Cause = Matchable & { readonly id: number }

export type Muting = {
  readonly because: {
    readonly kind: MutedKind
    readonly id: string
    readonly title: string
    /** Of an inhibition: the alert whose echo it is. */
    readonly causeId: number | null
  }
  /** The latest it can be. */
  readonly until: Instant
  /** When it is asked anew. */
  readonly askAt: Instant
}

/** Is there anything that could mute an alert at `now`? Where not, nothing of an alert need be read. */
export function mutesAnything({ silences, inhibitions }: MutingRules, now: Instant): boolean {
  return inhibitions.length > 0 || silences.some((silence) => silenceStateAt(silence, now) === 'active')
}

/**
 * May a rule mute this alert, now or in a while? Then it must not join a page unasked. Cheap, and may say yes too often: whether it
 * is muted is `whyMuted`.
 */
export function mayBeMuted(alert: Matchable & Owned, { silences, inhibitions }: MutingRules): boolean {
  return (
    silences.some((silence) => isMeantBy(alert, silence)) ||
    inhibitions.some((rule) => rule.teamId === alert.teamId && rule.isEcho(alert))
  )
}

/**
 * Why does this alert not page at `now`? Null when it does. A silence comes before an inhibition, and the one that ends last before
 * others: so it is asked again as seldom as can be. `causes` are the open alerts that match the source side of each inhibition and
 * that no inhibition mutes; `echoes` are known since to be none.
 */
export function whyMuted(
  alert: Candidate,
  { silences, inhibitions }: MutingRules,
  causes: ReadonlyMap<string, readonly Cause[]>,
  now: Instant,
  echoes: ReadonlySet<number> = new Set(),
): Muting | null {
  let last: StoredSilence | null = null
  for (const silence of silences) {
    if (silenceStateAt(silence, now) !== 'active' || !isMeantBy(alert, silence)) continue
    if (last === null || isBefore(last.endsAt, silence.endsAt)) last = silence
  }
  if (last !== null) {
    const { kind, id, reason, endsAt } = last
    return { because: { kind, id, title: reason, causeId: null }, until: endsAt, askAt: endsAt }
  }
  return inhibitedBy(alert, inhibitions, { causes, now, echoes }) ?? flappingOf(alert, now)
}

/** Comes and goes: it rings when it stays. */
function flappingOf(alert: Candidate, now: Instant): Muting | null {
  const until = dampedUntil(alert, now)
  if (until === null) return null
  const title = String(returnsWithinHour(alert.reopens, now))
  return { because: { kind: 'flapping', id: ofItself, title, causeId: null }, until, askAt: until }
}

/** Where a rule has its id, what an alert does by itself has none. */
const ofItself = '00000000-0000-0000-0000-000000000000'

function inhibitedBy(
  alert: Candidate,
  inhibitions: MutingRules['inhibitions'],
  of: {
    readonly causes: ReadonlyMap<string, readonly Cause[]>
    readonly now: Instant
    readonly echoes: ReadonlySet<number>
  },
): Muting | null {
  const { causes, now, echoes } = of
  const until = (alert.inhibitedAt ?? now).add({ hours: inhibitionLimits.longestHours })
  if (!isBefore(now, until)) return null
  for (const rule of inhibitions) {
    const cause = causeOf(alert, rule, causes.get(rule.id) ?? [], echoes)
    if (!cause) continue
    const askAt = earliest(until, now.add({ minutes: inhibitionLimits.askMinutes }))
    return { because: { kind: 'inhibition', id: rule.id, title: rule.name, causeId: cause.id }, until, askAt }
  }
  return null
}

/**
 * Which of these alerts are muted, all of them asked at once? An echo is nobody's cause, so that two never mute each other and
 * of every flood something pages.
 */
export function decideMuting(
  alerts: readonly Candidate[],
  rules: MutingRules,
  causes: ReadonlyMap<string, readonly Cause[]>,
  now: Instant,
): ReadonlyMap<number, Muting> {
  const muted = new Map<number, Muting>()
  const echoes = new Set<number>()
  const inOrder = alerts.toSorted((a, b) => priorityNumber(a.priority) - priorityNumber(b.priority) || a.id - b.id)
  for (const alert of inOrder) {
    const muting = whyMuted(alert, rules, causes, now, echoes)
    if (!muting) continue
    muted.set(alert.id, muting)
    if (muting.because.kind === 'inhibition') echoes.add(alert.id)
  }
  // Whose cause turned out to be an echo after it is asked once more; from here on echoes only become fewer.
  for (const alert of inOrder) {
    if (!echoes.has(muted.get(alert.id)?.because.causeId ?? 0)) continue
    const muting = whyMuted(alert, rules, causes, now, echoes)
    if (muting) muted.set(alert.id, muting)
    else {
      muted.delete(alert.id)
      echoes.delete(alert.id)
    }
  }
  return muted
}

/** An echo's cause: never itself; and of two that could be cause and echo of each other neither is. (Alertmanager has it so, too.) */
function causeOf(
  alert: Candidate,
  rule: MutingRules['inhibitions'][number],
  causes: readonly Cause[],
  echoes: ReadonlySet<number>,
): Cause | undefined {
  if (rule.teamId !== alert.teamId || !rule.isEcho(alert)) return undefined
  const isBoth = rule.isCause(alert)
  return causes.find(
    (cause) =>
      cause.id !== alert.id &&
      !echoes.has(cause.id) &&
      !(isBoth && rule.isEcho(cause)) &&
      rule.equal.every((name) => valueOf(cause, name) === valueOf(alert, name)),
  )
}

/** Does this silence mean this alert, whenever it holds? */
export function isMeantBy(alert: Matchable & Owned, silence: MutingRules['silences'][number]): boolean {
  if (silence.teamId !== null && silence.teamId !== alert.teamId) return false
  if (silence.kind === 'maintenance') return alert.serviceId !== null && silence.serviceIds.includes(alert.serviceId)
  return silence.matches(alert)
}
