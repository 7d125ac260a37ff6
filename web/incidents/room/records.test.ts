import { expect, test } from 'vitest'
import { dayText, inOrderOfDue, inOrderOfWork, isFollowUpLate, isTaskLate, lastUpdate } from './records.ts'
import type { FollowUp, Task, Update } from './records.ts'

const at = '2026-11-27T10:00:00Z'

function followUp(id: number, rest: Partial<FollowUp>): FollowUp {
  const words = { text: 'Bound the pool', note: '', by: 'Ana', at, owner: null, ownerId: null }
  return { id, kind: 'prevent', state: 'open', dueOn: null, endedAt: null, ...words, ...rest }
}

function task(id: number, rest: Partial<Task>): Task {
  const words = { text: 'Call the bank', ownerId: 'b', owner: 'Ben', readBack: '', givenBy: 'Ana' }
  return { id, state: 'given', givenAt: at, dueAt: at, doneAt: null, ...words, ...rest }
}

test('what is to be done comes first, by its day; what is over comes last', () => {
  const listed = inOrderOfWork([
    followUp(1, { state: 'done', endedAt: at }),
    followUp(2, { state: 'draft' }),
    followUp(3, { dueOn: '2026-12-24' }),
    followUp(4, { dueOn: '2026-12-01' }),
  ])
  expect(listed.map(({ id }) => id)).toEqual([4, 3, 2, 1])
})

test('a follow-up is late from the day after, and no longer once it is over', () => {
  const due = followUp(1, { dueOn: '2026-11-26' })
  expect(isFollowUpLate(due, '2026-11-26')).toBe(false)
  expect(isFollowUpLate(due, '2026-11-27')).toBe(true)
  expect(isFollowUpLate({ ...due, state: 'dropped' }, '2026-11-27')).toBe(false)
})

test('tasks that are waited for come first, the most pressing on top, and a late one is known', () => {
  const late = task(1, { dueAt: '2026-11-27T09:00:00Z', state: 'taken' })
  expect(inOrderOfDue([task(3, { state: 'done' }), task(2, {}), late]).map(({ id }) => id)).toEqual([1, 2, 3])
  expect(isTaskLate(late, new Date(at))).toBe(true)
  expect(isTaskLate({ ...late, state: 'done' }, new Date(at))).toBe(false)
})

test('the newest update of an audience is what it was told last', () => {
  const told = (id: number, audience: Update['audience']): Update => {
    return {
      id,
      audience,
      stage: 'triage',
      text: 'We know of it.',
      by: 'Ana',
      at,
      nextAt: null,
      isStill: false,
      isToParts: false,
    }
  }
  const updates = [told(3, 'users'), told(2, 'stakeholders'), told(1, 'users')]
  expect(lastUpdate(updates, 'users')?.id).toBe(3)
  expect(lastUpdate(updates, 'responders')).toBeUndefined()
})

test('a day is written without a zone, with its year only when that is another', () => {
  expect(dayText('2026-12-01', 'en', '2026-11-27')).toBe('Tue, Dec 1')
  expect(dayText('2027-01-04', 'ko', '2026-11-27')).toBe('2027년 1월 4일 (월)')
})
