import { lazy, Suspense, useState } from 'react'
import { entryGroups } from '../../../domain/incidents/groups.ts'
import { Button } from '../../ui/Button.tsx'
import { Select, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import styles from './TimelineFilters.module.css'
import type { TimelineFilter } from './use-timeline-filter.ts'

const FilterSheet = lazy(() => import('./FilterSheet.tsx'))

/** What of the timeline is shown: all choices in sight on a desk, behind one button on a phone. */
export function TimelineFilters({ incident, filter }: FiltersProps) {
  const say = useWords('incidentStory')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.filters}>
      <div className={styles.search}>
        <TextInput
          label={say('filter.search')}
          hideLabel
          placeholder={say('filter.search')}
          icon="search"
          type="search"
          value={filter.search.typed}
          onChange={filter.search.type}
        />
      </div>
      <div className={styles.open}>
        <Button icon="filter" pressed={filter.count > 0} onPress={() => setOpen(true)}>
          {filter.count > 0 ? say('filter.open', { count: filter.count }) : say('filter.none')}
        </Button>
      </div>
      <div className={styles.choices}>
        <FilterChoices incident={incident} filter={filter} />
      </div>
      {isOpen ? (
        <Suspense>
          <FilterSheet incident={incident} filter={filter} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

/** Groups, a person, and what is pinned. */
export function FilterChoices({ incident, filter }: FiltersProps) {
  const say = useWords('incidentStory')
  const people = new Map(incident.people.map(({ personId, name }) => [personId, name]))
  const isKnown = filter.personId === '' || people.has(filter.personId)
  return (
    <>
      <fieldset className={styles.groups} aria-label={say('filter.groups')}>
        {entryGroups.map((group) => (
          <Button
            key={group}
            size="small"
            pressed={filter.groups.includes(group)}
            tone={filter.groups.includes(group) ? 'primary' : 'plain'}
            onPress={() => filter.toggle(group)}
          >
            {say(`filter.group.${group}`)}
          </Button>
        ))}
        <Button
          size="small"
          icon="pin"
          pressed={filter.isPinned}
          tone={filter.isPinned ? 'primary' : 'plain'}
          onPress={filter.togglePinned}
        >
          {say('filter.pinned')}
        </Button>
      </fieldset>
      <div className={styles.person}>
        <Select
          label={say('filter.person')}
          hideLabel
          value={filter.personId}
          options={[
            { value: '', label: say('filter.anybody') },
            ...Array.from(people, ([value, label]) => ({ value, label })),
            ...(isKnown ? [] : [{ value: filter.personId, label: '…' }]),
          ]}
          onChange={filter.setPerson}
        />
      </div>
    </>
  )
}

export type FiltersProps = { readonly incident: Detail; readonly filter: TimelineFilter }
