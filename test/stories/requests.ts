// One good request for every endpoint that asks who is calling.
import type { EndpointInput, EndpointName } from '../../domain/api.ts'
import { handoverRequests } from './requests-of-handovers.ts'
import { incidentRequests } from './requests-of-incidents.ts'
import { kitRequests } from './requests-of-kit.ts'
import { recallRequests } from './requests-of-recall.ts'

export type Requests = { readonly [N in EndpointName]?: EndpointInput<N> }

export type Things = {
  readonly teamId: string
  readonly personId: string
  readonly serviceId: string
  readonly policyId: string
  readonly scheduleId: string
  readonly sourceId: string
  readonly alertId: number
  readonly coverId: number
  readonly channelId: string
  readonly silenceId: string
  readonly inhibitionId: string
  readonly heartbeatId: string
  readonly incidentId: number
  readonly entryId: number
  readonly bookmarkId: number
  readonly runbookId: number
  readonly handoverId: number
  readonly shiftId: number
}

const nobodys = '0190ffff-0000-7000-8000-000000000000'

const calendar = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'

/** Requests about these things, made by this person. */
export function requestsFor(things: Things, me: string): Requests {
  const {
    teamId,
    personId,
    serviceId,
    policyId,
    scheduleId,
    sourceId,
    alertId,
    coverId,
    channelId,
    silenceId,
    inhibitionId,
    heartbeatId,
    entryId,
  } = things
  const matcher = { name: 'alertname', value: 'x' }
  const steps = [{ targets: [{ kind: 'person' as const, personId }], waitMinutes: 5 }]
  const policy = { name: 'Made', teamId, steps, repeats: 0, returnAfterMinutes: 60 }
  const span = { startsAt: '2026-03-03T00:00:00Z', endsAt: '2026-03-04T00:00:00Z' }
  const days = { startsOn: '2026-03-03', endsOn: '2026-03-04' }
  const schedule = { name: 'Made', teamId, zone: 'UTC', rotations: [] }
  return {
    signOut: {},
    listSessions: {},
    revokeSession: { sessionId: nobodys },
    invite: { role: 'responder' },
    listInvitations: {},
    revokeInvitation: { invitationId: nobodys },
    listPeople: {},
    getPerson: { personId },
    changePerson: { personId, name: 'Changed' },
    changeMe: { language: 'ko' },
    changePassword: { current: 'what it is now', next: 'what it shall be then' },
    listTokens: {},
    createToken: { name: 'made', atMost: 'viewer' },
    revokeToken: { tokenId: nobodys },
    listTeams: {},
    createTeam: { slug: 'made', name: 'Made' },
    changeTeam: { teamId, name: 'Changed' },
    setMember: { teamId, personId, role: 'viewer' },
    listServices: {},
    getServiceMap: {},
    getService: { service: serviceId },
    listServiceChanges: { serviceId },
    importServices: { yaml: '- { slug: made, name: Made, team: payments }' },
    createService: { slug: 'made', name: 'Made', teamId, policyId },
    changeService: { serviceId, name: 'Changed' },
    readLog: {},
    correctNote: { entryId, version: 1, text: 'corrected' },
    listWordings: { entryId },
    writeNote: { teamId, text: 'a note' },
    listLogPins: { teamId },
    pinLogEntry: { entryId },
    unpinLogEntry: { entryId },
    listSchedules: {},
    getSchedule: { scheduleId },
    createSchedule: { slug: 'made', ...schedule },
    changeSchedule: { scheduleId, version: 1, name: 'Changed', zone: 'UTC', rotations: [] },
    previewSchedule: { schedule: { slug: 'made', ...schedule }, from: span.startsAt, to: span.endsAt },
    listShifts: { scheduleId, from: span.startsAt, to: span.endsAt },
    listAllShifts: { from: span.startsAt, to: span.endsAt },
    listOnCall: {},
    listTroubles: {},
    getBalance: { scheduleId },
    getTeamBalance: { teamId },
    acceptTroubles: {
      scheduleId,
      troubles: [{ troubleId: nobodys, from: span.startsAt, until: null }],
      reason: 'fine',
    },
    reopenTroubles: { scheduleId, troubleIds: [nobodys] },
    addOverride: { scheduleId, personId, ...span },
    removeOverride: { scheduleId, overrideId: nobodys },
    listAbsences: { scheduleId, from: span.startsAt, to: span.endsAt },
    listLeave: { personId },
    previewLeave: { personId, ...days },
    addLeave: { personId, ...days },
    changeLeave: { personId, leaveId: nobodys, note: 'Changed' },
    removeLeave: { personId, leaveId: nobodys },
    listHolidayPlaces: {},
    setHolidays: { personId, place: 'KR' },
    askCover: { scheduleId, ...span },
    askCoverFor: { scheduleId, personId, ...span },
    listCovers: {},
    getCover: { coverId },
    listCoverCandidates: { scheduleId, personId, ...span },
    acceptCover: { coverId },
    agreeToCoverPart: { coverId, partId: 999_999 },
    declineCover: { coverId },
    withdrawCover: { coverId },
    listCalendarFeeds: {},
    createCalendarFeed: { scheduleId },
    revokeCalendarFeed: { feedId: nobodys },
    listCalendarSources: { scheduleId },
    createCalendarSource: { scheduleId, text: calendar },
    moveCalendarSource: { scheduleId, sourceId: nobodys, text: calendar },
    readCalendarSource: { scheduleId, sourceId: nobodys },
    listLeaveCalendars: {},
    connectLeaveCalendar: { text: calendar },
    disconnectLeaveCalendar: { sourceId: nobodys },
    getContacts: { personId },
    addContact: { personId: me, channel: 'email', address: 'other@example.com' },
    changeContact: { personId: me, contactId: nobodys, label: 'Changed' },
    removeContact: { personId: me, contactId: nobodys },
    sendContactCode: { personId: me, contactId: nobodys },
    verifyContact: { personId: me, contactId: nobodys, code: '123456' },
    listTeamChannels: {},
    createTeamChannel: { teamId, slug: 'made', name: 'Made', channel: 'ntfy', address: 'made' },
    changeTeamChannel: { channelId, name: 'Changed' },
    testTeamChannel: { channelId },
    confirmTeamChannel: { channelId, code: '123456' },
    getPushKey: {},
    startTelegram: {},
    subscribePush: { endpoint: 'https://push.example.com/send/abc', p256dh: 'AAAA', auth: 'AAAA' },
    setContactRules: { personId: me, rules: [] },
    setQuietHours: { personId: me, quiet: null },
    pageMyself: {},
    raisePage: { summary: 'by hand', to: { kind: 'policy', policyId } },
    listPages: { alertId },
    receiveRing: { deliveryId: 999_999 },
    listOutbox: {},
    listUnsentNotices: {},
    listPolicies: {},
    getPolicy: { policyId },
    createPolicy: { slug: 'made', ...policy },
    changePolicy: { policyId, version: 1, name: 'Changed', steps, repeats: 0, returnAfterMinutes: 60 },
    rehearsePolicy: { policy: { slug: 'made', ...policy } },
    testPolicy: { policyId },
    getPolicyTest: { policyId },
    listReadiness: {},
    listAlerts: {},
    countAlerts: {},
    acknowledgeAlerts: { alertIds: [alertId] },
    undoAcknowledgements: { at: span.startsAt, alertIds: [alertId] },
    closeAlerts: { alertIds: [alertId] },
    listRelatedAlerts: { alertId },
    listAlertHistory: { alertId },
    getAlert: { alertId },
    declineAlert: { alertId },
    acknowledgeAlert: { alertId },
    takeOverAlert: { alertId, because: 'asked to' },
    sayOutcome: { alertId, outcome: 'acted' },
    takeBackOutcome: { alertId },
    getNoise: {},
    getRuleNoise: { ruleId: 1 },
    getAlertNoise: { alertId },
    reopenAlert: { alertId },
    ...handoverRequests(things),
    ...incidentRequests(things, me),
    listWork: { teamId },
    getLogAddress: { teamId },
    renewLogAddress: { teamId },
    removeLogAddress: { teamId },
    ...kitRequests(things),
    ...recallRequests(things),
    getRoutes: { teamId },
    setRoutes: { teamId, routes: [] },
    tryRoutes: { teamId, routes: [] },
    listFloods: {},
    snoozeAlert: { alertId, until: '2027-01-01T00:00:00Z' },
    escalateAlert: { alertId },
    closeAlert: { alertId, note: 'done' },
    listSilences: {},
    listHeartbeats: {},
    getHeartbeat: { heartbeatId },
    getHeartbeatPing: { heartbeatId, number: 1 },
    createHeartbeat: { sourceId, slug: 'made', name: 'Made', everyMinutes: 60 },
    changeHeartbeat: { heartbeatId, name: 'Changed' },
    pauseHeartbeat: { heartbeatId },
    resumeHeartbeat: { heartbeatId },
    rotateHeartbeatKey: { heartbeatId },
    removeHeartbeat: { heartbeatId },
    getSilence: { silenceId },
    listSilenced: { silenceId },
    previewSilence: { matchers: [matcher] },
    createSilence: { teamId, matchers: [matcher], endsAt: '2026-03-03T00:00:00Z', reason: 'testing' },
    changeSilence: { silenceId, reason: 'Changed' },
    endSilence: { silenceId },
    listInhibitions: {},
    createInhibition: { teamId, slug: 'made', name: 'Made', sourceMatchers: [matcher], targetMatchers: [matcher] },
    changeInhibition: { inhibitionId, name: 'Changed' },
    removeInhibition: { inhibitionId },
    listSources: {},
    getSource: { sourceId },
    createSource: { slug: 'made', name: 'Made', serviceId, dialect: 'generic' },
    changeSource: { sourceId, name: 'Changed' },
    rotateSourceKey: { sourceId },
    listSourceKeys: { sourceId },
    revokeSourceKey: { sourceId, keyId: nobodys },
    setSourceSigning: { sourceId, signing: { scheme: 'sentry' }, secret: 'a secret of sentry' },
    removeSourceSigning: { sourceId },
    listReceived: { sourceId },
    getReceived: { sourceId, receivedId: 1 },
    sendTestAlert: { sourceId },
    getHealth: {},
    getPagingFigures: {},
    exportConfiguration: {},
    applyConfiguration: { yaml: 'baton: 1\n', dryRun: true },
    removeMember: { teamId, personId },
    removeSource: { sourceId },
    removeSchedule: { scheduleId },
    removePolicy: { policyId },
    removeService: { serviceId },
    removeTeamChannel: { channelId },
  }
}
