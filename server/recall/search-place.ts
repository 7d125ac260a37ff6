// Where a search goes on: after the last of each kind of thing that was shown.
import type { Instant } from '../../domain/time.ts'
import { refuse } from '../refusal.ts'

export type Place = { readonly at: Instant; readonly id: number }
export type Places = { readonly case: Place | null; readonly entry: Place | null }

export function placeText({ case: ofCases, entry }: Places): string {
  return [ofCases, entry].map((place) => (place ? `${place.at.toString()}~${place.id}` : '-')).join('_')
}

/** What `placeText` wrote; anything else is refused. */
export function placeFrom(text: string | undefined): Places {
  if (text === undefined) return { case: null, entry: null }
  const [ofCases, entry, ...more] = text.split('_')
  if (ofCases === undefined || entry === undefined || more.length > 0) refuse('search_place_unknown')
  return { case: onePlace(ofCases), entry: onePlace(entry) }
}

function onePlace(text: string): Place | null {
  if (text === '-') return null
  const [, at = '', id = ''] = /^([\d:.TZ-]{10,40})~(\d{1,15})$/.exec(text) ?? []
  try {
    return { at: Temporal.Instant.from(at), id: Number(id) }
  } catch {
    return refuse('search_place_unknown')
  }
}
