import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import type { Point } from './layout.ts'
import { atFirst, fit, pan, pinch, zoom } from './view.ts'
import type { Size, View } from './view.ts'

/** Moves and zooms a drawing by drag, wheel, two fingers and keys. Until somebody moves it, it stands as at first. */
export function usePanZoom(whole: Size, matters: Point | undefined) {
  const frame = useRef<HTMLDivElement>(null)
  const fingers = useRef(new Map<number, Point>())
  const [window, setWindow] = useState<Size>({ width: 0, height: 0 })
  const [moved, setMoved] = useState<View | null>(null)
  const [isDragged, setDragged] = useState(false)
  const { width, height } = whole
  const { x, y } = matters ?? { x: Number.NaN, y: Number.NaN }
  const first = useCallback(
    () => atFirst({ width, height }, window, Number.isNaN(x) ? undefined : { x, y }),
    [width, height, window, x, y],
  )
  const view = moved ?? first()

  const change = useCallback(
    (by: (view: View) => View) =>
      setMoved((before) => {
        const from = before ?? first()
        const to = by(from)
        // What moved nothing leaves it to be fitted again when the room for it changes.
        return to === from ? before : to
      }),
    [first],
  )

  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const measure = () => setWindow({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    const element = frame.current
    if (!element) return undefined
    // React listens to the wheel without being able to keep the page where it is.
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const by = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY
      change((before) => zoom(before, Math.exp(-by * (event.ctrlKey ? 0.01 : 0.0016)), pointOf(element, event)))
    }
    element.addEventListener('wheel', turn, { passive: false })
    return () => element.removeEventListener('wheel', turn)
  }, [change])

  const middle = { x: window.width / 2, y: window.height / 2 }
  const steps = {
    larger: () => change((before) => zoom(before, 1.4, middle)),
    smaller: () => change((before) => zoom(before, 1 / 1.4, middle)),
    all: () => setMoved(first().scale === fit(whole, window).scale ? null : fit(whole, window)),
  }
  return {
    frame,
    view,
    window,
    change,
    isDragged,
    ...steps,
    onKeyDown: (event: KeyboardEvent) => {
      const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key]
      if (!step) return
      event.preventDefault()
      steps[step]()
    },
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      fingers.current.set(event.pointerId, pointOf(event.currentTarget, event))
      setDragged(false)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const from = fingers.current.get(event.pointerId)
      if (!from) return
      const to = pointOf(event.currentTarget, event)
      // A finger is never quite still: what is only pressed must stay pressed.
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) {
        if (Math.hypot(to.x - from.x, to.y - from.y) < still && fingers.current.size < 2) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setDragged(true)
      }
      const [other] = [...fingers.current].filter(([id]) => id !== event.pointerId).map(([, at]) => at)
      fingers.current.set(event.pointerId, to)
      change((before) =>
        other ? pinch(before, [from, other], [to, other]) : pan(before, { x: to.x - from.x, y: to.y - from.y }),
      )
    },
    onPointerEnd: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId)
      setDragged(false)
    },
  }
}

const still = 5

const keys: Readonly<Record<string, 'larger' | 'smaller' | 'all'>> = {
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  '0': 'all',
}

function pointOf(element: Element, event: { readonly clientX: number; readonly clientY: number }): Point {
  const { left, top } = element.getBoundingClientRect()
  return { x: event.clientX - left, y: event.clientY - top }
}
