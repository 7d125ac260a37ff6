// Promise P6: what may happen to a cover request is one complete table. Written out here a second time, so that a change is meant.
import { expect, test } from 'vitest'
import {
  coverMoves,
  coverStates,
  coverStatesAllowing,
  coverTable,
  whyNotCover,
  type CoverMove,
  type CoverState,
} from './cover-states.ts'

const all = (say: string) => ({ accept: say, agree: say, decline: say, withdraw: say, expire: say, void: say })
const expected: Readonly<Record<CoverState, Readonly<Record<CoverMove, string>>>> = {
  open: {
    accept: 'accepted',
    agree: 'accepted',
    decline: 'open',
    withdraw: 'withdrawn',
    expire: 'expired',
    void: 'void',
  },
  accepted: all('not: cover_taken'),
  declined: all('not: cover_declined'),
  withdrawn: all('not: cover_withdrawn'),
  expired: all('not: cover_expired'),
  void: all('not: cover_void'),
}

test.each(coverStates.flatMap((state) => coverMoves.map((move) => [state, move] as const)))('%s: %s', (state, move) => {
  const cell = coverTable[state][move]
  expect('to' in cell ? cell.to : `not: ${cell.not}`).toBe(expected[state][move])
  expect(coverStatesAllowing(move).includes(state)).toBe('to' in cell)
})

test('the table holds every state and every move, and nothing else', () => {
  expect(Object.keys(coverTable).toSorted()).toEqual([...coverStates].toSorted())
  for (const row of Object.values(coverTable)) expect(Object.keys(row).toSorted()).toEqual([...coverMoves].toSorted())
})

const ben = { personId: 'ben', mayManage: false }
const ana = { personId: 'ana', mayManage: false }
const chief = { personId: 'chief', mayManage: true }
const program = { personId: null, mayManage: true }
const moves = ['accept', 'agree', 'decline', 'withdraw'] as const

test.each([
  ['the asker', ben, ['cover_not_asked', null, 'cover_not_asked', null]],
  ['who was asked', ana, [null, 'cover_not_yours', null, 'cover_not_yours']],
  ['a manager', chief, ['cover_not_asked', null, 'cover_not_asked', null]],
  ['a program that manages', program, ['cover_not_asked', null, 'cover_not_asked', null]],
])('%s may do this while it is open, and is told why nothing goes when it is not', (_, who, whys) => {
  const cover = { askerId: 'ben', asked: [{ personId: 'ana' }] }
  expect(moves.map((move) => whyNotCover(move, { ...cover, state: 'open' }, who))).toEqual(whys)
  const taken = whys.map((why) => why ?? 'cover_taken')
  expect(moves.map((move) => whyNotCover(move, { ...cover, state: 'accepted' }, who))).toEqual(taken)
})
