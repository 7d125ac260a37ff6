import { priorities } from '../../domain/paging/priority.ts'
import { useTeamFilter } from '../people/TeamFilter.tsx'
import { useSearchParam, useSearchParams } from '../shell/go.ts'
import { useSearchText } from '../shell/search-text.ts'
import type { AlertQuery } from './use-alert-list.ts'

export const states = ['open', 'triggered', 'acknowledged', 'snoozed', 'closed', 'all'] as const
export type State = (typeof states)[number]

/** Which alerts somebody looks at: all of it stands in the address, so that it can be shared. */
export function useAlertFilter() {
  const [askedState, setState] = useSearchParam('state', 'open')
  const state = states.find((each) => each === askedState) ?? 'open'
  const [mine, setMine] = useSearchParam('mine', 'no')
  const [service, setService] = useSearchParam('service', 'any')
  const [source, setSource] = useSearchParam('source', 'any')
  const [askedPriority, setPriority] = useSearchParam('priority', 'any')
  const priority = priorities.find((each) => each === askedPriority)
  const [from, setFrom] = useSearchParam('from', '')
  const [to, setTo] = useSearchParam('to', '')
  const [askedSort, setSort] = useSearchParam('sort', 'newest')
  const [labels, setLabels] = useSearchParams('label')
  const search = useSearchText('search')
  const { filter: team } = useTeamFilter()
  const isMine = mine === 'yes'
  const isOpen = state !== 'closed' && state !== 'all'
  const sort = askedSort === 'urgent' && isOpen ? 'urgent' : 'newest'
  const [fromAt, toAt] = [instantOf(from), instantOf(to)]
  const filter: Omit<AlertQuery, 'sort'> = {
    state,
    // Without an answer are those that somebody waits for: what is muted stands among the open.
    ...(state === 'triggered' ? { muted: 'no' as const } : {}),
    ...(team.team === 'all' ? {} : { teamId: team.team }),
    ...(service === 'any' ? {} : { serviceId: service }),
    ...(source === 'any' ? {} : { sourceId: source }),
    ...(priority ? { priority } : {}),
    ...(isMine ? { mine: true } : {}),
    ...(search.asked ? { search: search.asked } : {}),
    ...(labels.length > 0 ? { label: [...labels] } : {}),
    ...(fromAt ? { from: fromAt } : {}),
    ...(toAt ? { to: toAt } : {}),
  }
  const further = [service !== 'any', source !== 'any', priority, fromAt, toAt].filter(Boolean).length + labels.length
  return {
    filter,
    sort,
    state,
    setState,
    isMine,
    toggleMine: () => setMine(isMine ? 'no' : 'yes'),
    search,
    team,
    isOpen,
    setSort,
    /** How many of the further filters are set. */
    further,
    isNarrowed: state !== 'open' || isMine || search.asked !== '' || team.team !== 'all' || further > 0,
    fields: {
      service,
      setService,
      source,
      setSource,
      priority: priority ?? 'any',
      setPriority,
      labels,
      setLabels,
      from,
      setFrom,
      to,
      setTo,
    },
  }
}

/** A time of the wall here, as an instant; nothing while it is not whole. */
function instantOf(local: string): string | undefined {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
