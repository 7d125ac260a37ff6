// What came under one key of one source as one past case: how it was the last time, how often, and what was noted.
import { sql } from 'kysely'
import { labelsOf } from '../../domain/alerts/label-filter.ts'
import { signs } from '../../domain/recall/marks.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { Gathered } from './gathered.ts'

const mostCounted = 1_000
const longestKey = 1_000

/** As which case is an alert with this key known? */
export function alertSubject(sourceId: string | null, key: string): string {
  return `alert:${sourceId ?? ''} ${key.slice(0, longestKey)}`
}

export type AlertKey = { readonly source_id: string | null; readonly key: string }

/** Under which keys did these alerts come? Without tests, calls into incidents and Baton's own. */
export async function keysOfAlerts(db: Db, ids: readonly number[]): Promise<readonly AlertKey[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<AlertKey>`
    select distinct a.source_id, a.key from alert a where a.id = any(${ids}::bigint[])
      and (a.source_id is not null and a.key not like 'baton-test:%' or a.key like 'hand:%')`.execute(db)
  return rows
}

/** The closed alerts with these keys as cases, one for each key; none for a key of which nothing is closed. */
export async function gatherAlerts(db: Db, keys: readonly AlertKey[]): Promise<readonly Gathered[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{
    id: number
    team_id: string
    service_id: string | null
    source_id: string | null
    key: string
    summary: string
    details: string
    labels: string
    priority: number
    first_at: Instant
    closed_at: Instant
    outcome: string | null
    note: string | null
    rule: string | null
    who: string | null
    who_id: string | null
    times: number
  }>`
    select a.id, a.team_id, a.service_id, a.source_id, a.key, a.summary, left(a.details, 1000) as details, left(a.labels, 4000) as labels,
      a.priority, a.first_at, a.closed_at, a.outcome, past.note, past.times,
      (select r.name from rule_alert ra join alert_rule r on r.id = ra.rule_id where ra.alert_id = a.id limit 1) as rule,
      p.name as who, p.id as who_id
    from unnest(${keys.map(({ source_id }) => source_id)}::uuid[], ${keys.map(({ key }) => key)}::text[]) as k(source_id, key)
      cross join lateral (
        select * from alert c where c.source_id is not distinct from k.source_id and c.key = k.key and c.state = 'closed'
          and (c.source_id is not null or c.key like 'hand:%')
        order by c.closed_at desc, c.id desc limit 1) a
      cross join lateral (
        select count(*)::int as times, (array_agg(said order by closed_at desc) filter (where said <> ''))[1] as note
        from (select c.closed_at, coalesce(nullif(c.outcome_note, ''),
            case when c.closed_by is not null and c.closed_because not in ('person', 'source', 'ended', 'test_over')
              then c.closed_because end, '') as said
          from alert c where c.source_id is not distinct from k.source_id and c.key = k.key and c.state = 'closed'
          order by c.closed_at desc limit ${mostCounted}) each_one) past
      left join person p on p.id = coalesce(a.closed_by, a.acknowledged_by)`.execute(db)
  return rows.map((row) => ({
    kind: 'alert',
    subject: alertSubject(row.source_id, row.key),
    alert_id: row.id,
    team_id: row.team_id,
    service_ids: row.service_id ? [row.service_id] : [],
    title: row.summary,
    text: /^\s*[{[]/.test(row.details) ? '' : row.details,
    fixed: row.note ?? '',
    who: row.who ?? '',
    priority: row.priority,
    stands: row.outcome === 'no_action' ? 'false_alarm' : 'over',
    is_verified: row.outcome !== 'no_action' && (row.note ?? '') !== '',
    at: row.first_at,
    ended_at: row.closed_at,
    times: row.times,
    says: [row.summary, row.note ?? '', labelWords(row.labels), detailWords(row.details)],
    signs: [
      signs.kind('alert'),
      signs.key(row.source_id, row.key.slice(0, longestKey)),
      ...(row.rule === null ? [] : [signs.rule(row.source_id, row.rule)]),
      ...(row.service_id ? [signs.service(row.service_id)] : []),
      ...(row.who_id ? [signs.person(row.who_id)] : []),
    ],
  }))
}

/** What a sender wrote beside its summary: of a text in JSON what it says, and not how its fields are called. */
export function detailWords(text: string): string {
  return /^\s*[{[]/.test(text) ? text.replaceAll(/"[^"\\]{1,60}"\s*:/g, ' ') : text
}

/** What the labels say. Those that say how bad it is or which machine it was say nothing of what it is. */
export function labelWords(text: string): string {
  try {
    return Object.entries(labelsOf(text))
      .filter(([name]) => !silentLabels.has(name))
      .map(([, value]) => value)
      .join(' ')
      .slice(0, 600)
  } catch {
    return '' // cut in the middle: so many labels say nothing together
  }
}

const silentLabels: ReadonlySet<string> = new Set([
  'severity',
  'priority',
  'instance',
  'pod',
  'uid',
  'env',
  'prometheus',
])
