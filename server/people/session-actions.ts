import type { Actions } from '../context.ts'
import { commit, entry, said } from '../commit.ts'
import { refuse } from '../refusal.ts'
import { callerOf } from './caller.ts'
import { checkPassword, hashPassword } from './password.ts'
import { endSession, findSessions } from './session-store.ts'
import { dropCookie, isStillRight, openSession } from './sign-in.ts'
import { changePersonRow, findByEmail } from './store.ts'
import { byAddress, byEmail, clearTries, forgiveTry, noteTry } from './tries.ts'

export const sessionActions: Actions<'signIn' | 'signOut' | 'listSessions' | 'revokeSession'> = {
  // An unknown e-mail, a wrong password and somebody out of service take the same time and get the same answer.
  signIn: async (ctx, { email, password }) => {
    const tried = await noteTry(
      ctx.db,
      [...byEmail(email, ctx.request.address), byAddress(ctx.request.address)],
      ctx.now,
    )
    const person = await findByEmail(ctx.db, email)
    const { isRight, isOutdated } = await checkPassword(password, person?.password_hash ?? null)
    if (!person || !isRight || person.deactivated_at) refuse('wrong_sign_in')
    const rehashed = isOutdated ? await hashPassword(password) : null
    const session = await commit(ctx, async (tx) => {
      if (!(await isStillRight(tx, person, password))) refuse('wrong_sign_in')
      await forgiveTry(tx, tried)
      await clearTries(tx, email)
      if (rehashed) await changePersonRow(tx, person.id, { password_hash: rehashed })
      const about = { subject: `person:${person.id}` }
      return said(await openSession(ctx, tx, person.id), entry(ctx, 'signed_in', { name: person.name }, about))
    })
    session.takeCookie()
    return { personId: person.id }
  },

  signOut: async (ctx) => {
    const { sessionId } = ctx.request
    if (sessionId) {
      await commit(ctx, async (tx) => {
        await endSession(tx, { id: sessionId }, ctx.now)
        const { actor } = ctx
        if (actor.kind !== 'person') return said(null, [])
        const told = entry(ctx, 'signed_out', { name: actor.name }, { subject: `person:${actor.id}` })
        return said(null, told, ['people'])
      })
    }
    dropCookie(ctx)
    return { done: true }
  },

  listSessions: async (ctx) => {
    const sessions = await findSessions(ctx.db, callerOf(ctx).id, ctx.now)
    return { sessions: sessions.map((each) => ({ ...each, isThisOne: each.id === ctx.request.sessionId })) }
  },

  revokeSession: async (ctx, { sessionId }) => {
    const me = callerOf(ctx)
    await commit(ctx, async (tx) => {
      if (!(await endSession(tx, { id: sessionId, personId: me.id }, ctx.now))) refuse('not_found')
      return said(null, entry(ctx, 'session_revoked', { name: me.name }, { subject: `person:${me.id}` }), ['people'])
    })
    if (sessionId === ctx.request.sessionId) dropCookie(ctx)
    return { done: true }
  },
}
