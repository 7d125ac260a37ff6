import { useRef } from 'react'
import { Loaded } from '../Loaded.tsx'
import { useIsNarrow } from '../narrow.ts'
import { PersonSelect } from '../people/PersonSelect.tsx'
import { TeamFilter } from '../people/TeamFilter.tsx'
import { useLoaded, useLoadedParts } from '../query.tsx'
import { useGo } from '../shell/go.ts'
import { useKeys } from '../shell/keys.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Segmented, Select, TextInput } from '../ui/inputs.tsx'
import { Rows } from '../ui/Rows.tsx'
import { Bar, Screen, Stack } from '../ui/Screen.tsx'
import { paths } from '../paths.ts'
import { useWords } from '../words/words.ts'
import { FoundRow } from './FoundRow.tsx'
import styles from './SearchScreen.module.css'
import { kinds, times, useSearch } from './use-search.ts'

/** Everything that was written, by its words, who, when, service and kind. */
export function SearchScreen() {
  const say = useWords('search')
  const go = useGo()
  const asked = useSearch()
  const isNarrow = useIsNarrow()
  const answer = useLoadedParts('search', asked.query)
  const found = answer.parts.flatMap((part) => part.found)
  const isBehind = answer.parts.some((part) => part.isBehind)
  return (
    <Screen title={say('title')} about={say('about')}>
      <Stack>
        <SearchField asked={asked} />
        <Bar>
          <Segmented
            label={say('kind.label')}
            hideLabel
            value={asked.kind}
            options={kinds.map((value) => ({ value, label: say(`kind.${value}`) }))}
            onChange={asked.setKind}
          />
          <TeamFilter filter={asked.team} />
        </Bar>
        {isNarrow ? (
          <Fold say={say('filters')} open={asked.isFiltered}>
            <Filters asked={asked} />
          </Fold>
        ) : (
          <Filters asked={asked} />
        )}
      </Stack>
      {isBehind ? <p className={styles.calm}>{say('behind')}</p> : null}
      <Card flush>
        {asked.isAsked ? (
          <Loaded
            query={answer}
            isEmpty={() => found.length === 0}
            empty={
              <Empty
                icon="search"
                title={say('none.title')}
                action={<Button onPress={() => go(paths.search)}>{say('none.clear')}</Button>}
                tall
              >
                {say('none.say')}
              </Empty>
            }
          >
            {() => (
              <Rows label={say('title')}>
                {found.map((one) => (
                  <FoundRow
                    key={`${one.kind} ${one.entryId ?? one.incidentId ?? one.alertId ?? one.kitId}`}
                    found={one}
                  />
                ))}
              </Rows>
            )}
          </Loaded>
        ) : (
          <Empty icon="search" title={say('begin.title')} tall>
            {say('begin.say')}
          </Empty>
        )}
      </Card>
      {asked.isAsked && answer.more ? (
        <Button icon="down" onPress={answer.more} busy={answer.isFetchingNextPage}>
          {say('older')}
        </Button>
      ) : null}
    </Screen>
  )
}

type Asked = ReturnType<typeof useSearch>

/** Has the focus when somebody comes here, and again at the key that leads here. */
function SearchField({ asked }: { readonly asked: Asked }) {
  const say = useWords('search')
  const field = useRef<HTMLDivElement>(null)
  const focus = () => field.current?.querySelector('input')?.focus()
  useKeys([{ keys: '/', say: say('field'), run: focus }])
  return (
    <div
      ref={(element) => {
        field.current = element
        if (element && asked.search.typed === '') element.querySelector('input')?.focus()
      }}
    >
      <TextInput
        label={say('field')}
        hideLabel
        hint={say('hint')}
        placeholder={say('field')}
        icon="search"
        type="search"
        value={asked.search.typed}
        onChange={asked.search.type}
      />
    </div>
  )
}

function Filters({ asked }: { readonly asked: Asked }) {
  const say = useWords('search')
  const services = useLoaded('listServices', {}).data?.services ?? []
  return (
    <div className={styles.filters}>
      <Select
        label={say('when.label')}
        value={asked.when}
        options={times.map((value) => ({ value, label: say(`when.${value}`) }))}
        onChange={asked.setWhen}
      />
      <Select
        label={say('service')}
        value={asked.service}
        options={[
          { value: '', label: say('anyService') },
          ...services.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={asked.setService}
      />
      <PersonSelect label={say('who')} value={asked.person} none={say('anyone')} onChange={asked.setPerson} />
    </div>
  )
}
