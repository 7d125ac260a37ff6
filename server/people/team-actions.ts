import type { Role } from '../../domain/permissions.ts'
import { rank, roleOf } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import { brokenConstraint, type Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { holdPerson } from './store.ts'
import {
  addTeam,
  dropMember,
  findTeam,
  findTeams,
  holdMemberRole,
  holdTeamName,
  putMember,
  renameTeam,
} from './team-store.ts'

export const teamActions: Actions<'listTeams' | 'createTeam' | 'changeTeam' | 'setMember' | 'removeMember'> = {
  listTeams: async (ctx) => ({ teams: await findTeams(ctx.db) }),

  createTeam: (ctx, { slug, name }) =>
    commit(ctx, async (tx) => {
      const id = ctx.newId()
      await addUnlessTaken(tx, { id, slug, name, created_at: ctx.now })
      const told = entry(ctx, 'team_created', { name }, { teamId: id, subject: `team:${id}` })
      return said(await teamNow(tx, id), told, ['teams'])
    }),

  changeTeam: (ctx, { teamId, name }) =>
    commit(ctx, async (tx) => {
      const before = (await holdTeamName(tx, teamId)) ?? refuse('not_found')
      if (name === before) return said(await teamNow(tx, teamId), [])
      await renameTeam(tx, teamId, name)
      const told = entry(ctx, 'team_changed', { name }, { teamId, subject: `team:${teamId}` })
      return said(await teamNow(tx, teamId), told, ['teams'])
    }),

  setMember: (ctx, { teamId, personId, role }) =>
    commit(ctx, async (tx) => {
      const team = (await holdTeamName(tx, teamId)) ?? refuse('not_found')
      const person = (await holdPerson(tx, personId)) ?? refuse('not_found')
      const before = await holdMemberRole(tx, { teamId, personId })
      refuseAboveOwn(ctx, teamId, [role, before])
      if (before === role) return said(await teamNow(tx, teamId), [])
      await putMember(tx, { teamId, personId, role })
      const facts = { name: person.name, team, role }
      const told = entry(ctx, 'member_set', facts, { teamId, subject: `person:${personId}` })
      return said(await teamNow(tx, teamId), told, ['teams', 'people'])
    }),

  removeMember: (ctx, { teamId, personId }) =>
    commit(ctx, async (tx) => {
      const team = (await holdTeamName(tx, teamId)) ?? refuse('not_found')
      const person = (await holdPerson(tx, personId)) ?? refuse('not_found')
      const before = (await holdMemberRole(tx, { teamId, personId })) ?? refuse('not_found')
      refuseAboveOwn(ctx, teamId, [before])
      await dropMember(tx, { teamId, personId })
      const facts = { name: person.name, team }
      const told = entry(ctx, 'member_removed', facts, { teamId, subject: `person:${personId}` })
      return said(await teamNow(tx, teamId), told, ['teams', 'people'])
    }),
}

/** Nobody gives, or takes away, a role in a team that is higher than their own there. */
function refuseAboveOwn(ctx: Context, teamId: string, concerned: readonly (Role | undefined)[]): void {
  const own = roleOf(ctx.actor, teamId) ?? refuse('signed_out')
  for (const role of concerned) if (role && rank(role) > rank(own)) refuse('not_allowed', { needs: role })
}

async function addUnlessTaken(tx: Db, row: Parameters<typeof addTeam>[1]): Promise<void> {
  try {
    await addTeam(tx, row)
  } catch (error) {
    if (brokenConstraint(error) === 'team_slug_key') refuse('slug_taken')
    throw error
  }
}

async function teamNow(db: Db, id: string) {
  return (await findTeam(db, id)) ?? refuse('not_found')
}
