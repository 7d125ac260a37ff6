import * as z from 'zod'
import { id, instant, number, priority } from '../shapes.ts'
import { deliveryStates, pageStates } from './states.ts'

export const Attempt = z.object({
  number: z.int(),
  node: z.string(),
  startedAt: instant,
  endedAt: instant,
  outcome: z.enum(['sent', 'try_again', 'give_up']),
  detail: z.string(),
})

/** Why this person was reached. */
export const Reason = z.object({
  /** `shadow`: a copy for somebody who learns beside whoever is on call. `itself`: Baton pages itself, and nobody is reached. */
  kind: z.enum(['on_call', 'named', 'member', 'asked_for', 'fallback', 'shadow', 'itself']),
  schedule: z.string().nullable(),
  /** Of which team somebody is a `member`. */
  team: z.string().optional(),
  until: z.string().nullable(),
})
export type Reason = z.output<typeof Reason>

/** One way tried to reach one person, with every attempt. */
export const Delivery = z.object({
  id: number,
  pageId: number,
  turn: z.int(),
  loop: z.int(),
  step: z.int(),
  personId: id,
  personName: z.string(),
  channel: z.string(),
  address: z.string(),
  reason: Reason,
  state: z.enum(deliveryStates),
  dueAt: instant.nullable(),
  outcome: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  receivedAt: instant.nullable(),
  attempts: z.array(Attempt),
})
export type Delivery = z.output<typeof Delivery>

/** The effort to reach somebody about an alert, until it is answered. */
export const Page = z.object({
  id: number,
  alertId: number,
  plan: z.enum(['policy', 'person', 'fallback', 'itself']),
  policyId: id.nullable(),
  policyName: z.string().nullable(),
  personId: id.nullable(),
  personName: z.string().nullable(),
  isTest: z.boolean(),
  priority,
  state: z.enum(pageStates),
  loop: z.int(),
  step: z.int(),
  /** When time next does something: the next step, the return of an acknowledged page, the end of a snooze. */
  dueAt: instant.nullable(),
  openedAt: instant,
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: instant.nullable(),
  closedAt: instant.nullable(),
  deliveries: z.array(Delivery),
})
export type Page = z.output<typeof Page>
