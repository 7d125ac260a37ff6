// A cover request while it is being written in the dialog.
import type { EndpointInput, EndpointOutput } from '../api.ts'
import { isoOf } from './span-words.ts'
import type { Window } from './timeline.ts'

export type Candidates = EndpointOutput<'listCoverCandidates'>['candidates']

export type AskingDraft = {
  readonly kind: 'cover' | 'swap'
  /** Null while the times are not whole. */
  readonly span: Window | null
  /** Of a cover: those who were chosen; null is everybody who could. */
  readonly whom: readonly string[] | null
  /** Of a swap: with whom, and which of their shifts. */
  readonly giver: string
  readonly theirs: (Window & { readonly scheduleId: string }) | null
  readonly note: string
}

/** Whom "everybody who could" means. */
export function freeOf(candidates: Candidates): readonly string[] {
  return candidates.filter(({ isFree }) => isFree).map(({ personId }) => personId)
}

/** What is missing, in the order of the form. */
export function faultOfAsking(draft: AskingDraft, candidates: Candidates): 'time' | 'whom' | 'shift' | null {
  if (!draft.span) return 'time'
  if (draft.kind === 'cover') return (draft.whom ?? freeOf(candidates)).length === 0 ? 'whom' : null
  if (draft.giver === '') return 'whom'
  return draft.theirs ? null : 'shift'
}

/** What is sent; null while something is missing. */
export function askedOf({ kind, span, whom, giver, theirs, note }: AskingDraft, scheduleId: string) {
  if (!span) return null
  const asked: EndpointInput<'askCover'> = { scheduleId, ...piece(span), note: note.trim() }
  if (kind === 'cover') return whom ? { ...asked, of: [...whom] } : asked
  return theirs ? { ...asked, of: [giver], inReturn: { scheduleId: theirs.scheduleId, ...piece(theirs) } } : null
}

function piece(window: Window) {
  const { from: startsAt, to: endsAt } = isoOf(window)
  return { startsAt, endsAt }
}
