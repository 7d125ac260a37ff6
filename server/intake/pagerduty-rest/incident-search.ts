// Which alerts a question for incidents means: PagerDuty's filters over Baton's rows, page by page.
import { sql } from 'kysely'
import { invalid } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { uuidIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import { listIn, momentIn, oneIn, type Page } from '../../../domain/intake/pagerduty-rest-query.ts'
import type { AlertState } from '../../../domain/alerts/states.ts'
import { keyFrom } from '../../../domain/intake/text.ts'
import { isBefore, type Instant } from '../../../domain/time.ts'
import { isOfPeople } from '../../alerts/store.ts'
import type { Db } from '../../db/connect.ts'
import { momentOf, tell, type Asking } from './asking.ts'

export type IncidentSearch = {
  readonly states: readonly AlertState[] | null
  readonly isHigh: boolean | null
  readonly serviceIds: readonly string[] | null
  readonly teamIds: readonly string[] | null
  readonly userIds: readonly string[] | null
  readonly key: string | null
  readonly between: { readonly since: Instant; readonly until: Instant } | null
  readonly order: readonly {
    readonly by: 'alert.id' | 'alert.first_at' | 'alert.closed_at' | 'alert.priority'
    readonly way: 'asc' | 'desc'
  }[]
}

export function searchIn(asking: Asking): IncidentSearch {
  const { query } = asking
  const urgencies = listIn(query, 'urgencies')
  const wrong = urgencies.find((urgency) => urgency !== 'high' && urgency !== 'low')
  if (wrong !== undefined) tell(invalid(`There is no urgency ${JSON.stringify(wrong.slice(0, 50))}`))
  const isOne = new Set(urgencies).size === 1
  const key = oneIn(query, 'incident_key')
  return {
    states: statesIn(listIn(query, 'statuses')),
    isHigh: isOne ? urgencies[0] === 'high' : null,
    serviceIds: idsIn(listIn(query, 'service_ids')),
    teamIds: idsIn(listIn(query, 'team_ids')),
    userIds: idsIn(listIn(query, 'user_ids')),
    key: key === '' ? null : keyFrom(key, []),
    between: rangeIn(asking, key !== ''),
    order: orderIn(oneIn(query, 'sort_by')),
  }
}

/** The ids of one page and one more; and how many there are in all, where that is asked. */
export async function searchIncidents(
  db: Db,
  search: IncidentSearch,
  page: Page,
): Promise<{ readonly ids: readonly number[]; readonly total: number | null }> {
  let select = matching(db, search).select('alert.id')
  for (const { by, way } of search.order)
    select = select.orderBy(by, (order) => (way === 'asc' ? order.asc().nullsLast() : order.desc().nullsLast()))
  const rows = await select
    .orderBy('alert.id')
    .limit(page.limit + 1)
    .offset(page.offset)
    .execute()
  const total = page.wantsTotal
    ? (
        await matching(db, search)
          .select((each) => each.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count
    : null
  return { ids: rows.map(({ id }) => id), total }
}

function matching(db: Db, search: IncidentSearch) {
  const { states, isHigh, serviceIds, teamIds, userIds, key, between } = search
  let select = db.selectFrom('alert').where(isOfPeople)
  if (states) select = select.where('alert.state', 'in', states)
  // Said as the index of the open ones says it.
  if (states && !states.includes('closed')) select = select.where('alert.state', '!=', sql.lit('closed'))
  if (isHigh !== null) select = select.where('alert.priority', isHigh ? '<=' : '>', 2)
  if (serviceIds) select = select.where(sql<boolean>`alert.service_id = any(${serviceIds}::uuid[])`)
  if (teamIds) select = select.where(sql<boolean>`alert.team_id = any(${teamIds}::uuid[])`)
  if (key !== null) select = select.where('alert.key', '=', key)
  if (between) select = select.where('alert.first_at', '>=', between.since).where('alert.first_at', '<', between.until)
  if (userIds)
    select = select.where(
      sql<boolean>`(alert.acknowledged_by = any(${userIds}::uuid[]) or alert.acknowledged_by is null and exists (
        select from delivery where delivery.page_id = alert.page_id and delivery.person_id = any(${userIds}::uuid[])))`,
    )
  return select
}

const statesOf: Readonly<Record<string, readonly AlertState[]>> = {
  triggered: ['triggered'],
  acknowledged: ['acknowledged', 'snoozed'],
  resolved: ['closed'],
}

function statesIn(statuses: readonly string[]): readonly AlertState[] | null {
  if (statuses.length === 0) return null
  return statuses.flatMap((status) => {
    const states = Object.hasOwn(statesOf, status) ? statesOf[status] : undefined
    return states ?? tell(invalid(`There is no status ${JSON.stringify(status.slice(0, 50))}`))
  })
}

/** Ids that are none mean nothing, and a list of such finds nothing. */
function idsIn(said: readonly string[]): readonly string[] | null {
  return said.length === 0 ? null : said.slice(0, 500).flatMap((id) => uuidIn(id) ?? [])
}

/** The last month unless something else is said; of one key all, so that nobody raises again what is open for long. */
function rangeIn(asking: Asking, hasKey: boolean): IncidentSearch['between'] {
  const { query, ctx } = asking
  const isUnsaid = momentIn(oneIn(query, 'since')) === 'unset' && momentIn(oneIn(query, 'until')) === 'unset'
  if (oneIn(query, 'date_range') === 'all' || (hasKey && isUnsaid)) return null
  // What came in this very moment belongs to the answer too.
  const until = momentOf(asking, 'until', ctx.now.add({ seconds: 1 }))
  const since = momentOf(asking, 'since', until.subtract({ hours: 24 * 31 }))
  if (isBefore(until, since)) tell(invalid('until must not be before since'))
  if (isBefore(since.add({ hours: 24 * 184 }), until)) tell(invalid('The range must not be longer than 6 months'))
  return { since, until }
}

const columns = {
  incident_number: 'alert.id',
  created_at: 'alert.first_at',
  resolved_at: 'alert.closed_at',
  urgency: 'alert.priority',
} as const

function orderIn(said: string): IncidentSearch['order'] {
  if (said === '') return [{ by: 'alert.id', way: 'asc' }]
  const asked = said.split(',').slice(0, 10)
  if (asked.length > 2) tell(invalid('sort_by can name two fields at most'))
  return asked.map((one) => {
    const [field = '', way = 'asc'] = one.trim().split(':')
    const by = new Map<string, (typeof columns)[keyof typeof columns]>(Object.entries(columns)).get(field)
    if (by === undefined || (way !== 'asc' && way !== 'desc'))
      return tell(invalid(`sort_by cannot be ${JSON.stringify(one.slice(0, 50))}`))
    // The most urgent have the smallest number.
    return { by, way: by === 'alert.priority' ? (way === 'asc' ? 'desc' : 'asc') : way }
  })
}
