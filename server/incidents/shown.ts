// An incident as it is answered: its row in our words, and what its stages owe.
import { isEvidenceOpen } from '../../domain/incidents/evidence.ts'
import type { Incident, IncidentAction, IncidentDetail, RoleOffer } from '../../domain/incidents/incident.ts'
import { type Audience, owedIn, owesFollowUp, type IncidentFacts } from '../../domain/incidents/owed.ts'
import { isFollowUpOpen } from '../../domain/incidents/records.ts'
import type { stages } from '../../domain/incidents/stages.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { toAlert } from '../alerts/shown.ts'
import { findAlertsById } from '../alerts/store.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { findEvidence, toEvidence } from './evidence-store.ts'
import { findOpenOffers } from './offer-store.ts'
import { linksBeside } from './links.ts'
import { findFollowUps, findHypotheses, findTasks, findUpdates, nameOfPerson, updatesShown } from './record-store.ts'
import { findActions, findAlertIds, findAudiences, findPeople } from './people-store.ts'
import { countParts } from './family-store.ts'
import { roomOf } from './rooms.ts'
import { findRatings } from './rating-store.ts'
import { findIncident, type IncidentRow } from './store.ts'

/** With everything that its room shows. */
export async function incidentShown(
  db: Db,
  id: number,
  most: { readonly updates: number } = { updates: updatesShown },
): Promise<IncidentDetail> {
  const row = (await findIncident(db, id)) ?? refuse('not_found')
  const parts = await partsOf(db, id)
  const facts = factsOf(row, parts)
  return {
    ...toIncident(row),
    what: row.what,
    impact: row.impact,
    since: row.since,
    serviceUnknownBecause: row.service_unknown_because,
    commanderNotNeededBecause: row.commander_not_needed_because,
    fix: row.fix,
    lastSteps: row.last_steps,
    people: parts.people.map((person) => ({
      personId: person.person_id,
      name: person.name,
      role: person.role,
      engagement: person.engagement,
      askedBy: person.asker_name,
      askedAt: person.asked_at,
      changedAt: person.changed_at,
    })),
    audiences: parts.audiences.map(({ audience, not_needed_because, by_name, at }) => ({
      audience,
      notNeededBecause: not_needed_because,
      by: by_name,
      at,
    })),
    actions: parts.actions.map(toAction),
    evidence: parts.evidence.map(toEvidence),
    offers: (await findOpenOffers(db, id)).map(toOffer),
    ...(await recordsOf(db, row, parts.followUps, most.updates)),
    room: await roomOf(db, row),
    alerts: (await findAlertsById(db, await findAlertIds(db, id))).map(toAlert),
    links: await linksBeside(db, row),
    owed: {
      triage: [...owedIn('triage', facts)],
      coordination: [...owedIn('coordination', facts)],
      mitigation: [...owedIn('mitigation', facts)],
      resolution: [...owedIn('resolution', facts)],
      follow_up: [...owedIn('follow_up', facts)],
    } satisfies Record<(typeof stages)[number], unknown>,
  }
}

/** What decides whether it moves, read in the transaction that moves it. */
export async function factsIn(db: Db, id: number): Promise<IncidentFacts> {
  return factsOf((await findIncident(db, id)) ?? refuse('not_found'), await partsOf(db, id))
}

export function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    teamId: row.team_id,
    title: row.title,
    state: row.state,
    moves: row.moves,
    priority: asPriority(row.priority),
    isRated: row.rated_at !== null,
    isPrivate: row.is_private,
    services: row.services,
    lead: row.lead[0] ?? null,
    responders: row.responders,
    openAlerts: row.open_alerts,
    declaredBy: row.declared_by_name,
    declaredAt: row.declared_at,
    stateAt: row.state_at,
    mitigatedAt: row.mitigated_at,
    resolvedAt: row.resolved_at,
    endedAt: row.ended_at,
    mergedInto: row.merged_into,
  }
}

type ActionRow = Awaited<ReturnType<typeof findActions>>[number]

export function toAction(row: ActionRow): IncidentAction {
  return {
    id: row.id,
    text: row.text,
    serviceId: row.service_id,
    serviceName: row.service_name,
    state: row.state,
    effect: row.effect,
    byId: row.by,
    by: row.by_name,
    announcedAt: row.announced_at,
    doneAt: row.done_at,
  }
}

function toOffer(row: Awaited<ReturnType<typeof findOpenOffers>>[number]): RoleOffer {
  const { id, role, note, offered_at: offeredAt } = row
  return { id, role, fromId: row.from_id, from: row.from_name, toId: row.to_id, to: row.to_name, note, offeredAt }
}

