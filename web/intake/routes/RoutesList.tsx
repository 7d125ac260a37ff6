import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { writeMatchers } from '../../../domain/alerts/matchers.ts'
import { classes } from '../../ui/classes.ts'
import { Hidden } from '../../ui/Hidden.tsx'
import { useHint } from '../../ui/Hint.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { Badge, State } from '../../ui/State.tsx'
import { useWords } from '../../words/words.ts'
import { withMoved } from './draft.ts'
import type { RouteDraft } from './draft.ts'
import styles from './RoutesList.module.css'
import { useDecisionWords } from './decision-words.ts'
import { useReorder } from './use-reorder.ts'

/** The routes in the order in which they are asked: moved by hand, by the arrow keys on their handle, or by their menu. */
export function RoutesList({ drafts, onOrder, ...rest }: RoutesListProps) {
  const say = useWords('routes')
  const list = useRef<HTMLOListElement>(null)
  const [moved, setMoved] = useState<{ readonly key: string; readonly to: number } | null>(null)
  const move = (from: number, to: number) => {
    const next = withMoved(drafts, from, to)
    if (next === drafts) return
    onOrder(next)
    setMoved({ key: drafts[from]?.key ?? '', to })
  }
  const { dragged, hold } = useReorder(list, move)
  useEffect(() => {
    // The moved route may be drawn anew; the focus goes with it.
    if (moved) list.current?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(moved.key)}"]`)?.focus()
  }, [moved])
  const name = drafts.find(({ key }) => key === moved?.key)?.name
  return (
    <>
      <ol ref={list} className={styles.list} aria-label={say('title')}>
        {drafts.map((route, at) => (
          <RouteItem
            key={route.key}
            {...rest}
            route={route}
            at={at}
            of={drafts.length}
            isDragged={dragged === at}
            hold={hold}
            onMove={(to) => move(at, to)}
          />
        ))}
        <li className={styles.rest}>{say('rest')}</li>
      </ol>
      <Hidden>
        <output>{moved && name ? say('movedTo', { name, place: moved.to + 1, of: drafts.length }) : null}</output>
      </Hidden>
    </>
  )
}

function RouteItem({ route, at, of, caught, openKey, form, isWrong, isDragged, hold, ...does }: RouteItemProps) {
  const say = useWords('routes')
  const { onOpen, onMove, onChange, onRemove } = does
  const decides = useDecisionWords()(route)
  const name = route.name.trim() || say('unnamed')
  const isOpen = openKey === route.key
  const handle = useHint(say('handle', { name }), 'names')
  const count = caught[at]
  return (
    <li data-route className={classes(styles.route, isDragged && styles.dragged, isOpen && styles.isOpen)}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.handle}
          data-handle={route.key}
          aria-label={say('handle', { name })}
          {...handle.owner}
          onPointerDown={(event) => hold(at, event)}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
            event.preventDefault()
            onMove(event.key === 'ArrowUp' ? at - 1 : at + 1)
          }}
        >
          <Icon name="menu" />
        </button>
        {handle.hint}
        <button type="button" className={styles.open} aria-expanded={isOpen} onClick={() => onOpen(route.key)}>
          <span className={styles.name}>{name}</span>
          <code className={styles.when}>{writeMatchers(route.matchers.filter((each) => each.name !== ''))}</code>
          <span className={styles.decides}>{decides}</span>
        </button>
        <span className={styles.marks}>
          {isWrong(at) ? (
            <State tone="critical" icon="critical" look="plain">
              {say('notWhole')}
            </State>
          ) : null}
          {route.isEnabled ? (
            count === undefined ? null : (
              <Badge tone={count > 0 ? 'info' : 'calm'}>{say('caught', { count })}</Badge>
            )
          ) : (
            <Badge>{say('off')}</Badge>
          )}
        </span>
        <Menu
          label={say('menu', { name })}
          icon="more"
          size="small"
          items={[
            {
              say: say('up'),
              icon: 'up',
              onPress: () => onMove(at - 1),
              unavailable: at === 0 ? say('isFirst') : undefined,
            },
            {
              say: say('down'),
              icon: 'down',
              onPress: () => onMove(at + 1),
              unavailable: at + 1 === of ? say('isLast') : undefined,
            },
            {
              say: route.isEnabled ? say('switchOff') : say('switchOn'),
              icon: route.isEnabled ? 'minus' : 'play',
              onPress: () => onChange({ ...route, isEnabled: !route.isEnabled }),
            },
            'line',
            { say: say('remove'), icon: 'trash', danger: true, onPress: () => onRemove(route) },
          ]}
        />
      </div>
      {isOpen ? <div className={styles.form}>{form}</div> : null}
    </li>
  )
}

type Shared = {
  readonly caught: readonly number[]
  readonly openKey: string | null
  /** Of the route that is open. */
  readonly form: ReactNode
  readonly isWrong: (at: number) => boolean
  readonly onOpen: (key: string) => void
  readonly onChange: (route: RouteDraft) => void
  readonly onRemove: (route: RouteDraft) => void
}

type RoutesListProps = Shared & {
  readonly drafts: readonly RouteDraft[]
  readonly onOrder: (drafts: readonly RouteDraft[]) => void
}

type RouteItemProps = Shared & {
  readonly route: RouteDraft
  readonly at: number
  readonly of: number
  readonly isDragged: boolean
  readonly hold: ReturnType<typeof useReorder>['hold']
  readonly onMove: (to: number) => void
}
