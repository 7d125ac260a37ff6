// Schedules as a calendar: each shift and each gap is an event that stays the same event while its end moves.
import { earliest, isBefore, latest, type Instant } from '../time.ts'
import { calendarWords, type Language } from './calendar-words.ts'
import { stamp, type Calendar, type CalendarEvent } from './icalendar.ts'
import { partsOf, type KeptPart } from './kept.ts'
import type { IsActive } from './on-call.ts'
import type { Role, Schedule } from './schedule.ts'
import { gapsBetween, shiftsBetween, type Range } from './shifts.ts'

/** The most of each thing, so that no calendar is too large for the programs that read it, or for us to write. */
export const calendarLimits = { daysBack: 30, daysAhead: 180, schedules: 200, events: 2_000 } as const

/** Who reads the calendar, and what they are told of people and schedules. */
export type Reading = {
  readonly language: Language
  readonly nameOf: (personId: string) => string
  readonly isActive: IsActive
  readonly urlOf: (scheduleId: string) => string
  /** What is written down of a schedule: of everybody, or of the person whose calendar it is. */
  readonly workedOf?: (scheduleId: string) => KeptPart | undefined
}

/** Which days does a calendar show? Whole days of UTC, so that it says the same until tomorrow. */
export function calendarRange(now: Instant): Range {
  const today = dayOf(now)
  const { daysBack, daysAhead } = calendarLimits
  return { from: today.subtract({ days: daysBack }).toInstant(), to: today.add({ days: daysAhead }).toInstant() }
}

function dayOf(now: Instant): Temporal.ZonedDateTime {
  return now.toZonedDateTimeISO('UTC').startOfDay()
}

/**
 * Since when must a schedule's overrides be known for its calendar? A shift that was running when the range began is
 * traced back to its beginning, which is part of what it is; one that is older than this is told as beginning here.
 */
export function calendarSince(now: Instant): Instant {
  const { from } = calendarRange(now)
  const year = from.toZonedDateTimeISO('UTC').year - 1
  return Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime('UTC').toInstant()
}

/** Who is on call on this schedule, and when is nobody, as a calendar? */
export function scheduleCalendar(schedule: Schedule, reading: Reading, now: Instant): Calendar {
  const words = calendarWords[reading.language]
  const { stretches, cutAt } = stretchesOf(schedule, reading, now)
  const events = stretches.map((stretch) =>
    eventOf(
      stretch,
      schedule,
      reading,
      stretch.seat === null
        ? words.nobody(schedule.name)
        : words.somebody(reading.nameOf(stretch.seat.personId), schedule.name, stretch.seat.role),
    ),
  )
  const ending = { uid: `${schedule.id}-more@baton`, url: reading.urlOf(schedule.id) }
  return bounded({ name: words.schedule(schedule.name), events, cutAt }, reading, ending)
}

/** When is this person on call, on any of these schedules, as a calendar? Nobody else is named in it. */
export function personCalendar(
  personId: string,
  schedules: readonly Schedule[],
  reading: Reading & { readonly homeUrl: string },
  now: Instant,
): Calendar {
  const words = calendarWords[reading.language]
  const shown = schedules.slice(0, calendarLimits.schedules).map((schedule) => {
    const { stretches, cutAt } = stretchesOf(schedule, reading, now)
    const events = stretches.flatMap((stretch) =>
      stretch.seat?.personId === personId
        ? [eventOf(stretch, schedule, reading, words.me(schedule.name, stretch.seat.role))]
        : [],
    )
    return { events, cutAt }
  })
  const cuts = [
    ...shown.flatMap(({ cutAt }) => cutAt ?? []),
    ...(schedules.length > calendarLimits.schedules ? [dayOf(now).toInstant()] : []),
  ]
  const events = shown.flatMap((one) => one.events)
  const cutAt = cuts.length > 0 ? cuts.reduce(earliest) : null
  const ending = { uid: `${personId}-more@baton`, url: reading.homeUrl }
  return bounded({ name: words.myShifts, events, cutAt }, reading, ending)
}

/** A shift, or a gap when nobody has the seat. */
type Seat = { readonly personId: string; readonly role: Role }
type Stretch = { readonly seat: Seat | null; readonly startsAt: Instant; readonly endsAt: Instant }

function stretchesOf(schedule: Schedule, reading: Reading, now: Instant) {
  const range = calendarRange(now)
  const { stretches, cutAt } = stretchesIn(schedule, range, reading)
  const traced = stretches.map((stretch) =>
    stretch.startsAt.equals(range.from)
      ? { ...stretch, startsAt: beginningOf(stretch, schedule, reading, calendarSince(now)) }
      : stretch,
  )
  return { stretches: traced, cutAt }
}

type Told = { readonly stretches: readonly Stretch[]; readonly cutAt: Instant | null }

