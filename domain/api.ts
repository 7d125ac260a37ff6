// Every endpoint of Baton, once. Routes, permission checks, the web's client, the CLI and /api/openapi.json follow from it.
import type * as z from 'zod'
import { alertsApi } from './alerts/api.ts'
import { inhibitionsApi } from './alerts/inhibitions-api.ts'
import { noiseApi } from './alerts/noise-api.ts'
import { outcomeApi } from './alerts/outcome-api.ts'
import { silencesApi } from './alerts/silences-api.ts'
import { aroundApi } from './alerts/around-api.ts'
import { bulkApi } from './alerts/bulk-api.ts'
import { calendarsApi } from './calendars/api.ts'
import { escalationApi } from './escalation/api.ts'
import { policyTestApi } from './escalation/policy-test-api.ts'
import { handoverApi } from './handover/api.ts'
import { routesApi } from './intake/routes-api.ts'
import { heartbeatsApi } from './intake/heartbeats-api.ts'
import { intakeApi } from './intake/api.ts'
import { keysApi } from './intake/keys-api.ts'
import { incidentsApi } from './incidents/api.ts'
import { mapApi } from './incidents/map-api.ts'
import { atWorkApi } from './incidents/at-work-api.ts'
import { incidentReachApi } from './incidents/reach-api.ts'
import { incidentEvidenceApi } from './incidents/evidence-api.ts'
import { incidentOfferApi } from './incidents/offer-api.ts'
import { familyApi } from './incidents/family-api.ts'
import { hearingApi } from './incidents/hearing-api.ts'
import { incidentRatingApi } from './incidents/rating-api.ts'
import { incidentRulesApi } from './incidents/rules-api.ts'
import { incidentRecordApi } from './incidents/record-api.ts'
import { incidentTimelineApi } from './incidents/timeline-api.ts'
import { incidentWorkApi } from './incidents/work-api.ts'
import { incidentRunbookApi } from './incidents/runbook-api.ts'
import { kitApi } from './kit/api.ts'
import { kitExchangeApi } from './kit/exchange-api.ts'
import { runbooksApi } from './kit/runbooks-api.ts'
import { logAddressApi } from './log/address-api.ts'
import { logApi } from './log/api.ts'
import { operationsApi } from './operations/api.ts'
import { figuresApi } from './operations/figures-api.ts'
import { pagingApi } from './paging/api.ts'
import { teamChannelApi } from './paging/team-channel-api.ts'
import { proofApi } from './paging/proof-api.ts'
import { readinessApi } from './paging/readiness-api.ts'
import { verifyApi } from './paging/verify-api.ts'
import { peopleApi } from './people/api.ts'
import { skillsApi } from './people/skills-api.ts'
import { recallApi } from './recall/api.ts'
import { schedulesApi } from './schedules/api.ts'
import { coverApi } from './schedules/cover-api.ts'
import { servicesApi } from './services/api.ts'
import { catalogApi } from './services/catalog-api.ts'

export const endpoints = {
  ...peopleApi,
  ...skillsApi,
  ...servicesApi,
  ...mapApi,
  ...catalogApi,
  ...kitApi,
  ...kitExchangeApi,
  ...runbooksApi,
  ...logApi,
  ...logAddressApi,
  ...calendarsApi,
  ...schedulesApi,
  ...coverApi,
  ...pagingApi,
  ...verifyApi,
  ...teamChannelApi,
  ...readinessApi,
  ...proofApi,
  ...escalationApi,
  ...policyTestApi,
  ...alertsApi,
  ...outcomeApi,
  ...noiseApi,
  ...silencesApi,
  ...inhibitionsApi,
  ...bulkApi,
  ...aroundApi,
  ...intakeApi,
  ...routesApi,
  ...keysApi,
  ...heartbeatsApi,
  ...incidentsApi,
  ...incidentWorkApi,
  ...incidentRecordApi,
  ...incidentReachApi,
  ...atWorkApi,
  ...incidentEvidenceApi,
  ...incidentTimelineApi,
  ...incidentOfferApi,
  ...hearingApi,
  ...familyApi,
  ...incidentRulesApi,
  ...incidentRatingApi,
  ...incidentRunbookApi,
  ...handoverApi,
  ...recallApi,
  ...operationsApi,
  ...figuresApi,
}

export type EndpointName = keyof typeof endpoints

/** What a caller sends and gets: JSON, moments as RFC 3339 text. */
export type EndpointInput<N extends EndpointName> = z.input<(typeof endpoints)[N]['input']>
export type EndpointOutput<N extends EndpointName> = z.input<(typeof endpoints)[N]['output']>

/** The same inside the server: parsed, moments as Temporal.Instant. */
export type ActionInput<N extends EndpointName> = z.output<(typeof endpoints)[N]['input']>
export type ActionOutput<N extends EndpointName> = z.output<(typeof endpoints)[N]['output']>
