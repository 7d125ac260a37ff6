import { expect, test } from 'vitest'
import { placeOf, type RoomCard } from './places.ts'

const cards: readonly RoomCard[] = [
  'summary',
  'myRating',
  'owed',
  'recall',
  'beside',
  'actions',
  'evidence',
  'hypotheses',
  'tasks',
  'followUps',
  'timeline',
  'ratings',
  'people',
  'updates',
  'family',
  'facts',
  'alerts',
  'surroundings',
]

test.each([
  ['triage', ['summary', 'myRating', 'owed', 'recall', 'actions', 'tasks', 'facts', 'alerts']],
  ['coordination', ['summary', 'myRating', 'owed', 'recall', 'actions', 'tasks']],
  ['mitigation', ['summary', 'myRating', 'owed', 'recall', 'beside', 'actions', 'evidence', 'tasks']],
  ['resolution', ['summary', 'myRating', 'owed', 'actions', 'hypotheses', 'tasks', 'followUps']],
  ['follow_up', ['summary', 'myRating', 'owed', 'followUps']],
  ['closed', ['summary', 'myRating', 'owed']],
] as const)('in %s a phone shows first what the stage is about', (state, now) => {
  expect(cards.filter((card) => placeOf(card, state) === 'now')).toEqual(now)
})

test('whoever works on it and whoever is told are always found in the same place', () => {
  for (const state of ['triage', 'mitigation', 'follow_up', 'merged'] as const)
    expect(cards.filter((card) => placeOf(card, state) === 'people')).toEqual([
      'ratings',
      'people',
      'updates',
      'family',
    ])
})
