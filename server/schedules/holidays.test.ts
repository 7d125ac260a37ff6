import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { placeOfZone } from './holidays.ts'

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
