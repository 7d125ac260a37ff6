// Schedules between the words of a file and the values that decisions ask.
import type { CalendarWhole, OverrideWhole, RotationWhole, TemporaryWhole } from '../../domain/configuration/whole.ts'
import {
  everyText,
  handoverText,
  readEvery,
  readHandover,
  readWeekday,
  weekdays,
} from '../../domain/configuration/words.ts'
import type { CalendarDraft, OverrideDraft, TemporaryDraft } from '../../domain/schedules/check.ts'
import type { CalendarLayer, Override, Restriction, Rotation, Temporary } from '../../domain/schedules/schedule.ts'

type NameOf = (id: string) => string
type RestrictionText = RotationWhole['restrictions'][number]

/** The rotation as a file writes it, with people by their e-mail addresses. */
export function rotationText(rotation: Rotation, emailOf: NameOf): RotationWhole {
  const { name, layer, role, zone, unit, length, handoverTime: time, startsOn, endsOn, turns } = rotation
  const weekday = rotation.unit === 'week' ? rotation.handoverWeekday : null
  const day = rotation.unit === 'month' ? rotation.handoverDay : null
  return {
    name,
    layer,
    role,
    zone,
    every: everyText({ unit, length }),
    handover: handoverText({ time, weekday, day }),
    starts: startsOn,
    ends: endsOn,
    turns: turns.map((people) => people.map(emailOf)),
    startsWithTurn: rotation.startsWith + 1,
    restrictions: rotation.restrictions.map(restrictionText),
  }
}

/** The rotation that a file means, with people as it names them. */
export function rotationOf(text: RotationWhole, id: string): Rotation {
  const { name, layer, role, zone, starts: startsOn, ends: endsOn, turns } = text
  const rhythm = readEvery(text.every)
  const handover = readHandover(text.handover)
  if (!rhythm || !handover) throw new Error(`"${text.every}" or "${text.handover}" was not checked`)
  const shared = {
    id,
    name,
    layer,
    role,
    zone,
    length: rhythm.length,
    handoverTime: handover.time,
    startsOn,
    endsOn,
    turns,
    startsWith: text.startsWithTurn - 1,
    restrictions: text.restrictions.map(restrictionOf),
  }
  switch (rhythm.unit) {
    case 'hour':
    case 'day':
      return { ...shared, unit: rhythm.unit }
    case 'week':
      return { ...shared, unit: rhythm.unit, handoverWeekday: handover.weekday ?? 0 }
    case 'month':
      return { ...shared, unit: rhythm.unit, handoverDay: handover.day ?? 0 }
  }
}

export function overrideText(override: Override, emailOf: NameOf): OverrideWhole {
  return {
    person: emailOf(override.personId),
    replaces: override.kind === 'replace' ? emailOf(override.replaces) : null,
    beside: override.kind === 'add' ? override.role : null,
    takenOff: override.kind === 'remove',
    ...spanText(override),
    reason: override.reason,
  }
}

/** The override that a file means, with people as `idOf` knows them. */
export function overrideOf(text: OverrideWhole, idOf: NameOf = (email) => email): OverrideDraft {
  const shared = { personId: idOf(text.person), ...boundsOf(text) }
  if (text.takenOff) return { ...shared, kind: 'remove' }
  if (text.beside) return { ...shared, kind: 'add', role: text.beside }
  if (text.replaces !== null) return { ...shared, kind: 'replace', replaces: idOf(text.replaces) }
  return { ...shared, kind: 'take_over' }
}

export function temporaryText({ name, shifts, ...bounds }: Temporary, emailOf: NameOf): TemporaryWhole {
  return {
    name,
    ...spanText(bounds),
    shifts: shifts.map((shift) => ({ person: emailOf(shift.personId), role: shift.role, ...spanText(shift) })),
  }
}

export function temporaryOf(text: TemporaryWhole, idOf: NameOf = (email) => email): TemporaryDraft {
  const shifts = text.shifts.map((shift) => ({ personId: idOf(shift.person), role: shift.role, ...boundsOf(shift) }))
  return { ...boundsOf(text), shifts }
}

export function calendarText({ name, layer, role, people }: CalendarLayer, emailOf: NameOf): CalendarWhole {
  return { name, layer, role, people: people.map(({ text, personId }) => ({ text, person: emailOf(personId) })) }
}

/** The calendar that a file means, read from this source. */
export function calendarOf(
  { people }: CalendarWhole,
  sourceId: string,
  idOf: NameOf = (email) => email,
): CalendarDraft {
  return { sourceId, people: people.map(({ text, person }) => ({ text, personId: idOf(person) })) }
}

export function restrictionText(restriction: Restriction): RestrictionText {
  switch (restriction.kind) {
    case 'days': {
      const { from, to } = restriction
      return { days: restriction.weekdays.map((weekday) => weekdays[weekday - 1] ?? ''), from, to }
    }
    case 'span': {
      const { fromWeekday, fromTime, toWeekday, toTime } = restriction
      return {
        from: handoverText({ time: fromTime, weekday: fromWeekday, day: null }),
        to: handoverText({ time: toTime, weekday: toWeekday, day: null }),
      }
    }
  }
}

export function restrictionOf({ days, from, to }: RestrictionText): Restriction {
  const [begins, ends] = [readHandover(from), readHandover(to)]
  if (!begins || !ends) throw new Error(`"${from}" or "${to}" was not checked`)
  if (days) {
    return { kind: 'days', weekdays: days.map((day) => readWeekday(day) ?? 0), from: begins.time, to: ends.time }
  }
  return {
    kind: 'span',
    fromWeekday: begins.weekday ?? 0,
    fromTime: begins.time,
    toWeekday: ends.weekday ?? 0,
    toTime: ends.time,
  }
}

type Bounds = Pick<Override, 'startsAt' | 'endsAt'>

function spanText({ startsAt, endsAt }: Bounds) {
  return { from: startsAt.toString(), until: endsAt.toString() }
}

function boundsOf({ from, until }: { readonly from: string; readonly until: string }): Bounds {
  return { startsAt: Temporal.Instant.from(from), endsAt: Temporal.Instant.from(until) }
}
