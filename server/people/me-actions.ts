import { isStrongEnough } from '../../domain/people/password.ts'
import type { Person } from '../../domain/people/person.ts'
import { roleOf } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { release } from '../release.ts'
import { callerOf } from './caller.ts'
import { checkPassword, hashPassword } from './password.ts'
import { endSessions } from './session-store.ts'
import { isStillRight } from './sign-in.ts'
import { changePersonRow, findForSignIn, findPerson, holdPerson, isAnybodyHere } from './store.ts'
import { findTeamsOf } from './team-store.ts'
import { byAddress, byEmail, clearTries, forgiveTry, noteTry } from './tries.ts'
import { whatChanged } from './what-changed.ts'

export const meActions: Actions<'getMe' | 'changeMe' | 'changePassword'> = {
  getMe: async (ctx) => {
    const { actor, settings } = ctx
    const person = actor.kind === 'person' ? await findPerson(ctx.db, actor.id) : undefined
    const teams = person ? await findTeamsOf(ctx.db, person.id) : []
    return {
      person: person ?? null,
      byToken: ctx.request.byToken,
      role: roleOf(actor),
      teams: teams.map((team) => ({ ...team, role: roleOf(actor, team.id) ?? team.role })),
      isFirstRun: !person && !(await isAnybodyHere(ctx.db)),
      isDemo: settings.isDemo,
      release,
      url: settings.url,
      sendsMail: settings.smtpUrl !== undefined,
    }
  },

  changeMe: async (ctx, { name, zone, language }) => {
    const me = callerOf(ctx)
    return commit(ctx, async (tx) => {
      const before = (await holdPerson(tx, me.id)) ?? refuse('not_found')
      const change = { ...(name ? { name } : {}), ...(zone ? { zone } : {}), ...(language ? { language } : {}) }
      const what = whatChanged(before, change)
      if (!what) return said(await personNow(tx, me.id), [])
      await changePersonRow(tx, me.id, change)
      const told = entry(ctx, 'person_changed', { name: before.name, what }, { subject: `person:${me.id}` })
      return said(await personNow(tx, me.id), told, ['people', 'teams'])
    })
  },

  changePassword: async (ctx, { current, next }) => {
    const me = callerOf(ctx)
    const person = (await findForSignIn(ctx.db, me.id)) ?? refuse('wrong_sign_in')
    const tried = await noteTry(
      ctx.db,
      [...byEmail(person.email, ctx.request.address), byAddress(ctx.request.address)],
      ctx.now,
    )
    if (!(await checkPassword(current, person.password_hash)).isRight) refuse('wrong_sign_in')
    await forgiveTry(ctx.db, tried)
    if (!isStrongEnough(next, person)) refuse('weak_password')
    const hashed = await hashPassword(next)
    await commit(ctx, async (tx) => {
      if (!(await isStillRight(tx, person, current))) refuse('wrong_sign_in')
      await clearTries(tx, person.email)
      await changePersonRow(tx, me.id, { password_hash: hashed })
      await endSessions(tx, { personId: me.id, keep: ctx.request.sessionId }, ctx.now)
      return said(null, entry(ctx, 'password_changed', { name: me.name }, { subject: `person:${me.id}` }), ['people'])
    })
    return { done: true }
  },
}

async function personNow(db: Db, id: string): Promise<Person> {
  return (await findPerson(db, id)) ?? refuse('not_found')
}
