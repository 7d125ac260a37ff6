import { expect, test } from 'vitest'
import { ownShifts } from './mine.ts'

const because = {
  by: 'rotation',
  rotationName: 'Weekly',
  turn: 1,
  temporaryName: null,
  overrideId: null,
  reason: null,
} as const
const ana = { personId: 'ana', name: 'Ana', because }
const span = (from: number, until: number) => ({
  from: `2026-03-0${from}T08:00:00.000Z`,
  until: `2026-03-0${until}T08:00:00.000Z`,
})
const day = (day: number) => Date.parse(`2026-03-0${day}T08:00:00Z`)

test('come in the order of time, turns that touch as one, and say where they are cut', () => {
  const of = (scheduleName: string) => ({
    scheduleId: scheduleName,
    scheduleName,
    teamId: 't',
    zone: 'UTC',
    isCut: false,
  })
  const primary = [{ ...ana, role: 'primary' as const }]
  const own = ownShifts(
    [
      {
        ...of('A'),
        shifts: [
          { ...span(2, 3), people: primary, shadows: [] },
          { ...span(3, 4), people: primary, shadows: [] },
          { ...span(6, 8), people: primary, shadows: [] },
        ],
      },
      { ...of('B'), shifts: [{ ...span(1, 2), people: [], shadows: [{ ...ana, role: 'shadow' }] }] },
    ],
    { from: day(1), until: day(8) },
  )
  expect(
    own.map(({ scheduleName, role, from, until, beganBefore, goesOn }) => [
      scheduleName,
      role,
      [from, until],
      [beganBefore, goesOn],
    ]),
  ).toEqual([
    ['B', 'shadow', [day(1), day(2)], [true, false]],
    ['A', 'primary', [day(2), day(4)], [false, false]],
    ['A', 'primary', [day(6), day(8)], [false, true]],
  ])
})
