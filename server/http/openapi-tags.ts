// The chapters of the API document: one for each term.
import { alertsApi } from '../../domain/alerts/api.ts'
import { inhibitionsApi } from '../../domain/alerts/inhibitions-api.ts'
import { noiseApi } from '../../domain/alerts/noise-api.ts'
import { outcomeApi } from '../../domain/alerts/outcome-api.ts'
import { silencesApi } from '../../domain/alerts/silences-api.ts'
import { aroundApi } from '../../domain/alerts/around-api.ts'
import { bulkApi } from '../../domain/alerts/bulk-api.ts'
import type { EndpointName } from '../../domain/api.ts'
import { calendarsApi } from '../../domain/calendars/api.ts'
import { escalationApi } from '../../domain/escalation/api.ts'
import { policyTestApi } from '../../domain/escalation/policy-test-api.ts'
import { heartbeatsApi } from '../../domain/intake/heartbeats-api.ts'
import { routesApi } from '../../domain/intake/routes-api.ts'
import { intakeApi } from '../../domain/intake/api.ts'
import { handoverApi } from '../../domain/handover/api.ts'
import { incidentsApi } from '../../domain/incidents/api.ts'
import { mapApi } from '../../domain/incidents/map-api.ts'
import { atWorkApi } from '../../domain/incidents/at-work-api.ts'
import { incidentReachApi } from '../../domain/incidents/reach-api.ts'
import { incidentEvidenceApi } from '../../domain/incidents/evidence-api.ts'
import { incidentRunbookApi } from '../../domain/incidents/runbook-api.ts'
import { kitApi } from '../../domain/kit/api.ts'
import { kitExchangeApi } from '../../domain/kit/exchange-api.ts'
import { runbooksApi } from '../../domain/kit/runbooks-api.ts'
import { incidentOfferApi } from '../../domain/incidents/offer-api.ts'
import { familyApi } from '../../domain/incidents/family-api.ts'
import { hearingApi } from '../../domain/incidents/hearing-api.ts'
import { incidentRecordApi } from '../../domain/incidents/record-api.ts'
import { incidentTimelineApi } from '../../domain/incidents/timeline-api.ts'
import { incidentRatingApi } from '../../domain/incidents/rating-api.ts'
import { incidentRulesApi } from '../../domain/incidents/rules-api.ts'
import { incidentWorkApi } from '../../domain/incidents/work-api.ts'
import { keysApi } from '../../domain/intake/keys-api.ts'
import { logAddressApi } from '../../domain/log/address-api.ts'
import { logApi } from '../../domain/log/api.ts'
import { recallApi } from '../../domain/recall/api.ts'
import { operationsApi } from '../../domain/operations/api.ts'
import { figuresApi } from '../../domain/operations/figures-api.ts'
import { pagingApi } from '../../domain/paging/api.ts'
import { teamChannelApi } from '../../domain/paging/team-channel-api.ts'
import { proofApi } from '../../domain/paging/proof-api.ts'
import { readinessApi } from '../../domain/paging/readiness-api.ts'
import { verifyApi } from '../../domain/paging/verify-api.ts'
import { peopleApi } from '../../domain/people/api.ts'
import { skillsApi } from '../../domain/people/skills-api.ts'
import { schedulesApi } from '../../domain/schedules/api.ts'
import { coverApi } from '../../domain/schedules/cover-api.ts'
import { servicesApi } from '../../domain/services/api.ts'
import { catalogApi } from '../../domain/services/catalog-api.ts'

type Chapter = { readonly name: string; readonly description: string; readonly rows: object }

const chapters: readonly Chapter[] = [
  {
    name: 'alerts',
    description: 'What a monitor raised, and what people answer to it.',
    rows: { ...alertsApi, ...bulkApi, ...aroundApi, ...outcomeApi },
  },
  {
    name: 'incidents',
    description: 'A production problem that people handle, in five stages.',
    rows: {
      ...incidentsApi,
      ...incidentWorkApi,
      ...incidentRecordApi,
      ...incidentReachApi,
      ...atWorkApi,
      ...incidentEvidenceApi,
      ...incidentRunbookApi,
      ...incidentTimelineApi,
      ...incidentOfferApi,
      ...hearingApi,
      ...familyApi,
      ...incidentRulesApi,
      ...incidentRatingApi,
    },
  },
  {
    name: 'noise',
    description: 'Which rules of monitors page for nothing, so that they are repaired.',
    rows: noiseApi,
  },
  {
    name: 'silences',
    description: 'What keeps alerts from paging on purpose: silences, maintenance, inhibition.',
    rows: { ...silencesApi, ...inhibitionsApi },
  },
  {
    name: 'paging',
    description: 'The effort to reach people: pages, contacts, rules, answer links.',
    rows: { ...pagingApi, ...verifyApi, ...readinessApi, ...proofApi },
  },
  { name: 'channels', description: 'Channels of teams, which steps of policies tell.', rows: teamChannelApi },
  { name: 'schedules', description: 'Who is on call, and when.', rows: schedulesApi },
  { name: 'cover', description: 'Who takes my shift? Cover and swap requests.', rows: coverApi },
  {
    name: 'handover',
    description: 'A shift ends and begins with a handover: signed by one, accepted by the other. What was worked.',
    rows: handoverApi,
  },
  {
    name: 'calendars',
    description: 'Calendars of others that are read: for a schedule, for leave.',
    rows: calendarsApi,
  },
  {
    name: 'escalation',
    description: 'Policies: whom to page, how long to wait, whom next.',
    rows: { ...escalationApi, ...policyTestApi },
  },
  { name: 'log', description: 'The on-call log.', rows: { ...logApi, ...logAddressApi } },
  {
    name: 'kit',
    description: 'What a team keeps for whoever is on call: bookmarks and runbooks.',
    rows: { ...kitApi, ...runbooksApi, ...kitExchangeApi },
  },
  { name: 'recall', description: 'What was seen before, and the search over everything.', rows: recallApi },
  { name: 'services', description: 'What is watched.', rows: { ...servicesApi, ...mapApi, ...catalogApi } },
  {
    name: 'intake',
    description: 'Sources: where alerts come from, their keys and signatures, what came in last, and where events go.',
    rows: { ...intakeApi, ...keysApi, ...routesApi },
  },
  { name: 'heartbeats', description: 'Check-ins that are waited for.', rows: heartbeatsApi },
  {
    name: 'people',
    description: 'People, teams, sessions, tokens, invitations.',
    rows: { ...peopleApi, ...skillsApi },
  },
  {
    name: 'operations',
    description: 'Health, and the configuration as YAML.',
    rows: { ...operationsApi, ...figuresApi },
  },
]

export const tags = [
  ...chapters.map(({ name, description }) => ({ name, description })),
  {
    name: 'doors for monitors',
    description:
      'Where alerts come in, in the dialects that monitors speak. A 2xx is given only after the events are committed; 5xx asks to send again.',
  },
  { name: 'doors for operators', description: 'Probes, metrics and live events.' },
]

export function tagOf(name: EndpointName): string {
  const chapter = chapters.find(({ rows }) => Object.hasOwn(rows, name))
  if (!chapter) throw new Error(`${name} stands in no chapter of the API document`)
  return chapter.name
}
