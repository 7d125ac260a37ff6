import { expect, test } from 'vitest'
import { asDraft, asInput, faultsOf, newRotation } from './draft.ts'
import type { RotationTold } from './draft.ts'

const weekly = newRotation({ key: 'a', name: 'Weekly', zone: 'Europe/Berlin', today: '2026-11-26' })
type Shown = Omit<Extract<RotationTold, { unit: 'day' }>, 'unit'>
type Words = Partial<Shown> &
  ({ readonly unit: 'hour' | 'day' } | { readonly unit: 'month'; readonly handoverDay: number })
const turns = [['ana'], ['ben'], ['chloe', 'dmitri']]

test('a new rotation begins on the Monday of this week', () => {
  expect(weekly).toMatchObject({ startsOn: '2026-11-23', handoverWeekday: 1 })
  expect(newRotation({ ...weekly, today: '2026-11-29' }).startsOn).toBe('2026-11-23')
  expect(newRotation({ ...weekly, today: '2026-11-23' }).startsOn).toBe('2026-11-23')
})

test('what was told comes back as it was', () => {
  const told: RotationTold = {
    id: '0',
    name: 'Nights',
    role: 'secondary',
    layer: 2,
    unit: 'week',
    handoverWeekday: 3,
    length: 2,
    handoverTime: '21:30',
    zone: 'Asia/Seoul',
    startsOn: '2026-09-02',
    endsOn: '2026-12-02',
    turns,
    startsWith: 0,
    restrictions: [],
  }
  expect(asInput(asDraft(told))).toEqual(told)
})

test.each<[string, Words]>([
  ['by the hour', { unit: 'hour', length: 12 }],
  ['by the month', { unit: 'month', handoverDay: 31, startsOn: '2026-09-30' }],
  ['for shadows', { unit: 'day', role: 'shadow' }],
  ['begun with another turn', { unit: 'day', startsWith: 2 }],
  [
    'restricted',
    {
      unit: 'day',
      restrictions: [
        { kind: 'days', weekdays: [1, 5], from: '22:00', to: '06:00' },
        { kind: 'span', fromWeekday: 5, fromTime: '18:00', toWeekday: 1, toTime: '08:00' },
      ],
    },
  ],
])('a rotation %s keeps all of it when something else is edited', (_, words) => {
  const plain = {
    id: '0',
    name: 'Nights',
    role: 'primary',
    layer: 0,
    length: 1,
    handoverTime: '09:00',
    zone: 'UTC',
  } as const
  const rest = { startsOn: '2026-11-23', endsOn: null, turns, startsWith: 0, restrictions: [] }
  const told: RotationTold = { ...plain, ...rest, ...words }
  expect(asInput(asDraft(told))).toEqual(told)
  expect(asInput({ ...asDraft(told), name: 'Renamed' })).toEqual({ ...told, name: 'Renamed' })
})

test('with fewer turns the first is still one of them', () => {
  const draft = { ...weekly, turns, startsWith: 2 }
  expect(asInput({ ...draft, turns: [['ana']] }).startsWith).toBe(0)
})

test.each([
  [{ name: ' ' }, { name: 'name_missing' }],
  [{ length: '0' }, { length: 'length_out_of_range' }],
  [{ length: '1.5' }, { length: 'length_out_of_range' }],
  [{ handoverTime: '' }, { handoverTime: 'time_missing' }],
  [{ startsOn: '' }, { startsOn: 'date_missing' }],
  [{ endsOn: '2026-11-23' }, { endsOn: 'ends_before_it_starts' }],
  [{ layer: '100' }, { layer: 'layer_out_of_range' }],
  [{ turns: [] }, { turns: 'turns_empty' }],
  [
    { restrictions: [{ kind: 'days', weekdays: [], from: '09:00', to: '18:00' } as const] },
    { restrictions: 'restrictions_not_whole' },
  ],
  [{}, {}],
])('%j is told as %j', (given, faults) => {
  expect(faultsOf({ ...weekly, turns, ...given })).toEqual(faults)
})
