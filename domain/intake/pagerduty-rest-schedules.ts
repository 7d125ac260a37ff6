// Schedules as PagerDuty's REST API shows them: rotations as layers, overrides, and who is on call in the end.
import type { Override, Restriction, Rotation } from '../schedules/schedule.ts'
import { isAfter, isBefore, type Instant } from '../time.ts'
import { idOf } from './pagerduty-rest-ids.ts'
import { headOf, momentText, reference, type Here, type Names } from './pagerduty-rest-objects.ts'
import type { Entry } from './pagerduty-rest-on-call.ts'

export type ScheduleShown = {
  readonly id: string
  readonly name: string
  readonly teamId: string
  readonly zone: string
  readonly rotations: readonly Rotation[]
}

/** A schedule as a list shows it. `policies` are those that page it. */
export function scheduleOf(
  here: Here,
  schedule: ScheduleShown,
  names: Readonly<Record<'people' | 'teams', Names>>,
  policies: readonly { readonly id: string; readonly name: string }[],
) {
  const people = new Set(schedule.rotations.flatMap(({ turns }) => turns.flat()))
  return {
    ...headOf(here, 'schedule', schedule.id, schedule.name),
    name: schedule.name,
    description: null,
    time_zone: schedule.zone,
    users: [...people].map((id) => reference(here, 'user', id, names.people.nameOf(id))),
    escalation_policies: policies.map(({ id, name }) => reference(here, 'escalation_policy', id, name)),
    teams: [reference(here, 'team', schedule.teamId, names.teams.nameOf(schedule.teamId))],
  }
}

const unitSeconds = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 } as const

/** A rotation as a layer. Its own entries are not rendered: what counts is the final schedule. */
export function layerOf(here: Here, rotation: Rotation, people: Names) {
  const start = wallMoment(rotation.startsOn, rotation.handoverTime, rotation.zone)
  const end = rotation.endsOn === null ? null : wallMoment(rotation.endsOn, rotation.handoverTime, rotation.zone)
  return {
    id: idOf(rotation.id),
    name: rotation.name,
    start: momentText(start, rotation.zone),
    end: end && momentText(end, rotation.zone),
    rotation_virtual_start: momentText(start, rotation.zone),
    rotation_turn_length_seconds: unitSeconds[rotation.unit] * rotation.length,
    users: rotation.turns.flat().map((id) => ({ user: reference(here, 'user', id, people.nameOf(id)) })),
    restrictions: rotation.restrictions.flatMap(restrictionsOf),
    rendered_schedule_entries: [],
    rendered_coverage_percentage: null,
  }
}

function wallMoment(date: string, time: string, zone: string): Instant {
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).toInstant()
}

/** The hours of one week as PagerDuty writes them: every day, or from a weekday on for so long. */
function restrictionsOf(restriction: Restriction): object[] {
  if (restriction.kind === 'span') {
    const from = fromMinutes(restriction.fromWeekday, restriction.fromTime)
    const to = fromMinutes(restriction.toWeekday, restriction.toTime)
    return [weekly(restriction.fromWeekday, restriction.fromTime, minutesBetween(from, to, 7 * 1440))]
  }
  const length = minutesBetween(fromMinutes(1, restriction.from), fromMinutes(1, restriction.to), 1440)
  if (restriction.weekdays.length === 7)
    return [{ type: 'daily_restriction', start_time_of_day: `${restriction.from}:00`, duration_seconds: length * 60 }]
  return restriction.weekdays.map((weekday) => weekly(weekday, restriction.from, length))
}

/** Minutes since Monday 00:00. */
function fromMinutes(weekday: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return ((weekday - 1) * 24 + hours) * 60 + minutes
}

/** Forwards around the end of the day or week; the whole of it when both are the same. */
function minutesBetween(from: number, to: number, around: number): number {
  return (to - from + around) % around || around
}

function weekly(weekday: number, time: string, minutes: number): object {
  return {
    type: 'weekly_restriction',
    start_day_of_week: weekday,
    start_time_of_day: `${time}:00`,
    duration_seconds: minutes * 60,
  }
}

export type Range = { readonly from: Instant; readonly to: Instant }

/** Entries of a schedule as PagerDuty renders them, on the wall clock of the zone. */
export function renderedOf(here: Here, entries: readonly Entry[], range: Range, people: Names, zone: string) {
  return entries.map(({ personId, start, end }) => ({
    start: momentText(start ?? range.from, zone),
    end: momentText(end ?? range.to, zone),
    user: reference(here, 'user', personId, people.nameOf(personId)),
  }))
}

/** An override that puts somebody on call; one that takes somebody off is in the final schedule alone. */
export function overrideOf(here: Here, override: Override, people: Names, zone: string) {
  return {
    id: idOf(override.id),
    start: momentText(override.startsAt, zone),
    end: momentText(override.endsAt, zone),
    user: reference(here, 'user', override.personId, people.nameOf(override.personId)),
  }
}

export function overridesIn(overrides: readonly Override[], { from, to }: Range): Override[] {
  return overrides
    .filter(({ kind, startsAt, endsAt }) => kind !== 'remove' && isBefore(startsAt, to) && isAfter(endsAt, from))
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))
}
