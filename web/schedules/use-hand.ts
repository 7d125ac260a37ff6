import { useEffect, useRef } from 'react'
import type { PointerEvent, RefObject } from 'react'
import { choiceOf, dragged, momentAt, partAt } from './choice.ts'
import type { Choice, Hold, Row } from './choice.ts'
import type { Ruler } from './snapping.ts'
import type { Lane } from './timeline.ts'

export type Point = { readonly x: number; readonly y: number }

/**
 * Follows a hand over the timeline: a mouse from where it is pressed, a finger once it has stayed for a moment, so that
 * scrolling stays scrolling. A click that ends a drag is none. Returns what hears the press.
 */
export function useHand(area: RefObject<HTMLElement | null>, hand: Hand): (event: PointerEvent) => void {
  const latest = useRef(hand)
  const isTouching = useRef(false)
  useEffect(() => {
    latest.current = hand
  })
  useEffect(() => {
    const element = area.current
    if (!element) return undefined
    const hold = (event: Event) => {
      if (isTouching.current) event.preventDefault()
    }
    // Links can be dragged by themselves, and are then lost to us.
    const keep = (event: Event) => {
      if (latest.current.isOn) event.preventDefault()
    }
    element.addEventListener('touchmove', hold, { passive: false })
    element.addEventListener('contextmenu', hold)
    element.addEventListener('dragstart', keep)
    return () => {
      element.removeEventListener('touchmove', hold)
      element.removeEventListener('contextmenu', hold)
      element.removeEventListener('dragstart', keep)
    }
  }, [area])

  return (event) => {
    const element = area.current
    const { isOn, ruler, lanes, choice, onMove, onDone, onCancel } = latest.current
    if (!element || !isOn || !event.isPrimary || event.button !== 0) return
    const pressed = pointOf(event)
    const rows = rowsOf(element)
    const taken = takenAt(element, event, { rows, ruler, lanes, choice })
    if (!taken) return
    const { hold, atRest, isHandle } = taken
    const isTouch = event.pointerType === 'touch'
    const over = new AbortController()
    const { signal } = over
    let chosen: Choice | null = null
    const begin = () => {
      chosen = atRest
      isTouching.current = isTouch
      swallowClick()
      onMove(atRest, pressed)
    }
    const end = () => {
      over.abort()
      clearTimeout(timer)
      isTouching.current = false
    }
    const follow = (moved: globalThis.PointerEvent) => {
      const point = pointOf(moved)
      const way = Math.hypot(point.x - pressed.x, point.y - pressed.y)
      if (!chosen && isTouch && !isHandle) {
        if (way > leastWay.touch) end()
        return
      }
      if (!chosen && way < leastWay.mouse) return
      if (!chosen) begin()
      chosen = dragged(hold, momentAt(rows, point) ?? hold.anchor, ruler)
      onMove(chosen, point)
    }
    const timer = isTouch && !isHandle ? setTimeout(begin, longPressMs) : undefined
    const cancel = () => {
      end()
      if (chosen) onCancel()
    }
    addEventListener('pointermove', follow, { signal })
    addEventListener('pointercancel', cancel, { signal })
    addEventListener('blur', cancel, { signal })
    addEventListener(
      'pointerup',
      () => {
        end()
        if (chosen) onDone(chosen, isHandle)
      },
      { signal },
    )
    addEventListener(
      'keydown',
      (key) => {
        if (key.key !== 'Escape' || !chosen) return
        key.preventDefault()
        key.stopPropagation()
        cancel()
      },
      { signal, capture: true },
    )
  }
}

/** What the press takes hold of, and what is chosen while it does not move. Null beside the timeline. */
function takenAt(area: HTMLElement, event: PointerEvent, { rows, ruler, lanes, choice }: Around): Taken | null {
  const point = pointOf(event)
  const anchor = momentAt(rows, point)
  if (anchor === null) return null
  const handle = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-handle]') : null
  const part = handle?.dataset['handle']
  if (choice && (part === 'from' || part === 'whole' || part === 'until')) {
    return { hold: { kind: part, choice, anchor }, atRest: choice, isHandle: true }
  }
  if (!rows.some((row) => isIn(row, point))) return null
  const under = document.elementsFromPoint(point.x, point.y).filter((element) => area.contains(element))
  const [laneAt, drawn] = ['lane', 'bar'].map((name) => {
    return under.map((element) => element.closest<HTMLElement>(`[data-${name}]`)).find((element) => element !== null)
  })
  const lane = lanes[Number(laneAt?.dataset['lane'] ?? 0)] ?? null
  const bar = lane?.bars.find((each) => String(each.from) === drawn?.dataset['bar'])
  if (!drawn || !bar) {
    const hold: Hold = { kind: 'sweep', lane, anchor }
    return { hold, atRest: dragged(hold, anchor, ruler), isHandle: false }
  }
  const { left, width } = drawn.getBoundingClientRect()
  const name = drawn.querySelector('[data-name]')?.getBoundingClientRect()
  const cut = (drawn.dataset['cut'] ?? '').split(' ')
  const touched = partAt({
    x: point.x - left,
    width,
    reach: event.pointerType === 'touch' ? reach.touch : reach.mouse,
    name:
      name && name.width > 0 && !cut.includes('whole') ? { from: name.left - left, until: name.right - left } : null,
    isCutBefore: cut.includes('before'),
    isCutAfter: cut.includes('after'),
  })
  const atRest = choiceOf(bar, lane, ruler)
  const hold: Hold = touched === 'sweep' ? { kind: touched, lane, anchor } : { kind: touched, choice: atRest, anchor }
  return { hold, atRest, isHandle: false }
}

/** The rows of the timeline as they are drawn now. */
function rowsOf(area: HTMLElement): readonly Row[] {
  return [...area.querySelectorAll<HTMLElement>('[data-axis]')].map((element) => {
    const [from = 0, until = 0] = (element.dataset['axis'] ?? '').split(' ').map(Number)
    const { left, width, top, bottom } = element.getBoundingClientRect()
    return { from, until, left, width, top, bottom }
  })
}

function isIn({ left, width, top, bottom }: Row, { x, y }: Point): boolean {
  return x >= left && x <= left + width && y >= top && y <= bottom
}

function pointOf({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Point {
  return { x: clientX, y: clientY }
}

/** The browser makes a click of a press and a release, however far apart; it comes right after the release. */
function swallowClick(): void {
  const over = new AbortController()
  const { signal } = over
  const release = () => setTimeout(() => over.abort())
  addEventListener('click', swallow, { signal, capture: true })
  addEventListener('pointerup', release, { signal })
  addEventListener('pointercancel', release, { signal })
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopPropagation()
}

const longPressMs = 450
const leastWay = { mouse: 4, touch: 10 }
const reach = { mouse: 8, touch: 16 }

type Hand = {
  readonly isOn: boolean
  readonly ruler: Ruler
  readonly lanes: readonly Lane[]
  readonly choice: Choice | null
  readonly onMove: (choice: Choice, at: Point) => void
  /** `isHandle`: what was chosen before was made larger or smaller, and may be once more. */
  readonly onDone: (choice: Choice, isHandle: boolean) => void
  readonly onCancel: () => void
}

type Around = Pick<Hand, 'ruler' | 'lanes' | 'choice'> & { readonly rows: readonly Row[] }
type Taken = { readonly hold: Hold; readonly atRest: Choice; readonly isHandle: boolean }
