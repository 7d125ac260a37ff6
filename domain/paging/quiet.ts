// Quiet hours: somebody sleeps, and what rings waits until they end. What is merely read comes at once.
import { hoursAt, type HoursInZone } from '../schedules/hours-in-zone.ts'
import type { Span } from '../spans.ts'
import { earliest, isBefore, latest, type Instant } from '../time.ts'
import { doesRing, doesWake } from './channels.ts'
import type { Reason } from './page.ts'
import { asPriority, type PriorityName } from './priority.ts'
import { startingNow, type Reached, type Way } from './rules.ts'

export type Quiet = { readonly hours: HoursInZone; readonly priorities: readonly PriorityName[] }

/** Somebody whose every way waits for the end of their quiet hours. */
export type Asleep = { readonly personId: string; readonly until: Instant }

/** Whom a firing reaches, and whom it lets sleep. */
export type Woken = { readonly reached: readonly Reached[]; readonly asleep: readonly Asleep[] }

/**
 * Whom do quiet hours let sleep in this firing? What rings for them waits until `until`, and what does not begins at once; whoever
 * has no other way is `asleep`, and is passed, unless they are on call: theirs waits as a row that can be hurried, should whoever
 * is rung in their place fail. They give way where nobody else in the firing is rung and somebody in it is on call: a private wish
 * must not be why nobody is woken; a ring counts that comes before the step has waited its minutes. They never hold for the first
 * priority, for the fallback, or for a page that asks for this person by name.
 */
export function letSleep(
  reached: readonly Reached[],
  quietOf: (personId: string) => Quiet | null,
  { priority, now, waitMinutes }: { readonly priority: number; readonly now: Instant; readonly waitMinutes: number },
): Woken {
  const untilOf = new Map<Reached, Instant>()
  for (const one of reached) {
    const until = heeds(one.reason) ? quietUntil(quietOf(one.personId), priority, now) : null
    if (until) untilOf.set(one, until)
  }
  const isSomebodyRung = reached.some(
    (one) =>
      one.reason.kind !== 'shadow' &&
      // Whoever has gone home is no reason for whoever came to sleep.
      one.reason.kind !== 'handing_over' &&
      !untilOf.has(one) &&
      one.ways.some((way) => doesWake(way.channel) && way.afterMinutes < waitMinutes),
  )
  const left: Reached[] = []
  const asleep: Asleep[] = []
  for (const one of reached) {
    const until = untilOf.get(one)
    if (!until || (!isSomebodyRung && isOnDuty(one.reason))) left.push(one)
    else if (isOnDuty(one.reason) || one.ways.some(({ channel }) => !doesRing(channel)))
      left.push({ ...one, ways: putOff(one.ways, until, now) })
    else asleep.push({ personId: one.personId, until })
  }
  return { reached: left, asleep }
}

/** Does somebody who is reached so sleep through it, with every way that would wake them put off? Null when not, else until when. */
export function sleepsUntil({ ways }: Reached): Instant | null {
  const until = ways.find((way) => way.quietUntil)?.quietUntil
  return until && !ringsOver(ways) ? until : null
}

/** Do these ways wake their person, without waiting for the end of quiet hours? */
export function ringsOver(ways: readonly Way[]): boolean {
  return ways.some((way) => doesWake(way.channel) && !way.quietUntil)
}

/** Until when do pages of this priority not ring this person? Null when they do. */
export function quietUntil(quiet: Quiet | null, priority: number, now: Instant): Instant | null {
  if (!quiet || priority === 1 || !quiet.priorities.includes(asPriority(priority))) return null
  const { isInside, untilMs } = hoursAt(quiet.hours, now)
  // Hours without an end would be silence for ever.
  return isInside && Number.isFinite(untilMs) ? Temporal.Instant.fromEpochMilliseconds(untilMs) : null
}

/** When in this span does somebody have quiet hours? For whoever hands a shift over, or looks at it before it begins. */
export function quietIn(quiet: Quiet | null, { startsAt, endsAt }: Span): readonly Span[] {
  const spans: Span[] = []
  if (!quiet) return spans
  for (let at = startsAt; isBefore(at, endsAt);) {
    const { isInside, untilMs } = hoursAt(quiet.hours, at)
    const until = Number.isFinite(untilMs)
      ? earliest(latest(Temporal.Instant.fromEpochMilliseconds(untilMs), at.add({ milliseconds: 1 })), endsAt)
      : endsAt
    if (isInside && Number.isFinite(untilMs)) spans.push({ startsAt: at, endsAt: until })
    at = until
  }
  return spans
}

/** Why this way is tried, as its delivery keeps it: with the end of the quiet hours for which it waits. */
export function reasonOfWay(reason: Reason, { quietUntil: until }: Way): Reason {
  return until ? { ...reason, quietUntil: until.toString() } : reason
}

function isOnDuty({ kind }: Reason): boolean {
  return kind === 'on_call' || kind === 'handing_over'
}

function heeds({ kind }: Reason): boolean {
  return kind !== 'fallback' && kind !== 'asked_for'
}

/** What rings waits until then; of what does not, the first goes at once in its place. */
function putOff(ways: readonly Way[], until: Instant, now: Instant): readonly Way[] {
  const minutes = Math.ceil((until.epochMilliseconds - now.epochMilliseconds) / 60_000)
  const { ringing = [], silent = [] } = Object.groupBy(ways, ({ channel }) =>
    doesRing(channel) ? 'ringing' : 'silent',
  )
  const later = ringing.map((way) =>
    way.afterMinutes < minutes ? { ...way, afterMinutes: minutes, quietUntil: until } : way,
  )
  return [...startingNow(silent), ...later].toSorted((a, b) => a.afterMinutes - b.afterMinutes)
}
