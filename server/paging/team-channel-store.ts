// The channels of teams as rows.
import { sql } from 'kysely'
import type { TeamChannel } from '../../domain/paging/team-channel.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** What a team's channel is sealed under: a sealed secret cannot be moved to another. */
export function channelSeal(channelId: string): string {
  return `channel:${channelId}`
}

/** All of them, or the one with this id: by name, as lists show them. */
export function loadTeamChannels(db: Db, id?: string): Promise<TeamChannel[]> {
  return db
    .selectFrom('team_channel')
    .select(['id', 'slug', 'team_id as teamId', 'name', 'channel', 'address', 'language', 'zone'])
    .select((where) => where('verified_at', 'is not', null).$castTo<boolean>().as('isProven'))
    .select('created_at as createdAt')
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .orderBy('name')
    .orderBy('id')
    .execute()
}

/** Holds a channel against other changes until the end of the transaction; null when there is none. */
export async function lockTeamChannel(db: Db, id: string): Promise<TeamChannel | null> {
  await db.selectFrom('team_channel').select('id').where('id', '=', id).forUpdate().execute()
  const [channel] = await loadTeamChannels(db, id)
  return channel ?? null
}

export async function insertTeamChannel(db: Db, channel: TeamChannel, sealedSecret: string | null): Promise<void> {
  const { id, slug, teamId, name, channel: carrier, address, language, zone, createdAt } = channel
  await db
    .insertInto('team_channel')
    .values({
      id,
      slug,
      team_id: teamId,
      name,
      channel: carrier,
      address,
      sealed_secret: sealedSecret,
      language,
      zone,
      created_at: createdAt,
    })
    .execute()
}

/** Another address is unproven: a trigger sees to it. `undefined` leaves the secret as it is. */
export async function updateTeamChannel(
  db: Db,
  { id, name, address, language, zone }: TeamChannel,
  sealedSecret: string | null | undefined,
): Promise<void> {
  await db
    .updateTable('team_channel')
    .set({ name, address, language, zone, ...(sealedSecret === undefined ? {} : { sealed_secret: sealedSecret }) })
    .where('id', '=', id)
    .execute()
}

export async function deleteTeamChannel(db: Db, id: string): Promise<void> {
  await db.deleteFrom('team_channel').where('id', '=', id).execute()
}

/** The secret that goes with the address, still sealed. */
export async function sealedSecretOfTeamChannel(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('team_channel').select('sealed_secret').where('id', '=', id).executeTakeFirst()
  return row?.sealed_secret ?? null
}

export async function markProven(tx: Db, id: string, now: Instant): Promise<void> {
  await tx.updateTable('team_channel').set({ verified_at: now }).where('id', '=', id).execute()
}

/** Nobody is there any more: it has to be proven anew. Undefined when it was not proven anyway. */
export function markUnproven(tx: Db, id: string) {
  return tx
    .updateTable('team_channel')
    .set({ verified_at: null })
    .where('id', '=', id)
    .where('verified_at', 'is not', null)
    .returning(['name', 'team_id as teamId', 'channel', 'address'])
    .executeTakeFirst()
}

/** The names of the policies that tell it. */
export async function policiesNaming(db: Db, channelId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('policy')
    .select('name')
    .where('id', 'in', db.selectFrom('policy_target').select('policy_id').where('channel_id', '=', channelId))
    .orderBy('name')
    .execute()
  return rows.map(({ name }) => name)
}

/** Over which channel of a team did this delivery go, in which language? For whoever presses its button. */
export async function findToldDelivery(db: Db, deliveryId: number) {
  const found = await sql<{
    id: number
    page_id: number
    channel_id: string | null
    channel: string
    address: string
    created_at: Instant
    language: 'en' | 'ko' | null
  }>`
    select d.id, d.page_id, d.channel_id, d.channel, d.address, d.created_at, c.language
    from delivery d left join team_channel c on c.id = d.channel_id
    where d.id = ${deliveryId} and d.person_id is null`.execute(db)
  return found.rows[0]
}
