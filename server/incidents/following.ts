// Who follows one incident: themselves, or because somebody added them.
import type { HeardAs } from '../../domain/incidents/hearing.ts'
import type { Follower, hearingApi } from '../../domain/incidents/hearing-api.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { nameIn } from './actions.ts'
import { findHearers, knowing, putFollower } from './hearing-store.ts'
import { keyOf, receiversOf, toReceiver } from './receivers.ts'
import { findIncident, lockIncident } from './store.ts'

type Names = 'listFollowers' | 'followIncident' | 'unfollowIncident' | 'addFollower' | 'removeFollower' | 'whoHears'

export const followingActions: Actions<Names & keyof typeof hearingApi> = {
  listFollowers: (ctx, { incidentId }) => followersOf(ctx.db, ctx, incidentId),

  followIncident: (ctx, { incidentId }) => {
    const personId = personOf(ctx) ?? refuse('not_allowed')
    return changeFollower(ctx, incidentId, { personId, channelId: null, audience: 'stakeholders', isOff: false })
  },

  unfollowIncident: (ctx, { incidentId }) => {
    const personId = personOf(ctx) ?? refuse('not_allowed')
    return changeFollower(ctx, incidentId, { personId, channelId: null, audience: 'stakeholders', isOff: true })
  },

  addFollower: (ctx, { incidentId, personId = null, channelId = null, audience, isPrivateMeant }) =>
    changeFollower(ctx, incidentId, { personId, channelId, audience, isPrivateMeant, isOff: false }),

  removeFollower: async (ctx, { incidentId, receiverId, audience }) => {
    const channel = await ctx.db.selectFrom('team_channel').select('id').where('id', '=', receiverId).executeTakeFirst()
    const who = channel ? { personId: null, channelId: receiverId } : { personId: receiverId, channelId: null }
    return changeFollower(ctx, incidentId, { ...who, audience, isOff: true })
  },

  async whoHears({ db, actor }, { incidentId, audience, isToParts }) {
    const row = (await findIncident(db, incidentId)) ?? refuse('not_found')
    const { people, channels } = await receiversOf(db, actor, row, { audience, isToParts })
    return { people: [...people], channels: [...channels] }
  },
}

type Change = {
  readonly personId: string | null
  readonly channelId: string | null
  readonly audience: HeardAs
  readonly isPrivateMeant?: boolean
  readonly isOff: boolean
}

function changeFollower(ctx: Context, incidentId: number, change: Change) {
  const { personId, channelId, audience, isOff } = change
  return commit(ctx, async (tx) => {
    const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
    if (row.state === 'merged' && !isOff) refuse('incident_merged')
    const name = await receiverName(tx, change)
    const receiver = isMe(ctx, personId) ? '' : name
    if (!isOff && row.is_private && !(await mayHear(tx, incidentId, change))) refuse('receiver_may_not_know')
    const isNew = await putFollower(tx, {
      id: ctx.newId(),
      incident_id: incidentId,
      person_id: personId,
      channel_id: channelId,
      audience,
      is_off: isOff,
      is_private_meant: row.is_private && channelId !== null && !isOff,
      by_name: nameIn(ctx),
      created_at: ctx.now,
    })
    const about = { teamId: row.team_id, incidentId }
    const told = isOff
      ? entry(ctx, 'unfollowed', { receiver }, about)
      : row.is_private && channelId !== null
        ? entry(ctx, 'private_shared', { receiver }, about)
        : entry(ctx, 'followed', { receiver }, about)
    return said(await followersOf(tx, ctx, incidentId), isNew ? told : [], ['hearing', 'timelines'])
  })
}

/** What somebody does for themselves is told without naming them twice. */
export function isMe({ actor }: Pick<Context, 'actor'>, personId: string | null): boolean {
  return actor.kind === 'person' && actor.id === personId
}

/** A person may know of it by themselves; of a channel somebody has to say so. */
async function mayHear(tx: Db, incidentId: number, { personId, isPrivateMeant }: Change): Promise<boolean> {
  return personId === null ? isPrivateMeant === true : (await knowing(tx, incidentId, [personId])).has(personId)
}

/** Exactly one of a person in service and a channel. */
export async function receiverName(
  tx: Db,
  { personId, channelId, isOff = false }: Pick<Change, 'personId' | 'channelId'> & { readonly isOff?: boolean },
): Promise<string> {
  if ((personId === null) === (channelId === null))
    return refuseReference('personId', 'Name a person or a channel, and one of them.')
  if (personId !== null) {
    const person = await tx
      .selectFrom('person')
      .select(['name', 'deactivated_at'])
      .where('id', '=', personId)
      .executeTakeFirst()
    if (!person || (person.deactivated_at && !isOff))
      return refuseReference('personId', 'There is no such person in service.')
    return person.name
  }
  const channel = await tx
    .selectFrom('team_channel')
    .select('name')
    .where('id', '=', channelId ?? '')
    .executeTakeFirst()
  return channel?.name ?? refuseReference('channelId', 'There is no such channel.')
}

/** This names nothing that is there. */
export function refuseReference(path: string, say: string): never {
  refuse('unknown_reference', {}, [{ path, say }])
}

/** The nearest first: whoever is named for this one is not told a second time as one of its team. */
async function followersOf(db: Db, { actor }: Pick<Context, 'actor'>, incidentId: number) {
  const rows = await findHearers(db, [incidentId])
  const followers = new Map<string, Follower>()
  for (const row of rows) {
    const key = `${keyOf(row)} ${row.audience}`
    if (followers.has(key)) continue
    const isDeaf = !row.is_there || !row.may_know
    followers.set(key, { ...toReceiver(row), audience: row.audience, scope: row.scope, isOff: row.is_off, isDeaf })
  }
  const all = [...followers.values()]
  const me = actor.kind === 'person' ? actor.id : null
  return { followers: all, isFollowing: all.some(({ id, isOff }) => id === me && !isOff) }
}
