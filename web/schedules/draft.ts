// A rotation while it is being written in the form, and the steps that people take with it.
import type { EndpointInput, EndpointOutput } from '../api.ts'
import { asWritten, faultsOfRestriction } from './restriction-draft.ts'
import type { Restriction } from './restriction-draft.ts'

export type ScheduleTold = EndpointOutput<'getSchedule'>
export type RotationTold = ScheduleTold['rotations'][number]
export type OverrideTold = ScheduleTold['overrides'][number]
export type RotationInput = EndpointInput<'previewSchedule'>['schedule']['rotations'][number]

/** Numbers and dates stay text until they are whole, because people type them digit by digit. */
export type RotationDraft = {
  /** Tells rotations apart while none of them has an id yet. */
  readonly key: string
  readonly id: string | undefined
  readonly name: string
  readonly role: NonNullable<RotationTold['role']>
  readonly unit: RotationTold['unit']
  readonly length: string
  readonly handoverTime: string
  readonly handoverWeekday: number
  readonly zone: string
  readonly startsOn: string
  readonly endsOn: string
  readonly layer: string
  readonly turns: Turns
  /** The day of the month, of a rotation that is by the month. */
  readonly handoverDay: number
  /** Which of the turns the first handover begins with, from 0. */
  readonly startsWith: number
  readonly restrictions: readonly Restriction[]
}
export type Turns = readonly (readonly string[])[]

export type RotationFault =
  | 'name_missing'
  | 'length_out_of_range'
  | 'time_missing'
  | 'date_missing'
  | 'ends_before_it_starts'
  | 'layer_out_of_range'
  | 'turns_empty'
  | 'restrictions_not_whole'

export function asDraft(rotation: RotationTold): RotationDraft {
  const { id, name, unit, handoverTime, zone, startsOn, turns } = rotation
  return {
    key: id,
    id,
    name,
    role: rotation.role ?? 'primary',
    unit,
    length: String(rotation.length),
    handoverTime,
    handoverWeekday: rotation.unit === 'week' ? rotation.handoverWeekday : weekdayOf(startsOn),
    zone,
    startsOn,
    endsOn: rotation.endsOn ?? '',
    layer: String(rotation.layer ?? 0),
    turns,
    handoverDay: rotation.unit === 'month' ? rotation.handoverDay : dayOf(startsOn),
    startsWith: rotation.startsWith ?? 0,
    restrictions: (rotation.restrictions ?? []).map(asWritten),
  }
}

/** A weekly rotation from this week's Monday on, so that it leaves no gap today. `today` is a date in the zone. */
export function newRotation(of: { key: string; name: string; zone: string; today: string }): RotationDraft {
  return {
    ...of,
    id: undefined,
    role: 'primary',
    unit: 'week',
    length: '1',
    handoverTime: '09:00',
    handoverWeekday: 1,
    startsOn: plusDays(of.today, 1 - weekdayOf(of.today)),
    endsOn: '',
    layer: '0',
    turns: [],
    handoverDay: dayOf(of.today),
    startsWith: 0,
    restrictions: [],
  }
}

export function asInput(draft: RotationDraft): RotationInput {
  const { id, name, role, unit, handoverTime, handoverWeekday, handoverDay, zone, startsOn } = draft
  const shared = {
    ...(id === undefined ? {} : { id }),
    name: name.trim(),
    role,
    layer: Number(draft.layer),
    length: Number(draft.length),
    handoverTime,
    zone,
    startsOn,
    endsOn: draft.endsOn === '' ? null : draft.endsOn,
    turns: draft.turns.map((people) => [...people]),
    // Counted around: with fewer turns it still means the same one, as far as that is there.
    startsWith: draft.startsWith % Math.max(1, draft.turns.length),
    restrictions: draft.restrictions.map(asWritten),
  }
  switch (unit) {
    case 'hour':
    case 'day':
      return { ...shared, unit }
    case 'week':
      return { ...shared, unit, handoverWeekday }
    case 'month':
      return { ...shared, unit, handoverDay }
  }
}

/** What is still missing or cannot be, by field. The server has the last word; this one is quicker and in one's language. */
export function faultsOf(draft: RotationDraft): Partial<Record<keyof RotationDraft, RotationFault>> {
  const { name, length, handoverTime, startsOn, endsOn, layer, turns, restrictions } = draft
  return {
    ...(name.trim() === '' ? { name: 'name_missing' } : {}),
    ...(isWhole(length, 1, 366) ? {} : { length: 'length_out_of_range' }),
    ...(/^\d\d:\d\d$/.test(handoverTime) ? {} : { handoverTime: 'time_missing' }),
    ...(isDate(startsOn) ? {} : { startsOn: 'date_missing' }),
    ...(endsOn !== '' && endsOn <= startsOn ? { endsOn: 'ends_before_it_starts' } : {}),
    ...(isWhole(layer, 0, 99) ? {} : { layer: 'layer_out_of_range' }),
    ...(turns.length === 0 ? { turns: 'turns_empty' } : {}),
    ...(restrictions.every(isWholeRestriction) ? {} : { restrictions: 'restrictions_not_whole' }),
  }
}

function isWholeRestriction(restriction: Restriction): boolean {
  return Object.keys(faultsOfRestriction(restriction)).length === 0
}

/** The day of the month of a date. */
export function dayOf(date: string): number {
  return Number(date.slice(8, 10))
}

/** ISO 8601 weekday of a date; NaN for text that is none. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= least && Number(text) <= most
}
