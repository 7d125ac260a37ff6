import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { newToken, tokenHash } from '../secrets.ts'
import { welcomeLink } from './first-run.ts'
import { addInvitation, endInvitation, findInvitation, findInvitations } from './invitation-store.ts'
import { findByEmail } from './store.ts'
import { holdTeamName } from './team-store.ts'

const validHours = 7 * 24

export const invitationActions: Actions<'invite' | 'listInvitations' | 'revokeInvitation'> = {
  invite: (ctx, { email, role, teamId }) =>
    commit(ctx, async (tx) => {
      const known = email ? await findByEmail(tx, email) : undefined
      // Somebody from a configuration file is here without a password: the invitation is their way in.
      if (known && (known.password_hash !== null || known.deactivated_at !== null)) refuse('email_taken')
      if (teamId && !(await holdTeamName(tx, teamId))) {
        refuse('unknown_reference', undefined, [{ path: 'teamId', say: 'There is no such team' }])
      }
      const token = newToken('inv')
      const id = ctx.newId()
      await addInvitation(tx, {
        id,
        token_hash: tokenHash(token),
        email: email ?? null,
        role,
        team_id: teamId ?? null,
        invited_by: ctx.actor.kind === 'person' ? ctx.actor.id : null,
        created_at: ctx.now,
        expires_at: ctx.now.add({ hours: validHours }),
      })
      const invitation = (await findInvitation(tx, id)) ?? refuse('not_found')
      const told = entry(ctx, 'person_invited', { email: email ?? '', role }, { teamId: teamId ?? null })
      return said({ invitation, link: welcomeLink(ctx.settings, token) }, told, ['people'])
    }),

  listInvitations: async (ctx) => ({ invitations: await findInvitations(ctx.db, ctx.now) }),

  revokeInvitation: (ctx, { invitationId }) =>
    commit(ctx, async (tx) => {
      const ended = (await endInvitation(tx, invitationId, ctx.now)) ?? refuse('not_found')
      const told = entry(ctx, 'invitation_revoked', { email: ended.email ?? '' }, { teamId: ended.team_id })
      return said({ done: true as const }, told, ['people'])
    }),
}