/** What was worked is told as it was worked; the rules tell the rest. */
function stretchesIn(schedule: Schedule, range: Range, { isActive, workedOf }: Reading): Told {
  const kept = workedOf?.(schedule.id)
  const from = kept ? latest(range.from, kept.range.from) : range.to
  const to = kept ? earliest(range.to, kept.range.to) : range.to
  if (!kept || !isBefore(from, to)) return byRules(schedule, range, isActive)
  const before = byRules(schedule, { from: range.from, to: from }, isActive)
  if (before.cutAt) return before
  const after = byRules(schedule, { from: to, to: range.to }, isActive)
  const worked = keptStretches(kept, { from, to })
  return { stretches: joined([...before.stretches, ...worked, ...after.stretches]), cutAt: after.cutAt }
}

function byRules(schedule: Schedule, range: Range, isActive: IsActive): Told {
  const { shifts, cutAt } = shiftsBetween(schedule, range, { isActive })
  const { gaps } = gapsBetween(schedule, range, { isActive })
  const stretches: Stretch[] = [
    ...shifts.map(({ personId, role, startsAt, endsAt }) => ({ seat: { personId, role }, startsAt, endsAt })),
    ...gaps.map(({ startsAt, endsAt }) => ({ seat: null, startsAt, endsAt })),
  ]
  return { stretches, cutAt }
}

function keptStretches({ shifts }: KeptPart, range: Range): readonly Stretch[] {
  return partsOf(shifts, range).flatMap(({ from: startsAt, until: endsAt, shifts: working }): Stretch[] => {
    const seats = working.map(({ personId, role }) => ({ seat: { personId, role }, startsAt, endsAt }))
    return working.some(({ role }) => role !== 'shadow') ? seats : [...seats, { seat: null, startsAt, endsAt }]
  })
}

/** Stretches of one seat that touch each other are one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = []
  const running = new Map<string, number>()
  for (const stretch of stretches.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))) {
    const seat = stretch.seat ? `${stretch.seat.role} ${stretch.seat.personId}` : ''
    const index = running.get(seat)
    const last = index === undefined ? undefined : all[index]
    if (index !== undefined && last?.endsAt.equals(stretch.startsAt)) all[index] = { ...last, endsAt: stretch.endsAt }
    else running.set(seat, all.push(stretch) - 1)
  }
  return all
}

const lookBackDays = [14, 100, 1_000] as const

/** When did the stretch that is running at its `startsAt` begin? Looks back a little, then more, at most to `since`. */
function beginningOf({ seat, startsAt }: Stretch, schedule: Schedule, reading: Reading, since: Instant): Instant {
  let known = startsAt
  for (const days of lookBackDays) {
    const from = latest(startsAt.subtract({ hours: days * 24 }), since)
    const { stretches, cutAt } = stretchesIn(schedule, { from, to: startsAt }, reading)
    if (cutAt) return known
    known = stretches.find((one) => one.endsAt.equals(startsAt) && isSameSeat(one.seat, seat))?.startsAt ?? startsAt
    if (isBefore(from, known)) return known
  }
  return known
}

function isSameSeat(a: Seat | null, b: Seat | null): boolean {
  return a?.personId === b?.personId && a?.role === b?.role
}

function eventOf(stretch: Stretch, schedule: Schedule, reading: Reading, summary: string): CalendarEvent {
  const { seat, startsAt, endsAt } = stretch
  const who = seat === null ? 'nobody' : `${seat.role}-${seat.personId}`
  const uid = `${schedule.id}-${who}-${stamp(startsAt)}@baton`
  return { uid, startsAt, endsAt, summary, url: reading.urlOf(schedule.id) }
}

type Unbounded = {
  readonly name: string
  readonly events: readonly CalendarEvent[]
  /** From when on nothing is known, or null. */
  readonly cutAt: Instant | null
}

/** In the order of time, and no more than a calendar holds; where it ends early, it says so. */
function bounded({ name, events, cutAt }: Unbounded, reading: Reading, ending: Pick<CalendarEvent, 'uid' | 'url'>) {
  // What begins and ends in the same second has no length in a calendar.
  const sorted = events.filter((event) => stamp(event.startsAt) !== stamp(event.endsAt)).toSorted(inOrder)
  const kept = sorted.slice(0, calendarLimits.events)
  const tooMany = sorted[calendarLimits.events]?.startsAt
  const endsAt = cutAt && tooMany ? earliest(cutAt, tooMany) : (cutAt ?? tooMany)
  if (!endsAt) return { name, about: null, events: kept }
  const { more } = calendarWords[reading.language]
  const note = { ...ending, startsAt: endsAt, endsAt: endsAt.add({ hours: 1 }), summary: more }
  return { name, about: more, events: [...kept, note] }
}

function inOrder(a: CalendarEvent, b: CalendarEvent): number {
  return Temporal.Instant.compare(a.startsAt, b.startsAt) || (a.uid < b.uid ? -1 : 1)
}
