// Baton's things as PagerDuty's REST API shows them. Every id is written by pagerduty-rest-ids.ts.
import type { Contact, ContactRule } from '../paging/contact.ts'
import { priorities, type PriorityName } from '../paging/priority.ts'
import type { Person, Team } from '../people/person.ts'
import type { Role } from '../permissions.ts'
import type { Service } from '../services/service.ts'
import type { Instant } from '../time.ts'
import { idOf } from './pagerduty-rest-ids.ts'
import { dialects, type Source } from './source.ts'

/** Where this Baton is, without a slash at its end. */
export type Here = { readonly url: string }

/** What references are named by; somebody or something that was removed since has no name. */
export type Names = { nameOf(id: string): string }

const addresses = {
  user: { api: '/users/', web: (id: string) => `/people/${id}` },
  team: { api: '/teams/', web: () => '/teams' },
  service: { api: '/services/', web: () => '/services' },
  schedule: { api: '/schedules/', web: (id: string) => `/schedules/${id}` },
  escalation_policy: { api: '/escalation_policies/', web: (id: string) => `/policies/${id}` },
} as const
export type ThingType = keyof typeof addresses

/** A thing named in another. */
export function reference(here: Here, type: ThingType, id: string, summary: string) {
  return { ...headOf(here, type, id, summary), type: `${type}_reference` }
}

export function headOf({ url }: Here, type: ThingType, id: string, summary: string) {
  const { api, web } = addresses[type]
  return { id: idOf(id), type: type as string, summary, self: `${url}${api}${idOf(id)}`, html_url: `${url}${web(id)}` }
}

/** RFC 3339 to the second, as PagerDuty writes it; on the wall clock of a zone where one is asked for. */
export function momentText(at: Instant, zone?: string): string {
  if (zone === undefined || zone === 'UTC' || zone === 'Etc/UTC') return at.toString({ smallestUnit: 'second' })
  return at.toZonedDateTimeISO(zone).toString({ smallestUnit: 'second', timeZoneName: 'never' })
}

export function urgencyOf(priority: PriorityName): 'high' | 'low' {
  return priority === 'P1' || priority === 'P2' ? 'high' : 'low'
}

const roleNames = {
  admin: 'admin',
  manager: 'user',
  responder: 'limited_user',
  viewer: 'read_only_user',
} as const satisfies Record<Role, string>

export function userOf(here: Here, person: Person, teams: Names) {
  return {
    ...headOf(here, 'user', person.id, person.name),
    name: person.name,
    email: person.email,
    time_zone: person.zone,
    color: 'grey',
    avatar_url: null,
    billed: true,
    role: roleNames[person.role],
    description: null,
    job_title: null,
    invitation_sent: false,
    teams: person.teams.map(({ teamId }) => reference(here, 'team', teamId, teams.nameOf(teamId))),
    contact_methods: [] as object[],
    notification_rules: [] as object[],
  }
}

export function teamOf(here: Here, team: Team) {
  return { ...headOf(here, 'team', team.id, team.name), name: team.name, description: null, default_role: 'manager' }
}

export function priorityOf({ url }: Here, name: PriorityName) {
  return {
    id: name,
    type: 'priority',
    summary: name,
    self: `${url}/priorities/${name}`,
    html_url: null,
    name,
    description: meanings[name],
    order: 2 ** (priorities.length - priorities.indexOf(name)),
    color: colours[name],
  }
}

const meanings = {
  P1: 'Critical: the service is unusable',
  P2: 'High: it is severely impaired',
  P3: 'Medium: it is partly impaired',
  P4: 'Low: it is fully usable',
} as const satisfies Record<PriorityName, string>
const colours = { P1: 'a8171c', P2: 'eb6016', P3: 'f9b406', P4: '555555' } as const

export function serviceOf(
  here: Here,
  service: Service,
  beside: { readonly policies: Names; readonly teams: Names; readonly integrations: readonly object[] },
) {
  return {
    ...headOf(here, 'service', service.id, service.name),
    name: service.name,
    description: service.description,
    created_at: null,
    status: service.openAlerts > 0 ? 'critical' : 'active',
    alert_creation: 'create_alerts_and_incidents',
    acknowledgement_timeout: null,
    auto_resolve_timeout: null,
    incident_urgency_rule: { type: 'constant', urgency: 'severity_based' },
    support_hours: null,
    scheduled_actions: [],
    addons: [],
    last_incident_timestamp: null,
    escalation_policy: reference(
      here,
      'escalation_policy',
      service.policyId,
      beside.policies.nameOf(service.policyId),
    ) as object,
    teams: [reference(here, 'team', service.teamId, beside.teams.nameOf(service.teamId))] as object[],
    integrations: beside.integrations,
  }
}

export const keyOnce =
  'Baton keeps only a hash of a key, so integration_key is shown once, when the integration is made. Give the source a new key in Baton to have another.'

/** A source. Its key is known only in the answer that made it. */
export function integrationOf(here: Here, source: Source, service: Pick<Service, 'id' | 'name'>, key: string | null) {
  const vendor = vendors.find(({ dialect }) => dialect === source.dialect)
  return {
    ...integrationReference(here, source),
    type: typeOf(source),
    name: source.name,
    service: reference(here, 'service', service.id, service.name),
    created_at: momentText(source.createdAt),
    vendor: vendor ? { ...vendorOf(here, vendor), type: 'vendor_reference' } : null,
    integration_key: key,
    integration_key_hint: source.keyHint,
    ...(key === null ? { integration_key_note: keyOnce } : {}),
  }
}

