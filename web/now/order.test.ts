import { expect, test } from 'vitest'
import { inOrder } from './order.ts'

test('unanswered before answered, then by priority, then the one that waits longest', () => {
  const alerts = [
    alert('answered P1', 'acknowledged', 'P1', 1),
    alert('late P2', 'triggered', 'P2', 9),
    alert('asleep P1', 'snoozed', 'P1', 0),
    { ...alert('muted P1', 'triggered', 'P1', 0), muted: {} },
    alert('early P2', 'triggered', 'P2', 3),
    alert('P1', 'triggered', 'P1', 8),
  ]
  const names = ['P1', 'early P2', 'late P2', 'answered P1', 'asleep P1', 'muted P1']
  expect(inOrder(alerts).map(({ name }) => name)).toEqual(names)
})

function alert(name: string, state: 'triggered' | 'acknowledged' | 'snoozed', priority: string, minute: number) {
  return { name, state, muted: null, priority, firstAt: `2026-11-23T03:0${minute}:00Z` }
}
