import { memo, useCallback, useEffect, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import { useWords } from '../../words/words.ts'
import styles from './Drawing.module.css'
import { arc, curve, layOut } from './layout.ts'
import type { Layout } from './layout.ts'
import { PlaceMark } from './PlaceMark.tsx'
import { echoAt, echoLines, healthOf, worstFirst } from './reading.ts'
import type { Place, Reading } from './reading.ts'
import { usePanZoom } from './use-pan-zoom.ts'
import { useTold } from './use-told.ts'
import { intoSight, nextTowards } from './view.ts'

/** The map as a drawing that is moved, zoomed and walked over by keys. From far away only what is hurt has its name. */
export function Drawing({ reading, places, isForeign, found, chosen, onChoose }: DrawingProps) {
  const say = useWords('serviceMap')
  const drawn = useLayout(places)
  const first = worstFirst(reading, places)[0]?.id
  const matters = drawn.places.get(chosen ?? first ?? '')
  const { frame, view, window, change, isDragged, ...moving } = usePanZoom(drawn, matters)
  const [at, setAt] = useState<string | null>(null)
  const next = [at, chosen, first].find((id) => id && drawn.places.has(id)) ?? null
  const known = chosen ? drawn.places.get(chosen) : undefined
  const isMeasured = window.width > 0
  const isRoomy = places.length <= few && view.scale >= roomyFrom

  useEffect(() => {
    if (known && isMeasured) change((before) => intoSight(before, known, window))
    // Only when another one is chosen: afterwards it may be moved out of sight.
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [chosen, isMeasured])

  const choose = useCallback(
    (id: string) => {
      setAt(id)
      onChoose(id)
    },
    [onChoose],
  )
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const towards = arrows[event.key]
    const from = next ? drawn.places.get(next) : undefined
    if (!towards || !from) return moving.onKeyDown(event)
    event.preventDefault()
    const to = nextTowards(from, towards, drawn.places)
    const point = to ? drawn.places.get(to) : undefined
    if (!to || !point) return undefined
    setAt(to)
    change((before) => intoSight(before, point, window))
    return event.currentTarget.querySelector<SVGElement>(`[data-service="${to}"]`)?.focus({ preventScroll: true })
  }
  return (
    <div className={styles.around}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its services are buttons; this moves what is below them */}
      <div
        ref={frame}
        className={classes(styles.frame, isDragged && styles.dragged)}
        onPointerDown={moving.onPointerDown}
        onPointerMove={moving.onPointerMove}
        onPointerUp={moving.onPointerEnd}
        onPointerCancel={moving.onPointerEnd}
        onKeyDown={walk}
      >
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no other tag holds a drawing */}
        <svg className={styles.svg} role="group" aria-label={say('drawing', { count: places.length })}>
          <g
            className={classes(view.scale < farBelow && styles.far, isRoomy && styles.roomy)}
            transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}
            style={{ '--zoom': inSteps(view.scale) }}
          >
            <Arrows reading={reading} places={places} drawn={drawn} chosen={chosen} />
            <Places
              reading={reading}
              places={places}
              drawn={drawn}
              isForeign={isForeign}
              found={found}
              chosen={chosen}
              onChoose={choose}
              next={next}
            />
          </g>
        </svg>
      </div>
      <div className={styles.buttons}>
        <IconButton icon="plus" label={say('larger')} onPress={moving.larger} />
        <IconButton icon="minus" label={say('smaller')} onPress={moving.smaller} />
        <IconButton icon="screen" label={say('all')} onPress={moving.all} />
      </div>
    </div>
  )
}

/** Every service; drawn anew when something about one changes, not when the drawing is moved. */
const Places = memo(function Places({ reading, places, drawn, next, onChoose, ...look }: PlacesProps) {
  const told = useTold(reading)
  return places.map((place) => (
    <PlaceMark
      key={place.id}
      place={place}
      at={drawn.places.get(place.id) ?? nowhere}
      health={healthOf(reading, place)}
      role={reading.causeAt.has(place.id) ? 'cause' : echoAt(reading, place.id) ? 'echo' : null}
      look={lookOf(place, look)}
      label={told.of(place)}
      onChoose={onChoose}
      isNext={place.id === next}
    />
  ))
})

