import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { MouseEvent, PointerEvent, Ref } from 'react'
import { focusedRow } from '../shell/keys.ts'
import { useWords } from '../words/words.ts'
import { AlertRow } from './AlertRow.tsx'
import { useClosing } from './closing.ts'
import { countOf, placeOf, rowAt } from './list-window.ts'
import type { Alert } from './may.ts'
import type { AlertList, Sight } from './use-alert-list.ts'
import styles from './VirtualRows.module.css'

const longPressMs = 450
/** Rows before the end at which it is read on. */
const early = 40

export type RowsHandle = {
  /** Moves the focus by so many rows; gives the alert that has it then, when it is here. */
  readonly move: (step: number) => void
  readonly focused: () => Alert | null
}

/** As many rows as fit, of however many there are. */
export function VirtualRows({ list, label, isChoosing, chosen, onChoose, onSight, onEnd, ref }: VirtualRowsProps) {
  const say = useWords('alertList')
  const box = useRef<HTMLUListElement>(null)
  const last = useRef(-1)
  /** The click that ends a long press opens nothing. */
  const longPressed = useRef(false)
  const [margin, setMargin] = useState(0)
  const closing = useClosing()
  const count = countOf(list)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- it ends by itself: the second time nothing has moved
  useLayoutEffect(() => {
    const top = (box.current?.getBoundingClientRect().top ?? 0) + scrollY
    // What stands above may wrap otherwise: the list begins where it begins.
    if (Math.abs(top - margin) > 1) setMargin(top)
  })
  // oxlint-disable-next-line react/incompatible-library -- its values stay in this component
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: () => (innerWidth < 768 ? 120 : 62),
    overscan: 8,
    scrollMargin: margin,
    scrollPaddingStart: 72,
    scrollPaddingEnd: 130,
    getItemKey: (index) => rowAt(list, index)?.id ?? `place ${index}`,
  })
  const items = virtual.getVirtualItems()
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const isTop = (virtual.scrollOffset ?? 0) < margin + 40
  useEffect(() => onSight({ isTop, from, to }), [onSight, isTop, from, to])
  const isNearEnd = to >= count - early
  useEffect(() => {
    if (isNearEnd && list.next !== undefined) void onEnd()
  }, [isNearEnd, list.next, onEnd])

  useImperativeHandle(ref, () => ({
    focused: () => {
      const id = focusedRow()
      const at = id === undefined ? -1 : placeOf(list, Number(id))
      return at < 0 ? null : rowAt(list, at)
    },
    move: (step) => {
      const id = focusedRow()
      const here = id === undefined ? last.current : placeOf(list, Number(id))
      const next = Math.max(0, Math.min(count - 1, here < 0 ? from : here + step))
      last.current = next
      virtual.scrollToIndex(next, { align: 'auto' })
      focusWhenDrawn(box.current, next)
    },
  }))

  return (
    <ul ref={box} className={styles.rows} style={{ blockSize: virtual.getTotalSize() }} aria-label={label}>
      {items.map((item) => {
        const place = {
          ref: virtual.measureElement,
          'data-index': item.index,
          'aria-posinset': item.index + 1,
          'aria-setsize': list.next === undefined ? count : -1,
          style: { transform: `translateY(${item.start - margin}px)` },
        }
        const alert = rowAt(list, item.index)
        if (!alert) {
          return (
            <li key={item.key} {...place} className={styles.missing}>
              {say('row')}
            </li>
          )
        }
        return (
          <AlertRow
            key={item.key}
            alert={alert}
            choice={{
              isChosen: chosen(alert.id),
              isChoosing,
              onChoose: (isRange) => onChoose(alert, isRange),
            }}
            place={{ ...place, ...pressed(alert), ...leaving(closing.has(alert.id)) }}
          />
        )
      })}
    </ul>
  )

  /** On a phone a long press chooses; while somebody is choosing a tap does. */
  function pressed(alert: Alert) {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = () => clearTimeout(timer)
    return {
      onPointerDown: (event: PointerEvent) => {
        if (event.pointerType !== 'touch' || isChoosing) return
        timer = setTimeout(() => {
          longPressed.current = true
          onChoose(alert, false)
        }, longPressMs)
        addEventListener('pointerup', stop, { once: true })
        addEventListener('pointercancel', stop, { once: true })
      },
      onContextMenu: (event: MouseEvent) => {
        if (matchMedia('(pointer: coarse)').matches) event.preventDefault()
      },
      onClickCapture: (event: MouseEvent) => {
        const isLetGo = longPressed.current
        longPressed.current = false
        if (isLetGo) event.preventDefault()
        if (isLetGo) return event.stopPropagation()
        if (!isChoosing || !matchMedia('(pointer: coarse)').matches) return
        if (event.target instanceof Element && event.target.closest('label, input')) return
        event.preventDefault()
        event.stopPropagation()
        onChoose(alert, false)
      },
    }
  }
}

function leaving(is: boolean) {
  return is ? { 'data-leaving': true } : {}
}

/** The row may be drawn a moment after it was scrolled to. */
function focusWhenDrawn(box: HTMLElement | null, index: number, tries = 12): void {
  const row = box?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row]`)
  if (row) return row.focus({ preventScroll: true })
  if (tries > 0) requestAnimationFrame(() => focusWhenDrawn(box, index, tries - 1))
}

type VirtualRowsProps = {
  readonly list: AlertList
  readonly label: string
  readonly isChoosing: boolean
  readonly chosen: (alertId: number) => boolean
  readonly onChoose: (alert: Alert, isRange: boolean) => void
  readonly onSight: (sight: Sight) => void
  readonly onEnd: () => unknown
  readonly ref: Ref<RowsHandle>
}
