import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { Loaded } from '../../Loaded.tsx'
import { paths } from '../../paths.ts'
import { TeamFilter, useTeamFilter } from '../../people/TeamFilter.tsx'
import { useLoaded } from '../../query.tsx'
import { useIsNarrow } from '../../narrow.ts'
import { useSearchParam } from '../../shell/go.ts'
import { Empty, Skeleton } from '../../ui/faces.tsx'
import { Segmented, TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Bar, Screen } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { Begin } from './Begin.tsx'
import { Drawing } from './Drawing.tsx'
import { Legend } from './Legend.tsx'
import styles from './MapScreen.module.css'
import { PlacesList } from './PlacesList.tsx'
import { namedLike, readingOf, shownFor } from './reading.ts'
import type { Place, ServiceMap } from './reading.ts'
import { ServicePanel } from './ServicePanel.tsx'

const PanelSheet = lazy(() => import('./PanelSheet.tsx'))

/** What stands on what, what is hurt and by what, as a drawing or as a list; one of them opened beside it. */
export function MapScreen() {
  const say = useWords('serviceMap')
  const map = useLoaded('getServiceMap', {})
  return (
    <Screen title={say('title')} about={say('about')} back={{ href: paths.services, say: say('back') }}>
      <Loaded
        query={map}
        tall
        skeleton={<Skeleton lines={8} />}
        isEmpty={({ services }) => services.length === 0}
        empty={
          <Empty icon="service" title={say('empty.title')} tall>
            {say('empty.say')}
          </Empty>
        }
      >
        {(answer) => <Shown map={answer} />}
      </Loaded>
    </Screen>
  )
}

function Shown({ map }: { readonly map: ServiceMap }) {
  const say = useWords('serviceMap')
  const isNarrow = useIsNarrow()
  const { isShown, filter } = useTeamFilter()
  const [chosenView, setView] = useSearchParam('view', '')
  const [focus, setFocus] = useSearchParam('focus', '')
  const [text, setText] = useState('')
  const reading = useMemo(() => readingOf(map), [map])
  const isOwn = ({ teamId }: Place) => isShown(teamId)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- what is shown changes with the team alone
  const isForeign = useCallback((place: Place) => !isOwn(place), [filter.team])
  const own = map.services.filter(isOwn)
  const drawn = shownFor(reading, map.services, isOwn)
  const places = useSame(drawn)
  const named = namedLike(places, text)
  const found = useMemo(() => (text.trim() === '' ? null : new Set(named.map(({ id }) => id))), [named, text])
  const chosen = map.services.find(({ slug }) => slug === focus)
  const view = chosenView === 'map' || chosenView === 'list' ? chosenView : isNarrow ? 'list' : 'map'
  const choose = useCallback(
    (id: string) => {
      const slug = reading.place.get(id)?.slug ?? ''
      setFocus(slug === focus ? '' : slug)
    },
    [reading, focus, setFocus],
  )
  const show = (id: string) => setFocus(reading.place.get(id)?.slug ?? '')
  const hasArrows = map.services.some(({ dependsOn }) => dependsOn.length > 0)
  return (
    <>
      <Bar>
        <Segmented
          label={say('view')}
          hideLabel
          value={view}
          options={[
            { value: 'map', label: say('asMap'), icon: 'service' },
            { value: 'list', label: say('asList'), icon: 'menu' },
          ]}
          onChange={setView}
        />
        <TeamFilter filter={filter} />
        <form
          className={styles.find}
          onSubmit={(event) => {
            event.preventDefault()
            if (named[0]) show(named[0].id)
          }}
        >
          <TextInput
            label={say('find')}
            hideLabel
            type="search"
            icon="search"
            placeholder={say('find')}
            value={text}
            onChange={setText}
          />
        </form>
        {found ? (
          <output className={styles.found}>
            {named.length === 0 ? say('noneFound') : say('found', { count: named.length })}
          </output>
        ) : null}
      </Bar>
      <Begin map={map} reading={reading} onShow={show} />
      {hasArrows ? null : <Notice>{say('noArrows')}</Notice>}
      {own.length === 0 ? (
        <Empty icon="service" title={say('noneOfTeam')} />
      ) : (
        <div className={chosen && !isNarrow ? styles.beside : undefined}>
          {view === 'map' ? (
            <div className={styles.drawn}>
              <Drawing
                reading={reading}
                places={places}
                isForeign={isForeign}
                found={found}
                chosen={chosen?.id ?? null}
                onChoose={choose}
              />
              <Legend />
            </div>
          ) : (
            <PlacesList reading={reading} places={found ? named : own} chosen={chosen?.id ?? null} onChoose={choose} />
          )}
          {chosen && !isNarrow ? (
            <ServicePanel place={chosen} reading={reading} onShow={show} onClose={() => setFocus('')} />
          ) : null}
        </div>
      )}
      {chosen && isNarrow ? (
        <Suspense>
          <PanelSheet place={chosen} reading={reading} onShow={show} onClose={() => setFocus('')} />
        </Suspense>
      ) : null}
    </>
  )
}

/** The same list while nothing in it changes, so that typing draws nothing anew. */
function useSame(places: readonly Place[]): readonly Place[] {
  const key = places.map(({ id }) => id).join(' ')
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the places of one answer differ only by which are shown
  return useMemo(() => places, [key, places[0]])
}
