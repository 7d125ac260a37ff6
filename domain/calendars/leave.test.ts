import { expect, test } from 'vitest'
import type { CalendarEvent } from './event.ts'
import { leaveIn } from './leave.ts'

const start = Temporal.Instant.from('2026-03-02T00:00:00Z')
const event = (summary: string, from: number, to: number): CalendarEvent => ({
  uid: summary,
  startsAt: start.add({ hours: from }),
  endsAt: start.add({ hours: to }),
  summary,
  mails: [],
  written: [],
  organizer: null,
  priority: 0,
})
const events = [
  event('Urlaub', 24, 48),
  event('Urlaub', 0, 24),
  event('Dentist', 100, 101),
  event('URLAUB (Ski)', 200, 224),
]
const told = (onlyWith: string) =>
  leaveIn(events, onlyWith).map(({ note, startsAt, endsAt }) => [
    note,
    startsAt.since(start).total('hours'),
    endsAt.since(start).total('hours'),
  ])

test('all events are leave, and days that touch are one', () => {
  expect(told('')).toEqual([
    ['Urlaub', 0, 48],
    ['Dentist', 100, 101],
    ['URLAUB (Ski)', 200, 224],
  ])
})

test('or those whose summary holds a text, in whatever letters', () => {
  expect(told(' urlaub ').map(([note]) => note)).toEqual(['Urlaub', 'URLAUB (Ski)'])
  expect(told('vacation')).toEqual([])
})
