// What was deployed to a service, or changed on it, as its sources told.
import type { Action } from '../context.ts'
import { refuse } from '../refusal.ts'
import { idOfService } from './store.ts'

export const listServiceChanges: Action<'listServiceChanges'> = async ({ db }, { serviceId, before, limit }) => {
  const id = (await idOfService(db, serviceId)) ?? refuse('not_found')
  let select = db
    .selectFrom('change_event')
    .select(['id', 'at', 'summary', 'origin', 'links'])
    .where('service_id', '=', id)
  if (before !== undefined) {
    const from = await db.selectFrom('change_event').select('at').where('id', '=', before).executeTakeFirst()
    if (!from) return { changes: [], nextBefore: null }
    select = select.where((where) => where(where.refTuple('at', 'id'), '<', where.tuple(from.at, before)))
  }
  const rows = await select.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
  const changes = rows.map(({ links, ...change }) => ({
    ...change,
    links: linksIn(links),
  }))
  return { changes, nextBefore: rows.length === limit ? (rows.at(-1)?.id ?? null) : null }
}

/** As intake has written them. */
function linksIn(text: string): { href: string; text: string }[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- intake alone writes this column, from this very shape
  return JSON.parse(text) as { href: string; text: string }[]
}
