import { describe, expect, test } from 'vitest'
import { afterAttempt, isEmptied, type Course } from './follow.ts'

const start = Temporal.Instant.from('2026-03-02T00:00:00Z')
const well: Course = { failures: 0, failingSince: null, toldAt: null }

describe('a calendar is read again', () => {
  test('every quarter of an hour while it can be', () => {
    expect(afterAttempt(well, false, start)).toEqual({ ...well, dueAt: start.add({ minutes: 15 }), tell: null })
  })

  test('less often while it cannot, at least once an hour, and its owners hear of it once, after three hours', () => {
    let course: Course = well
    let now = start
    const waits: number[] = []
    const told: string[] = []
    for (let i = 0; i < 8; i += 1) {
      const next = afterAttempt(course, true, now)
      waits.push(next.dueAt.since(now).total('minutes'))
      if (next.tell) told.push(`${next.tell} after ${now.since(start).total('minutes')} min`)
      course = next
      now = next.dueAt
    }
    expect(waits).toEqual([15, 30, 60, 60, 60, 60, 60, 60])
    expect(told).toEqual(['failing after 225 min'])
    expect(course.failingSince).toEqual(start)
    expect(afterAttempt(course, false, now)).toEqual({ ...well, dueAt: now.add({ minutes: 15 }), tell: 'mended' })
    expect(afterAttempt({ ...course, toldAt: null }, false, now).tell).toBeNull()
  })
})

test('a calendar is emptied when all that was to come is gone, not when it has come to its end', () => {
  const ends = (...hours: readonly number[]) => hours.map((each) => ({ endsAt: start.add({ hours: each }) }))
  expect(isEmptied(ends(-1, 5), ends(), start)).toBe(true)
  expect(isEmptied(ends(-1, 5), ends(-1), start)).toBe(true)
  expect(isEmptied(ends(-1, 5), ends(6), start)).toBe(false)
  expect(isEmptied(ends(-1), ends(), start)).toBe(false)
  expect(isEmptied(ends(0), ends(), start)).toBe(false)
})
