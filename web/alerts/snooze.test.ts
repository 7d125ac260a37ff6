import { expect, test } from 'vitest'
import { snoozeChoices } from './snooze.ts'

test.each([
  ['2026-11-23T02:00:00Z', 'Europe/Berlin', '2026-11-23T08:00:00.000Z'], // at three in the night: this morning
  ['2026-11-23T13:00:00Z', 'Europe/Berlin', '2026-11-24T08:00:00.000Z'],
  ['2026-11-23T05:30:00Z', 'Europe/Berlin', '2026-11-24T08:00:00.000Z'], // this morning is nearer than four hours
  ['2026-11-23T13:00:00Z', 'Asia/Seoul', '2026-11-24T00:00:00.000Z'],
  ['2026-03-28T20:00:00Z', 'Europe/Berlin', '2026-03-29T07:00:00.000Z'], // the clocks jump in between
  ['2026-10-24T20:00:00Z', 'Europe/Berlin', '2026-10-25T08:00:00.000Z'],
])('the morning after %s in %s is %s', (now, zone, morning) => {
  const last = snoozeChoices(Date.parse(now), zone).at(-1)
  expect(last?.kind).toBe('morning')
  expect(new Date(last?.until ?? 0).toISOString()).toBe(morning)
})

test('spans count from now', () => {
  const now = Date.parse('2026-11-23T02:00:00Z')
  expect(snoozeChoices(now, 'UTC').map(({ until }) => (until - now) / 60_000)).toEqual([30, 60, 240, 420])
})
