import { expect, test } from 'vitest'
import { problems } from '../problems.ts'
import { isInPlace, mayDo, whyNotMine, type HandoverMover, type HandoverParties, type PersonsMove } from './parties.ts'
import { afterMove, handoverMoves, handoverStates, handoverTable, whyNotHandOver } from './states.ts'

test('every cell is answered, and every no has a next step', () => {
  for (const state of handoverStates) {
    expect(Object.keys(handoverTable[state])).toEqual([...handoverMoves])
    for (const move of handoverMoves) {
      const not = whyNotHandOver(move, state)
      if (not) expect(problems[not].say).toMatch(/\./)
      else expect(handoverStates).toContain(afterMove(move, state))
    }
  }
})

test('accepted is reached by accepting alone, and left by nothing', () => {
  const ways = handoverStates.flatMap((state) =>
    handoverMoves.filter((move) => state !== 'accepted' && afterMove(move, state) === 'accepted'),
  )
  expect(new Set(ways)).toEqual(new Set(['accept']))
  for (const move of handoverMoves) expect(afterMove(move, 'accepted')).toBe('accepted')
})

test('what was not signed is not accepted', () => {
  for (const state of ['planned', 'draft', 'missed'] as const)
    expect(whyNotHandOver('accept', state)).toBe('handover_not_signed')
})

const handover: HandoverParties = {
  state: 'signed',
  fromId: 'ana',
  isFromActive: true,
  toId: 'ben',
  isToActive: true,
  wasMissed: false,
}
const who = (personId: string | null, mayManage = false, mayRespond = true): HandoverMover => ({
  personId,
  mayManage,
  mayRespond,
})
const late: HandoverParties = { ...handover, state: 'unaccepted', wasMissed: true }
const moves = ['write', 'sign', 'ask', 'answer', 'accept'] as const satisfies readonly PersonsMove[]
const mine = (of: HandoverParties, mover: HandoverMover) =>
  moves.filter((move) => whyNotMine(move, of, mover) !== 'handover_not_yours')

test.each([
  ['whoever goes', handover, who('ana'), ['write', 'sign', 'answer']],
  ['whoever comes', handover, who('ben'), ['ask', 'accept']],
  ['somebody of the team', handover, who('eve'), []],
  ['a manager, while both are there', handover, who('mia', true), []],
  [
    'a manager, where whoever goes is deactivated',
    { ...handover, isFromActive: false },
    who('mia', true),
    ['write', 'sign', 'answer'],
  ],
  ['a manager, where nobody comes', { ...handover, toId: null }, who('mia', true), ['ask', 'accept']],
  [
    'a manager, where whoever comes is deactivated',
    { ...handover, isToActive: false },
    who('mia', true),
    ['ask', 'accept'],
  ],
  [
    'a manager, once whoever comes has not accepted it in time',
    late,
    who('mia', true),
    ['write', 'sign', 'ask', 'answer', 'accept'],
  ],
  ['whoever comes, late as it is', late, who('ben'), ['write', 'sign', 'ask', 'answer', 'accept']],
  ['an automation, late as it is', late, who(null, true), ['write', 'sign', 'answer']],
  ['an automation does not take over', { ...handover, toId: null }, who(null, true), []],
  [
    'somebody of the team, once it was missed',
    { ...handover, state: 'missed' as const, wasMissed: true },
    who('eve'),
    ['write', 'sign', 'answer'],
  ],
  [
    'a viewer, once it was missed',
    { ...handover, state: 'missed' as const, wasMissed: true },
    who('vic', false, false),
    [],
  ],
])('%s', (_, of, mover, may) => {
  expect(mine(of, mover)).toEqual(may)
})

test('in the place of whoever comes stands a manager who is another, once it is late and they are there', () => {
  expect(isInPlace(late, who('mia', true))).toBe(true)
  expect(isInPlace(late, who('ben', true))).toBe(false)
  expect(isInPlace(late, who('eve'))).toBe(false)
  expect(isInPlace(handover, who('mia', true))).toBe(false)
  expect(isInPlace({ ...late, state: 'accepted' }, who('mia', true))).toBe(false)
  expect(isInPlace({ ...late, toId: null }, who('mia', true))).toBe(false)
  expect(isInPlace({ ...late, isToActive: false }, who('mia', true))).toBe(false)
})

test('a button is there exactly where the move changes something', () => {
  expect(mayDo({ ...handover, state: 'draft' }, who('ana'))).toEqual({
    write: true,
    sign: true,
    ask: false,
    answer: false,
    accept: false,
  })
  expect(mayDo(handover, who('ben'))).toMatchObject({ ask: true, accept: true })
})
