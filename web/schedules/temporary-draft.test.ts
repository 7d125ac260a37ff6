import { expect, test } from 'vitest'
import {
  asTemporaryDraft,
  asTemporaryInput,
  faultsOfShift,
  faultsOfTemporary,
  freeSpans,
  isWholeTemporary,
  momentOf,
  newTemporary,
  nextShift,
} from './temporary-draft.ts'
import type { ShiftDraft, TemporaryTold } from './temporary-draft.ts'

const zone = 'Europe/Berlin'
const told: TemporaryTold = {
  id: '0',
  name: 'Christmas',
  startsAt: '2026-12-24T08:00:00.000Z',
  endsAt: '2026-12-27T08:00:30.500Z',
  createdAt: '2026-11-26T08:00:00.000Z',
  shifts: [
    { personId: 'ana', role: 'primary', startsAt: '2026-12-24T08:00:00.000Z', endsAt: '2026-12-25T08:00:00.000Z' },
    { personId: 'chloe', role: 'shadow', startsAt: '2026-12-24T08:00:00.000Z', endsAt: '2026-12-27T08:00:00.000Z' },
    { personId: 'ben', role: 'primary', startsAt: '2026-12-26T08:00:00.000Z', endsAt: '2026-12-27T08:00:00.000Z' },
  ],
}
const christmas = asTemporaryDraft(told, zone)
const at = (text: string) => momentOf(zone, text)
const shift: ShiftDraft = {
  key: 's',
  personId: 'ana',
  role: 'primary',
  from: at('2026-12-24T09:00'),
  until: at('2026-12-25T09:00'),
}

test('what was told comes back as it was, to the millisecond', () => {
  const { createdAt: _, ...sent } = told
  expect(asTemporaryInput(christmas)).toEqual(sent)
  expect(christmas.from.text).toBe('2026-12-24T09:00')
})

test('a time that nobody but a shadow has is free', () => {
  const spans = freeSpans(christmas).map(({ from, until }) => [
    new Date(from).toISOString(),
    new Date(until).toISOString(),
  ])
  expect(spans).toEqual([
    ['2026-12-25T08:00:00.000Z', '2026-12-26T08:00:00.000Z'],
    ['2026-12-27T08:00:00.000Z', '2026-12-27T08:00:30.500Z'],
  ])
  expect(freeSpans({ ...christmas, until: { text: '', ms: null } })).toEqual([])
})

test('a new one is a week from tomorrow morning, and its shifts follow each other to its end', () => {
  const empty = newTemporary({ key: 'k', name: 'Next', zone, now: Date.parse('2026-11-26T15:00:00Z') })
  expect([empty.from.text, empty.until.text]).toEqual(['2026-11-27T09:00', '2026-12-04T09:00'])
  expect(faultsOfTemporary(empty)).toEqual({ shifts: 'temporary_without_shifts' })
  const first = nextShift(empty, { key: 'a', zone })
  expect([first.from.text, first.until.text]).toEqual(['2026-11-27T09:00', '2026-11-28T09:00'])
  const long = { ...first, until: at('2026-12-02T09:00') }
  const second = nextShift({ ...empty, shifts: [long] }, { key: 'b', zone })
  expect([second.from.text, second.until.text]).toEqual(['2026-12-02T09:00', '2026-12-04T09:00'])
  const third = nextShift({ ...empty, shifts: [long, second] }, { key: 'c', zone })
  expect(third.from.text).toBe('2026-11-27T09:00')
})

test.each([
  [{ name: ' ' }, { name: 'temporary_name_missing' }],
  [{ until: at('') }, { until: 'moment_missing' }],
  [{ until: christmas.from }, { until: 'temporary_ends_first' }],
  [{ until: at('2028-12-24T09:00') }, { until: 'temporary_too_long' }],
  [{}, {}],
])('%j is told as %j', (given, faults) => {
  expect(faultsOfTemporary({ ...christmas, ...given })).toEqual(faults)
})

test.each([
  [{ personId: '' }, { personId: 'shift_without_person' }],
  [{ from: at('2026-12-24T08:59') }, { from: 'shift_outside' }],
  [{ until: at('2026-12-27T09:01') }, { until: 'shift_outside' }],
  [{ until: at('2026-12-24T09:00') }, { until: 'shift_ends_first' }],
  [{ from: at('') }, { from: 'moment_missing' }],
  [{}, {}],
])('a shift with %j is told as %j', (given, faults) => {
  expect(faultsOfShift({ ...shift, ...given }, christmas)).toEqual(faults)
  expect(isWholeTemporary({ ...christmas, shifts: [{ ...shift, ...given }] })).toBe(Object.keys(faults).length === 0)
})