export function integrationReference({ url }: Here, source: Source) {
  return {
    id: idOf(source.id),
    type: `${typeOf(source)}_reference`,
    summary: source.name,
    self: `${url}/services/${idOf(source.serviceId)}/integrations/${idOf(source.id)}`,
    html_url: `${url}/sources/${source.id}`,
  }
}

function typeOf({ dialect }: Pick<Source, 'dialect'>): string {
  return dialect === 'email' ? 'generic_email_inbound_integration' : 'events_api_v2_inbound_integration'
}

const vendorNames: Readonly<Partial<Record<(typeof dialects)[number], string>>> = {
  opsgenie: 'Opsgenie',
  alertmanager: 'Alertmanager',
  prometheus: 'Prometheus',
  grafana: 'Grafana',
  oncall: 'Grafana OnCall',
  sentry: 'Sentry',
  datadog: 'Datadog',
  newrelic: 'New Relic',
  sns: 'Amazon CloudWatch',
  azure: 'Microsoft Azure',
  gcp: 'Google Cloud',
  kuma: 'Uptime Kuma',
  victorops: 'Splunk On-Call',
  goalert: 'GoAlert',
  incidentio: 'incident.io',
  netdata: 'Netdata',
}

type Vendor = { readonly dialect: (typeof dialects)[number]; readonly name: string }

/** The senders whose dialects Baton reads, as the vendors of an integration. */
export const vendors: readonly Vendor[] = dialects.flatMap((dialect) => {
  const name = vendorNames[dialect]
  return name === undefined ? [] : [{ dialect, name }]
})

export function vendorOf({ url }: Here, { dialect, name }: Vendor) {
  const id = `P${dialect.toUpperCase()}`
  return {
    id,
    type: 'vendor',
    summary: name,
    self: `${url}/vendors/${id}`,
    html_url: null,
    name,
    website_url: null,
    description: null,
    generic_service_type: 'events_api_v2_inbound_integration',
  }
}

/** One of a person's contacts; null for a channel that PagerDuty has no word for. */
export function contactMethodOf({ url }: Here, personId: string, contact: Contact) {
  const kind = methods[contact.channel]
  if (!kind) return null
  const number = kind.hasCountry ? countryAndNumber(contact.address) : null
  return {
    id: idOf(contact.id),
    type: `${kind.type}_contact_method`,
    summary: contact.label || kind.label,
    self: `${url}/users/${idOf(personId)}/contact_methods/${idOf(contact.id)}`,
    html_url: null,
    label: contact.label || kind.label,
    address: number ? number.address : contact.address,
    ...(kind.hasCountry ? { country_code: number?.country ?? 1, enabled: contact.isEnabled, blacklisted: false } : {}),
    ...(contact.channel === 'email' ? { send_short_email: false, send_html_email: true } : {}),
  }
}

type Method = { readonly type: string; readonly label: string; readonly hasCountry: boolean }
const methods: Readonly<Partial<Record<Contact['channel'], Method>>> = {
  email: { type: 'email', label: 'Email', hasCountry: false },
  sms: { type: 'sms', label: 'SMS', hasCountry: true },
  voice: { type: 'phone', label: 'Phone', hasCountry: true },
  push: { type: 'push_notification', label: 'Push', hasCountry: false },
}

/** `+4930...` as PagerDuty keeps it, in two parts; null where the number is masked for whoever asks. */
function countryAndNumber(address: string): { readonly country: number; readonly address: string } | null {
  const digits = /^\+(\d{7,15})$/.exec(address)?.[1]
  if (digits === undefined) return null
  const length = /^[17]/.test(digits) ? 1 : twoDigits.test(digits) ? 2 : 3
  return { country: Number(digits.slice(0, length)), address: digits.slice(length) }
}

/** Country codes of two digits (ITU-T E.164); those of one are 1 and 7, all others have three. */
const twoDigits = /^(2[07]|3[0123469]|4[013456789]|5[12345678]|6[0123456]|8[1246]|9[0123458])/

/** By which contact and after how long somebody is reached; without rules every contact at once. */
export function notificationRulesOf(
  here: Here,
  personId: string,
  { contacts, rules }: { readonly contacts: readonly Contact[]; readonly rules: readonly ContactRule[] },
): object[] {
  const used: readonly ContactRule[] =
    rules.length > 0
      ? rules
      : contacts.flatMap(({ id }) => [
          { priority: 'P1', contactId: id, afterMinutes: 0 },
          { priority: 'P4', contactId: id, afterMinutes: 0 },
        ])
  const told = new Map<string, object>()
  for (const { priority, contactId, afterMinutes } of used) {
    const contact = contacts.find(({ id }) => id === contactId)
    const method = contact && contactMethodOf(here, personId, contact)
    if (!method) continue
    const urgency = urgencyOf(priority)
    const id = `${method.id}${urgency === 'high' ? 'H' : 'L'}${afterMinutes}`
    told.set(id, {
      id,
      type: 'assignment_notification_rule',
      summary: `${afterMinutes} minutes: ${method.summary}`,
      self: `${here.url}/users/${idOf(personId)}/notification_rules/${id}`,
      html_url: null,
      start_delay_in_minutes: afterMinutes,
      urgency,
      contact_method: { ...method, type: `${method.type}_reference` },
    })
  }
  return [...told.values()]
}
