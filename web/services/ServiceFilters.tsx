import { tiers, tierWords } from '../../domain/services/tier.ts'
import { paths } from '../paths.ts'
import { TeamFilter, useTeamFilter } from '../people/TeamFilter.tsx'
import { useGo, useSearchParam } from '../shell/go.ts'
import { useSearchText } from '../shell/search-text.ts'
import { Button } from '../ui/Button.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Bar } from '../ui/Screen.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { isAsked, tierAsked } from './list-filter.ts'
import styles from './ServiceFilters.module.css'
import type { Service } from './settings-draft.ts'

/** Which services somebody looks at: all of it stands in the address. */
export function useServiceFilter() {
  const { isShown: isOfTeam, filter } = useTeamFilter()
  const [tierText, setTier] = useSearchParam('tier', 'any')
  const search = useSearchText('search')
  const tier = tierAsked(tierText)
  // What is typed narrows at once: all services are here already.
  const isShown = (service: Service) => isOfTeam(service.teamId) && isAsked(service, { text: search.typed, tier })
  const isNarrowed = filter.team !== 'all' || tier !== 'any' || search.typed.trim() !== ''
  return { isShown, isNarrowed, filter, tier, setTier, search }
}

/** By text and tier where there are many, and by team. */
export function ServiceFilters({ asked, all }: ServiceFiltersProps) {
  const say = useWords('catalog')
  const words = tierWords[useLanguage()]
  return (
    <Bar>
      {all >= many || asked.isNarrowed ? (
        <>
          <span className={styles.search}>
            <TextInput
              label={say('list.search')}
              hideLabel
              placeholder={say('list.search')}
              icon="search"
              type="search"
              value={asked.search.typed}
              onChange={asked.search.type}
            />
          </span>
          <Select
            label={say('tier.label')}
            hideLabel
            value={String(asked.tier)}
            options={[
              { value: 'any', label: say('tier.any') },
              ...tiers.map((tier) => ({ value: String(tier), label: words[tier].name })),
              { value: 'none', label: say('tier.none') },
            ]}
            onChange={asked.setTier}
          />
        </>
      ) : null}
      <TeamFilter filter={asked.filter} />
    </Bar>
  )
}

/** Back to all of them. */
export function ShowAll() {
  const say = useWords('catalog')
  const go = useGo()
  return <Button onPress={() => go(paths.services)}>{say('list.clear')}</Button>
}

/** From so many on nobody finds one by looking. */
const many = 7

type ServiceFiltersProps = {
  readonly asked: ReturnType<typeof useServiceFilter>
  /** How many there are in all. */
  readonly all: number
}
