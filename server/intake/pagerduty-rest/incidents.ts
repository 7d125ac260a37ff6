// Incidents of PagerDuty's REST API, read: lists, one, its alert, its notes and its log.
import { notFound, type Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { numberIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import {
  alertOf,
  incidentOf,
  logEntryOf,
  noteOf,
  type EntryShown,
} from '../../../domain/intake/pagerduty-rest-incidents.ts'
import { teamOf, userOf } from '../../../domain/intake/pagerduty-rest-objects.ts'
import { listIn, paged, pagedAs, saysTrue } from '../../../domain/intake/pagerduty-rest-query.ts'
import { escalationPolicyOf } from '../../../domain/intake/pagerduty-rest-policies.ts'
import { toAlert } from '../../alerts/shown.ts'
import { findAlertsById, type AlertRow } from '../../alerts/store.ts'
import type { Db } from '../../db/connect.ts'
import { findEntries } from '../../log/store.ts'
import { allNames, namesOf, pageOf, tell, type Asking } from './asking.ts'
import { searchIn, searchIncidents } from './incident-search.ts'
import { serviceShown } from './services.ts'

export async function listIncidents(asking: Asking): Promise<Reply> {
  await asking.permit('listAlerts', {})
  const page = pageOf(asking)
  const { ids, total } = await searchIncidents(asking.ctx.db, searchIn(asking), page)
  const rows = await rowsInOrder(asking.ctx.db, ids)
  return { status: 200, body: pagedAs('incidents', await incidentsShown(asking, rows), page, total) }
}

export async function getIncident(asking: Asking, id: string): Promise<Reply> {
  const [incident] = await incidentsShown(asking, [await incidentRow(asking, id)])
  return { status: 200, body: { incident } }
}

export async function listAlertsOf(asking: Asking, id: string): Promise<Reply> {
  const alert = await alertShown(asking, id)
  const statuses = listIn(asking.query, 'statuses')
  const alerts = statuses.length === 0 || statuses.includes(alert.status) ? [alert] : []
  return { status: 200, body: paged('alerts', alerts, pageOf(asking)) }
}

export async function getAlertOf(asking: Asking, id: string, alertId: string): Promise<Reply> {
  const alert = await alertShown(asking, id)
  if (numberIn(alertId) !== numberIn(id)) tell(notFound())
  return { status: 200, body: { alert } }
}

export async function listNotes(asking: Asking, id: string): Promise<Reply> {
  const row = await incidentRow(asking, id)
  const entries = await entriesOf(asking, row.id)
  const notes = entries.filter(({ kind }) => kind === 'note_written').map((entry) => noteOf(asking.here, entry))
  return { status: 200, body: { notes: notes.toReversed() } }
}

export async function listLogEntries(asking: Asking, id: string): Promise<Reply> {
  const row = await incidentRow(asking, id)
  const entries = await entriesOf(asking, row.id)
  const isOverview = saysTrue(asking.query, 'is_overview')
  const shown = entries
    .map((entry) => logEntryOf(asking.here, entry, row))
    .filter(({ type }) => !isOverview || overview.has(type))
  return { status: 200, body: paged('log_entries', shown, pageOf(asking)) }
}

const overview = new Set(
  ['trigger', 'acknowledge', 'unacknowledge', 'escalate', 'snooze', 'annotate', 'resolve', 'assign', 'reopen'].map(
    (kind) => `${kind}_log_entry`,
  ),
)

/** Their rows in the order of these ids; those that are gone are missing. */
async function rowsInOrder(db: Db, ids: readonly number[]): Promise<readonly AlertRow[]> {
  const rows = new Map((await findAlertsById(db, ids)).map((row) => [row.id, row]))
  return ids.flatMap((id) => rows.get(id) ?? [])
}

/** These incidents as they are after what was done to them, in the order of their ids. */
export async function incidentsNow(asking: Asking, ids: readonly number[]): Promise<readonly object[]> {
  const rows = await rowsInOrder(asking.ctx.db, ids)
  return rows.length < ids.length ? tell(notFound()) : incidentsShown(asking, rows)
}

/** The row of an incident, once whoever asks may see it. */
export async function incidentRow(asking: Asking, id: unknown): Promise<AlertRow> {
  const alertId = numberIn(id)
  if (alertId === null) tell(notFound())
  await asking.permit('getAlert', { alertId })
  const [row] = await findAlertsById(asking.ctx.db, [alertId])
  return row ?? tell(notFound())
}

async function alertShown(asking: Asking, id: string) {
  const alertId = numberIn(id) ?? tell(notFound())
  const alert = await asking.ask('getAlert', { alertId })
  return alertOf(asking.here, alert, await allNames(asking.known))
}

async function incidentsShown(asking: Asking, rows: readonly AlertRow[]): Promise<object[]> {
  const { ctx, here, known } = asking
  if (rows.length === 0) return []
  const names = await allNames(known)
  const [reached, first, services] = [
    await reachedBy(
      ctx.db,
      rows.flatMap(({ page_id }) => page_id ?? []),
    ),
    await firstEntries(
      ctx.db,
      rows.map(({ id }) => id),
    ),
    new Map((await known.services()).map((service) => [service.id, service])),
  ]
  const include = new Set(listIn(asking.query, 'include'))
  const whole = await wholeOnes(asking, include)
  return rows.map((row) => {
    const policyId =
      row.policy_id ?? (row.service_id === null ? null : (services.get(row.service_id)?.policyId ?? null))
    const incident = incidentOf(here, toAlert(row), {
      names,
      policyId,
      reached: reached.get(row.page_id ?? 0) ?? [],
      firstEntryId: first.get(row.id) ?? null,
    })
    const person =
      <K extends 'assignee' | 'acknowledger'>(name: K) =>
      (one: { readonly at: string } & Readonly<Record<K, object>>) => ({
        ...one,
        [name]: whole.people.get(idOfReference(one[name])) ?? one[name],
      })
    const shows = (...kinds: string[]) => kinds.some((kind) => include.has(kind))
    return {
      ...incident,
      service: incident.service && (whole.services.get(idOfReference(incident.service)) ?? incident.service),
      escalation_policy:
        incident.escalation_policy &&
        (whole.policies.get(idOfReference(incident.escalation_policy)) ?? incident.escalation_policy),
      teams: incident.teams.map((team) => whole.teams.get(idOfReference(team)) ?? team),
      assignments: shows('assignees', 'users') ? incident.assignments.map(person('assignee')) : incident.assignments,
      acknowledgements: shows('acknowledgers', 'users')
        ? incident.acknowledgements.map(person('acknowledger'))
        : incident.acknowledgements,
      ...(include.has('body') ? { body: { type: 'incident_body', details: row.details } } : {}),
    }
  })
}

function idOfReference(reference: object): string {
  return 'id' in reference ? String(reference.id) : ''
}

/** What `include[]` asks to be shown whole, by the ids in references. */
async function wholeOnes({ here, known }: Asking, include: ReadonlySet<string>) {
  const wantsPeople = ['users', 'assignees', 'acknowledgers'].some((kind) => include.has(kind))
  const teams = namesOf(await known.teams())
  const names = await allNames(known)
  return {
    people: byId(wantsPeople ? (await known.people()).map((person) => userOf(here, person, teams)) : []),
    services: byId(include.has('services') ? (await known.services()).map(await serviceShown({ here, known })) : []),
    policies: byId(
      include.has('escalation_policies')
        ? (await known.policies()).map((policy) => escalationPolicyOf(here, policy, names, []))
        : [],
    ),
    teams: byId(include.has('teams') ? (await known.teams()).map((team) => teamOf(here, team)) : []),
  }
}

/** Whom these pages have reached, and since when. */
export async function reachedBy(db: Db, pageIds: readonly number[]) {
  if (pageIds.length === 0) return new Map<number, never[]>()
  const rows = await db
    .selectFrom('delivery')
    .select(['page_id as pageId', 'person_id as personId'])
    .select((each) => each.fn.min('created_at').as('at'))
    .where('page_id', 'in', pageIds)
    .where('person_id', 'is not', null)
    .groupBy(['page_id', 'person_id'])
    .orderBy('at')
    .execute()
  return Map.groupBy(
    rows.flatMap(({ pageId, personId, at }) => (personId === null ? [] : [{ pageId, personId, at }])),
    ({ pageId }) => pageId,
  )
}

async function firstEntries(db: Db, alertIds: readonly number[]) {
  const rows = await db
    .selectFrom('log_entry')
    .select('alert_id')
    .select((each) => each.fn.min('id').as('first'))
    .where('alert_id', 'in', alertIds)
    .groupBy('alert_id')
    .execute()
  return new Map(rows.map(({ alert_id, first }) => [alert_id ?? 0, first]))
}

/** How much of the log of one alert is told: the newest. */
const mostEntries = 2_000

/** The log of an alert, newest first. */
async function entriesOf(asking: Asking, alertId: number): Promise<EntryShown[]> {
  await asking.permit('readLog', { alertId })
  const rows = await findEntries(asking.ctx.db, { alertId, limit: mostEntries }, asking.ctx.actor)
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind,
    says: row.says,
    actorId: row.actor_id,
    actorKind: row.actor_kind,
    actorName: row.actor_name,
    facts: row.facts,
  }))
}

function byId(things: readonly { readonly id: string }[]): ReadonlyMap<string, object> {
  return new Map(things.map((one) => [one.id, one]))
}
