import * as z from 'zod'
import { Alert } from '../alerts/alert.ts'
import { ServiceLink } from '../services/service.ts'
import { id, instant, number, priority } from '../shapes.ts'
import { actionEffects, actionStates } from './actions.ts'
import { audiences, debts } from './owed.ts'
import { records } from './record.ts'
import { engagements, incidentRoles } from './roles.ts'
import { incidentStates, stages } from './stages.ts'

/** A production problem that people handle, in five stages. */
export const Incident = z.object({
  id: number,
  teamId: id,
  title: z.string(),
  state: z.enum(incidentStates),
  /** Whoever moves it says which of its moves they saw last. */
  moves: z.int(),
  priority,
  /** A person has said that this is its priority. */
  isRated: z.boolean(),
  isPrivate: z.boolean(),
  services: z.array(z.object({ id, name: z.string() })),
  lead: z.object({ personId: id, name: z.string() }).nullable(),
  /** Who works on it now. */
  responders: z.int(),
  openAlerts: z.int(),
  declaredBy: z.string(),
  declaredAt: instant,
  /** Since when it is in this state. */
  stateAt: instant,
  /** When the bleeding stopped: not yet resolved. */
  mitigatedAt: instant.nullable(),
  resolvedAt: instant.nullable(),
  endedAt: instant.nullable(),
  mergedInto: number.nullable(),
})
export type Incident = z.output<typeof Incident>

/** Somebody's part in it. */
export const Engaged = z.object({
  personId: id,
  name: z.string(),
  role: z.enum(incidentRoles),
  engagement: z.enum(engagements),
  askedBy: z.string().nullable(),
  askedAt: instant,
  changedAt: instant,
})

/** What is about to be done, or was, and whether it helped. */
export const IncidentAction = z.object({
  id: number,
  text: z.string(),
  serviceId: id.nullable(),
  serviceName: z.string().nullable(),
  state: z.enum(actionStates),
  effect: z.enum(actionEffects),
  byId: id.nullable(),
  by: z.string(),
  announcedAt: instant,
  doneAt: instant.nullable(),
})
export type IncidentAction = z.output<typeof IncidentAction>

export const IncidentDetail = Incident.extend({
  what: z.string(),
  impact: z.string(),
  since: instant.nullable(),
  serviceUnknownBecause: z.string(),
  commanderNotNeededBecause: z.string(),
  fix: z.string(),
  lastSteps: z.string(),
  people: z.array(Engaged),
  audiences: z.array(
    z.object({
      audience: z.enum(audiences),
      /** Why it need not be told; empty: it was. */
      notNeededBecause: z.string(),
      by: z.string().nullable(),
      at: instant,
    }),
  ),
  actions: z.array(IncidentAction),
  alerts: z.array(Alert),
  /** Where its services are looked at and mended, as their teams keep it. */
  links: z.array(ServiceLink.extend({ serviceId: id, serviceName: z.string() })),
  ...records,
  /** What each stage owes, and whether it is paid. */
  owed: z.record(z.enum(stages), z.array(z.object({ debt: z.enum(debts), isPaid: z.boolean() }))),
})
export type IncidentDetail = z.output<typeof IncidentDetail>
