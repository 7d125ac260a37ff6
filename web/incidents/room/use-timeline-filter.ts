import { entryGroups } from '../../../domain/incidents/groups.ts'
import type { EntryGroup } from '../../../domain/incidents/groups.ts'
import type { EndpointInput } from '../../api.ts'
import { useSearchParam } from '../../shell/go.ts'
import { useSearchText } from '../../shell/search-text.ts'

/** What of a timeline somebody looks at: it stands in the address, so that it can be shared. */
export function useTimelineFilter(incidentId: number) {
  const [asked, setAsked] = useSearchParam('entries', '')
  const [personId, setPerson] = useSearchParam('by', '')
  const [pinned, setPinned] = useSearchParam('pinned', 'no')
  const search = useSearchText('find')
  const groups = entryGroups.filter((group) => asked.split('.').includes(group))
  const isPinned = pinned === 'yes'
  const query: EndpointInput<'readTimeline'> = {
    incidentId,
    limit: 50,
    ...(groups.length > 0 ? { groups: groups.join(',') } : {}),
    ...(personId ? { personId } : {}),
    ...(search.asked ? { search: search.asked } : {}),
    ...(isPinned ? { isPinned: 'true' } : {}),
  }
  return {
    query,
    groups,
    toggle: (group: EntryGroup) =>
      setAsked(entryGroups.filter((each) => groups.includes(each) !== (each === group)).join('.')),
    personId,
    setPerson,
    isPinned,
    togglePinned: () => setPinned(isPinned ? 'no' : 'yes'),
    search,
    /** How many things narrow it, beside the words. */
    count: groups.length + (personId ? 1 : 0) + (isPinned ? 1 : 0),
    isNarrowed: Object.keys(query).length > 2,
  } as const
}

export type TimelineFilter = ReturnType<typeof useTimelineFilter>
