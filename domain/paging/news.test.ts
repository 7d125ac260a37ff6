import { expect, test } from 'vitest'
import { howToTell, newsIn, newsRetry } from './news.ts'
import { pageStates } from './states.ts'

const at = Temporal.Instant.from('2026-03-29T01:12:40Z')

test.each([
  ['acknowledged', 'Ana', 'en', 'Ana took it at 03:12.'],
  ['acknowledged', null, 'en', 'It was acknowledged at 03:12.'],
  ['snoozed', 'Ana', 'en', 'Ana snoozed it until 03:12.'],
  ['open', null, 'en', 'It came back at 03:12 and is paged again.'],
  ['closed', 'Ana', 'en', 'It is over: closed at 03:12.'],
  ['exhausted', null, 'en', 'Nobody answered this; the fallback was alarmed.'],
  ['acknowledged', '아나', 'ko', '아나 님이 03:12에 확인했습니다.'],
] as const)('a page that is %s by %s says in %s: %s', (state, by, language, says) => {
  expect(newsIn({ state, by, at, now: at }, language, 'Europe/Berlin')).toBe(says)
})

test('a name from outside stays one line of text', () => {
  expect(newsIn({ state: 'acknowledged', by: 'Ana\n<!channel>\u202e', at, now: at }, 'en', 'UTC')).toBe(
    'Ana <!channel> took it at 01:12.',
  )
})

test('another day than today is named', () => {
  const now = Temporal.Instant.from('2026-03-28T22:00:00Z')
  expect(newsIn({ state: 'snoozed', by: 'Ana', at, now }, 'en', 'UTC')).toBe('Ana snoozed it until 2026-03-29 01:12.')
})

const slackRoom = { channel: 'slack', canChange: true, isRoom: true, isNewest: true }
const teamsRoom = { channel: 'teams', canChange: false, isRoom: true, isNewest: true }

test('a message that can be changed is changed, whoever reads it and whichever it is', () => {
  for (const state of pageStates)
    for (const isNewest of [true, false])
      for (const isRoom of [true, false]) expect(howToTell({ ...slackRoom, isRoom, isNewest, state })).toBe('change')
})

test('elsewhere a room gets one line after its newest message, and a person nothing', () => {
  expect(howToTell({ ...teamsRoom, state: 'acknowledged' })).toBe('line')
  expect(howToTell({ ...teamsRoom, state: 'closed' })).toBe('line')
  expect(howToTell({ ...teamsRoom, isNewest: false, state: 'closed' })).toBe('nothing')
  expect(howToTell({ ...teamsRoom, isRoom: false, state: 'closed' })).toBe('nothing')
  // The firing that follows tells it.
  expect(howToTell({ ...teamsRoom, state: 'open' })).toBe('nothing')
})

test('a phone that rings again keeps the message that it is to be answered by', () => {
  const phone = { channel: 'push', canChange: true, isRoom: false, isNewest: true }
  expect(howToTell({ ...phone, state: 'acknowledged' })).toBe('change')
  expect(howToTell({ ...phone, state: 'open' })).toBe('nothing')
  expect(howToTell({ ...phone, isNewest: false, state: 'closed' })).toBe('nothing')
})

test('it is tried a few times, and then left', () => {
  expect([1, 2, 3, 4, 5].map(newsRetry)).toEqual([10, 60, 300, null, null])
})
