// What can go wrong on a schedule: its kinds, how urgent each is, and what it means that somebody accepts it. (product B5)
import { isAfter, isBefore, type Instant, type Zone } from '../time.ts'
import type { HolidayNames } from './absence.ts'

/** Every kind, the most urgent first. */
export const troubleKinds = ['nobody_on_call', 'out_of_reach', 'two_primaries', 'on_leave', 'on_holiday'] as const
export type TroubleKind = (typeof troubleKinds)[number]

/** From when until when; `endsAt` is null when it lasts as far as anybody looked. */
export type Bounds = { readonly startsAt: Instant; readonly endsAt: Instant | null }

/** Something that will go wrong: when, whom it is about, and on which other schedule. */
export type Trouble = Bounds &
  (
    | { readonly kind: 'nobody_on_call'; readonly personId: null }
    /** No contact reaches the person, who is on call. */
    | { readonly kind: 'out_of_reach'; readonly personId: string }
    /** The person answers first on another schedule too. */
    | { readonly kind: 'two_primaries'; readonly personId: string; readonly otherId: string }
    /** The person is away in a shift. */
    | { readonly kind: 'on_leave'; readonly personId: string }
    /** It is a public holiday where the person lives. */
    | { readonly kind: 'on_holiday'; readonly personId: string; readonly holiday: HolidayNames }
  )

/** How much it matters: `urgent` wakes nobody, `soon` may go wrong, a `hint` is to be known. */
export type Urgency = 'urgent' | 'soon' | 'hint'

export function urgencyOf(kind: TroubleKind): Urgency {
  switch (kind) {
    case 'nobody_on_call':
    case 'out_of_reach':
      return 'urgent'
    case 'two_primaries':
    case 'on_leave':
      return 'soon'
    case 'on_holiday':
      return 'hint'
  }
}

/** The most urgent first, and the nearest of equals. */
export function byUrgency(a: Bounds & { readonly kind: TroubleKind }, b: typeof a): number {
  const rank = ({ kind }: typeof a) => urgencies.indexOf(urgencyOf(kind))
  return rank(a) - rank(b) || Temporal.Instant.compare(a.startsAt, b.startsAt)
}

const urgencies: readonly Urgency[] = ['urgent', 'soon', 'hint']

/**
 * Somebody looked at a trouble and takes it as it is: who, why, and the bounds they saw. `isWeekly`: the same hours of every
 * other week too, for a year at most.
 */
export type Acceptance = {
  readonly by: string | null
  readonly at: Instant
  readonly reason: string
  readonly seen: Bounds
  readonly isWeekly: boolean
}

/** Is the trouble, as it is now, what was accepted? One that has grown since is not: somebody has to look again. */
export function isCovered(trouble: Bounds, seen: Bounds): boolean {
  if (isBefore(trouble.startsAt, seen.startsAt)) return false
  return seen.endsAt === null || (trouble.endsAt !== null && !isAfter(trouble.endsAt, seen.endsAt))
}

/** How long an acceptance of every week holds before somebody is asked again. */
const weeklyForDays = 366

/** Was this trouble accepted with another one, of the same hours in another week? `zone`: whose clock shows the hours. */
export function isAcceptedWith(
  trouble: Trouble,
  other: Trouble & { readonly acceptance: Acceptance | null },
  zone: Zone,
  now: Instant,
): boolean {
  const { acceptance } = other
  if (!acceptance?.isWeekly || isAfter(now, acceptance.at.add({ hours: weeklyForDays * 24 }))) return false
  return isAboutSame(trouble, other) && areSameHours(trouble, acceptance.seen, zone)
}

/** Is it about the same person, and the same other schedule? Then only the time tells them apart. */
export function isAboutSame(a: Trouble, b: Trouble): boolean {
  return a.kind === b.kind && a.personId === b.personId && otherOf(a) === otherOf(b)
}

export function otherOf(trouble: Trouble): string | null {
  return trouble.kind === 'two_primaries' ? trouble.otherId : null
}

/** Do both begin, and end, on one weekday at one time of the wall clock, after as many days? */
function areSameHours(a: Bounds, b: Bounds, zone: Zone): boolean {
  if (a.endsAt === null || b.endsAt === null) return false
  const days = ({ startsAt, endsAt }: { startsAt: Instant; endsAt: Instant }) => {
    const from = startsAt.toZonedDateTimeISO(zone)
    return from.toPlainDate().until(endsAt.toZonedDateTimeISO(zone).toPlainDate()).total('days')
  }
  const { startsAt, endsAt } = a
  return (
    hourOfWeek(startsAt, zone) === hourOfWeek(b.startsAt, zone) &&
    hourOfWeek(endsAt, zone) === hourOfWeek(b.endsAt, zone) &&
    days({ startsAt, endsAt }) === days({ startsAt: b.startsAt, endsAt: b.endsAt })
  )
}

function hourOfWeek(at: Instant, zone: Zone): string {
  const local = at.toZonedDateTimeISO(zone)
  return `${local.dayOfWeek} ${local.toPlainTime().toString()}`
}
