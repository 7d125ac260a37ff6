import type { Plan } from '../../domain/configuration/diff.ts'
import { teamActions } from '../people/team-actions.ts'
import { eachChanged, idOf, type Making } from './make.ts'

/** Starts and renames teams, and sets the roles of the members named. Members who are not named stay. */
export async function makeTeams(plan: Plan, making: Making): Promise<void> {
  const { ctx, stored } = making
  await eachChanged('teams', plan, making, async ({ key, before, after }) => {
    if (!before) {
      const made = await teamActions.createTeam(ctx, { slug: key, name: after.name })
      stored.ids.teams.set(key, made.id)
    }
    const teamId = idOf(stored, 'teams', key)
    if (before && before.name !== after.name) await teamActions.changeTeam(ctx, { teamId, name: after.name })
    const roles = new Map(before?.members.map(({ email, role }) => [email, role]))
    for (const { email, role } of after.members) {
      if (roles.get(email) === role) continue
      await teamActions.setMember(ctx, { teamId, personId: idOf(stored, 'people', email), role })
    }
  })
}
