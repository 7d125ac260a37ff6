// A whole schedule while it is being written: what the preview is asked about, and what is saved.
import type { EndpointInput } from '../api.ts'
import { asCalendarDraft, asCalendarInput, isWholeCalendar } from './calendar-draft.ts'
import type { CalendarDraft } from './calendar-draft.ts'
import { asDraft, asInput, faultsOf } from './draft.ts'
import type { RotationDraft, ScheduleTold } from './draft.ts'
import { asTemporaryDraft, asTemporaryInput, isWholeTemporary } from './temporary-draft.ts'
import type { TemporaryDraft } from './temporary-draft.ts'

export type ScheduleDraft = {
  readonly name: string
  readonly zone: string
  readonly rotations: readonly RotationDraft[]
  readonly temporaries: readonly TemporaryDraft[]
  readonly calendars: readonly CalendarDraft[]
}
export type ScheduleInput = Omit<EndpointInput<'changeSchedule'>, 'scheduleId' | 'version'>

export function draftOf({ name, zone, rotations, temporaries, calendars }: ScheduleTold): ScheduleDraft {
  return {
    name,
    zone,
    rotations: rotations.map(asDraft),
    temporaries: temporaries.map((temporary) => asTemporaryDraft(temporary, zone)),
    calendars: calendars.map(asCalendarDraft),
  }
}

/** Temporary schedules and calendars are always sent: what is left out would stay, and the preview knows of none. */
export function inputOf({ name, zone, rotations, temporaries, calendars }: ScheduleDraft): ScheduleInput {
  return {
    name: name.trim(),
    zone,
    rotations: rotations.map(asInput),
    temporaries: temporaries.map(asTemporaryInput),
    calendars: calendars.map(asCalendarInput),
  }
}

/** Can this be asked about and saved? What is missing is told beside its field. */
export function isWholeDraft({ name, rotations, temporaries, calendars }: ScheduleDraft): boolean {
  return (
    name.trim() !== '' &&
    rotations.every((rotation) => Object.keys(faultsOf(rotation)).length === 0) &&
    temporaries.every(isWholeTemporary) &&
    calendars.every(isWholeCalendar)
  )
}

/** The list with the one of this key changed, or without it. */
export function withPut<Item extends { readonly key: string }>(
  items: readonly Item[],
  key: string,
  item: Item | null,
): readonly Item[] {
  return items.flatMap((each) => (each.key === key ? (item ?? []) : each))
}
