// How incidents begin by themselves, and who helps in them, as the examples tell it.
import type { EndpointInput } from '../../domain/api.ts'
import { ben, serviceId, teamId, type Examples } from './openapi-example-things.ts'

const rule = {
  name: 'Checkout is critical',
  when: {
    matchers: [{ name: 'severity', value: 'critical', isRegex: false, isEqual: true }],
    serviceId,
    sourceId: null,
    atLeast: 'P2',
    afterAlerts: 3,
    withinMinutes: 10,
    unacknowledgedMinutes: 0,
  },
  does: 'declare',
  groupLabels: [],
  declares: {
    title: '{service}: {summary}',
    priority: null,
    isPrivate: false,
    calls: 'on_call',
    policyId: null,
    mostPerHour: 5,
  },
} satisfies EndpointInput<'tryIncidentRule'>['rule']

export const incidentRuleExamples: Examples = {
  tryIncidentRule: {
    input: { teamId, rule },
    output: {
      days: 30,
      looked: 812,
      isCut: false,
      meant: 31,
      passed: 4,
      incidents: 3,
      limited: 0,
      examples: [
        {
          at: '2026-03-02T09:17:05.000Z',
          title: 'Checkout: Error rate above 5 %',
          priority: 'P1',
          alerts: 12,
          alertId: 1204,
        },
      ],
    },
  },
  setIncidentRules: {
    input: { teamId, rules: [rule] },
    output: {
      rules: [{ ...rule, id: '0199c0de-0000-7000-8000-000000000061', teamId, isEnabled: true }],
      version: '5f0e9a61c2d47b38',
    },
  },
  askRating: { input: { incidentId: 42, personIds: [ben] } },
  answerRating: { input: { incidentId: 42, priority: 'P1', because: 'Every region is hit' } },
  proposePeople: {
    output: {
      people: [
        {
          personId: ben,
          name: 'Ben Hughes',
          why: [{ kind: 'on_call_for', service: 'Checkout' }],
          localTime: '10:18',
          isAwake: true,
          isIn: false,
          canBePaged: true,
        },
      ],
      skills: ['postgres'],
    },
  },
  setSkills: { input: { personId: ben, skills: ['postgres', 'kafka'] }, output: { skills: ['kafka', 'postgres'] } },
  setServiceExperts: {
    input: { serviceId, experts: [{ personId: ben }, { skill: 'postgres' }] },
    output: { experts: [{ personId: ben }, { skill: 'postgres' }] },
  },
}
