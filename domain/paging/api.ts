import * as z from 'zod'
import { endpoint } from '../endpoint.ts'
import { done, id, instant, name, nothing, number, priority, zone } from '../shapes.ts'
import { answerKinds } from './answer.ts'
import { Promised, promised, reason } from './answer-shapes.ts'
import { channels, notTyped } from './channels.ts'
import { Contact, ContactRule } from './contact.ts'
import { Delivery, Page } from './page.ts'
import { pushApi } from './push-api.ts'
import { quietApi } from './quiet-api.ts'
import { QuietHours } from './quiet-hours.ts'

const ofMe = z.object({ personId: id })

export const pagingApi = {
  ...pushApi,
  ...quietApi,
  getContacts: endpoint({
    method: 'GET',
    path: '/api/people/:personId/contacts',
    does: 'How can this person be reached, and by which rules?',
    permission: 'people.read',
    input: ofMe,
    output: z.object({
      contacts: z.array(Contact),
      rules: z.array(ContactRule),
      /** True when the person has written no rules: every contact at once. */
      areDefaults: z.boolean(),
      quiet: QuietHours.nullable(),
      /** On whose wall clock the hours are. */
      zone,
    }),
    errors: ['not_found'],
  }),
  addContact: endpoint({
    method: 'POST',
    path: '/api/people/:personId/contacts',
    does: 'Add a way to reach me (or, as an admin, somebody else).',
    permission: 'self',
    input: z.object({
      personId: id,
      channel: z.enum(channels).exclude(notTyped),
      label: z.string().max(100).default(''),
      address: z.string().trim().min(1).max(2000),
      /** Webhook: `whsec_...`; ntfy: access token; Mattermost: the user id that may answer. Kept sealed, never given out again. */
      secret: z.string().max(500).nullish(),
    }),
    output: z.object({ contact: Contact, secret: z.string().nullable() }),
    errors: ['not_found', 'not_allowed', 'contact_unreachable'],
  }),
  changeContact: endpoint({
    method: 'PATCH',
    path: '/api/people/:personId/contacts/:contactId',
    does: 'Rename a contact, switch it off or on.',
    permission: 'self',
    input: z.object({
      personId: id,
      contactId: id,
      label: z.string().max(100).optional(),
      isEnabled: z.boolean().optional(),
    }),
    output: Contact,
    errors: ['not_found', 'not_allowed'],
  }),
  removeContact: endpoint({
    method: 'DELETE',
    path: '/api/people/:personId/contacts/:contactId',
    does: 'Remove a contact.',
    permission: 'self',
    input: z.object({ personId: id, contactId: id }),
    output: done,
    errors: ['not_found', 'not_allowed'],
  }),
  setContactRules: endpoint({
    method: 'PUT',
    path: '/api/people/:personId/rules',
    does: 'Say which contacts are used for which priority, after how long, in which hours. An empty list means: all at once.',
    permission: 'self',
    input: z.object({ personId: id, rules: z.array(ContactRule).max(200) }),
    output: done,
    errors: ['not_found', 'not_allowed', 'unknown_reference'],
  }),
  pageMyself: endpoint({
    method: 'POST',
    path: '/api/me/test-page',
    does: 'Send me a test page over all my contacts, marked as a test.',
    permission: 'self',
    input: z.object({ contactId: id.nullish() }),
    output: z.object({ alertId: number, pageId: number }),
    errors: ['nobody_to_page'],
  }),
  raisePage: endpoint({
    method: 'POST',
    path: '/api/pages',
    does: 'Page a person, a policy or a service by hand.',
    permission: 'pages.raise',
    input: z.object({
      summary: z.string().trim().min(1).max(1024),
      details: z.string().max(20_000).default(''),
      priority: priority.default('P2'),
      to: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('person'), personId: id }),
        z.object({ kind: z.literal('policy'), policyId: id }),
        z.object({
          kind: z.literal('service'),
          serviceId: id,
          /** Instead of the policy of the service. */
          policyId: id.optional(),
        }),
      ]),
      /** While an alert with this key is open on what is paged, it is refused instead of raised again. */
      key: z.string().min(1).max(255).optional(),
    }),
    output: z.object({ alertId: number, pageId: number }),
    errors: ['unknown_reference', 'nobody_to_page', 'alert_open'],
  }),
  listPages: endpoint({
    method: 'GET',
    path: '/api/alerts/:alertId/pages',
    does: 'Who was tried for this alert, how, and what came back?',
    permission: 'alerts.read',
    of: 'alert',
    input: z.object({ alertId: number }),
    output: z.object({ pages: z.array(Page) }),
    errors: ['not_found'],
  }),
  receiveRing: endpoint({
    method: 'POST',
    path: '/api/deliveries/:deliveryId/receipt',
    does: 'The open browser says that it showed the page.',
    permission: 'self',
    input: z.object({ deliveryId: number }),
    output: done,
    errors: ['not_found'],
  }),
  listOutbox: endpoint({
    method: 'GET',
    path: '/api/outbox',
    does: 'What would have left if a provider were set up? None of it was sent.',
    permission: 'outbox.read',
    input: z.object({ before: number.optional(), limit: z.coerce.number<number>().int().min(1).max(100).default(50) }),
    output: z.object({
      deliveries: z.array(
        Delivery.omit({ attempts: true }).extend({
          alertId: number,
          subject: z.string(),
          text: z.string(),
        }),
      ),
    }),
    errors: [],
  }),
  listUnsentNotices: endpoint({
    method: 'GET',
    path: '/api/outbox/notices',
    does: 'Which notices would have left if a provider were set up? The newest fifty.',
    permission: 'outbox.read',
    input: nothing,
    output: z.object({
      notices: z.array(
        z.object({
          id: number,
          personId: id,
          personName: name,
          kind: z.string(),
          at: instant,
          subject: z.string(),
          text: z.string(),
        }),
      ),
    }),
    errors: [],
  }),
  getAnswer: endpoint({
    method: 'GET',
    path: '/api/answers/:token',
    does: 'What does this link answer? Reading it changes nothing, so that mail scanners cannot answer.',
    permission: 'open',
    input: z.object({ token: z.string().max(300) }),
    output: z.object({
      personName: name,
      summary: z.string(),
      priority,
      serviceName: z.string().nullable(),
      state: z.enum(['triggered', 'acknowledged', 'snoozed', 'closed']),
      acknowledgedBy: z.string().nullable(),
      closedBy: z.string().nullable(),
      promise: Promised.nullable(),
      /** This person said that they cannot, and is not rung again by this page. */
      hasDeclined: z.boolean(),
      raisedAt: instant,
      alertId: number,
      isTest: z.boolean(),
      language: z.enum(['en', 'ko']),
      /** How many must answer, how many more are needed, and whether this person has; null where one is enough. */
      answers: z.object({ needed: z.int(), more: z.int(), isMine: z.boolean() }).nullable(),
      /** What else came in the same message: answered with it. */
      others: z.array(
        z.object({
          alertId: number,
          summary: z.string(),
          priority,
          serviceName: z.string().nullable(),
          state: z.enum(['triggered', 'acknowledged', 'snoozed', 'closed']),
        }),
      ),
    }),
    errors: ['link_expired'],
  }),
  answerPage: endpoint({
    method: 'POST',
    path: '/api/answers/:token',
    does: 'Answer by the link of a delivery, as the person it was sent to. Twice, or too late, is harmless and says how it stands.',
    permission: 'open',
    input: z.object({
      token: z.string().max(300),
      answer: z.enum(answerKinds),
      /** Of an acknowledgement: what one looks at, and in how many minutes one is back. */
      ...promised,
      /** Why one declines, or what one did before closing. */
      note: reason,
      because: reason,
      /** Of a close: the alert that was shown. Another one that has taken its place meanwhile is then not closed. */
      alertId: z.int().positive().optional(),
    }),
    output: z.object({
      /** `triggered`: this person is one of several who must answer, and others still have to. */
      state: z.enum(['triggered', 'acknowledged', 'snoozed', 'closed']),
      acknowledgedBy: z.string().nullable(),
      /** Whether this answer changed anything. */
      wasFirst: z.boolean(),
      /** How it stands now, in the language of whom the page was for. */
      says: z.string(),
      /** How many pages this person has by it: all that were in the message, but for those that others answered. */
      held: z.int(),
    }),
    errors: ['link_expired'],
  }),
}
