// Promise P6: what may happen to a page is one complete table. Written out here a second time, so that a change is meant.
import { expect, test } from 'vitest'
import { pageMoves, pageStates, pageTable, type PageMove, type PageState } from './states.ts'

const expected: Readonly<Record<PageState, Readonly<Record<PageMove, string>>>> = {
  open: {
    acknowledge: 'acknowledged',
    take_over: 'acknowledged',
    decline: 'open',
    snooze: 'snoozed',
    escalate: 'open',
    close: 'closed',
    due: 'open',
  },
  acknowledged: {
    acknowledge: 'not: already_acknowledged',
    take_over: 'acknowledged',
    decline: 'open',
    snooze: 'snoozed',
    escalate: 'open',
    close: 'closed',
    due: 'open',
  },
  snoozed: {
    acknowledge: 'acknowledged',
    take_over: 'acknowledged',
    decline: 'open',
    snooze: 'snoozed',
    escalate: 'open',
    close: 'closed',
    due: 'open',
  },
  exhausted: {
    acknowledge: 'not: alarm_took_over',
    take_over: 'not: alarm_took_over',
    decline: 'not: alarm_took_over',
    snooze: 'not: alarm_took_over',
    escalate: 'not: alarm_took_over',
    close: 'closed',
    due: 'not: nothing_due',
  },
  closed: {
    acknowledge: 'not: already_closed',
    take_over: 'not: already_closed',
    decline: 'not: already_closed',
    snooze: 'not: already_closed',
    escalate: 'not: already_closed',
    close: 'not: already_closed',
    due: 'not: nothing_due',
  },
}

test.each(pageStates.flatMap((state) => pageMoves.map((move) => [state, move] as const)))('%s: %s', (state, move) => {
  const cell = pageTable[state][move]
  expect('to' in cell ? cell.to : `not: ${cell.not}`).toBe(expected[state][move])
})

test('the table holds every state and every move, and nothing else', () => {
  expect(Object.keys(pageTable).toSorted()).toEqual([...pageStates].toSorted())
  for (const row of Object.values(pageTable)) expect(Object.keys(row).toSorted()).toEqual([...pageMoves].toSorted())
})

test('what still waits for somebody can be closed, and nothing leaves an end', () => {
  const ends = (state: PageState) => pageMoves.every((move) => !('to' in pageTable[state][move]))
  expect(pageStates.filter(ends)).toEqual(['closed'])
  for (const state of pageStates) if (!ends(state)) expect(pageTable[state].close).toEqual({ to: 'closed' })
})
