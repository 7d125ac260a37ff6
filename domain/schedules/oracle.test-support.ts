// The slow second opinion on who is on call, for tests: it steps from handover to handover with Temporal's own
// calendar, as a person with a wall calendar would, and shares no arithmetic with the code it judges.
import * as fc from 'fast-check'
import type { Override, Role, Rotation, Schedule } from './schedule.ts'

export const zones = [
  'America/New_York',
  'Europe/London',
  'Europe/Berlin',
  'Asia/Seoul',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Kolkata',
  'Africa/Casablanca',
  'UTC',
]
export const people = ['ana', 'ben', 'chen', 'dora', 'eun', 'finn']

type Instant = Temporal.Instant
type Turn = { number: number; people: readonly string[]; startsAt: Instant; endsAt: Instant }

/** Every turn of a rotation that begins before `horizon`, empty ones left out. */
export function turnsByCalendar(rotation: Rotation, horizon: Instant): Turn[] {
  const turns: Turn[] = []
  const end = rotation.endsOn ? momentOf(Temporal.PlainDate.from(rotation.endsOn), rotation) : null
  let day = Temporal.PlainDate.from(rotation.startsOn)
  if (rotation.unit === 'week') while (day.dayOfWeek !== rotation.handoverWeekday) day = day.add({ days: 1 })
  let startsAt = momentOf(day, rotation)
  for (let number = 1; ; number += 1) {
    if (isAtOrAfter(startsAt, horizon)) return turns
    day = rotation.unit === 'week' ? day.add({ weeks: rotation.length }) : day.add({ days: rotation.length })
    const handover = momentOf(day, rotation)
    const endsAt = end && isAtOrAfter(handover, end) ? end : handover
    const holders = rotation.turns[(number - 1) % rotation.turns.length] ?? []
    if (!isAtOrAfter(startsAt, endsAt)) turns.push({ number, people: holders, startsAt, endsAt })
    if (endsAt === end) return turns
    startsAt = handover
  }
}

/** Who is on call, as sorted `role person` words, found by looking through the whole calendar. */
export function makeOracle(schedule: Schedule, horizon: Instant) {
  const calendar = schedule.rotations.map((rotation) => ({ rotation, turns: turnsByCalendar(rotation, horizon) }))
  const overrides = [...schedule.overrides].sort(
    (a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1),
  )
  const boundaries = [
    ...calendar.flatMap(({ turns }) => turns.flatMap((turn) => [turn.startsAt, turn.endsAt])),
    ...overrides.flatMap((override) => [override.startsAt, override.endsAt]),
  ]
  return { boundaries, whoAt }

  function whoAt(at: Instant, isActive: (personId: string) => boolean): string[] {
    const running = overrides.filter((one) => holds(one, at) && isActive(one.personId))
    const onCall = new Set<string>()
    for (const role of ['primary', 'secondary'] as const) {
      for (let layer = 99; layer >= 0; layer -= 1) {
        const present = holdersIn(layer, role, at, running).filter(isActive)
        present.forEach((personId) => onCall.add(`${role} ${personId}`))
        if (present.length > 0) break
      }
    }
    const takeover = running.findIndex((one) => one.replaces === null)
    if (onCall.size === 0 && takeover >= 0) {
      const first = running[takeover]
      if (first) onCall.add(`primary ${whoHeld(first.personId, running.slice(takeover + 1)).at(-1)}`)
    }
    return [...onCall].sort()
  }

  function holdersIn(layer: number, role: Role, at: Instant, running: Override[]): string[] {
    return calendar
      .filter(({ rotation }) => rotation.layer === layer && rotation.role === role)
      .flatMap(({ turns }) => turns.filter((turn) => holds(turn, at)).flatMap((turn) => turn.people))
      .map((personId) => whoHeld(personId, running).at(-1) ?? personId)
  }
}

/** Everybody who holds a person's place in turn, the last of them now. */
function whoHeld(personId: string, running: Override[]): string[] {
  const latest = running.at(-1)
  if (!latest) return [personId]
  const before = whoHeld(personId, running.slice(0, -1))
  const isMeant = latest.replaces === null || before.some((holder) => holder === latest.replaces)
  return isMeant ? [...before, latest.personId] : before
}

function momentOf(day: Temporal.PlainDate, rotation: Rotation): Instant {
  return day.toPlainDateTime(rotation.handoverTime).toZonedDateTime(rotation.zone).toInstant()
}

