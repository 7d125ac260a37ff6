// A calendar that fills a layer, while it is being written in the form.
import type { EndpointInput, EndpointOutput } from '../api.ts'
import type { ScheduleTold } from './draft.ts'
import type { ShiftRole } from './timeline.ts'

export type CalendarTold = ScheduleTold['calendars'][number]
export type CalendarInput = NonNullable<EndpointInput<'previewSchedule'>['schedule']['calendars']>[number]
export type SourceTold = EndpointOutput<'listCalendarSources'>['sources'][number]
type Meaning = { readonly text: string; readonly personId: string }

export type CalendarDraft = {
  readonly key: string
  readonly id: string | undefined
  readonly name: string
  readonly role: ShiftRole
  readonly layer: string
  readonly sourceId: string
  /** What the editor says events mean; nobody chosen yet is an empty id. */
  readonly people: readonly Meaning[]
}

export function asCalendarDraft({ id, name, role, layer, sourceId, people }: CalendarTold): CalendarDraft {
  return { key: id, id, name, role: role ?? 'primary', layer: String(layer ?? 0), sourceId, people: people ?? [] }
}

export function asCalendarInput({ id, name, role, layer, sourceId, people }: CalendarDraft): CalendarInput {
  return {
    ...(id === undefined ? {} : { id }),
    name: name.trim(),
    role,
    layer: Number(layer),
    sourceId,
    people: people.filter(({ personId }) => personId !== ''),
  }
}

/** What is still missing or cannot be, by field. */
export function faultsOfCalendar({ name, layer }: CalendarDraft) {
  return {
    ...(name.trim() === '' ? { name: 'name_missing' as const } : {}),
    ...(/^\d{1,2}$/.test(layer) ? {} : { layer: 'layer_out_of_range' as const }),
  }
}

export function isWholeCalendar(draft: CalendarDraft): boolean {
  return Object.keys(faultsOfCalendar(draft)).length === 0
}

/** This text means this person from now on; an empty id takes the meaning away. */
export function withMeaning(people: readonly Meaning[], text: string, personId: string): readonly Meaning[] {
  const others = people.filter((each) => each.text !== text)
  return personId === '' ? others : [...others, { text, personId }]
}

/** One line for each thing the events say: those that mean nobody first, so that they are seen. */
export function sayingsOf(said: SourceTold['said'], people: readonly Meaning[]) {
  const told = said.map(({ text, personIds, events, nextAt }) => {
    const meant = people.find((each) => each.text === text)?.personId ?? ''
    return { text, personIds, events, nextAt, meant, isNobody: personIds.length === 0 && meant === '' }
  })
  // Meanings of texts that stand inside of longer ones, or in no event just now, are kept and can be taken away.
  const other = people
    .filter(({ text }) => !said.some((each) => each.text === text))
    .map(({ text, personId }) => ({ text, personIds: [], events: 0, nextAt: null, meant: personId, isNobody: false }))
  return [...told.filter(({ isNobody }) => isNobody), ...told.filter(({ isNobody }) => !isNobody), ...other]
}
