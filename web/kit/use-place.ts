import { useState } from 'react'
import { useTeamsWhere } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'

/** Where something new of the kit belongs: the team and service that are looked at, else a team of mine. */
export type Start = { readonly teamId: string; readonly serviceId: string }

/** The team and the service that a form of the kit speaks of; another team has other services. */
export function useKitPlace(start: Start) {
  const me = useMe()
  const { teams } = useTeamsWhere('kit.write')
  const services = useLoaded('listServices', {}).data?.services ?? []
  const [team, setTeam] = useState(start.teamId)
  const [service, setService] = useState(start.serviceId)
  const mine = teams.find(({ id }) => me.teams.some((each) => each.id === id)) ?? teams[0]
  const ofService = services.find(({ id }) => id === service)?.teamId
  const teamId = (teams.find(({ id }) => id === team) ?? teams.find(({ id }) => id === ofService) ?? mine)?.id ?? ''
  const ofTeam = services.filter((each) => each.teamId === teamId)
  const serviceId = ofTeam.some(({ id }) => id === service) ? service : ''
  return { teams, teamId, setTeam, services: ofTeam, serviceId, setService }
}
