import type { ActionInput } from '../../domain/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { Topic } from '../../domain/topics.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { endInvitationsBy } from './invitation-store.ts'
import { endSessions } from './session-store.ts'
import { changePersonRow, findPeople, findPerson, holdAdmins, holdPerson, type PersonChange } from './store.ts'
import { endTokens } from './token-store.ts'
import { whatChanged } from './what-changed.ts'

export const personActions: Actions<'listPeople' | 'getPerson' | 'changePerson'> = {
  listPeople: async (ctx) => ({ people: await findPeople(ctx.db) }),

  getPerson: async (ctx, { personId }) => (await findPerson(ctx.db, personId)) ?? refuse('not_found'),

  changePerson: (ctx, input) =>
    commit(ctx, async (tx) => {
      const admins = mayCostAnAdmin(input) ? await holdAdmins(tx) : []
      const before = (await holdPerson(tx, input.personId)) ?? refuse('not_found')
      if (mayCostAnAdmin(input) && admins.length === 1 && admins[0] === before.id) refuse('last_admin')
      const change = changeOf(ctx, before, input)
      await changePersonRow(tx, before.id, change)
      const entries = [...told(ctx, before, change), ...(await closeDoors(ctx, tx, { before, change }))]
      const after = (await findPerson(tx, before.id)) ?? refuse('not_found')
      return said(after, entries, entries.length > 0 ? topicsOf(change) : [])
    }),
}

type Asked = ActionInput<'changePerson'>

function mayCostAnAdmin({ role, isDeactivated }: Asked): boolean {
  return isDeactivated === true || (role !== undefined && role !== 'admin')
}

/** What is really different from what is there. */
function changeOf(ctx: Context, before: Row<'person'>, { name, role, isDeactivated }: Asked): PersonChange {
  const isOut = before.deactivated_at !== null
  return {
    ...(name !== undefined && name !== before.name ? { name } : {}),
    ...(role !== undefined && role !== before.role ? { role } : {}),
    ...(isDeactivated !== undefined && isDeactivated !== isOut
      ? { deactivated_at: isDeactivated ? ctx.now : null }
      : {}),
  }
}

function told(ctx: Context, before: Row<'person'>, change: PersonChange): NewEntry[] {
  const about = { subject: `person:${before.id}` }
  const { name } = before
  const what = whatChanged(before, change)
  return [
    ...(what ? [entry(ctx, 'person_changed', { name, what }, about)] : []),
    ...(change.deactivated_at ? [entry(ctx, 'person_deactivated', { name }, about)] : []),
    ...(change.deactivated_at === null ? [entry(ctx, 'person_reactivated', { name }, about)] : []),
  ]
}

/** Who goes out of service loses every way in; who is no longer admin, the invitations that an admin could make. */
async function closeDoors(
  ctx: Context,
  tx: Db,
  { before, change }: { readonly before: Row<'person'>; readonly change: PersonChange },
): Promise<NewEntry[]> {
  if (change.deactivated_at) {
    await endSessions(tx, { personId: before.id }, ctx.now)
    await endTokens(tx, before.id, ctx.now)
  }
  const isAdminNoMore = before.role === 'admin' && change.role !== undefined
  if (!change.deactivated_at && !isAdminNoMore) return []
  const ended = await endInvitationsBy(tx, before.id, ctx.now)
  return ended.map((each) => entry(ctx, 'invitation_revoked', { email: each.email ?? '' }, { teamId: each.team_id }))
}

/** Somebody who goes or comes back also opens or closes gaps. */
function topicsOf(change: PersonChange): readonly Topic[] {
  return change.deactivated_at === undefined ? ['people', 'teams'] : ['people', 'teams', 'schedules', 'policies']
}
