/** Every address of the web, once. Links, redirects and the table of routes read it. */
export const paths = {
  now: '/',
  signIn: '/sign-in',
  signInThen: (back: string) => `/sign-in?back=${encodeURIComponent(back)}`,
  welcome: (token: string) => `/welcome/${encodeURIComponent(token)}`,
  alerts: '/alerts',
  silences: '/silences',
  silence: (silenceId: string) => `/silences/${silenceId}`,
  alert: (alertId: number | string) => `/alerts/${alertId}`,
  incidents: '/incidents',
  incident: (incidentId: number | string) => `/incidents/${incidentId}`,
  declareIncident: '/incidents?new=yes',
  incidentRules: (teamId: string) => `/incidents/rules/${teamId}`,
  noise: '/noise',
  noiseOf: (ruleId: number) => `/noise/${ruleId}`,
  silenceWith: (matchers: string) => `/silences?new=${encodeURIComponent(matchers)}`,
  routeWith: (teamId: string, matchers: string) => `/sources/routes/${teamId}?new=${encodeURIComponent(matchers)}`,
  schedules: '/schedules',
  schedule: (scheduleId: string) => `/schedules/${scheduleId}`,
  cover: (coverId: number | string) => `/covers/${coverId}`,
  askCover: (scheduleId: string, from: string, until: string) => `/schedules/${scheduleId}?cover=${from}/${until}`,
  balance: (scheduleId: string) => `/schedules/${scheduleId}/balance`,
  policies: '/policies',
  policy: (policyId: string) => `/policies/${policyId}`,
  services: '/services',
  sources: '/sources',
  source: (sourceId: string) => `/sources/${sourceId}`,
  heartbeats: '/heartbeats',
  heartbeat: (heartbeatId: string) => `/heartbeats/${heartbeatId}`,
  routes: (teamId: string) => `/sources/routes/${teamId}`,
  people: '/people',
  person: (personId: string) => `/people/${personId}`,
  teams: '/teams',
  readiness: '/readiness',
  teamReadiness: (teamId: string) => `/readiness?team=${teamId}`,
  me: '/me',
  myShifts: '/me?tab=shifts',
  myLeave: '/me?tab=leave',
  log: '/log',
  logSearch: (text: string) => `/log?search=${encodeURIComponent(text)}`,
  outbox: '/outbox',
  prove: (token: string) => `/prove/${encodeURIComponent(token)}`,
  figures: '/paging-health',
  answer: (token: string) => `/answer/${encodeURIComponent(token)}`,
  reference: '/api-reference',
} as const

/** The same addresses with their parameters still open, for the table of routes. */
export const patterns = {
  welcome: '/welcome/$token',
  alert: '/alerts/$alertId',
  silence: '/silences/$silenceId',
  incident: '/incidents/$incidentId',
  incidentRules: '/incidents/rules/$teamId',
  rule: '/noise/$ruleId',
  schedule: '/schedules/$scheduleId',
  cover: '/covers/$coverId',
  balance: '/schedules/$scheduleId/balance',
  policy: '/policies/$policyId',
  source: '/sources/$sourceId',
  heartbeat: '/heartbeats/$heartbeatId',
  routes: '/sources/routes/$teamId',
  person: '/people/$personId',
  answer: '/answer/$token',
  prove: '/prove/$token',
} as const

/** Where to go after signing in: only an address of this web, never another site. */
export function backFrom(search: string): string {
  const back = new URLSearchParams(search).get('back') ?? paths.now
  const base = 'http://here.invalid'
  return back.startsWith('/') && URL.parse(back, base)?.origin === base ? back : paths.now
}
