import type { Topic } from '../domain/topics.ts'
import type { EndpointName } from './api.ts'

/** Which questions must be asked again when a topic changed. A topic nobody knows asks everything again. */
export const askedAgain: Readonly<Record<Topic, readonly EndpointName[]>> = {
  alerts: [
    'getNoise',
    'getRuleNoise',
    'getAlertNoise',
    'previewSilence',
    'listAlerts',
    'countAlerts',
    'listFloods',
    'getAlert',
    'listRelatedAlerts',
    'listAlertHistory',
    'listPages',
    'listServices',
    'getSource',
    'getHealth',
    'getAnswer',
    'getIncident',
    'listIncidents',
    'readTimeline',
  ],
  incidents: ['draftUpdate', 'getAlert', 'listIncidents', 'alikeIncidents', 'getIncident', 'readTimeline'],
  pages: ['listPages', 'listAlerts', 'getAlert', 'listOutbox', 'listUnsentNotices', 'getHealth', 'getPolicyTest'],
  people: [
    'getMe',
    'listPeople',
    'getPerson',
    'listTeams',
    'listInvitations',
    'listSessions',
    'listTokens',
    'listCalendarFeeds',
    'listOnCall',
    'listAbsences',
    'listLeaveCalendars',
  ],
  teams: ['getMe', 'listTeams', 'listPeople', 'getPerson', 'listTeamChannels', 'rehearsePolicy', 'listReadiness'],
  schedules: [
    'listSchedules',
    'getSchedule',
    'listShifts',
    'listAllShifts',
    'listOnCall',
    'previewSchedule',
    'listAbsences',
    'listLeave',
    'previewLeave',
    'listCovers',
    'getCover',
    'listCoverCandidates',
    'listCalendarFeeds',
    'listCalendarSources',
    'rehearsePolicy',
    'getHealth',
    'listReadiness',
    'listTroubles',
    'getBalance',
    'getTeamBalance',
  ],
  policies: ['listPolicies', 'getPolicy', 'rehearsePolicy', 'getHealth', 'listReadiness'],
  services: ['listServices', 'listPolicies', 'listSources', 'listServiceEvidence'],
  sources: ['getRoutes', 'listSources', 'getSource', 'listSourceKeys'],
  received: ['listReceived', 'getReceived', 'listSourceKeys'],
  heartbeats: ['listHeartbeats', 'getHeartbeat', 'getHeartbeatPing'],
  contacts: [
    'getProof',
    'getContacts',
    'getPerson',
    'listPeople',
    'listOnCall',
    'rehearsePolicy',
    'getHealth',
    'listReadiness',
  ],
  silences: ['listSilences', 'getSilence', 'listSilenced', 'listInhibitions', 'listAlerts', 'getAlert'],
  log: ['readLog'],
  health: ['getHealth', 'getPagingFigures'],
}

/** The endpoints to ask again for these topics, or `all` when one of them is unknown here. */
export function toAskAgain(topics: readonly string[]): ReadonlySet<string> | 'all' {
  const known: Readonly<Record<string, readonly EndpointName[] | undefined>> = askedAgain
  const names = topics.map((topic) => known[topic])
  return names.includes(undefined) ? 'all' : new Set(names.flatMap((each) => each ?? []))
}
