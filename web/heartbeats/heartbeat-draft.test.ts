import { expect, test } from 'vitest'
import { faultsIn, inputOf, minutesOf, newDraft } from './heartbeat-draft.ts'
import { inUnit, lastedWords } from './heartbeat-marks.tsx'

const draft = newDraft('Asia/Seoul')

test('a new one can be sent as it is', () => {
  expect(faultsIn(draft)).toEqual([])
  expect(inputOf(draft)).toMatchObject({ everyMinutes: 1_440, graceMinutes: 30, zone: 'Asia/Seoul', failWords: [] })
})

test.each([
  [{ every: { count: '', unit: 'minutes' } }, ['every']],
  [{ every: { count: '1.5', unit: 'hours' } }, ['every']],
  [{ every: { count: '400', unit: 'days' } }, ['every']],
  [{ every: { count: '0', unit: 'minutes' } }, ['every']],
  [{ way: 'cron', every: { count: '', unit: 'minutes' } }, []],
  [{ way: 'cron', cron: 'at night' }, ['cron']],
  [{ way: 'cron', cron: '0 0 30 2 *' }, ['neverDue']],
  [{ grace: { count: '-1', unit: 'minutes' } }, ['grace']],
  [{ grace: { count: '0', unit: 'minutes' } }, []],
] as const)('%j: %j', (said, faults) => {
  expect(faultsIn({ ...draft, ...said })).toEqual(faults)
})

test('one way of expecting it is sent, and words are taken apart', () => {
  const input = inputOf({ ...draft, way: 'cron', cron: ' 0 3 * * * ', failWords: 'FAILED, , error ' })
  expect(input).toMatchObject({ cron: '0 3 * * *', failWords: ['FAILED', 'error'] })
  expect(input).not.toHaveProperty('everyMinutes')
})

test.each([
  [90, 'minutes', 90],
  [120, 'hours', 2],
  [2_880, 'days', 2],
])('%i minutes are told in %s', (minutes, unit, count) => {
  expect(inUnit(minutes)).toEqual({ unit, count })
  expect(minutesOf({ unit: inUnit(minutes).unit, count: String(count) }, 1)).toBe(minutes)
})

test.each([
  [0, '0 sec'],
  [2.34, '2.3 sec'],
  [240, '4 min'],
  [3_725, '1 hr 2 min 5 sec'],
])('%d seconds are told as %s', (seconds, words) => {
  expect(lastedWords(seconds, 'en')).toBe(words)
})
