import { expect, test } from 'vitest'
import { emptyGrid, groupsOf, isEmptyGroup, rulesOfGroups } from './hour-rules.ts'
import type { Contact, ContactRule } from './rules.ts'

const night = [{ kind: 'days' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }]
const day = [{ kind: 'days' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '07:00', to: '22:00' }]
const contacts: Contact[] = ['mail', 'phone'].map((id) => ({
  id,
  channel: 'email',
  label: '',
  address: `${id}@example.com`,
  isEnabled: true,
  isVerified: true,
  createdAt: '2026-01-01T00:00:00Z',
}))
const rules: ContactRule[] = [
  { priority: 'P3', contactId: 'mail', afterMinutes: 0, within: night },
  { priority: 'P3', contactId: 'phone', afterMinutes: 0, within: day },
  { priority: 'P3', contactId: 'mail', afterMinutes: 5, within: day },
  { priority: 'P1', contactId: 'mail', afterMinutes: 1 },
]

test('rules of the same hours are one group, and come back as they were', () => {
  const groups = groupsOf({ contacts, rules })
  expect(groups.map(({ within, grid }) => [within[0], grid.P3])).toEqual([
    [night[0], { mail: 0, phone: null }],
    [day[0], { mail: 5, phone: 0 }],
  ])
  const sorted = (some: ContactRule[]) => some.map((rule) => JSON.stringify(rule)).toSorted()
  expect(sorted(rulesOfGroups(groups))).toEqual(sorted(rules.filter(({ within }) => within)))
})

test('a group that names no contact says nothing', () => {
  expect(isEmptyGroup({ within: night, grid: emptyGrid(contacts) })).toBe(true)
  expect(rulesOfGroups([{ within: night, grid: emptyGrid(contacts) }])).toEqual([])
})
