import { expect, test } from 'vitest'
import { afterLinkCheck, isThere, type LinkAnswer } from './link-check.ts'

const now = Temporal.Instant.from('2026-03-02T09:00:00Z')
const fine = { failures: 0, failingSince: null }
const since = Temporal.Instant.from('2026-03-02T08:00:00Z')
const answered = (status: number): LinkAnswer => ({ kind: 'answered', status })
const hoursUntil = (at: Temporal.Instant) => now.until(at).total('hours')

test.each([200, 204, 301, 302, 401, 403, 407, 429])('HTTP %i: somebody is there', (status) => {
  expect(isThere(status)).toBe(true)
})

test.each([0, 400, 404, 410, 500, 502, 503])('HTTP %i: nobody is there', (status) =>
  expect(isThere(status)).toBe(false),
)

test('once is chance, twice is dead, and told once', () => {
  const first = afterLinkCheck(fine, answered(404), now, 0.5)
  expect(first).toMatchObject({ state: 'unknown', failures: 1, failingSince: now, turned: null, detail: 'HTTP 404' })
  expect(hoursUntil(first.dueAt)).toBeCloseTo(1 / 6)
  const second = afterLinkCheck({ failures: 1, failingSince: since }, answered(404), now, 0.5)
  expect(second).toMatchObject({ state: 'failing', failingSince: since, turned: 'died' })
  const third = afterLinkCheck({ failures: 2, failingSince: since }, { kind: 'failed', because: 'ENOTFOUND' }, now, 0.5)
  expect(third).toMatchObject({ state: 'failing', detail: 'ENOTFOUND', turned: null })
})

test('what fails for long is asked about once a day, and what is there too, never all at the same time', () => {
  const long = afterLinkCheck({ failures: 100, failingSince: since }, answered(500), now, 0)
  expect(hoursUntil(long.dueAt)).toBeCloseTo(21.6)
  expect(long.failures).toBe(100)
  expect(hoursUntil(afterLinkCheck(fine, answered(200), now, 1).dueAt)).toBeCloseTo(26.4)
})

test('it comes back when it answers, and only what was dead comes back', () => {
  expect(afterLinkCheck({ failures: 2, failingSince: since }, answered(200), now, 0)).toMatchObject({
    state: 'ok',
    failures: 0,
    failingSince: null,
    turned: 'came_back',
  })
  expect(afterLinkCheck({ failures: 1, failingSince: since }, answered(200), now, 0).turned).toBeNull()
})

test('where Baton may not go nothing is known, and nothing is called dead', () => {
  const refused = afterLinkCheck(fine, { kind: 'refused', because: '10.0.0.7 is internal' }, now, 0)
  expect(refused).toMatchObject({ state: 'refused', failures: 0, failingSince: null, turned: null })
})

test('who asks for it again and again within one bad minute calls nothing dead', () => {
  const gone = { kind: 'failed', because: 'ECONNREFUSED' } as const
  const at = Temporal.Instant.from('2026-03-02T09:00:00Z')
  const first = afterLinkCheck({ failures: 0, failingSince: null }, gone, at, 0.5)
  const again = afterLinkCheck(first, gone, at.add({ seconds: 40 }), 0.5)
  expect(again).toMatchObject({ state: 'unknown', failures: 1, failingSince: at, turned: null })
  expect(again.dueAt).toEqual(at.add({ seconds: 640 }))
  expect(afterLinkCheck(again, gone, at.add({ minutes: 11 }), 0.5)).toMatchObject({ state: 'failing', turned: 'died' })
})
