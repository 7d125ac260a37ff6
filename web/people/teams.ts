import type { PermissionName } from '../../domain/permissions.ts'
import type { EndpointOutput } from '../api.ts'
import { useLoaded } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'

export type Team = EndpointOutput<'listTeams'>['teams'][number]

/** All teams, and a team's name by its id; an empty list until they are known. */
export function useTeams(): { readonly teams: readonly Team[]; readonly nameOf: (teamId: string | null) => string } {
  const teams = useLoaded('listTeams', {}).data?.teams ?? []
  return { teams, nameOf: (teamId) => teams.find((team) => team.id === teamId)?.name ?? '' }
}

/** The teams in which I may do something; `unavailable` says why there is none. */
export function useTeamsWhere(permission: PermissionName) {
  const { teams } = useTeams()
  const whyNot = useWhyNot()
  const mine = teams.filter((team) => !whyNot(permission, team.id))
  return { teams: mine, unavailable: mine.length > 0 ? undefined : whyNot(permission) }
}
