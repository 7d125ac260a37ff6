import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carriers, channels } from './channels.ts'
import { byNeed, canReach, readinessOf, standingOf, type ContactFacts } from './readiness.ts'

const everything = new Set(carriers)
const contact = (more: Partial<ContactFacts> = {}): ContactFacts => ({
  id: 'c',
  channel: 'email',
  isEnabled: true,
  offBecause: null,
  isVerified: true,
  isLapsed: false,
  failures: 0,
  ...more,
})
const browser = contact({ id: 'b', channel: 'browser' })
const sms = contact({ id: 's', channel: 'sms' })
const of = (contacts: readonly ContactFacts[], setUp = everything) =>
  readinessOf({ isActive: true, contacts, awayFrom: null }, setUp)
const reasons = (contacts: readonly ContactFacts[], setUp = everything) =>
  of(contacts, setUp).findings.map(({ because, urgency }) => `${because} ${urgency}`)

describe('how a contact stands', () => {
  test.each([
    ['as it should', {}, 'ready'],
    ['off by its person', { isEnabled: false }, 'off'],
    ['off by STOP', { isEnabled: false, offBecause: 'stopped' }, 'stopped'],
    ['off since nobody is there', { isEnabled: false, offBecause: 'gone' }, 'gone'],
    ['never proven', { isVerified: false }, 'unverified'],
    ['not proven for long', { isLapsed: true }, 'lapsed'],
    ['after two failures', { failures: 2 }, 'ready'],
    ['after three', { failures: 3 }, 'failing'],
    ['as the open browser', { channel: 'browser' }, 'browser'],
  ] as const)('%s', (_, more, standing) => {
    expect(standingOf(contact(more), everything)).toBe(standing)
  })

  test('over a channel that is not set up', () => {
    expect(standingOf(contact(), new Set(['sms'] as const))).toBe('not_set_up')
  })
})

describe('why somebody cannot be reached', () => {
  test.each([
    ['no contact', [], ['no_contact urgent']],
    ['the open browser alone', [browser], ['only_browser urgent']],
    ['only unverified', [browser, contact({ isVerified: false })], ['only_unverified urgent']],
    ['stopped', [contact({ isEnabled: false, offBecause: 'stopped' })], ['stopped urgent']],
    ['switched off', [contact({ isEnabled: false }), browser], ['switched_off urgent']],
    ['one bearer', [contact(), contact({ id: 'd' })], ['one_bearer soon']],
    ['two bearers', [contact(), sms, browser], []],
    ['all lapsed', [contact({ isLapsed: true }), { ...sms, isLapsed: true }], ['all_lapsed soon']],
    ['one lapsed', [contact({ isLapsed: true }), sms], ['lapsed hint']],
    ['all failing', [contact({ failures: 3 }), { ...sms, failures: 3 }], ['all_failing soon']],
    ['one failing', [contact({ failures: 3 }), sms], ['failing hint']],
  ])('%s', (_, contacts, expected) => {
    expect(reasons(contacts)).toEqual(expected)
  })

  test('nothing of theirs is set up here', () => {
    expect(reasons([contact(), browser], new Set(['sms'] as const))).toEqual(['not_set_up urgent'])
  })

  test('out of service is all that matters', () => {
    const gone = readinessOf({ isActive: false, contacts: [contact()], awayFrom: null }, everything)
    expect(gone).toMatchObject({ reach: 'unreachable', findings: [{ because: 'deactivated' }] })
  })

  test('away in a shift is a warning with its moment', () => {
    const awayFrom = Temporal.Instant.from('2026-03-02T09:00:00Z')
    const away = readinessOf({ isActive: true, contacts: [contact(), sms], awayFrom }, everything)
    expect(away).toMatchObject({ reach: 'weak', findings: [{ because: 'away', from: awayFrom }] })
  })
})

test('unreachable is exactly: no contact that is on and would reach them; and then there is a reason', () => {
  const contacts = fc.record<ContactFacts>({
    id: fc.uuid(),
    channel: fc.constantFrom(...channels),
    isEnabled: fc.boolean(),
    offBecause: fc.constant(null),
    isVerified: fc.boolean(),
    isLapsed: fc.boolean(),
    failures: fc.integer({ min: 0, max: 3 }),
  })
  const setUps = fc.subarray([...carriers]).map((some) => new Set(some))
  fc.assert(
    fc.property(fc.array(contacts, { maxLength: 6 }), setUps, (theirs, setUp) => {
      const { reach, findings } = of(theirs, setUp)
      const isReached = theirs.some((one) => one.isEnabled && canReach(one, setUp))
      expect(reach === 'unreachable').toBe(!isReached)
      if (!isReached) expect(findings[0]?.urgency).toBe('urgent')
      // Time alone silences nobody, and failures only warn.
      const asNew = theirs.map((one) => ({ ...one, isLapsed: false, failures: 0 }))
      expect(of(asNew, setUp).reach === 'unreachable').toBe(reach === 'unreachable')
    }),
  )
})

test('whom nothing reaches comes first, then who is on call now, then soonest', () => {
  const at = (hour: number) => Temporal.Instant.from('2026-03-02T00:00:00Z').add({ hours: hour })
  const people = [
    { reach: 'ready', onCallFrom: at(0), name: 'ready now' },
    { reach: 'unreachable', onCallFrom: null, name: 'named' },
    { reach: 'unreachable', onCallFrom: at(9), name: 'next' },
    { reach: 'weak', onCallFrom: at(0), name: 'weak now' },
    { reach: 'unreachable', onCallFrom: at(0), name: 'now' },
  ] as const
  expect(people.toSorted(byNeed).map(({ name }) => name)).toEqual(['now', 'next', 'named', 'weak now', 'ready now'])
})
