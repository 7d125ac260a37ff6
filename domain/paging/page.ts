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

/** Why somebody was paged, in the words of whoever reads along. */
const Because = z.object({
  kind: z.enum(['on_call', 'handing_over', 'named', 'member', 'asked_for', 'fallback', 'shadow']),
  schedule: z.string().nullable(),
  team: z.string().optional(),
})

/** Why this person was reached, or what a channel was told. */
export const Reason = z.object({
  /**
   * `shadow`: a copy for somebody who learns beside whoever is on call; `told`: a channel of a team, which is nobody;
   * `itself`: Baton pages itself, and nobody is reached; `handing_over`: their shift is over and nobody has accepted it yet.
   */
  kind: z.enum(['on_call', 'handing_over', 'named', 'member', 'asked_for', 'fallback', 'shadow', 'told', 'itself']),
  schedule: z.string().nullable(),
  /** Of which team somebody is a `member`. */
  team: z.string().optional(),
  until: z.string().nullable(),
  /** This way rings and waits for the end of the person's quiet hours. */
  quietUntil: z.string().optional(),
  /** What a channel that is `told` was called then, and whom the page reached at that moment. */
  told: z.object({ channel: z.string(), paged: z.array(z.object({ name: z.string(), because: Because })) }).optional(),
})
export type Reason = z.output<typeof Reason>

/** One way tried to reach one person, or to tell a channel of a team, with every attempt. */
export const Delivery = z.object({
  id: number,
  pageId: number,
  turn: z.int(),
  loop: z.int(),
  step: z.int(),
  /** Null where a channel of a team was told: its name is in the reason. */
  personId: id.nullable(),
  personName: z.string().nullable(),
  channel: z.string(),
  address: z.string(),
  reason: Reason,
  state: z.enum(deliveryStates),
  dueAt: instant.nullable(),
  outcome: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
  receivedAt: instant.nullable(),
  /** How many other pages went out in the same message, the last time it was sent. */
  sentWith: z.int(),
  /** Why it is not sent yet, where it waits for more than its turn: for a message of many pages, or for the end of quiet hours. */
  waitsFor: z.enum(['bundle', 'quiet_hours']).nullable(),
  attempts: z.array(Attempt),
})
export type Delivery = z.output<typeof Delivery>

/** Somebody said that they cannot. `holds`: until the page returns to its start they are not rung again. */
export const Decline = z.object({
  personId: id,
  personName: z.string(),
  at: instant,
  reason: z.string(),
  holds: z.boolean(),
})
export type Decline = z.output<typeof Decline>

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
  /** Nobody is on call: it waits until then. `step` is -1 while none has fired. */
  heldUntil: instant.nullable(),
  /** How many different people must answer, as the step says that fired last. */
  needs: z.int(),
  /** Who has answered, where one answer is not enough. */
  answers: z.array(z.object({ personId: id, name: z.string(), at: instant })),
  openedAt: instant,
  acknowledgedBy: z.string().nullable(),
  acknowledgedAt: instant.nullable(),
  closedAt: instant.nullable(),
  deliveries: z.array(Delivery),
  declines: z.array(Decline),
})
export type Page = z.output<typeof Page>
