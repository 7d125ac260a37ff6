import { rank } from '../../domain/permissions.ts'
import { isAfter } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { refuse } from '../refusal.ts'
import { newToken, tokenHash } from '../secrets.ts'
import { callerOf, highestRole } from './caller.ts'
import { holdPerson } from './store.ts'
import { addToken, endToken, findTokens } from './token-store.ts'

export const tokenActions: Actions<'listTokens' | 'createToken' | 'revokeToken'> = {
  listTokens: async (ctx) => ({ tokens: await findTokens(ctx.db, callerOf(ctx).id) }),

  createToken: async (ctx, { name, atMost, expiresAt }) => {
    const me = callerOf(ctx)
    // A token that ends must not be able to make one that does not.
    if (ctx.request.byToken) refuse('not_allowed', { because: 'by_token' })
    if (rank(atMost) > rank(highestRole(me))) refuse('not_allowed', { needs: atMost })
    if (expiresAt && !isAfter(expiresAt, ctx.now)) {
      refuse('bad_input', undefined, [{ path: 'expiresAt', say: 'Choose a moment in the future' }])
    }
    const text = newToken('btn')
    const token = {
      id: ctx.newId(),
      name,
      hint: `btn_…${text.slice(-4)}`,
      atMost,
      createdAt: ctx.now,
      usedAt: null,
      expiresAt: expiresAt ?? null,
    }
    return commit(ctx, async (tx) => {
      // Whoever was taken out of service a moment ago must not find a new token when they come back.
      if ((await holdPerson(tx, me.id))?.deactivated_at !== null) refuse('signed_out')
      await addToken(tx, {
        id: token.id,
        person_id: me.id,
        name,
        hint: token.hint,
        token_hash: tokenHash(text),
        at_most: atMost,
        created_at: ctx.now,
        expires_at: token.expiresAt,
      })
      return said({ token, text }, entry(ctx, 'token_created', { name }, { subject: `person:${me.id}` }), ['people'])
    })
  },

  revokeToken: (ctx, { tokenId }) => {
    const me = callerOf(ctx)
    return commit(ctx, async (tx) => {
      const name = (await endToken(tx, { id: tokenId, personId: me.id }, ctx.now)) ?? refuse('not_found')
      const told = entry(ctx, 'token_revoked', { name }, { subject: `person:${me.id}` })
      return said({ done: true as const }, told, ['people'])
    })
  },
}
