import { lazy, Suspense, useCallback, useRef, useState } from 'react'
import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { TeamFilter } from '../people/TeamFilter.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Empty } from '../ui/faces.tsx'
import { Segmented, Select, TextInput } from '../ui/inputs.tsx'
import { Bar, Screen, Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import styles from './AlertsScreen.module.css'
import { BulkBar } from './BulkBar.tsx'
import { countOf } from './list-window.ts'
import { FloodBanner } from './FloodBanner.tsx'
import type { Alert } from './may.ts'
import { nothingChosen, ranged, toggled } from './selection.ts'
import { useAlertList } from './use-alert-list.ts'
import { useBulk } from './use-bulk.ts'
import { states, useAlertFilter } from './use-filter.ts'
import type { State } from './use-filter.ts'
import { useListKeys } from './use-list-keys.tsx'
import { VirtualRows } from './VirtualRows.tsx'
import type { RowsHandle } from './VirtualRows.tsx'
import { mostCounted, waitingOf } from './waiting.ts'

const FurtherFilters = lazy(() => import('./FurtherFilters.tsx'))

/** Every alert, filtered by what stands in the address; many can be answered at once. */
export function AlertsScreen() {
  const say = useWords('alerts')
  const list = useWords('alertList')
  const asked = useAlertFilter()
  const { filter, sort, state, search } = asked
  const alerts = useAlertList({ ...filter, ...(sort === 'urgent' ? { sort } : {}) })
  const [selection, select] = useState(nothingChosen)
  const [isChoosing, setChoosing] = useState(false)
  const [isOpen, setOpen] = useState(asked.further > 0)
  const stop = useCallback(() => {
    select(nothingChosen)
    setChoosing(false)
  }, [])
  const bulk = useBulk(filter, stop)
  const rows = useRef<RowsHandle>(null)
  const searchBox = useRef<HTMLDivElement>(null)
  const here = alerts.list
  const choose = (alert: Alert, isRange: boolean) => {
    const order = here?.parts.flatMap((part) => part.rows?.map(({ id }) => id) ?? []) ?? []
    if (matchMedia('(pointer: coarse)').matches) setChoosing(true)
    select(isRange ? ranged(selection, alert.id, order) : toggled(selection, alert.id))
  }
  const dialogs = useListKeys({
    rows,
    selection,
    bulk,
    choose,
    stop,
    toggleMine: asked.toggleMine,
    search: () => searchBox.current?.querySelector('input')?.focus(),
  })
  const counts = here?.counts
  const chosen = (id: number) => selection.matching !== null || selection.ids.has(id)
  return (
    <Screen
      title={say('title')}
      about={counts ? <About counts={counts} /> : undefined}
      actions={
        <>
          <span className={styles.onlyPhone}>
            <Button icon="check" pressed={isChoosing} onPress={() => (isChoosing ? stop() : setChoosing(true))}>
              {list(isChoosing ? 'stopChoosing' : 'choosing')}
            </Button>
          </span>
          <Button icon="soundOff" href={paths.silences}>
            {list('silences')}
          </Button>
          <Button icon="filter" href={paths.noise}>
            {say('noise')}
          </Button>
        </>
      }
    >
      <Stack>
        <FloodBanner {...(filter.teamId ? { teamId: filter.teamId } : {})} />
        <div className={styles.find} ref={searchBox}>
          <TextInput
            label={list('filter.search')}
            hideLabel
            placeholder={list('filter.search')}
            icon="search"
            type="search"
            value={search.typed}
            onChange={search.type}
          />
          <Button
            icon="person"
            pressed={asked.isMine}
            tone={asked.isMine ? 'primary' : 'plain'}
            onPress={asked.toggleMine}
            keys="m"
          >
            {list('filter.mine')}
          </Button>
          <Button icon="filter" pressed={isOpen} onPress={() => setOpen(!isOpen)}>
            {asked.further > 0 ? list('moreOn', { count: asked.further }) : list('more')}
          </Button>
          {asked.isOpen ? (
            <Select
              label={list('sort.label')}
              hideLabel
              value={sort}
              options={(['newest', 'urgent'] as const).map((value) => ({ value, label: list(`sort.${value}`) }))}
              onChange={asked.setSort}
            />
          ) : null}
        </div>
        {isOpen ? (
          <Suspense>
            <FurtherFilters fields={asked.fields} />
          </Suspense>
        ) : null}
        <Bar>
          <Segmented
            label={list('filter.state')}
            hideLabel
            value={state}
            options={states.map((value) => ({ value, label: labelOf(value, counts, list) }))}
            onChange={asked.setState}
          />
          <TeamFilter filter={asked.team} />
        </Bar>
      </Stack>
      {here && here.newer > 0 ? (
        <div className={styles.newer}>
          <Button tone="primary" icon="up" onPress={alerts.toTop}>
            {list('newer', { count: here.newer })}
          </Button>
        </div>
      ) : null}
      <Card flush>
        <Loaded
          query={alerts.query}
          isEmpty={(loaded) => countOf(loaded) === 0 && loaded.next === undefined}
          empty={<NoAlerts isNarrowed={asked.isNarrowed} />}
        >
          {(loaded) => (
            <VirtualRows
              ref={rows}
              list={loaded}
              label={say('title')}
              isChoosing={isChoosing}
              chosen={chosen}
              onChoose={choose}
              onSight={alerts.look}
              onEnd={alerts.readOn}
            />
          )}
        </Loaded>
      </Card>
      {alerts.isReading ? <p className={styles.reading}>{list('reading')}</p> : null}
      <BulkBar
        selection={selection}
        onSelect={select}
        filter={filter}
        bulk={bulk}
        isChoosing={isChoosing}
        onStop={stop}
      />
      {dialogs}
    </Screen>
  )
}

type Counts = NonNullable<ReturnType<typeof useAlertList>['list']>['counts']

function About({ counts }: { readonly counts: Counts }) {
  const list = useWords('alertList')
  const count = waitingOf(counts)
  if (count > 0) return list(counts.triggered >= mostCounted ? 'atLeast' : 'about', { count })
  if (counts.muted > 0) return list(counts.muted >= mostCounted ? 'mutedAtLeast' : 'muted', { count: counts.muted })
  return counts.acknowledged + counts.snoozed > 0 ? list('answered') : list('quiet')
}

function labelOf(state: State, counts: Counts | undefined, list: ReturnType<typeof useWords<'alertList'>>): string {
  const name = list(`filter.${state}`)
  if (!counts || state === 'closed' || state === 'all') return name
  const those = state === 'open' ? [counts.triggered, counts.acknowledged, counts.snoozed] : [counts[state]]
  const sum = state === 'triggered' ? waitingOf(counts) : those.reduce((all, one) => all + one, 0)
  return `${name} ${those.some((one) => one >= mostCounted) ? `${Math.min(sum, mostCounted)}+` : sum}`
}

function NoAlerts({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const list = useWords('alertList')
  return isNarrowed ? (
    <Empty
      icon="search"
      title={list('nothing.title')}
      action={<Button href={`${paths.alerts}?state=all`}>{list('nothing.all')}</Button>}
    >
      {list('nothing.say')}
    </Empty>
  ) : (
    <Empty icon="ok" title={list('nothing.openTitle')}>
      {list('nothing.openSay')}
    </Empty>
  )
}
