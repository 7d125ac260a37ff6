import { expect, test } from 'vitest'
import { asDraft, asWritten, faultsOf, matcherFault, newDraft, type Rule } from './draft.ts'

const rule: Rule = {
  id: '0190aaaa-0000-7000-8000-000000000001',
  teamId: 't',
  name: 'Critical',
  when: {
    matchers: [{ name: 'severity', value: 'critical', isRegex: false, isEqual: true }],
    serviceId: 's',
    sourceId: null,
    atLeast: 'P2',
    afterAlerts: 3,
    withinMinutes: 10,
    unacknowledgedMinutes: 0,
  },
  does: 'declare',
  groupLabels: ['a, b'],
  declares: { title: '{summary}', priority: 'P1', isPrivate: true, calls: 'policy', policyId: 'p', mostPerHour: 2 },
  isEnabled: false,
}

test('what was told and not touched is what is saved', () => {
  const { teamId: _, ...told } = rule
  expect(asWritten(asDraft(rule))).toEqual(told)
})

test.each([
  [{ name: ' ' }, 'name'],
  [{ matchers: 'severity' }, 'matchers'],
  [{ afterAlerts: '0' }, 'numbers'],
  [{ withinMinutes: '1.5' }, 'numbers'],
  [{ mostPerHour: '101' }, 'numbers'],
  [{ calls: 'policy', policyId: null }, 'policy'],
] as const)('what is not whole is told: %j', (part, fault) => {
  expect(faultsOf({ ...asDraft(rule), ...part })).toEqual([fault])
})

test('one that has no name yet can be tried; one that cannot be read is not', () => {
  expect(asWritten(newDraft)).toMatchObject({ name: '-', when: { atLeast: 'P1' } })
  expect(asWritten({ ...newDraft, matchers: 'a="1", b' })).toBeUndefined()
  expect(matcherFault('a="1", b')).toBe(9)
  expect(matcherFault(' ')).toBeNull()
})

test('the policy of one that calls nobody is not saved', () => {
  expect(asWritten({ ...asDraft(rule), calls: 'nobody' })?.declares.policyId).toBeNull()
})
