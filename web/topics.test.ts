import { expect, test } from 'vitest'
import { endpoints } from '../domain/api.ts'
import { askedAgain } from './topics.ts'

/** Asked for on purpose, and not shown while others change it, or as fixed as a release. */
const asked = [
  'countAlerts',
  'getContactCard',
  'exportConfiguration',
  'exportKit',
  'getPushKey',
  'getWelcome',
  'listHolidayPlaces',
  'search',
  'startTelegram',
]

test('every question a screen can ask is asked again by some topic', () => {
  const questions = Object.entries(endpoints).filter(([, row]) => row.method === 'GET')
  const live = new Set<string>(Object.values(askedAgain).flat())
  const forgotten = questions.map(([name]) => name).filter((name) => !live.has(name) && !asked.includes(name))
  expect(forgotten).toEqual([])
})
