import { globSync, readFileSync } from 'node:fs'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { holidaysOf, placeOfZone } from './holidays.ts'

const code = globSync('{domain,server,cli}/**/*.ts')
  .filter((file) => !file.includes('.test'))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
const importing = (what: RegExp) => code.filter(({ text }) => what.test(text)).map(({ file }) => file)

test('the library is loaded in the thread alone: a page waits neither for it nor for the moon', () => {
  expect(importing(/from 'date-holidays'/)).toEqual(['server/schedules/holiday-library.ts'])
  expect(importing(/^import (?!type).*holiday-library\.ts'/m)).toEqual(['server/schedules/holiday-thread.ts'])
  expect(importing(/^import .*holiday-thread\.ts'/m)).toEqual([])
})

test('what pages people reads neither leave nor holidays', () => {
  const readers = importing(/from '[^']*\/(absences|absence|holidays|leave-store|leave)\.ts'/)
  expect(readers.length).toBeGreaterThan(3)
  const paging = /^(domain|server)\/(paging|escalation|alerts|intake)\/|on-call|roster/
  expect(readers.filter((file) => paging.test(file))).toEqual([])
})

test('a place is suggested by the zone, whatever name of it is used', () => {
  const places = ['KR', 'DE', 'IN', 'US'].map((place) => ({ place, within: null, name: place }))
  const all = [{ place: 'US-CA', within: 'US', name: 'California' }, ...places]
  expect(placeOfZone(all, 'Asia/Seoul')).toBe('KR')
  expect(placeOfZone(all, 'Asia/Kolkata')).toBe('IN')
  expect(placeOfZone(all, 'Asia/Calcutta')).toBe('IN')
  expect(placeOfZone(all, 'America/Los_Angeles')).toBe('US')
  expect(placeOfZone(all, 'Etc/UTC')).toBeNull()
})

test('whoever asks for how many years, one thread reads at a time, and none for years far away', async () => {
  let running = 0
  let most = 0
  let begun = 0
  const onWorker = (worker: Worker) => {
    running += 1
    begun += 1
    most = Math.max(most, running)
    worker.once('exit', () => (running -= 1))
  }
  process.on('worker', onWorker)
  try {
    const found = await Promise.all([2031, 2032, 2033].map((year) => holidaysOf(['DE'], [year])))
    expect(found.map((one) => one.get('DE')?.length)).toEqual([9, 9, 9])
    expect([begun, most]).toEqual([3, 1])
    expect(await holidaysOf(['DE'], [1, 1899, 2201, 9999])).toEqual(new Map())
    expect(begun).toBe(3)
  } finally {
    process.off('worker', onWorker)
  }
})
