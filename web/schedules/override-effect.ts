// What an override would leave, by the arithmetic of the domain itself. Loaded only where the browser has Temporal.
import type { Calendar, Override, Rotation, Schedule, Temporary } from '../../domain/schedules/schedule.ts'
import { gapsBetween, shiftsBetween } from '../../domain/schedules/shifts.ts'
import type { CalendarTold } from './calendar-draft.ts'
import type { OverrideTold, RotationTold, ScheduleTold } from './draft.ts'
import { asOverrideInput } from './override-draft.ts'
import type { OverrideDraft } from './override-draft.ts'
import type { TemporaryTold } from './temporary-draft.ts'
import type { ShiftRole, Window } from './timeline.ts'

/** When would nobody be on call in the span with this override, though somebody is without it? */
export function gapsMadeBy(asking: Asking): readonly Window[] {
  const { before, after, range } = beforeAndAfter(asking)
  const gapsOf = (of: Schedule) => gapsBetween(of, range, boundsOf(asking)).gaps.map(windowOf)
  return without(gapsOf(after), gapsOf(before))
}

/** Who would be on call in the span with this override, in the order of time? Without a person: nobody. */
export function shiftsWith(asking: Asking): readonly ShiftWith[] {
  const { after, range } = beforeAndAfter(asking)
  const { shifts } = shiftsBetween(after, range, boundsOf(asking))
  const { gaps } = gapsBetween(after, range, boundsOf(asking))
  return [
    ...shifts.map((shift) => ({ on: { personId: shift.personId, role: shift.role }, ...windowOf(shift) })),
    ...gaps.map((gap) => ({ on: null, ...windowOf(gap) })),
  ].sort((a, b) => a.from - b.from)
}

export type ShiftWith = Window & { readonly on: { readonly personId: string; readonly role: ShiftRole } | null }

function beforeAndAfter({ schedule, draft, span, now }: Asking) {
  const before = asSchedule(schedule)
  const override = asOverride(draft, schedule.id, span, now)
  const after = { ...before, overrides: [...before.overrides, override] }
  return { before, after, range: { from: instant(span.from), to: instant(span.until) } }
}

/** A schedule of many turns must not hang the browser. */
function boundsOf({ isActive }: Asking) {
  return { isActive, limit: 2_000 }
}

function windowOf({ startsAt, endsAt }: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant }) {
  return { from: startsAt.epochMilliseconds, until: endsAt.epochMilliseconds }
}

/** These spans as far as none of those covers them; both in order. */
function without(spans: readonly Window[], those: readonly Window[]): readonly Window[] {
  return spans.flatMap((span) => {
    const left: Window[] = []
    let { from } = span
    for (const other of those) {
      if (other.until <= from || other.from >= span.until) continue
      if (other.from > from) left.push({ from, until: other.from })
      from = other.until
    }
    return from < span.until ? [...left, { from, until: span.until }] : left
  })
}

function asSchedule(told: ScheduleTold): Schedule {
  const { id, slug, name, teamId, zone, rotations, overrides, temporaries, calendars } = told
  return {
    id,
    slug,
    name,
    teamId,
    zone,
    rotations: rotations.map(asRotation),
    overrides: overrides.map(asToldOverride),
    temporaries: temporaries.map(asTemporary),
    calendars: calendars.map(asCalendar),
  }
}

function asRotation(told: RotationTold): Rotation {
  const { layer = 0, role = 'primary', endsOn = null, startsWith = 0, restrictions = [] } = told
  return { ...told, layer, role, endsOn, startsWith, restrictions }
}

function asToldOverride(told: OverrideTold): Override {
  return { ...told, reason: told.reason ?? '', ...instantsOf(told), createdAt: Temporal.Instant.from(told.createdAt) }
}

function asTemporary(told: TemporaryTold): Temporary {
  return {
    ...told,
    ...instantsOf(told),
    createdAt: Temporal.Instant.from(told.createdAt),
    shifts: told.shifts.map((shift) => ({ ...shift, role: shift.role ?? 'primary', ...instantsOf(shift) })),
  }
}

function asCalendar(told: CalendarTold): Calendar {
  const { layer = 0, role = 'primary', people = [] } = told
  return { ...told, layer, role, people, shifts: told.shifts.map((shift) => ({ ...shift, ...instantsOf(shift) })) }
}

/** As it would be kept: the latest of all. */
function asOverride(draft: OverrideDraft, scheduleId: string, span: Window, now: number): Override {
  const { personId, replaces, role, reason } = draft
  const { startsAt, endsAt } = asOverrideInput(draft, scheduleId, span)
  const made = { id: 'to be made', createdBy: null, createdAt: instant(now) }
  const shared = { ...made, personId, reason, ...instantsOf({ startsAt, endsAt }) }
  switch (draft.kind) {
    case 'replace':
      return { ...shared, kind: draft.kind, replaces }
    case 'add':
      return { ...shared, kind: draft.kind, role }
    case 'take_over':
    case 'remove':
      return { ...shared, kind: draft.kind }
  }
}

function instantsOf({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }) {
  return { startsAt: Temporal.Instant.from(startsAt), endsAt: Temporal.Instant.from(endsAt) }
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(ms))
}

export type Asking = {
  readonly schedule: ScheduleTold
  readonly draft: OverrideDraft
  readonly span: Window
  readonly now: number
  readonly isActive: (personId: string) => boolean
}
