import { createContext, useContext, useLayoutEffect, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { hidden } from '../ui/Hidden.tsx'
import { useWords } from '../words/words.ts'
import { choiceOf, firstChoice, keyed, mayMove, startOf } from './choice.ts'
import type { Choice, Part } from './choice.ts'
import { useChoiceWords } from './choice-words.ts'
import styles from './DragArea.module.css'
import type { OverrideStart } from './OverrideDialog.tsx'
import { grainOf } from './snapping.ts'
import type { Ruler } from './snapping.ts'
import type { Lane, Window } from './timeline.ts'
import { useHand } from './use-hand.ts'
import type { Point } from './use-hand.ts'

/** What is being chosen on a timeline, for whatever draws it. */
export type Drag = {
  readonly choice: Choice | null
  /** What the override would begin with; null while nothing would change. */
  readonly start: OverrideStart | null
  /** Chosen by keys or handles, and not by a hand that is still down. */
  readonly isOpen: boolean
  readonly ruler: Ruler
  readonly mayNot: string | undefined
  readonly choose: () => void
  readonly finish: () => void
  readonly cancel: () => void
}

const DragContext = createContext<Drag | null>(null)

/** Null where a timeline is only to be read. */
export function useDrag(): Drag | null {
  return useContext(DragContext)
}

/** Around a timeline on which a span may be chosen, by mouse, finger and keys, for an override that is written then. */
export function DragArea({ zone, now, rows, lanes, mayNot, onChosen, children }: DragAreaProps) {
  const say = useWords('dragging')
  const words = useChoiceWords(zone)
  const me = useMe().person.id
  const area = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<{ readonly choice: Choice; readonly at: Point | null } | null>(null)
  const [told, setTold] = useState('')
  const focus = useFocus(area)
  const ruler = rulerOf({ zone, now, rows, lanes })
  const isPast = ruler.from >= ruler.until
  const choice = chosen?.choice ?? null
  const asking = { me, now: ruler.from, lanes }
  const start = choice ? startOf(choice, asking) : null
  const isOn = mayNot === undefined && !isPast

  const pick = (picked: Choice, part: Part) => {
    setChosen({ choice: picked, at: null })
    setTold(say('keys'))
    focus.on(part)
  }
  const cancel = () => {
    setChosen(null)
    setTold(say('cancelled'))
    focus.back()
  }
  const open = (asked: OverrideStart | null) => {
    setChosen(null)
    setTold('')
    if (asked) onChosen(asked)
  }
  const press = useHand(area, {
    isOn,
    ruler,
    lanes,
    choice,
    onMove: (next, at) => setChosen({ choice: next, at }),
    onDone: (next, isHandle) => (isHandle ? setChosen({ choice: next, at: null }) : open(startOf(next, asking))),
    onCancel: cancel,
  })
  const hear = (event: KeyboardEvent) => {
    if (!isOn || !(event.target instanceof HTMLElement)) return
    const part = partOf(event.target)
    const next = part && choice ? keyed(choice, part, event.key, ruler) : undefined
    const picked = choice ? undefined : barOf(event.target, lanes)
    if (choice && event.key === 'Escape') cancel()
    else if (part && event.key === 'Enter' && start) open(start)
    else if (part && next) pick(next, part)
    else if (picked && /^Arrow(?:Left|Right)$/.test(event.key)) {
      const held = choiceOf(picked.bar, picked.lane, ruler)
      if (!mayMove(held, 'whole', ruler)) return
      pick(keyed(held, 'whole', event.key, ruler) ?? held, 'whole')
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const drag: Drag = {
    choice,
    start,
    isOpen: chosen?.at === null,
    ruler,
    mayNot: mayNot ?? (isPast ? say('past') : undefined),
    choose: () => pick(firstChoice(lanes[0] ?? null, ruler), 'from'),
    finish: () => open(start),
    cancel,
  }
  return (
    <DragContext value={drag}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it hears what its bars and handles are told */}
      <div
        ref={area}
        className={styles.area}
        data-on={isOn}
        data-held={choice && !drag.isOpen ? true : undefined}
        onPointerDown={press}
        onKeyDown={hear}
      >
        {children}
      </div>
      {choice && chosen?.at ? (
        <div className={styles.bubble} style={{ '--x': `${chosen.at.x}px`, insetBlockStart: chosen.at.y }}>
          {words(choice, start).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
      ) : null}
      <output className={hidden}>{told}</output>
    </DragContext>
  )
}

/** Begins to choose without a drag: with handles for both ends. */
export function ChooseButton() {
  const say = useWords('dragging')
  const drag = useDrag()
  return drag ? (
    <Button size="small" icon="handover" onPress={drag.choose} unavailable={drag.mayNot}>
      {say('choose')}
    </Button>
  ) : null
}

/** What is chosen by handles, in words, and the way on. */
export function ChosenPanel({ zone }: { readonly zone: string }) {
  const say = useWords('dragging')
  const words = useChoiceWords(zone)
  const drag = useDrag()
  if (!drag?.choice || !drag.isOpen) return null
  return (
    <div className={styles.panel}>
      <p id={panelId}>{words(drag.choice, drag.start).join(' · ')}</p>
      <div className={styles.actions}>
        <Button onPress={drag.cancel}>{say('cancel')}</Button>
        <Button
          tone="primary"
          onPress={drag.finish}
          unavailable={drag.start ? undefined : words(drag.choice, null).join(' ')}
        >
          {say('next')}
        </Button>
      </div>
    </div>
  )
}

/** The element that says in words what is chosen. */
export const panelId = 'chosen-span'

/** How far one may choose: from this minute on, in what is shown. */
function rulerOf({ zone, now, rows, lanes }: Pick<DragAreaProps, 'zone' | 'now' | 'rows' | 'lanes'>): Ruler {
  const [first] = rows
  const from = Math.max(first?.from ?? 0, now - (now % 60_000))
  const until = rows.at(-1)?.until ?? 0
  const stops = lanes.flatMap((lane) => lane.bars.flatMap((bar) => [bar.from, bar.until]))
  return {
    zone,
    grain: first ? grainOf(first) : 'day',
    from,
    until,
    stops: stops.filter((at) => at > from && at < until),
  }
}

function partOf(target: HTMLElement): Part | undefined {
  const part = target.closest<HTMLElement>('[data-handle]')?.dataset['handle']
  return part === 'from' || part === 'whole' || part === 'until' ? part : undefined
}

function barOf(target: HTMLElement, lanes: readonly Lane[]) {
  const lane = lanes[Number(target.closest<HTMLElement>('[data-lane]')?.dataset['lane'])]
  const bar = lane?.bars.find((each) => String(each.from) === target.closest<HTMLElement>('[data-bar]')?.dataset['bar'])
  return lane && bar ? { lane, bar } : undefined
}

/** Keeps the focus on a handle, which is drawn anew in each row that it comes to, and gives it back in the end. */
function useFocus(area: { readonly current: HTMLElement | null }) {
  const wanted = useRef<Part | null>(null)
  const before = useRef<Element | null>(null)
  useLayoutEffect(() => {
    if (!wanted.current) return
    area.current?.querySelector<HTMLElement>(`[data-handle=${wanted.current}]`)?.focus()
    wanted.current = null
  })
  return {
    on(part: Part) {
      wanted.current = part
      if (!(document.activeElement instanceof HTMLElement && partOf(document.activeElement)))
        before.current = document.activeElement
    },
    back() {
      if (before.current instanceof HTMLElement) before.current.focus()
      before.current = null
    },
  }
}

type DragAreaProps = {
  readonly zone: string
  readonly now: number
  /** The rows that are drawn, one after the other. */
  readonly rows: readonly Window[]
  readonly lanes: readonly Lane[]
  /** Why nothing may be chosen here. */
  readonly mayNot: string | undefined
  readonly onChosen: (start: OverrideStart) => void
  readonly children: ReactNode
}
