import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { waysFor } from './rules.ts'

const mail = { id: 'mail', channel: 'email', address: 'ana@example.com', isVerified: true } as const
const phone = { id: 'phone', channel: 'ntfy', address: 'ana-phone', isVerified: true } as const
const hook = { id: 'hook', channel: 'webhook', address: 'https://example.com/ana', isVerified: true } as const
const noon = Temporal.Instant.from('2026-03-02T12:00:00Z')
const everyDay = { kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7] } as const
const days = { zone: 'Europe/Berlin', within: [{ ...everyDay, from: '08:00', to: '20:00' }] }
const nights = { zone: 'Europe/Berlin', within: [{ ...everyDay, from: '20:00', to: '08:00' }] }
const at = (hours: typeof days, contactId: string, afterMinutes: number) => ({
  ...rule(1, contactId, afterMinutes),
  hours,
})
const rule = (priority: number, contactId: string, afterMinutes: number) => ({ priority, contactId, afterMinutes })

describe('by which contacts, and after how long', () => {
  // The roster holds enabled contacts only: a rule on one that is not among them is a rule on one that is switched off.
  test.each<[string, Parameters<typeof waysFor>[0], string[]]>([
    ['no rule: all of them at once', { contacts: [mail, phone], rules: [] }, ['mail +0', 'phone +0']],
    ['no contact: none', { contacts: [], rules: [rule(1, 'mail', 0)] }, []],
    ['a rule leaves the others out', { contacts: [mail, phone], rules: [rule(1, 'phone', 2)] }, ['phone +0']],
    [
      'rules for other priorities say nothing',
      { contacts: [mail, phone], rules: [rule(2, 'phone', 2), rule(4, 'mail', 9)] },
      ['mail +0', 'phone +0'],
    ],
    [
      'a contact that is switched off is left out',
      { contacts: [phone], rules: [rule(1, 'mail', 0), rule(1, 'phone', 5)] },
      ['phone +0'],
    ],
    [
      'only contacts that are switched off: all others at once',
      { contacts: [phone, hook], rules: [rule(1, 'mail', 7)] },
      ['phone +0', 'hook +0'],
    ],
    [
      'the soonest first, whatever the order of the rules',
      { contacts: [mail, phone, hook], rules: [rule(1, 'mail', 10), rule(1, 'hook', 0), rule(1, 'phone', 3)] },
      ['hook +0', 'phone +3', 'mail +10'],
    ],
    [
      'together they keep the order of the rules',
      { contacts: [mail, phone], rules: [rule(1, 'phone', 0), rule(1, 'mail', 0)] },
      ['phone +0', 'mail +0'],
    ],
    [
      'the first at once, and the others as long after it as the rules say',
      { contacts: [mail, phone, hook], rules: [rule(1, 'phone', 10), rule(1, 'hook', 25), rule(1, 'mail', 10)] },
      ['phone +0', 'mail +0', 'hook +15'],
    ],
    [
      'the first of these hours at once',
      { contacts: [mail, phone], rules: [rule(1, 'mail', 0), at(days, 'phone', 5), at(days, 'mail', 7)] },
      ['phone +0', 'mail +2'],
    ],
    [
      'one contact rings once, by the soonest of its rules',
      { contacts: [phone], rules: [rule(1, 'phone', 5), rule(1, 'phone', 0)] },
      ['phone +0'],
    ],
    [
      'only the rules that hold now',
      { contacts: [mail, phone], rules: [at(nights, 'mail', 0), at(days, 'phone', 0), at(days, 'mail', 10)] },
      ['phone +0', 'mail +10'],
    ],
    [
      'no rule holds now: all of them at once',
      { contacts: [mail, phone], rules: [at(nights, 'mail', 5)] },
      ['mail +0', 'phone +0'],
    ],
    [
      'a rule of these hours takes the place of one without',
      { contacts: [mail, phone], rules: [rule(1, 'mail', 4), at(days, 'phone', 0)] },
      ['phone +0'],
    ],
    [
      'a rule of these hours on a contact that is switched off says nothing',
      { contacts: [mail], rules: [rule(1, 'mail', 4), at(days, 'phone', 0)] },
      ['mail +0'],
    ],
    [
      'one without hours beside one of other hours',
      { contacts: [mail, phone], rules: [rule(1, 'mail', 4), at(nights, 'phone', 0)] },
      ['mail +0'],
    ],
  ])('%s', (_, person, expected) => {
    expect(waysFor(person, 1, noon).map((way) => `${way.contactId} +${way.afterMinutes}`)).toEqual(expected)
  })

  test('a way carries its channel and its address', () => {
    expect(waysFor({ contacts: [hook], rules: [rule(3, 'hook', 4)] }, 3, noon)).toEqual([
      { contactId: 'hook', channel: 'webhook', address: 'https://example.com/ana', afterMinutes: 0 },
    ])
  })

  test('whoever has a contact has a way at once, for every priority', () => {
    const anyContacts = fc.subarray([mail, phone, hook], { minLength: 1 })
    const anyRule = fc.record({
      priority: fc.integer({ min: 1, max: 4 }),
      contactId: fc.constantFrom('mail', 'phone', 'hook', 'removed'),
      afterMinutes: fc.nat({ max: 1_440 }),
    })
    fc.assert(
      fc.property(anyContacts, fc.array(anyRule), fc.integer({ min: 1, max: 4 }), (contacts, rules, priority) => {
        const ways = waysFor({ contacts, rules }, priority, noon)
        const minutes = ways.map(({ afterMinutes }) => afterMinutes)
        expect(minutes[0]).toBe(0)
        expect(minutes).toEqual(minutes.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('contacts that are not verified', () => {
  const typo = { ...mail, id: 'typo', address: 'nobody@example.com', isVerified: false }
  const browser = { id: 'browser', channel: 'browser', address: 'browser', isVerified: true } as const

  test('are left alone where a verified one reaches the person, whatever the rules say', () => {
    const ways = (rules: Parameters<typeof waysFor>[0]['rules']) =>
      waysFor({ contacts: [typo, phone, browser], rules }, 1, noon).map(({ contactId }) => contactId)
    expect(ways([])).toEqual(['phone', 'browser'])
    expect(ways([{ priority: 1, contactId: 'typo', afterMinutes: 0 }])).toEqual(['phone', 'browser'])
  })

  test('are used where nothing else reaches the person: silence is worse', () => {
    expect(waysFor({ contacts: [typo, browser], rules: [] }, 1, noon).map(({ contactId }) => contactId)).toEqual([
      'typo',
      'browser',
    ])
  })
})
