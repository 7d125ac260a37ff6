// Random schedules for tests: everything that a schedule may have, crowded around the nights on which clocks change.
import * as fc from 'fast-check'
import type { Calendar, Override, Restriction, Role, Rotation, Schedule, Temporary } from './schedule.ts'

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
  // Two hours at once.
  'Antarctica/Troll',
  'UTC',
]
export const people = ['ana', 'ben', 'chen', 'dora', 'eun', 'finn']

type Instant = Temporal.Instant

/** Schedules whose handovers crowd around one change of a zone's clock, and the moment of that change. */
export const aroundClockChange: fc.Arbitrary<{ schedule: Schedule; change: Instant }> = fc
  .constantFrom(...zones)
  .chain((zone) => fc.constantFrom(...changesOf(zone)))
  .chain((change) => fc.record({ change: fc.constant(change), schedule: scheduleNear(change) }))

/** A schedule of which something happens about this moment, in whatever zones. */
export function scheduleNear(moment: Instant): fc.Arbitrary<Schedule> {
  return fc
    .record({
      id: fc.constant('schedule'),
      slug: fc.constant('schedule'),
      name: fc.constant('Schedule'),
      teamId: fc.constant('team'),
      zone: fc.constantFrom(...zones),
      rotations: fc.array(rotationNear(moment), { maxLength: 3 }),
      overrides: fc.array(overrideNear(moment), { maxLength: 6 }),
      temporaries: fc.array(temporaryNear(moment), { maxLength: 2 }),
      calendars: fc.array(calendarNear(moment), { maxLength: 2 }),
    })
    .map((schedule) => ({
      ...schedule,
      rotations: schedule.rotations.map((one, i) => ({ ...one, id: `rotation-${i}` })),
      temporaries: schedule.temporaries.map((one, i) => ({ ...one, id: `temporary-${i}` })),
      calendars: schedule.calendars.map((one, i) => ({ ...one, id: `calendar-${i}`, sourceId: `source-${i}` })),
    }))
}

const role = fc.constantFrom<Role>('primary', 'primary', 'secondary', 'shadow')
const person = fc.constantFrom(...people)
const time = fc.constantFrom(
  '00:00',
  '00:30',
  '01:00',
  '01:45',
  '02:00',
  '02:15',
  '02:30',
  '03:00',
  '09:00',
  '18:00',
  '23:59',
)
const weekday = fc.integer({ min: 1, max: 7 })

export const restriction: fc.Arbitrary<Restriction> = fc.oneof(
  fc.record({
    kind: fc.constant('days' as const),
    weekdays: fc.oneof(fc.uniqueArray(weekday, { minLength: 1 }), fc.constant([1, 2, 3, 4, 5, 6, 7])),
    from: time,
    to: time,
  }),
  fc
    .record({
      kind: fc.constant('span' as const),
      fromWeekday: weekday,
      fromTime: time,
      toWeekday: weekday,
      toTime: time,
    })
    .filter((one) => one.fromWeekday !== one.toWeekday || one.fromTime !== one.toTime),
)

const rhythm = fc.oneof(
  fc.record({ unit: fc.constant('hour' as const), length: fc.constantFrom(1, 2, 5, 8, 12, 24) }),
  fc.record({ unit: fc.constant('day' as const), length: fc.constantFrom(1, 1, 2, 3, 10) }),
  fc.record({ unit: fc.constant('week' as const), length: fc.constantFrom(1, 1, 2, 3), handoverWeekday: weekday }),
  fc.record({
    unit: fc.constant('month' as const),
    length: fc.constantFrom(1, 1, 2, 3, 12),
    handoverDay: fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constantFrom(28, 29, 30, 31)),
  }),
)

function rotationNear(moment: Instant): fc.Arbitrary<Rotation> {
  return fc
    .record({
      rhythm,
      shared: fc.record({
        id: fc.constant('rotation'),
        name: fc.constant('Rotation'),
        layer: fc.integer({ min: 0, max: 1 }),
        role,
        zone: fc.constantFrom(...zones),
        handoverTime: time,
        turns: fc.array(fc.uniqueArray(person, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
        startsWith: fc.integer({ min: 0, max: 5 }),
        restrictions: fc.oneof(fc.constant([]), fc.array(restriction, { minLength: 1, maxLength: 3 })),
      }),
      startedDaysBefore: fc.oneof(fc.integer({ min: -5, max: 20 }), fc.integer({ min: 0, max: 400 })),
      lastsDays: fc.option(fc.integer({ min: 1, max: 60 }), { freq: 3 }),
    })
    .map(({ rhythm, shared, startedDaysBefore, lastsDays }) => {
      // A rotation by the hour that began long ago would keep the calendar busy.
      const days = rhythm.unit === 'hour' ? Math.min(startedDaysBefore, 20) : startedDaysBefore
      const startsOn = moment.toZonedDateTimeISO(shared.zone).toPlainDate().subtract({ days })
      const endsOn = lastsDays === null ? null : startsOn.add({ days: lastsDays }).toString()
      return { ...shared, ...rhythm, startsOn: startsOn.toString(), endsOn }
    })
}

function spanNear(moment: Instant) {
  return fc
    .record({
      startsMinutesAfter: fc.integer({ min: -4_000, max: 4_000 }),
      minutes: fc.integer({ min: 1, max: 4_000 }),
    })
    .map(({ startsMinutesAfter, minutes }) => {
      const startsAt = moment.add({ minutes: startsMinutesAfter })
      return { startsAt, endsAt: startsAt.add({ minutes }) }
    })
}

function createdNear(moment: Instant) {
  return fc.integer({ min: 0, max: 5 }).map((hours) => moment.subtract({ hours }))
}

function overrideNear(moment: Instant): fc.Arbitrary<Override> {
  const kind = fc.oneof(
    fc.record({ kind: fc.constant('take_over' as const) }),
    fc.record({ kind: fc.constant('replace' as const), replaces: person }),
    fc.record({ kind: fc.constant('replace' as const), replaces: person }),
    fc.record({ kind: fc.constant('add' as const), role }),
    fc.record({ kind: fc.constant('remove' as const) }),
  )
  return fc
    .record({ id: fc.uuid(), personId: person, kind, span: spanNear(moment), createdAt: createdNear(moment) })
    .map(({ kind, span, ...rest }) => ({ ...rest, ...kind, ...span, createdBy: 'ana', reason: '' }))
}

function temporaryNear(moment: Instant): fc.Arbitrary<Temporary> {
  const shift = fc
    .record({ personId: person, role, span: spanNear(moment) })
    .map(({ span, ...rest }) => ({ ...rest, ...span }))
  return fc
    .record({ span: spanNear(moment), createdAt: createdNear(moment), shifts: fc.array(shift, { maxLength: 4 }) })
    .map(({ span, ...rest }) => ({ id: 'temporary', name: 'Temporary', ...rest, ...span }))
}

function calendarNear(moment: Instant): fc.Arbitrary<Calendar> {
  const shift = fc
    .record({ personId: person, span: spanNear(moment) })
    .map(({ personId, span }) => ({ personId, ...span }))
  return fc
    .record({ layer: fc.integer({ min: 0, max: 1 }), role, shifts: fc.array(shift, { maxLength: 5 }) })
    .map((rest) => ({ id: 'calendar', sourceId: 'source', name: 'Calendar', people: [], ...rest }))
}

/** The moments between 2005 and 2037 at which a zone's offset changes; for a zone without any, one ordinary moment. */
export function changesOf(zone: string): Instant[] {
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
