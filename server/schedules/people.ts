// What schedules need to know of the people they name.
import { sql } from 'kysely'
import type { ChannelName } from '../../domain/paging/channels.ts'
import type { Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** `isReachable`: has an enabled, verified contact that reaches beyond an open browser. */
export type NamedPerson = { readonly name: string; readonly isActive: boolean; readonly isReachable: boolean }
export type NamedPeople = ReadonlyMap<string, NamedPerson>

/** Those of these people who exist, by id. With `carriers` only contacts over these channels count as reach. */
export async function findNamedPeople(
  db: Db,
  ids: Iterable<string>,
  carriers?: ReadonlySet<string>,
): Promise<NamedPeople> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .select((where) => [
      where('deactivated_at', 'is', null).as('isActive'),
      where
        .exists(
          where
            .selectFrom('contact')
            .select('contact.id')
            .whereRef('contact.person_id', '=', 'person.id')
            .where('is_enabled', '=', true)
            .where('channel', '<>', 'browser')
            .where('verified_at', 'is not', null)
            .$if(carriers !== undefined, (query) =>
              query.where('channel', '=', sql<ChannelName>`any(${[...(carriers ?? [])]}::text[])`),
            ),
        )
        .as('isReachable'),
    ])
    .where('id', '=', sql<string>`any(${wanted}::uuid[])`)
    .execute()
  return new Map(
    rows.map(({ id, name, isActive, isReachable }) => [id, { name, isActive: !!isActive, isReachable: !!isReachable }]),
  )
}

/** The zones of those of these people who are in service. */
export async function findZones(db: Db, personIds: readonly string[]): Promise<ReadonlyMap<string, Zone>> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'zone'])
    .where('id', '=', sql<string>`any(${[...new Set(personIds)]}::uuid[])`)
    .where('deactivated_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, zone }) => [id, zone]))
}

/** The schedules that name any of these people: by a turn, an override, a temporary schedule or a calendar. Ids, each once. */
export async function schedulesNaming(db: Db, personIds: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct schedules_naming(p) as id from unnest(${personIds}::uuid[]) as p`.execute(db)
  return rows.map(({ id }) => id)
}
