import { expect, test } from 'vitest'
import { askedOf, faultOfAsking, freeOf } from './cover-draft.ts'
import type { AskingDraft, Candidates } from './cover-draft.ts'

const span = { from: Date.parse('2026-12-04T17:00Z'), until: Date.parse('2026-12-07T07:00Z') }
const sent = { startsAt: '2026-12-04T17:00:00.000Z', endsAt: '2026-12-07T07:00:00.000Z' }
const draft: AskingDraft = { kind: 'cover', span, whom: null, giver: '', theirs: null, note: ' A wedding ' }
const candidates: Candidates = (['ana', 'carla'] as const).map((personId) => ({
  personId,
  name: personId,
  zone: 'UTC',
  isFree: personId === 'ana',
  canBeAsked: true,
  because: [],
  clashes: [],
}))
const theirs = { ...span, scheduleId: 'days' }

test('everybody is who is free, and nobody is named then', () => {
  expect(freeOf(candidates)).toEqual(['ana'])
  expect(askedOf(draft, 'nights')).toEqual({ scheduleId: 'nights', ...sent, note: 'A wedding' })
  expect(askedOf({ ...draft, whom: ['carla'] }, 'nights')).toMatchObject({ of: ['carla'] })
})

test('a swap names one person and their shift', () => {
  const swap = { ...draft, kind: 'swap' as const, giver: 'carla', theirs, whom: ['ana'] }
  expect(askedOf(swap, 'nights')).toMatchObject({ of: ['carla'], inReturn: { scheduleId: 'days', ...sent } })
})

test.each([
  [draft, null],
  [{ ...draft, span: null }, 'time'],
  [{ ...draft, whom: [] }, 'whom'],
  [{ ...draft, kind: 'swap' as const }, 'whom'],
  [{ ...draft, kind: 'swap' as const, giver: 'ana' }, 'shift'],
  [{ ...draft, kind: 'swap' as const, giver: 'ana', theirs }, null],
])('what is missing: %#', (written, fault) => {
  expect(faultOfAsking(written, candidates)).toBe(fault)
})

test('where nobody is free somebody has to be chosen', () => {
  expect(faultOfAsking(draft, [])).toBe('whom')
})
