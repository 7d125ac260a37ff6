import type { Drag } from './DragArea.tsx'
import type { Bar, Share } from './timeline.ts'

/** By which a hand finds a bar, and which of its ends it cannot take: those that are past, or lie elsewhere. */
export function dragMarks(bar: Bar, share: Share, drag: Drag | null) {
  if (!drag) return {}
  const { from } = drag.ruler
  const isFixed = bar.kind === 'gap' || bar.until <= from
  const cut = [
    ...(isFixed || share.isCutBefore || bar.beganBefore || bar.from < from ? ['before'] : []),
    ...(isFixed || share.isCutAfter || bar.goesOn ? ['after'] : []),
    ...(isFixed ? ['whole'] : []),
  ]
  return { 'data-bar': bar.from, 'data-cut': cut.join(' ') }
}
