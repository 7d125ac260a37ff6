import { describe, expect, test } from 'vitest'
import { drawnOf, monthOf } from './month.ts'
import { windowAt } from './horizon.ts'
import type { ToldShift } from './timeline.ts'

const zone = 'Europe/Berlin'
const march = windowAt('month', zone, Date.parse('2026-03-18T12:00:00Z'))
const because = {
  by: 'rotation',
  rotationName: 'Weekly',
  turn: 1,
  temporaryName: null,
  overrideId: null,
  reason: null,
} as const

function shift(from: string, until: string, ...names: string[]): ToldShift {
  const people = names.map((name) => ({ personId: name, name, role: 'primary' as const, because }))
  return { from, until, people, shadows: [] }
}

const weeks = monthOf(
  [
    shift('2026-02-16T08:00:00Z', '2026-03-02T08:00:00Z', 'Ana'),
    shift('2026-03-02T08:00:00Z', '2026-03-09T08:00:00Z', 'Ben'),
    shift('2026-03-09T08:00:00Z', '2026-03-10T08:00:00Z'),
    shift('2026-03-10T08:00:00Z', '2026-04-20T07:00:00Z', 'Ana'),
  ],
  zone,
  march,
)
const days = weeks.flat().filter(({ isInMonth }) => isInMonth)
const told = (day: number) =>
  days[day - 1]?.parts.map(({ bar, beginsAt }) => {
    const who = bar.kind === 'gap' ? 'nobody' : bar.name
    return beginsAt === null ? who : `${who} from ${new Date(beginsAt).toISOString().slice(11, 16)}`
  })

describe('a month', () => {
  test('is whole weeks from Monday on, also when the clock changes', () => {
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7, 7])
    expect(days).toHaveLength(31)
    weeks.flat().forEach((day, at, all) => expect(day.until).toBe(all[at + 1]?.from ?? day.until))
    const drawn = drawnOf(zone, march)
    expect([weeks[0]?.[0]?.from, weeks.at(-1)?.at(-1)?.until]).toEqual([drawn.from, drawn.until])
  })

  test('tells who is on call on each day, and the handovers', () => {
    expect(told(1)).toEqual(['Ana'])
    expect(told(2)).toEqual(['Ana', 'Ben from 08:00'])
    expect(told(3)).toEqual(['Ben'])
  })

  test('tells when nobody is', () => {
    expect(told(9)).toEqual(['Ben', 'nobody from 08:00'])
    expect(told(10)).toEqual(['nobody', 'Ana from 08:00'])
  })
})
