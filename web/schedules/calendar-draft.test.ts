import { expect, test } from 'vitest'
import { asCalendarDraft, asCalendarInput, faultsOfCalendar, sayingsOf, withMeaning } from './calendar-draft.ts'

const told = { id: 'c', name: 'Export', role: 'primary' as const, layer: 3, sourceId: 's', people: [] }
const withShifts = {
  ...told,
  shifts: [{ personId: 'ana', startsAt: '2026-03-02T09:00:00Z', endsAt: '2026-03-03T09:00:00Z' }],
}
const saying = (text: string, personIds: readonly string[] = []) => ({
  text,
  personIds,
  events: 2,
  nextAt: '2026-03-02T09:00:00Z',
})

test('what was told is sent as it was', () => {
  expect(asCalendarInput(asCalendarDraft(withShifts))).toEqual(told)
})

test('what is missing is told beside its field', () => {
  const draft = asCalendarDraft(withShifts)
  expect(faultsOfCalendar(draft)).toEqual({})
  expect(faultsOfCalendar({ ...draft, name: ' ', layer: '-1' })).toEqual({
    name: 'name_missing',
    layer: 'layer_out_of_range',
  })
})

test('a text means one person, and can mean nobody again', () => {
  const once = withMeaning([], 'J. Kim', 'jkim')
  expect(withMeaning(once, 'J. Kim', 'ana')).toEqual([{ text: 'J. Kim', personId: 'ana' }])
  expect(withMeaning(once, 'J. Kim', '')).toEqual([])
  expect(asCalendarInput({ ...asCalendarDraft(withShifts), people: [{ text: 'x', personId: '' }] }).people).toEqual([])
})

test('those that mean nobody come first, and what no event says any more is still there', () => {
  const said = [saying('Ana', ['ana']), saying('J. Kim'), saying('Team'), saying('Ben', ['ben'])]
  const people = [
    { text: 'Team', personId: 'ana' },
    { text: 'Old name', personId: 'ben' },
  ]
  expect(sayingsOf(said, people).map(({ text, meant, isNobody }) => [text, meant, isNobody])).toEqual([
    ['J. Kim', '', true],
    ['Ana', '', false],
    ['Team', 'ana', false],
    ['Ben', '', false],
    ['Old name', 'ben', false],
  ])
})
