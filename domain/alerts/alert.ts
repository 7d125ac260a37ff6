import * as z from 'zod'
import { Promised } from '../paging/answer-shapes.ts'
import { SharedGroup } from '../services/group.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { noActionReasons, outcomes } from './outcome.ts'
import { mutedKinds } from './silence.ts'
import { alertStates } from './states.ts'

/** What mutes an alert: a silence or a maintenance with its reason, or an inhibition with its name and the alert that is the cause. */
export const Muted = z.object({
  kind: z.enum(mutedKinds),
  id,
  title: z.string(),
  until: instant,
  causeId: number.nullable(),
})

/** Something a monitor raised, deduplicated by its key; or a person, by hand. */
export const Alert = z.object({
  id: number,
  teamId: id,
  serviceId: id.nullable(),
  serviceName: z.string().nullable(),
  sourceId: id.nullable(),
  sourceName: z.string().nullable(),
  key: z.string(),
  state: z.enum(alertStates),
  priority,
  summary: z.string(),
  origin: z.string(),
  /** How many events came under this key while it was open. */
  count: z.int(),
  firstAt: instant,
  lastAt: instant,
  acknowledgedBy: z.string().nullable(),
  acknowledgedById: id.nullable(),
  acknowledgedAt: instant.nullable(),
  closedAt: instant.nullable(),
  closedBecause: z.string().nullable(),
  /** The person who closed it by hand. */
  closedBy: z.string().nullable(),
  /** What somebody said came of it; null while it is open, and when its monitor closed it and nobody said anything. */
  outcome: z
    .object({
      is: z.enum(outcomes),
      /** Why no action was needed. */
      reason: z.enum(noActionReasons).nullable(),
      note: z.string(),
      by: z.string().nullable(),
      at: instant,
    })
    .nullable(),
  /** What whoever has it, or had it last, said: what they look at, and by when they are back. */
  promise: Promised.nullable(),
  /** When the running page next does something, and whom it last reached. */
  pageState: z.enum(['open', 'acknowledged', 'snoozed', 'exhausted', 'closed']).nullable(),
  pageDueAt: instant.nullable(),
  /** Nobody is on call, so the page waits until then: whoever comes is reached first. */
  heldUntil: instant.nullable(),
  /** How many must answer and who has, where one answer is not enough. */
  answers: z.object({ needed: z.int(), by: z.array(z.object({ personId: id, name: z.string() })) }).nullable(),
  /** How often it came back in the watch period; 10 is ten times or more. */
  reopens: z.int(),
  group: SharedGroup.nullable(),
  isTest: z.boolean(),
  /** Kept from paging on purpose: by what, and until when at the latest. Null: it is paged as ever. */
  muted: Muted.nullable(),
})
export type Alert = z.output<typeof Alert>

export const AlertDetail = Alert.extend({
  labels: z.record(z.string(), z.string()),
  links: z.array(z.object({ href: z.string(), text: z.string() })),
  /** What the sender wrote for this event, as received (JSON text), cut when it was very long. */
  details: z.string(),
  groupKey: z.string().nullable(),
  endsAt: instant.nullable(),
  /** Who said that they cannot take the page that runs, and is not rung by it again. */
  declinedBy: z.array(z.object({ personId: id, name: z.string() })),
  /** The incident that it belongs to, where one does and whoever asks may know of it. */
  incident: z.object({ id: number, title: z.string(), state: z.string() }).nullable(),
  changes: z.array(z.object({ at: instant, summary: z.string(), origin: z.string() })),
})
