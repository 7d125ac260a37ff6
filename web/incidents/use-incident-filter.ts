import { incidentStates } from '../../domain/incidents/stages.ts'
import type { EndpointInput } from '../api.ts'
import { useTeamFilter } from '../people/TeamFilter.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useSearchText } from '../shell/search-text.ts'

export const askedStates = ['open', ...incidentStates, 'over', 'all'] as const
export type AskedState = (typeof askedStates)[number]
export const priorities = ['P1', 'P2', 'P3', 'P4'] as const

/** Which incidents somebody looks at: all of it stands in the address, so that it can be shared. */
export function useIncidentFilter() {
  const [askedState, setState] = useSearchParam('state', 'open')
  const [askedPriority, setPriority] = useSearchParam('priority', 'any')
  const [mine, setMine] = useSearchParam('mine', 'no')
  const search = useSearchText('search')
  const { filter: team } = useTeamFilter()
  const state = askedStates.find((each) => each === askedState) ?? 'open'
  const priority = priorities.find((each) => each === askedPriority)
  const isMine = mine === 'yes'
  const query: EndpointInput<'listIncidents'> = {
    state,
    ...(team.team === 'all' ? {} : { teamId: team.team }),
    ...(priority ? { priority } : {}),
    ...(isMine ? { mine: 'true' } : {}),
    ...(search.asked ? { search: search.asked } : {}),
  }
  return {
    query,
    state,
    setState,
    priority: priority ?? 'any',
    setPriority,
    isMine,
    toggleMine: () => setMine(isMine ? 'no' : 'yes'),
    search,
    team,
    isNarrowed: Object.keys(query).length > 1 || state !== 'open',
  } as const
}
