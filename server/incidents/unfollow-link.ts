// The link that ends the updates of one incident to one person: it came with an update, so whoever has it got the update.
import type { hearingApi } from '../../domain/incidents/hearing-api.ts'
import { leaveWords } from '../../domain/incidents/update-message.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { sameText, type Sealer } from '../secrets.ts'
import { hasLeft, putFollower } from './hearing-store.ts'

type Claim = { readonly incidentId: number; readonly personId: string }

/** What a message says to end it; channels have none, for one reader would silence it for all. */
export function leaveLink(sealer: Sealer, url: string, language: 'en' | 'ko', claim: Claim) {
  return { say: leaveWords[language], url: `${url}/unfollow/${unfollowToken(sealer, claim)}` }
}

/** Nothing is stored: the token names the incident and the person, carries its own proof, and does nothing else. It has no end. */
export function unfollowToken(sealer: Sealer, claim: Claim): string {
  const person = Buffer.from(claim.personId.replaceAll('-', ''), 'hex').toString('base64url')
  return `${person}${signature(sealer, claim)}${claim.incidentId.toString(36)}`
}

export const unfollowActions: Actions<('getUnfollow' | 'unfollowByLink') & keyof typeof hearingApi> = {
  getUnfollow: async (ctx, { token }) => {
    const { incidentId, personId, name, language } = await followerIn(ctx, token)
    const isOff = await hasLeft(ctx.db, { incidentId, receiverId: personId, audience: 'stakeholders' })
    return { incidentId, person: name, language, isFollowing: !isOff }
  },

  unfollowByLink: async (ctx, { token }) => {
    const { incidentId, teamId, personId, name } = await followerIn(ctx, token)
    const actor = { kind: 'person', id: personId, name, role: 'viewer', teams: {} } as const
    return commit(ctx, async (tx) => {
      const isNew = await leave(tx, ctx, { incidentId, personId }, name)
      const told = entry({ actor, now: ctx.now }, 'unfollowed', { receiver: '' }, { teamId, incidentId })
      return said({ done: true as const }, isNew ? told : [], ['hearing', 'timelines'])
    })
  },
}

/** They hear no more of it; false when they did not anyway. */
export function leave(tx: Db, ctx: Pick<Context, 'newId' | 'now'>, claim: Claim, by: string): Promise<boolean> {
  return putFollower(tx, {
    id: ctx.newId(),
    incident_id: claim.incidentId,
    person_id: claim.personId,
    channel_id: null,
    audience: 'stakeholders',
    is_off: true,
    is_private_meant: false,
    by_name: by,
    created_at: ctx.now,
  })
}

async function followerIn(ctx: Pick<Context, 'db' | 'sealer'>, token: string) {
  const [, letters = '', given = '', number = ''] = /^([\w-]{22})([\w-]{27})([0-9a-z]{1,11})$/.exec(token) ?? []
  const hex = Buffer.from(letters, 'base64url').toString('hex')
  if (hex.length !== 32) refuse('link_expired')
  const personId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const incidentId = Number.parseInt(number, 36)
  if (!sameText(given, signature(ctx.sealer, { incidentId, personId }))) refuse('link_expired')
  const person = await ctx.db
    .selectFrom('person')
    .select(['name', 'language'])
    .where('id', '=', personId)
    .executeTakeFirst()
  const incident = await ctx.db.selectFrom('incident').select('team_id').where('id', '=', incidentId).executeTakeFirst()
  if (!person || !incident) refuse('link_expired')
  return { ...person, incidentId, personId, teamId: incident.team_id }
}

function signature(sealer: Sealer, { incidentId, personId }: Claim): string {
  return sealer.sign(`${incidentId}:${personId}`, 'unfollow')
}
