// One believable example for the endpoints that people try first. A test holds each against its schema.
import type { EndpointInput } from '../../domain/api.ts'
import { alert, ana, ben, serviceId, teamId, type Examples } from './openapi-example-things.ts'
import { note } from './openapi-incident-example-things.ts'
import { incidentExamples } from './openapi-incident-examples.ts'
import { kitExamples } from './openapi-kit-examples.ts'
import { workExamples } from './openapi-work-examples.ts'
import { handoverExamples } from './openapi-handover-examples.ts'
import { mapExamples } from './openapi-map-examples.ts'
import { incidentRuleExamples } from './openapi-incident-rule-examples.ts'
import { recallExamples } from './openapi-recall-examples.ts'

const policyId = '0199c0de-0000-7000-8000-000000000020'
const scheduleId = '0199c0de-0000-7000-8000-000000000030'

const policy = {
  slug: 'checkout',
  name: 'Checkout',
  teamId,
  steps: [
    { targets: [{ kind: 'schedule', scheduleId }], waitMinutes: 5 },
    { targets: [{ kind: 'person', personId: ben }], waitMinutes: 10 },
  ],
  repeats: 1,
  returnAfterMinutes: 60,
} satisfies EndpointInput<'createPolicy'>

export const examples: Examples = {
  signIn: { input: { email: 'ana@example.com', password: 'correct horse battery' }, output: { personId: ana } },
  createToken: { input: { name: 'my laptop', atMost: 'responder', expiresAt: '2026-12-31T00:00:00Z' } },
  listOnCall: {
    output: {
      onCall: [
        {
          scheduleId,
          scheduleName: 'Payments primary',
          teamId,
          at: '2026-03-02T09:14:07.120Z',
          because: 'scheduled',
          people: [
            {
              personId: ana,
              name: 'Ana Ruiz',
              role: 'primary',
              because: {
                by: 'rotation',
                rotationName: 'Weeks',
                turn: 9,
                temporaryName: null,
                overrideId: null,
                reason: null,
              },
              isReachable: true,
            },
          ],
          shadows: [],
          until: '2026-03-09T08:00:00.000Z',
          handingOver: [{ personId: ben, name: 'Ben Okoro', until: '2026-03-02T10:00:00Z' }],
        },
      ],
    },
  },
  createSchedule: {
    input: {
      slug: 'payments-primary',
      name: 'Payments primary',
      teamId,
      zone: 'Europe/Berlin',
      rotations: [
        {
          unit: 'week',
          name: 'Weeks',
          zone: 'Europe/Berlin',
          length: 1,
          handoverTime: '09:00',
          handoverWeekday: 1,
          startsOn: '2026-01-05',
          turns: [[ana], [ben]],
        },
      ],
    },
  },
  addOverride: {
    input: {
      scheduleId,
      personId: ben,
      startsAt: '2026-03-03T18:00:00+01:00',
      endsAt: '2026-03-04T09:00:00+01:00',
      reason: 'Swapped with Ana',
    },
  },
  addLeave: { input: { personId: ben, startsOn: '2026-12-21', endsOn: '2027-01-03', note: 'Wedding' } },
  createPolicy: { input: policy },
  changeService: {
    input: {
      serviceId,
      tier: 1,
      links: [{ name: 'Restart checkout', url: 'https://wiki.example.com/runbooks/checkout', kind: 'runbook' }],
    },
  },
  importServices: {
    input: {
      yaml: 'services:\n  - slug: checkout\n    name: Checkout\n    team: payments\n    tier: 1\n',
      owners: [{ owner: 'checkout-squad', team: 'payments' }],
      dryRun: true,
    },
  },
  rehearsePolicy: { input: { policy, at: '2026-03-08T03:00:00+01:00', priority: 'P1' } },
  createSource: { input: { slug: 'prometheus', name: 'Prometheus', serviceId, dialect: 'prometheus' } },
  listAlerts: {
    output: { alerts: [alert], counts: { triggered: 0, acknowledged: 1, snoozed: 0, muted: 0 }, nextBefore: null },
  },
  createSilence: {
    input: {
      matchers: [{ name: 'instance', value: 'db-[12]', isRegex: true, isEqual: true }],
      endsAt: '2026-03-02T11:00:00Z',
      reason: 'Moving to the new disks',
    },
  },
  acknowledgeAlert: { output: alert },
  closeAlert: { input: { alertId: 1204, note: 'Rolled back to 41f2a9' } },
  snoozeAlert: { input: { alertId: 1204, until: '2026-03-02T11:00:00Z' } },
  ...incidentExamples,
  ...mapExamples,
  ...kitExamples,
  ...workExamples,
  ...handoverExamples,
  ...incidentRuleExamples,
  ...recallExamples,
  raisePage: {
    input: { summary: 'Please look at checkout', priority: 'P2', to: { kind: 'policy', policyId } },
    output: { alertId: 1205, pageId: 988 },
  },
  setContactRules: {
    input: {
      personId: ana,
      rules: [{ priority: 'P1', contactId: '0199c0de-0000-7000-8000-000000000050', afterMinutes: 0 }],
    },
  },
  correctNote: {
    input: {
      entryId: 90431,
      version: 1,
      text: 'The cache was cold after the deploy of 09:05',
      happenedAt: '2026-03-02T09:06:00Z',
    },
    output: {
      ...note,
      version: 2,
      happenedAt: '2026-03-02T09:06:00.000Z',
      correctedBy: 'Ana Ruiz',
      correctedAt: '2026-03-02T09:40:00.000Z',
    },
  },
  listWordings: {
    output: {
      wordings: [
        {
          version: 1,
          text: 'The cache was cold after the deploy',
          happenedAt: '2026-03-02T09:12:00.000Z',
          by: 'Ana Ruiz',
          at: '2026-03-02T09:28:00.000Z',
        },
      ],
    },
  },
  writeNote: { input: { teamId, alertId: 1204, text: 'Rolling back the release of 09:05' } },
  readLog: {
    output: {
      entries: [
        {
          id: 90412,
          at: '2026-03-02T09:15:31.018Z',
          teamId,
          kind: 'alert_acknowledged',
          actorKind: 'person',
          actorName: 'Ana Ruiz',
          personId: ana,
          alertId: 1204,
          pageId: 987,
          subject: null,
          incidentId: null,
          happenedAt: null,
          facts: { summary: 'Checkout fails for 12 % of customers', via: 'link' },
          says: 'Ana Ruiz acknowledged: Checkout fails for 12 % of customers',
          version: 1,
          correctedBy: null,
          correctedAt: null,
        },
      ],
      nextBefore: null,
    },
  },
  applyConfiguration: { input: { yaml: 'teams:\n  - slug: payments\n    name: Payments\n', dryRun: true } },
}
