// Muted alerts as rows: what is asked of an alert to decide whether it pages, and what is written of that.
import { sql } from 'kysely'
import { labelInText, labelsOf } from '../../domain/alerts/label-filter.ts'
import type { Candidate, Cause, Muting, MutingRules } from '../../domain/alerts/muting.ts'
import type { MutedKind } from '../../domain/alerts/silence.ts'
import type { Matcher } from '../../domain/alerts/matchers.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { MutedBy, Row } from '../db/tables.ts'

type CandidateRow = Pick<
  Row<'alert'>,
  | 'id'
  | 'team_id'
  | 'service_id'
  | 'key'
  | 'labels'
  | 'summary'
  | 'priority'
  | 'inhibited_at'
  | 'reopens'
  | 'damped_since'
  | 'muted_by'
  | 'state'
  | 'page_id'
> & { readonly service: string | null; readonly source: string | null }

/** An alert that something might mute, with what is written of it now. */
export type Asked = Candidate & {
  readonly mutedBy: MutedBy | null
  readonly state: CandidateRow['state']
  readonly pageId: number | null
}

/**
 * Alerts that may be muted at all: those of monitors. What a person raised by hand pages, and so does what tests the way, or
 * whose source is gone.
 */
const isOfMonitor = sql`a.source_id is not null and a.key not like 'baton-test:%' and s.id is not null`

const columns = sql`a.id, a.team_id, a.service_id, a.key, a.labels, a.summary, a.priority, a.inhibited_at, a.reopens, a.damped_since, a.muted_by, a.state, a.page_id,
  v.slug as service, s.slug as source`
const from = sql`alert a left join source s on s.id = a.source_id left join service v on v.id = a.service_id`

/** Which of these may be muted, and what they say. */
export async function readAsked(db: Db, alertIds: readonly number[]): Promise<readonly Asked[]> {
  if (alertIds.length === 0) return []
  const { rows } = await sql<CandidateRow>`
    select ${columns} from ${from} where a.id = any(${alertIds}::bigint[]) and ${isOfMonitor}`.execute(db)
  return rows.map(asAsked)
}

/** The open alerts of these pages. */
export async function readOnPages(db: Db, pageIds: readonly number[]): Promise<readonly Asked[]> {
  if (pageIds.length === 0) return []
  const { rows } = await sql<CandidateRow>`
    select ${columns} from ${from}
    where a.page_id = any(${pageIds}::bigint[]) and a.state <> 'closed' and ${isOfMonitor} order by a.id`.execute(db)
  return rows.map(asAsked)
}

/** Open alerts in the order they came, after this one: of a team or of services, where only those can be meant. */
export async function readOpen(
  db: Db,
  of: {
    readonly teamId: string | null
    readonly serviceIds: readonly string[]
    readonly after: number
    readonly limit: number
  },
): Promise<readonly Asked[]> {
  const { rows } = await sql<CandidateRow>`
    select ${columns} from ${from}
    where a.state <> 'closed' and a.id > ${of.after} and ${isOfMonitor}
      and (${of.teamId}::uuid is null or a.team_id = ${of.teamId}::uuid)
      and (${of.serviceIds.length === 0}::boolean or a.service_id = any(${of.serviceIds}::uuid[]))
    order by a.id limit ${of.limit}`.execute(db)
  return rows.map(asAsked)
}

/** Beyond so many, further causes of one rule are not looked at: then an echo pages rather than not. */
const mostCauses = 2_000

/**
 * The open alerts that are causes for these inhibitions, and no echoes themselves; by the id of the rule. Labels are looked for as
 * they are stored, so that few are read; the rule itself decides.
 */
export async function readCauses(
  db: Db,
  rules: MutingRules['inhibitions'],
): Promise<ReadonlyMap<string, readonly Cause[]>> {
  const found = new Map<string, readonly Cause[]>()
  for (const rule of rules) {
    const { rows } = await sql<CandidateRow>`
      select ${columns} from ${from}
      where a.state <> 'closed' and ${isOfMonitor} and coalesce(a.muted_by ->> 'kind', '') <> 'inhibition'
        and ${sayingAll(rule.sourceMatchers)}
      order by a.id limit ${mostCauses}`.execute(db)
    found.set(
      rule.id,
      rows.map(asAsked).filter((alert) => rule.isCause(alert)),
    )
  }
  return found
}

/** The labels that a cause must have word for word. */
function sayingAll(matchers: readonly Matcher[]) {
  const words = matchers
    .filter(({ name, value, isRegex, isEqual }) => isEqual && !isRegex && value !== '' && !name.startsWith('baton_'))
    .map((matcher) => sql`strpos(a.labels, ${labelInText(matcher)}) > 0`)
  return words.length === 0 ? sql`true` : sql.join(words, sql` and `)
}