function holds(span: { startsAt: Instant; endsAt: Instant }, at: Instant): boolean {
  return isAtOrAfter(at, span.startsAt) && !isAtOrAfter(at, span.endsAt)
}

function isAtOrAfter(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) >= 0
}

/** Schedules whose handovers crowd around one change of a zone's clock, and the moment of that change. */
export const aroundClockChange: fc.Arbitrary<{ schedule: Schedule; change: Instant }> = fc
  .constantFrom(...zones)
  .chain((zone) => fc.constantFrom(...changesOf(zone)))
  .chain((change) =>
    fc.record({
      change: fc.constant(change),
      schedule: fc.record({
        id: fc.constant('schedule'),
        slug: fc.constant('schedule'),
        name: fc.constant('Schedule'),
        teamId: fc.constant('team'),
        zone: fc.constantFrom(...zones),
        rotations: fc.array(rotationNear(change), { maxLength: 3 }),
        overrides: fc.array(overrideNear(change), { maxLength: 6 }),
      }),
    }),
  )
  .map(({ change, schedule }) => ({
    change,
    schedule: { ...schedule, rotations: schedule.rotations.map((one, i) => ({ ...one, id: `rotation-${i}` })) },
  }))

function rotationNear(change: Instant): fc.Arbitrary<Rotation> {
  return fc
    .record({
      id: fc.constant('rotation'),
      name: fc.constant('Rotation'),
      layer: fc.integer({ min: 0, max: 1 }),
      role: fc.constantFrom<Role>('primary', 'primary', 'secondary'),
      zone: fc.constantFrom(...zones),
      unit: fc.constantFrom('day', 'day', 'week'),
      length: fc.constantFrom(1, 1, 2, 3, 10),
      handoverTime: fc.constantFrom(
        '00:00',
        '00:30',
        '01:00',
        '01:45',
        '02:00',
        '02:15',
        '02:30',
        '03:00',
        '09:00',
        '23:59',
      ),
      handoverWeekday: fc.integer({ min: 1, max: 7 }),
      startedDaysBefore: fc.oneof(fc.integer({ min: -5, max: 20 }), fc.integer({ min: 0, max: 400 })),
      lastsDays: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 3 }),
      turns: fc.array(fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 2 }), {
        minLength: 1,
        maxLength: 4,
      }),
    })
    .map(({ startedDaysBefore, lastsDays, unit, handoverWeekday, ...rest }) => {
      const startsOn = change.toZonedDateTimeISO(rest.zone).toPlainDate().subtract({ days: startedDaysBefore })
      const endsOn = lastsDays === null ? null : startsOn.add({ days: lastsDays }).toString()
      const common = { ...rest, startsOn: startsOn.toString(), endsOn }
      return unit === 'week' ? { ...common, unit: 'week', handoverWeekday } : { ...common, unit: 'day' }
    })
}

function overrideNear(change: Instant): fc.Arbitrary<Override> {
  return fc
    .record({
      id: fc.uuid(),
      personId: fc.constantFrom(...people),
      replaces: fc.option(fc.constantFrom(...people), { freq: 3 }),
      startsMinutesAfter: fc.integer({ min: -4_000, max: 4_000 }),
      lastsMinutes: fc.integer({ min: 1, max: 4_000 }),
      createdHoursBefore: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ id, personId, replaces, startsMinutesAfter, lastsMinutes, createdHoursBefore }) => {
      const startsAt = change.add({ minutes: startsMinutesAfter })
      const endsAt = startsAt.add({ minutes: lastsMinutes })
      const createdAt = change.subtract({ hours: createdHoursBefore })
      return { id, personId, replaces, startsAt, endsAt, createdAt, createdBy: 'ana', reason: '' }
    })
}

/** The moments between 2005 and 2037 at which a zone's offset changes; for a zone without any, one ordinary moment. */
function changesOf(zone: string): Instant[] {
  const changes: Instant[] = []
  let moment = Temporal.ZonedDateTime.from(`2005-01-01T00:00[${zone}]`)
  for (;;) {
    const next = moment.getTimeZoneTransition('next')
    if (!next || next.year > 2037) break
    changes.push(next.toInstant())
    moment = next
  }
  return changes.length > 0 ? changes : [Temporal.Instant.from('2028-02-29T00:00:00Z')]
}