/** Alerts come and go; the drawing changes only with what is drawn. */
function useLayout(places: readonly Place[]): Layout {
  const shape = places.map(({ id, dependsOn }) => [id, ...dependsOn].join(' ')).join('\n')
  return useMemo(() => {
    const lines = shape.split('\n').map((line) => line.split(' '))
    return layOut(lines.map(([id = '', ...dependsOn]) => ({ id, dependsOn })))
  }, [shape])
}

/** All arrows in four strokes: calm ones, those to what is hurt, those of the chosen one, and from echoes to their cause. */
const Arrows = memo(function Arrows({ reading, places, drawn, chosen }: ArrowsProps) {
  const { calm, hurt, own, echo } = useMemo(() => {
    const strokes = { calm: [] as string[], hurt: [] as string[], own: [] as string[], echo: [] as string[] }
    const line = (from: string, to: string, way = curve) => {
      const [a, b] = [drawn.places.get(from), drawn.places.get(to)]
      return a && b ? way(a, b) : ''
    }
    const leadsToHurt = new Set([...reading.downstream.values()].flatMap(({ path }) => pairs(path)))
    for (const { id } of places) {
      for (const to of reading.graph.needs.get(id) ?? []) {
        const kind = id === chosen || to === chosen ? 'own' : leadsToHurt.has(`${id} ${to}`) ? 'hurt' : 'calm'
        strokes[kind].push(line(id, to))
      }
    }
    for (const [from, to] of echoLines(reading, chosen)) strokes.echo.push(line(from, to, arc))
    return {
      calm: strokes.calm.join(''),
      hurt: strokes.hurt.join(''),
      own: strokes.own.join(''),
      echo: strokes.echo.join(''),
    }
  }, [reading, places, drawn, chosen])
  return (
    <g aria-hidden>
      <path className={styles.arrows} d={calm} />
      <path className={classes(styles.arrows, styles.toHurt)} d={hurt} />
      <path className={classes(styles.arrows, styles.own)} d={own} />
      <path className={classes(styles.arrows, styles.echoes)} d={echo} />
    </g>
  )
})

function pairs(path: readonly string[]): readonly string[] {
  return path.slice(1).map((id, at) => `${path[at] ?? ''} ${id}`)
}

function lookOf(place: Place, { chosen, found, isForeign }: Pick<DrawingProps, 'chosen' | 'found' | 'isForeign'>) {
  if (place.id === chosen) return 'chosen'
  if (found && !found.has(place.id)) return 'dim'
  return isForeign(place) ? 'foreign' : null
}

/** Lines and names are as large as they were at the last step: each change of it draws everything anew. */
function inSteps(scale: number): number {
  return step ** Math.round(Math.log(scale) / Math.log(step))
}

const step = 1.25
/** Below this size the name of a calm service could not be read. */
const farBelow = 0.6
/** From this size on few names that do not shrink have room beside each other. */
const roomyFrom = 0.42
const few = 40
const nowhere = { x: 0, y: 0 }
const arrows: Readonly<Record<string, 'left' | 'right' | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

type DrawingProps = {
  readonly reading: Reading
  readonly places: readonly Place[]
  /** Drawn only because it is next to one of the team that is shown. */
  readonly isForeign: (place: Place) => boolean
  /** What was typed means these; null: nothing was typed. */
  readonly found: ReadonlySet<string> | null
  readonly chosen: string | null
  readonly onChoose: (serviceId: string) => void
}

type ArrowsProps = Pick<DrawingProps, 'reading' | 'places' | 'chosen'> & { readonly drawn: Layout }

type PlacesProps = DrawingProps & { readonly drawn: Layout; readonly next: string | null }
