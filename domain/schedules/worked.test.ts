// What is written down bit by bit must be what the rules said all along, and what is written no later edit may touch.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { partsOf } from './kept.ts'
import { aroundClockChange } from './random-schedules.test-support.ts'
import { schedule as scheduleOf, weekly } from './sample.test-support.ts'
import type { Role, Schedule } from './schedule.ts'
import { shiftsBetween } from './shifts.ts'
import { workedSince, type Activity, type Running } from './worked.ts'

type Instant = Temporal.Instant
type Row = { id: number; personId: string; role: Role; startsAt: Instant; endsAt: Instant | null }

const at = (text: string) => Temporal.Instant.from(text)
const everybody = (): Activity => ({ deactivatedAt: null, reactivatedAt: null })

/** A history as the database holds it: rows that begin and end. */
function makeHistory(since: Instant) {
  const rows: Row[] = []
  let until = since
  return {
    rows,
    keep(schedule: Schedule, now: Instant, activityOf: (personId: string) => Activity = everybody) {
      const running: Running[] = rows.filter((row) => row.endsAt === null)
      const worked = workedSince(schedule, { until, running }, now, activityOf)
      for (const { id, endsAt } of worked.ended) {
        const row = rows.find((one) => one.id === id)
        if (row) row.endsAt = endsAt
      }
      for (const { personId, role, startsAt, endsAt } of worked.begun) {
        rows.push({ id: rows.length + 1, personId, role, startsAt, endsAt })
      }
      until = worked.keptUntil
      return worked
    },
  }
}

describe('shifts written down bit by bit', () => {
  test('are those that the rules gave, however often somebody looked', () => {
    fc.assert(
      fc.property(
        aroundClockChange,
        fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 8 }),
        ({ schedule, change }, minutes) => {
          const from = change.subtract({ hours: 50 })
          const history = makeHistory(from)
          let now = from
          for (const step of minutes) {
            now = now.add({ minutes: step })
            history.keep(schedule, now)
          }
          const told = (one: { personId: string; role: string; startsAt: Instant; endsAt: Instant | null }) =>
            `${one.role} ${one.personId} ${one.startsAt.toString()} ${(one.endsAt ?? now).toString()}`
          const { shifts } = shiftsBetween(schedule, { from, to: now })
          const worked = history.rows.filter((row) => !row.startsAt.equals(now))
          expect(worked.map(told).sort()).toEqual(shifts.map(told).sort())
        },
      ),
      { numRuns: 300 },
    )
  })

  test('stay when the schedule is edited: the new rules hold from that moment on', () => {
    const before = scheduleOf({ rotations: [weekly({ startsOn: '2026-03-02', turns: [['ana'], ['ben']] })] })
    const after = scheduleOf({ rotations: [weekly({ startsOn: '2026-03-02', turns: [['chen'], ['dora']] })] })
    const history = makeHistory(at('2026-03-02T08:00:00Z'))
    history.keep(before, at('2026-03-18T12:00:00Z'))
    const kept = structuredClone(history.rows.map(({ personId }) => personId))
    history.keep(after, at('2026-03-18T12:00:00Z'))
    history.keep(after, at('2026-03-25T12:00:00Z'))
    expect(history.rows.slice(0, kept.length).map(({ personId }) => personId)).toEqual(kept)
    expect(
      history.rows.every((row) => row.startsAt.toString() >= '2026-03-18' || 'ana ben'.includes(row.personId)),
    ).toBe(true)
    expect(history.rows.filter((row) => row.endsAt === null)).toHaveLength(1)
  })

  test('end when somebody leaves, and begin again when they come back', () => {
    const schedule = scheduleOf({ rotations: [weekly({ startsOn: '2026-03-02', turns: [['ana']] })] })
    const history = makeHistory(at('2026-03-02T08:00:00Z'))
    const left = at('2026-03-10T10:00:00Z')
    const back = at('2026-03-12T10:00:00Z')
    history.keep(schedule, at('2026-03-09T10:00:00Z'))
    history.keep(schedule, at('2026-03-11T10:00:00Z'), () => ({ deactivatedAt: left, reactivatedAt: null }))
    history.keep(schedule, at('2026-03-13T10:00:00Z'), () => ({ deactivatedAt: null, reactivatedAt: back }))
    expect(history.rows.map(({ startsAt, endsAt }) => [startsAt.toString(), endsAt?.toString() ?? null])).toEqual([
      ['2026-03-02T08:00:00Z', left.toString()],
      [back.toString(), null],
    ])
  })

  test('say when to look again', () => {
    const schedule = scheduleOf({ rotations: [weekly({ startsOn: '2026-03-02', turns: [['ana'], ['ben']] })] })
    const { nextAt, keptUntil } = makeHistory(at('2026-03-02T08:00:00Z')).keep(schedule, at('2026-03-03T12:00:00Z'))
    expect(keptUntil.toString()).toBe('2026-03-03T12:00:00Z')
    expect(nextAt?.toString()).toBe('2026-03-09T08:00:00Z')
  })
})

test('kept shifts as parts of a range fill it, with its gaps', () => {
  const shift = (name: string, startsAt: string, endsAt: string | null) => ({
    name,
    startsAt: at(startsAt),
    endsAt: endsAt === null ? null : at(endsAt),
  })
  const shifts = [
    shift('ana', '2026-03-01T00:00Z', '2026-03-02T00:00Z'),
    shift('ben', '2026-03-01T12:00Z', '2026-03-02T12:00Z'),
    shift('chen', '2026-03-03T00:00Z', null),
  ]
  const parts = partsOf(shifts, { from: at('2026-03-01T06:00Z'), to: at('2026-03-04T00:00Z') })
  expect(parts.map((part) => [part.from.toString(), part.shifts.map(({ name }) => name).join(' ')])).toEqual([
    ['2026-03-01T06:00:00Z', 'ana'],
    ['2026-03-01T12:00:00Z', 'ana ben'],
    ['2026-03-02T00:00:00Z', 'ben'],
    ['2026-03-02T12:00:00Z', ''],
    ['2026-03-03T00:00:00Z', 'chen'],
  ])
  expect(parts.map((part) => part.until.toString())).toEqual([
    ...parts.slice(1).map((part) => part.from.toString()),
    '2026-03-04T00:00:00Z',
  ])
})
