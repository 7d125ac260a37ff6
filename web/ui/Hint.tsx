import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import styles from './Hint.module.css'

/**
 * A sentence that shows while its owner is hovered, focused or pressed; Escape puts it away. Spread `owner` on the
 * element and render `hint` beside it. Without words it does nothing. It lives in the top layer, so nothing clips it.
 */
export function useHint(words: string | undefined, role: 'describes' | 'names' = 'describes'): Hinted {
  const id = useId()
  const hint = useRef<HTMLSpanElement>(null)
  const [anchor, setAnchor] = useState<Element | null>(null)
  const isShown = anchor !== null

  useEffect(() => {
    const element = hint.current
    if (!anchor || !element) return undefined
    element.showPopover()
    place(element, anchor.getBoundingClientRect())
    const leave = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key === 'Escape') setAnchor(null)
    }
    addEventListener('keydown', leave)
    addEventListener('scroll', leave, true)
    return () => {
      removeEventListener('keydown', leave)
      removeEventListener('scroll', leave, true)
      element.hidePopover()
    }
  }, [anchor])

  if (!words) return { owner: {}, hint: null, show: () => undefined }
  const show = (element: Element) => setAnchor(element)
  const hide = () => setAnchor(null)
  return {
    show,
    owner: {
      onPointerEnter: (event) => {
        if (event.pointerType === 'mouse') show(event.currentTarget)
      },
      onPointerLeave: hide,
      onFocus: (event) => {
        if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget)
      },
      onBlur: hide,
      ...(role === 'describes' ? { 'aria-describedby': id } : { 'aria-label': words }),
    },
    hint: (
      <span ref={hint} id={id} popover="manual" role="tooltip" className={styles.hint} aria-hidden={!isShown}>
        {words}
      </span>
    ),
  }
}

type Hinted = {
  readonly owner: {
    readonly onPointerEnter?: (event: React.PointerEvent) => void
    readonly onPointerLeave?: () => void
    readonly onFocus?: (event: React.FocusEvent) => void
    readonly onBlur?: () => void
    readonly 'aria-describedby'?: string
    readonly 'aria-label'?: string
  }
  readonly hint: ReactNode
  readonly show: (element: Element) => void
}

const marginPx = 8

/** Above the owner when there is room, else below; always inside the window. */
function place(hint: HTMLElement, around: DOMRect): void {
  const own = hint.getBoundingClientRect()
  const above = around.top - own.height - 6
  const left = around.left + around.width / 2 - own.width / 2
  hint.style.top = `${above > marginPx ? above : around.bottom + 6}px`
  hint.style.left = `${Math.max(marginPx, Math.min(left, innerWidth - own.width - marginPx))}px`
}
