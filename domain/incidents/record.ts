import * as z from 'zod'
import { id, instant, number, plainDate, priority } from '../shapes.ts'
import { audiences } from './owed.ts'
import { followUpKinds, followUpStates, hypothesisOutcomes, taskStates } from './records.ts'
import { incidentStates } from './stages.ts'

/** What one audience was told, and when the next word was promised. */
export const IncidentUpdate = z.object({
  id: number,
  audience: z.enum(audiences),
  stage: z.enum(incidentStates),
  text: z.string(),
  by: z.string(),
  at: instant,
  nextAt: instant.nullable(),
  isStill: z.boolean(),
  isToParts: z.boolean(),
})
export type IncidentUpdate = z.output<typeof IncidentUpdate>

export const Hypothesis = z.object({
  id: number,
  text: z.string(),
  /** How to find out. */
  test: z.string(),
  /** The fault is in this service or in what it stands on. */
  serviceId: id.nullable(),
  outcome: z.enum(hypothesisOutcomes),
  note: z.string(),
  by: z.string(),
  at: instant,
  decidedAt: instant.nullable(),
})
export type Hypothesis = z.output<typeof Hypothesis>

export const IncidentTask = z.object({
  id: number,
  text: z.string(),
  ownerId: id,
  owner: z.string(),
  /** In the owner's own words; empty until they have said it back. */
  readBack: z.string(),
  state: z.enum(taskStates),
  givenBy: z.string(),
  givenAt: instant,
  dueAt: instant,
  doneAt: instant.nullable(),
})
export type IncidentTask = z.output<typeof IncidentTask>

export const FollowUp = z.object({
  id: number,
  text: z.string(),
  kind: z.enum(followUpKinds),
  state: z.enum(followUpStates),
  ownerId: id.nullable(),
  owner: z.string().nullable(),
  dueOn: plainDate.nullable(),
  note: z.string(),
  by: z.string(),
  at: instant,
  endedAt: instant.nullable(),
})
export type FollowUp = z.output<typeof FollowUp>

/** A manager takes the risk of what is not done, until then. */
export const AcceptedRisk = z.object({
  by: z.string().nullable(),
  at: instant,
  until: plainDate,
  because: z.string(),
  /** The day is over where whoever accepted it lives: what is open is owed again. */
  isOver: z.boolean(),
})

/** Somebody who was asked what it is worth, and what they said. */
export const IncidentRating = z.object({
  personId: id,
  name: z.string(),
  askedBy: z.string(),
  askedAt: instant,
  isPaged: z.boolean(),
  /** Null: no answer yet. */
  priority: priority.nullable(),
  because: z.string(),
  answeredAt: instant.nullable(),
  /** Since when nobody waits for an answer: it was rated, or is over. */
  endedAt: instant.nullable(),
})
export type IncidentRating = z.output<typeof IncidentRating>

/** What an incident's record holds beside its detail. */
export const records = {
  isFollowUpWanted: z.boolean(),
  /** By its priority, or because somebody wants it. */
  isFollowUpOwed: z.boolean(),
  risk: AcceptedRisk.nullable(),
  /** Where people meet about it: the address of a call, empty for none, or a channel of a team. `isOwn`: it was said of this one. */
  room: z.object({
    url: z.string(),
    channel: z.object({ id, name: z.string() }).nullable(),
    isOwn: z.boolean(),
  }),
  updateEveryMinutes: z.int().nullable(),
  updateDueAt: instant.nullable(),
  /** The newest first. */
  updates: z.array(IncidentUpdate),
  hypotheses: z.array(Hypothesis),
  tasks: z.array(IncidentTask),
  followUps: z.array(FollowUp),
  ratings: z.array(IncidentRating),
}
