import { useMemo } from 'react'
import type { EndpointInput } from '../api.ts'
import { useTeamFilter } from '../people/TeamFilter.tsx'
import { useSearchParam } from '../shell/go.ts'
import { useSearchText } from '../shell/search-text.ts'

export const kinds = ['all', 'incident', 'alert', 'note', 'kit', 'log'] as const
export const times = ['any', 'day', 'week', 'month', 'year'] as const
type When = (typeof times)[number]

const days: Readonly<Record<Exclude<When, 'any'>, number>> = { day: 1, week: 7, month: 30, year: 365 }

/** What is searched for: all of it stands in the address, so that it can be shared. */
export function useSearch() {
  const search = useSearchText('search')
  const [askedKind, setKind] = useSearchParam('kind', 'all')
  const [askedWhen, setWhen] = useSearchParam('when', 'any')
  const [service, setService] = useSearchParam('service', '')
  const [person, setPerson] = useSearchParam('who', '')
  const { filter: team } = useTeamFilter()
  const kind = kinds.find((each) => each === askedKind) ?? 'all'
  const when = times.find((each) => each === askedWhen) ?? 'any'
  // Asked once for what is chosen: a search that moves with the clock would begin anew all the time.
  const from = useMemo(() => (when === 'any' ? undefined : daysAgo(days[when])), [when])
  const query: EndpointInput<'search'> = {
    text: search.asked,
    ...(kind === 'all' ? {} : { kind }),
    ...(service ? { serviceId: service } : {}),
    ...(person ? { personId: person } : {}),
    ...(team.team === 'all' ? {} : { teamId: team.team }),
    ...(from ? { from } : {}),
  }
  const isFiltered = service !== '' || person !== '' || when !== 'any'
  const isAsked = search.asked !== '' || isFiltered || kind !== 'all'
  return {
    search,
    kind,
    setKind,
    when,
    setWhen,
    service,
    setService,
    person,
    setPerson,
    team,
    query,
    isAsked,
    isFiltered,
  } as const
}

function daysAgo(count: number): string {
  return new Date(Date.now() - count * 86_400_000).toISOString()
}
