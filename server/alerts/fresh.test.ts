// What was accepted a moment ago, in the order in which it is paged (C13).
import { expect, test } from 'vitest'
import { FreshAlerts } from './fresh.ts'
import type { FreshAlert } from './waiting.ts'

const now = Temporal.Instant.from('2026-03-01T12:00:00Z')
const alert = (id: number, priority: number, summary = `alert ${id}`): FreshAlert => ({
  id,
  priority,
  summary,
  key: `${id}`,
  policy_id: null,
  page_group: null,
  reopens: null,
  damped_since: null,
  team_id: 'team',
  service_id: 'service',
  first_at: now,
  paging_due_at: now,
})

test('the most urgent comes first, however many came before it', () => {
  const fresh = new FreshAlerts()
  fresh.add(Array.from({ length: 500 }, (_, i) => alert(i, 4)))
  fresh.add([alert(1_000, 2), alert(1_001, 1), alert(1_002, 1)])
  expect(fresh.take(4).map(({ id }) => id)).toEqual([1_001, 1_002, 1_000, 0])
  expect(fresh.take(1_000)).toHaveLength(499)
  expect(fresh.take(1_000)).toEqual([])
})

test('an alert that is said again before it is paged is there once, as it was said last', () => {
  const fresh = new FreshAlerts()
  fresh.add([alert(1, 3, 'slow'), alert(2, 3)])
  fresh.add([alert(1, 1, 'down')])
  expect(fresh.take(10).map(({ id, summary }) => `${id} ${summary}`)).toEqual(['1 down', '2 alert 2'])
})

test('memory is bounded: too many are left to the database, which knows the most urgent', () => {
  const fresh = new FreshAlerts()
  fresh.add(Array.from({ length: 10_000 }, (_, i) => alert(i, 3)))
  fresh.add([alert(20_000, 1)])
  expect(fresh.take(1)).toEqual([])
})
