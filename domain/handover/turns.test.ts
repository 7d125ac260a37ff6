import { expect, test } from 'vitest'
import type { Shift } from '../schedules/shifts.ts'
import { stretchesOf } from './turns.ts'

const at = (text: string) => Temporal.Instant.from(`2026-03-${text}:00Z`)
const shift = (personId: string, from: string, to: string, role: Shift['role'] = 'primary'): Shift => ({
  personId,
  role,
  startsAt: at(from),
  endsAt: at(to),
  because: [{ kind: 'rotation', name: 'Weekly' } as never],
})
const of = (shifts: readonly Shift[]) =>
  stretchesOf(shifts, 'ben', at('09T09:00')).map(({ from, to }) => `${from.toString()} ${to.toString()}`)
const line = (from: string, to: string) => `${at(from).toString()} ${at(to).toString()}`

test.each([
  ['one turn, whoever comes after', [shift('ben', '09T09:00', '12T09:00'), shift('ana', '12T09:00', '15T09:00')], 1],
  [
    'their next turn after another is another',
    [shift('ben', '09T09:00', '10T09:00'), shift('ana', '10T09:00', '11T09:00'), shift('ben', '11T09:00', '12T09:00')],
    1,
  ],
  [
    'days with free nights are one turn in several stretches',
    [shift('ben', '09T09:00', '09T17:00'), shift('ben', '10T09:00', '10T17:00'), shift('ana', '11T09:00', '11T17:00')],
    2,
  ],
  [
    'one who comes beside ends nothing',
    [shift('ben', '09T09:00', '10T09:00'), shift('ana', '09T12:00', '10T09:00'), shift('ben', '10T12:00', '11T09:00')],
    2,
  ],
  ['a secondary is no primary', [shift('ben', '09T09:00', '10T09:00', 'secondary')], 0],
])('%s', (_, shifts, count) => {
  expect(of(shifts)).toHaveLength(count)
})

test('each stretch is as long as it is', () => {
  expect(of([shift('ben', '09T09:00', '09T17:00'), shift('ben', '10T09:00', '10T17:00')])).toEqual([
    line('09T09:00', '09T17:00'),
    line('10T09:00', '10T17:00'),
  ])
})