export type Mute = { readonly alert: Asked; readonly muting: Muting }

/**
 * Writes down that these alerts are muted: they leave their pages and wait for the end of it. Those that somebody has answered or
 * closed since they were read are passed over. Gives the pages that were left.
 */
export async function writeMuted(
  tx: Db,
  mutes: readonly Mute[],
  of: { readonly version: number; readonly now: Instant },
): Promise<{ readonly muted: readonly number[]; readonly pagesLeft: readonly number[] }> {
  if (mutes.length === 0) return { muted: [], pagesLeft: [] }
  const rows = mutes.map(({ alert, muting }) => ({
    id: alert.id,
    state: alert.state,
    muted_by: { ...muting.because, until: muting.until.toString() } satisfies MutedBy,
    ask_at: muting.askAt.toString(),
  }))
  const { rows: written } = await sql<{ id: number; page_id: number | null }>`
    with given as (
      select g.id, g.muted_by, g.ask_at, a.page_id, a.muted_by ->> 'id' is not distinct from g.muted_by ->> 'id' as is_same
      from json_to_recordset(${JSON.stringify(rows)}::json) as g(id bigint, state text, muted_by jsonb, ask_at timestamptz)
      join alert a on a.id = g.id where a.state = g.state order by a.id for update of a
    ),
    muted as (
      update alert a set state = 'triggered', muted_by = g.muted_by, muted_version = ${of.version}, paging_due_at = g.ask_at, page_id = null,
        muted_at = case when g.is_same then a.muted_at else ${of.now}::timestamptz end,
        inhibited_at = case when g.muted_by ->> 'kind' = 'inhibition' then coalesce(a.inhibited_at, ${of.now}::timestamptz)
          else a.inhibited_at end,
        damped_since = case when g.muted_by ->> 'kind' = 'flapping' then coalesce(a.damped_since, ${of.now}::timestamptz)
          else a.damped_since end,
        -- What was said of an answer that is over by now.
        acknowledged_by = null, acknowledged_at = null, back_at = case when a.promised_by is not null then a.back_at end
      from given g where a.id = g.id
      returning a.id, g.page_id, g.muted_by
    ),
    counted as (
      insert into silenced (silence_id, alert_id, at)
      select s.id, m.id, ${of.now}::timestamptz from muted m join silence s on s.id = (m.muted_by ->> 'id')::uuid
      on conflict do nothing
    )
    select id, page_id from muted`.execute(tx)
  return { muted: written.map(({ id }) => id), pagesLeft: [...new Set(written.flatMap((row) => row.page_id ?? []))] }
}

/** These are muted no more, and page now. */
export async function writeUnmuted(tx: Db, alertIds: readonly number[], now: Instant): Promise<void> {
  if (alertIds.length === 0) return
  await sql`
    update alert set muted_by = null, muted_at = null, muted_version = null, damped_since = null, paging_due_at = least(paging_due_at, ${now}::timestamptz)
    where id = any(${alertIds}::bigint[]) and muted_by is not null`.execute(tx)
}

/** How many of the alerts that this silence has muted wait for somebody: they page, now or when it ends. */
export async function countOpenSilenced(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from silenced d join alert a on a.id = d.alert_id
    where d.silence_id = ${id} and a.state = 'triggered'`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many open alerts are muted, by what. */
export async function countMuted(db: Db): Promise<Readonly<Record<MutedKind, number>>> {
  const { rows } = await sql<{ kind: MutedKind; count: number }>`
    select muted_by ->> 'kind' as kind, count(*)::int as count from alert where muted_by is not null group by 1`.execute(
    db,
  )
  const of = (kind: MutedKind) => rows.find((row) => row.kind === kind)?.count ?? 0
  return {
    silence: of('silence'),
    maintenance: of('maintenance'),
    inhibition: of('inhibition'),
    flapping: of('flapping'),
  }
}

function asAsked(row: CandidateRow): Asked {
  return {
    id: row.id,
    teamId: row.team_id,
    serviceId: row.service_id,
    labels: labelsOf(row.labels),
    service: row.service,
    source: row.source,
    summary: row.summary,
    priority: asPriority(row.priority),
    key: row.key,
    inhibitedAt: row.inhibited_at,
    reopens: row.reopens,
    dampedSince: row.damped_since,
    mutedBy: row.muted_by,
    state: row.state,
    pageId: row.page_id,
  }
}
