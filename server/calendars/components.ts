// An iCalendar file cut into its components, each with the line on which it begins, so that one that is broken costs no other.
import { calendarLimits, type UnreadableCode } from '../../domain/calendars/event.ts'

/** A component as its unfolded lines, without those of the components inside it. */
export type Component = {
  readonly name: string
  readonly line: number
  readonly lines: readonly string[]
  readonly parts: readonly Component[]
}

export type Cut =
  { readonly calendars: readonly Component[] } | { readonly because: UnreadableCode; readonly line: number | null }

const deepest = 8

/** Which calendars are in this text? Lines end with CRLF, LF or CR, and go on where the next one begins with a space. */
export function componentsIn(text: string): Cut {
  const open: Making[] = []
  const calendars: Component[] = []
  let count = 0
  for (const { line, text: content } of contentLines(text)) {
    const begins = /^BEGIN:\s*([A-Z0-9-]+)\s*$/i.exec(content)?.[1]?.toUpperCase()
    const ends = /^END:\s*([A-Z0-9-]+)\s*$/i.exec(content)?.[1]?.toUpperCase()
    const here = open.at(-1)
    if (begins) {
      count += 1
      if (count > calendarLimits.components) return { because: 'too_many_events', line }
      if (open.length >= deepest) return { because: 'too_deep', line }
      if (!here && begins !== 'VCALENDAR') return { because: 'not_a_calendar', line }
      open.push({ name: begins, line, lines: [], parts: [] })
    } else if (ends) {
      if (here?.name !== ends) return { because: here ? 'cut_off' : 'not_a_calendar', line }
      open.pop()
      const outer = open.at(-1)
      if (outer) outer.parts.push(here)
      else calendars.push(here)
    } else if (here) here.lines.push(content)
    else if (content.trim() !== '') return { because: 'not_a_calendar', line }
  }
  const [unclosed] = open
  if (unclosed) return { because: 'cut_off', line: unclosed.line }
  return calendars.length > 0 ? { calendars } : { because: 'not_a_calendar', line: null }
}

type Making = { readonly name: string; readonly line: number; readonly lines: string[]; readonly parts: Component[] }

/** Lines put together again, each with the number of its first. Programs that fold wrongly leave empty lines between. */
function* contentLines(text: string): Generator<{ readonly line: number; readonly text: string }> {
  let pieces: string[] = []
  let first = 1
  let line = 0
  for (const piece of text.split(/\r\n|\n|\r/)) {
    line += 1
    if ((piece.startsWith(' ') || piece.startsWith('\t')) && pieces.length > 0) {
      pieces.push(piece.slice(1))
      continue
    }
    if (pieces.length > 0) yield { line: first, text: pieces.join('') }
    pieces = piece === '' ? [] : [piece]
    first = line
  }
  if (pieces.length > 0) yield { line: first, text: pieces.join('') }
}
