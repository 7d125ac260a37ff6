import { useEffect, useRef, useState } from 'react'
import type { PointerEvent, RefObject } from 'react'

/**
 * Moves the entries of a list by their handles: an entry changes places with its neighbour once the pointer has passed the
 * middle of that one. Escape, or a pointer that the system takes away, puts it back.
 */
export function useReorder(list: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number | null>(null)
  const latest = useRef(onMove)
  useEffect(() => {
    latest.current = onMove
  })
  const hold = (start: number, event: PointerEvent<HTMLElement>) => {
    if (!event.isPrimary || event.button !== 0) return
    event.preventDefault()
    event.currentTarget.focus()
    const over = new AbortController()
    const { signal } = over
    let at = start
    const place = (to: number) => {
      if (to === at) return
      latest.current(at, to)
      at = to
      setDragged(to)
    }
    const end = () => {
      over.abort()
      setDragged(null)
    }
    const cancel = () => {
      place(start)
      end()
    }
    setDragged(start)
    addEventListener(
      'pointermove',
      ({ clientY }) => {
        const entries = [...(list.current?.querySelectorAll('[data-route]') ?? [])]
        place(
          placeAt(
            entries.map((entry) => entry.getBoundingClientRect()),
            at,
            clientY,
          ),
        )
      },
      { signal },
    )
    addEventListener('pointerup', end, { signal })
    addEventListener('pointercancel', cancel, { signal })
    addEventListener('blur', cancel, { signal })
    addEventListener('keydown', (key) => (key.key === 'Escape' ? cancel() : undefined), { signal, capture: true })
  }
  return { dragged, hold }
}

type Extent = { readonly top: number; readonly height: number }

/** Where does the entry at `at` stand when the pointer is at this height? One place at a time: entries differ in height. */
export function placeAt(entries: readonly Extent[], at: number, y: number): number {
  const middle = (entry: Extent | undefined) => (entry ? entry.top + entry.height / 2 : null)
  const [above, below] = [middle(entries[at - 1]), middle(entries[at + 1])]
  if (above !== null && y < above) return at - 1
  if (below !== null && y > below) return at + 1
  return at
}
