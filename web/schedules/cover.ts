// Cover requests as the screens need them: what a request is to me, and when somebody is looked for.
import type { EndpointOutput } from '../api.ts'
import type { Bar, Window } from './timeline.ts'

export type CoverTold = EndpointOutput<'getCover'>
type Piece = CoverTold['open'][number]

/** What a request is to this person: theirs, one that waits for their answer, one they have answered, or somebody else's. */
export function standOf(cover: CoverTold, me: string): 'mine' | 'waiting' | 'answered' | 'others' {
  if (cover.askerId === me) return 'mine'
  const asked = cover.asked.find(({ personId }) => personId === me)
  if (!asked) return 'others'
  return cover.state === 'open' && asked.answer === 'none' ? 'waiting' : 'answered'
}

/** Is it my turn: to answer what I am asked, or, as the asker, to agree to a part that somebody would take? */
export function waitsForMe(cover: CoverTold, me: string): boolean {
  const stand = standOf(cover, me)
  if (stand !== 'mine') return stand === 'waiting'
  return cover.state === 'open' && cover.parts.some(({ isAgreed }) => !isAgreed)
}

/** Is somebody looked for in a part of this shift? */
export function isLookedFor(covers: readonly CoverTold[], scheduleId: string, bar: Bar): boolean {
  if (bar.kind === 'gap') return false
  return covers.some(
    (cover) =>
      cover.scheduleId === scheduleId &&
      cover.askerId === bar.personId &&
      cover.open.map(windowOf).some(({ from, until }) => from < bar.until && until > bar.from),
  )
}

/** `[startsAt, endsAt)` as a window. */
export function windowOf({ startsAt, endsAt }: Piece): Window {
  return { from: Date.parse(startsAt), until: Date.parse(endsAt) }
}

/** From where until where somebody is looked for; all of it once it has ended. */
export function boundsOf(cover: CoverTold): Window {
  const [first = cover] = cover.open
  return { from: windowOf(first).from, until: windowOf(cover.open.at(-1) ?? cover).until }
}

/** The window in `?cover=from/until`, as links from elsewhere carry it; null when it is none. */
export function readSpan(text: string): Window | null {
  const [from = NaN, until = NaN] = text.split('/').map((part) => Date.parse(part))
  return from < until ? { from, until } : null
}