async function partsOf(db: Db, id: number) {
  return {
    people: await findPeople(db, id),
    audiences: await findAudiences(db, id),
    actions: await findActions(db, { incidentId: id }),
    followUps: await findFollowUps(db, id),
    evidence: await findEvidence(db, id),
    family: await countParts(db, id),
  }
}

function factsOf(
  row: IncidentRow,
  { people, audiences: told, actions, followUps, evidence, family }: Awaited<ReturnType<typeof partsOf>>,
): IncidentFacts {
  const working = people.filter(({ engagement }) => engagement === 'accepted')
  const has = (role: (typeof working)[number]['role']) => working.some((person) => person.role === role)
  const isTold = (audience: Audience) => told.some((row) => row.audience === audience)
  return {
    priority: asPriority(row.priority),
    isRated: row.rated_at !== null,
    what: row.what,
    hasSince: row.since !== null,
    impact: row.impact,
    services: row.services.length,
    serviceUnknownBecause: row.service_unknown_because,
    hasLead: has('lead') || has('commander'),
    responders: new Set(working.map(({ person_id }) => person_id)).size,
    hasCommander: has('commander'),
    commanderNotNeededBecause: row.commander_not_needed_because,
    audiences: { responders: isTold('responders'), stakeholders: isTold('stakeholders'), users: isTold('users') },
    isMitigated: row.mitigated_at !== null,
    actionsTried: actions.filter(({ state }) => state === 'done').length,
    evidenceOpen: evidence.filter((each) => each.is_listed && isEvidenceOpen(each.state)).length,
    fix: row.fix,
    lastSteps: row.last_steps,
    isWatchOver: row.watch_until !== null && row.due_at === null && row.open_alerts === 0,
    isFollowUpOwed: owesByItself(row),
    followUps: followUps.filter(({ state }) => state === 'open' || state === 'done').length,
    followUpsOpen: followUps.filter(({ state }) => isFollowUpOpen(state)).length,
    isRiskAccepted: row.is_risk_accepted,
    parts: family.parts,
    partsOpen: family.open,
  }
}

/** Does it owe follow-ups, by its priority or because somebody wants one? */
export function owesByItself(row: Pick<IncidentRow, 'is_follow_up_wanted' | 'priority'>): boolean {
  return row.is_follow_up_wanted || owesFollowUp(asPriority(row.priority))
}

async function recordsOf(
  db: Db,
  row: IncidentRow,
  followUps: Awaited<ReturnType<typeof findFollowUps>>,
  mostUpdates: number,
) {
  const hypotheses = await findHypotheses(db, row.id)
  const tasks = await findTasks(db, row.id)
  const updates = await findUpdates(db, row.id, mostUpdates)
  const accepter = row.risk_accepted_by ? await nameOfPerson(db, row.risk_accepted_by) : null
  return {
    isFollowUpWanted: row.is_follow_up_wanted,
    isFollowUpOwed: owesByItself(row),
    risk:
      row.risk_accepted_at && row.risk_until
        ? {
            by: accepter,
            at: row.risk_accepted_at,
            until: row.risk_until,
            because: row.risk_because,
            isOver: !row.is_risk_accepted,
          }
        : null,
    updateEveryMinutes: row.update_every_minutes,
    updateDueAt: row.update_due_at,
    updates: updates.map(({ id, audience, stage, text, by_name, at, next_at, is_still, is_to_parts }) => ({
      id,
      audience,
      stage,
      text,
      by: by_name,
      at,
      nextAt: next_at,
      isStill: is_still,
      isToParts: is_to_parts,
    })),
    hypotheses: hypotheses.map(({ id, text, test, service_id, outcome, note, by_name, at, decided_at }) => ({
      id,
      text,
      test,
      serviceId: service_id,
      outcome,
      note,
      by: by_name,
      at,
      decidedAt: decided_at,
    })),
    tasks: tasks.map((task) => ({
      id: task.id,
      text: task.text,
      ownerId: task.owner_id,
      owner: task.owner_name,
      readBack: task.read_back,
      state: task.state,
      givenBy: task.given_by_name,
      givenAt: task.given_at,
      dueAt: task.due_at,
      doneAt: task.done_at,
    })),
    followUps: followUps.map((each) => ({
      id: each.id,
      text: each.text,
      kind: each.kind,
      state: each.state,
      ownerId: each.owner_id,
      owner: each.owner_name,
      dueOn: each.due_on,
      note: each.note,
      by: each.by_name,
      at: each.at,
      endedAt: each.ended_at,
    })),
    ratings: (await findRatings(db, row.id)).map((each) => ({
      personId: each.person_id,
      name: each.name,
      askedBy: each.asked_by_name,
      askedAt: each.asked_at,
      isPaged: each.is_paged,
      priority: each.priority === null ? null : asPriority(each.priority),
      because: each.because,
      answeredAt: each.answered_at,
      endedAt: each.ended_at,
    })),
  }
}
