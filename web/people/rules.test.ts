import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { waysFor } from '../../domain/paging/rules.ts'
import { priorities } from '../../domain/paging/priority.ts'
import { emptyPriorities, gridOf, rulesOf, withCell } from './rules.ts'
import type { Contact, ContactRule } from './rules.ts'

const contacts = [contact('mail'), contact('phone'), contact('old', false)]

test('without rules every contact that is on is used at once', () => {
  expect(gridOf({ contacts, rules: [] }).P1).toEqual({ mail: 0, phone: 0 })
})

test('a rule on a contact that is off leaves everything at once', () => {
  const rules = [{ priority: 'P2' as const, contactId: 'old', afterMinutes: 3 }]
  expect(gridOf({ contacts, rules }).P2).toEqual({ mail: 0, phone: 0 })
})

test('one that was never proven is used only where none was', () => {
  const unproven = { ...contact('new'), isVerified: false }
  expect(gridOf({ contacts: [...contacts, unproven], rules: [] }).P1).toEqual({ mail: 0, phone: 0 })
  expect(gridOf({ contacts: [unproven], rules: [] }).P1).toEqual({ new: 0 })
})

test('at once for all needs no rules', () => {
  const grid = gridOf({ contacts, rules: [{ priority: 'P1', contactId: 'mail', afterMinutes: 5 }] })
  const back = withCell(
    withCell(grid, { priority: 'P1', contactId: 'mail' }, 0),
    { priority: 'P1', contactId: 'phone' },
    0,
  )
  expect(rulesOf(back, { contacts, rules: [] })).toEqual([])
})

test('a priority without any contact is told', () => {
  const grid = gridOf({ contacts, rules: [{ priority: 'P3', contactId: 'mail', afterMinutes: 5 }] })
  expect(emptyPriorities(grid)).toEqual([])
  expect(emptyPriorities(withCell(grid, { priority: 'P3', contactId: 'mail' }, null))).toEqual(['P3'])
})

const someRules = fc.uniqueArray(
  fc.record({
    priority: fc.constantFrom(...priorities),
    contactId: fc.constantFrom('mail', 'phone', 'old'),
    afterMinutes: fc.integer({ min: 0, max: 60 }),
  }),
  { selector: (rule) => `${rule.priority} ${rule.contactId}` },
)

test('reading the grid and writing it back never changes who is reached when', () => {
  fc.assert(
    fc.property(someRules, (rules) => {
      const written = rulesOf(gridOf({ contacts, rules }), { contacts, rules })
      for (const priority of priorities) expect(ways(written, priority)).toEqual(ways(rules, priority))
    }),
  )
})

function ways(rules: readonly ContactRule[], priority: string) {
  const on = contacts.filter((each) => each.isEnabled)
  const numbered = rules.map((rule) => ({ ...rule, priority: Number(rule.priority.slice(1)) }))
  return waysFor(
    { contacts: on, rules: numbered },
    Number(priority.slice(1)),
    Temporal.Instant.from('2026-03-02T12:00Z'),
  )
    .map((way) => `${way.contactId} ${way.afterMinutes}`)
    .sort()
}

function contact(id: string, isEnabled = true): Contact {
  return {
    id,
    channel: 'email',
    label: '',
    address: `${id}@example.com`,
    isEnabled,
    isVerified: true,
    createdAt: '2026-01-01T00:00:00Z',
  }
}
