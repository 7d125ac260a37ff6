// Promise P6: what may happen to an alert is one complete table. Written out here a second time, so that a change is meant.
import { expect, test } from 'vitest'
import {
  alertMoves,
  alertStates,
  alertTable,
  statesAllowing,
  whyNot,
  type AlertMove,
  type AlertState,
} from './states.ts'

const expected: Readonly<Record<AlertState, Readonly<Record<AlertMove, string>>>> = {
  triggered: {
    acknowledge: 'acknowledged',
    take_over: 'acknowledged',
    decline: 'triggered',
    snooze: 'snoozed',
    escalate: 'triggered',
    close: 'closed',
    reopen: 'not: alert_open',
  },
  acknowledged: {
    acknowledge: 'not: alert_already_acknowledged',
    take_over: 'acknowledged',
    decline: 'triggered',
    snooze: 'snoozed',
    escalate: 'triggered',
    close: 'closed',
    reopen: 'not: alert_open',
  },
  snoozed: {
    acknowledge: 'acknowledged',
    take_over: 'acknowledged',
    decline: 'triggered',
    snooze: 'snoozed',
    escalate: 'triggered',
    close: 'closed',
    reopen: 'not: alert_open',
  },
  closed: {
    acknowledge: 'not: alert_closed',
    take_over: 'not: alert_closed',
    decline: 'not: alert_closed',
    snooze: 'not: alert_closed',
    escalate: 'not: alert_closed',
    close: 'not: alert_closed',
    reopen: 'triggered',
  },
}

const cells = alertStates.flatMap((state) => alertMoves.map((move) => [state, move] as const))

test.each(cells)('%s: %s', (state, move) => {
  const cell = alertTable[state][move]
  expect('to' in cell ? cell.to : `not: ${cell.not}`).toBe(expected[state][move])
})

test.each(cells)('what a button says of a %s alert and %s is what the write does', (state, move) => {
  const refusal = whyNot(move, { state })
  expect(refusal === null).toBe(statesAllowing(move).includes(state))
  expect(refusal === null ? expected[state][move] : `not: ${refusal}`).toBe(expected[state][move])
})

test('the table holds every state and every move, and nothing else', () => {
  expect(Object.keys(alertTable).toSorted()).toEqual([...alertStates].toSorted())
  for (const row of Object.values(alertTable)) expect(Object.keys(row).toSorted()).toEqual([...alertMoves].toSorted())
})
