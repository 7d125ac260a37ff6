// Bytes of a foreign calendar as events in a window. It can take seconds for megabytes: see read-in-thread.ts.
import {
  calendarLimits,
  type EventProblem,
  type EventProblemCode,
  type UnreadableCode,
} from '../../domain/calendars/event.ts'
import { componentsIn, type Component } from './components.ts'
import { parameterOf, propertiesOf, textOf, type Properties, type Property } from './properties.ts'
import { occurrences, TooManySteps } from './recurrence.ts'
import { utc, wallFinder, wallMsOf, wallOfZone, zoneNamed, type Wall } from './wall.ts'
import { mailsIn, mailsOf, plainLine, priorityIn } from './said.ts'

/** As plain values, because this crosses from one thread to another. */
export type RawEvent = {
  readonly uid: string
  readonly startMs: number
  readonly endMs: number
  readonly summary: string
  readonly mails: readonly string[]
  readonly written: readonly string[]
  readonly organizer: string | null
  readonly priority: number
}
export type RawReading =
  | {
      readonly isRead: true
      readonly events: readonly RawEvent[]
      readonly problems: readonly EventProblem[]
      readonly cancelled: number
    }
  | { readonly isRead: false; readonly because: UnreadableCode; readonly line: number | null }

/** `zone` is the wall clock of times that name none, where the calendar names none either. */
export type Asking = { readonly fromMs: number; readonly toMs: number; readonly zone: string }

/** What does this file say between two moments? Events that cannot be read are told, and cost no other. */
export function readICalendar(bytes: Uint8Array, asking: Asking): RawReading {
  if (bytes.length > calendarLimits.bytes) return { isRead: false, because: 'too_large', line: null }
  const cut = componentsIn(textIn(bytes))
  if ('because' in cut) return { isRead: false, ...cut }
  const reading = new ReadingOf(asking, cut.calendars)
  for (const calendar of cut.calendars) {
    reading.begin(calendar)
    for (const part of calendar.parts) if (part.name === 'VEVENT') reading.take(part)
    if (reading.isFull) return { isRead: false, because: 'too_many_events', line: null }
  }
  return reading.done()
}

function textIn(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  // A byte order mark at the beginning is no part of the text.
  return new TextDecoder(isUtf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes)
}

class Unreadable extends Error {
  readonly because: EventProblemCode
  constructor(because: EventProblemCode, detail = '') {
    super(detail)
    this.because = because
  }
}

/** A time as it is written: on which clock, and whether it is a whole day. */
type Time = { readonly wallMs: number; readonly wall: Wall; readonly isDay: boolean }

/** An event before its exceptions are known. */
type Master = {
  readonly uid: string
  /** It stands in for one occurrence of the event with this UID. */
  readonly isException: boolean
  readonly spans: readonly { readonly startMs: number; readonly endMs: number }[]
  readonly words: Pick<RawEvent, 'summary' | 'mails' | 'written' | 'organizer' | 'priority'>
}

const dayMs = 86_400_000

class ReadingOf {
  readonly #asking: Asking
  readonly #wallOf: (tzid: string) => Wall | undefined
  readonly #masters: Master[] = []
  /** The occurrences that something else stands in for, by the UID of their event. */
  readonly #replaced = new Map<string, Set<number>>()
  readonly #problems: EventProblem[] = []
  #cancelled = 0
  #count = 0
  #floating: Wall

  constructor(asking: Asking, calendars: readonly Component[]) {
    this.#asking = asking
    this.#floating = wallOfZone(asking.zone)
    const definitions = calendars.flatMap(({ parts }) => parts.filter(({ name }) => name === 'VTIMEZONE'))
    this.#wallOf = wallFinder(definitions, asking)
  }

  get isFull(): boolean {
    return this.#count > calendarLimits.events
  }

  begin({ lines }: Component): void {
    const named = lines.find((line) => /^X-WR-TIMEZONE[;:]/i.test(line))
    const zone = named && zoneNamed(named.slice(named.indexOf(':') + 1))
    this.#floating = wallOfZone(zone || this.#asking.zone)
  }

  take(event: Component): void {
    if (this.isFull) return
    const uid = uidOf(event)
    try {
      this.#read(event, uid ?? `line ${event.line}`)
    } catch (error) {
      const [because, detail] =
        error instanceof Unreadable
          ? ([error.because, error.message] as const)
          : error instanceof TooManySteps
            ? (['rule_takes_too_long', ''] as const)
            : (['not_written_right', error instanceof Error ? error.message : ''] as const)
      if (this.#problems.length >= calendarLimits.problems) return
      this.#problems.push({ line: event.line, uid, because, detail: plainLine(detail) })
    }
  }

  done(): RawReading {
    const events = this.#masters.flatMap(({ uid, isException, spans, words }) => {
      const replaced = isException ? undefined : this.#replaced.get(uid)
      return spans.filter(({ startMs }) => !replaced?.has(startMs)).map((span) => ({ uid, ...span, ...words }))
    })
    return { isRead: true, events, problems: this.#problems, cancelled: this.#cancelled }
  }

  #read(event: Component, uid: string): void {
    const said = propertiesOf(event)
    const start = this.#timeOf(said.get('dtstart')?.[0], 'starts_unknown')
    const exception = said.get('recurrence-id')?.[0]
    if (exception) {
      if (parameterOf(exception, 'range')) throw new Unreadable('changes_what_follows')
      const of = this.#timeOf(exception, 'starts_unknown')
      const replaced = this.#replaced.get(uid) ?? new Set()
      this.#replaced.set(uid, replaced.add(epochOf(of)))
    }
    if (/^cancelled$/i.test(textOf(said, 'status').trim())) {
      this.#cancelled += 1
      return
    }
    const end = this.#endOf(said, start)
    const { fromMs, toMs } = this.#asking
    const spans = this.#startsOf(event, said, { start, lastsMs: end.wallMs - start.wallMs })
      .map((wallMs) => ({
        startMs: start.wall.toEpochMs(wallMs),
        endMs: end.wall.toEpochMs(wallMs + (end.wallMs - start.wallMs)),
      }))
      .filter(({ startMs, endMs }) => startMs < toMs && endMs > fromMs && endMs > startMs)
    this.#count += spans.length
    if (spans.length > 0) this.#masters.push({ uid, isException: exception !== undefined, spans, words: wordsOf(said) })
  }

  /** Every beginning that can matter, on the clock of the event: the first, those of its rules and dates, without exceptions. */
  #startsOf(
    event: Component,
    said: Properties,
    { start, lastsMs }: { readonly start: Time; readonly lastsMs: number },
  ): readonly number[] {
    const { fromMs, toMs } = this.#asking
    const window = { fromMs: start.wall.toWallMs(fromMs) - lastsMs - dayMs, toMs: start.wall.toWallMs(toMs) + dayMs }
    const starts = new Set([start.wallMs])
    for (const line of event.lines.filter((each) => /^RRULE[;:]/i.test(each))) {
      for (const ms of occurrencesOf(line.slice(line.indexOf(':') + 1), start, window)) starts.add(ms)
    }
    for (const one of said.get('rdate') ?? []) {
      for (const time of this.#timesOf(one)) starts.add(start.wall.toWallMs(epochOf(time)))
    }
    for (const one of said.get('exdate') ?? []) {
      for (const time of this.#timesOf(one)) {
        const wallMs = time.isDay && !start.isDay ? null : start.wall.toWallMs(epochOf(time))
        for (const each of starts) {
          if (each === wallMs || (wallMs === null && Math.floor(each / dayMs) === Math.floor(time.wallMs / dayMs)))
            starts.delete(each)
        }
      }
    }
    return [...starts]
  }

  #endOf(said: Properties, start: Time): Time {
    const property = said.get('dtend')?.[0]
    if (property) {
      const end = this.#timeOf(property, 'ends_unknown')
      if (epochOf(end) <= epochOf(start)) {
        // Some programs end a whole day on the day itself.
        if (end.isDay && end.wallMs === start.wallMs) return { ...end, wallMs: end.wallMs + dayMs }
        throw new Unreadable('ends_before_it_starts')
      }
      // On the clock of the beginning, so that it recurs by that clock.
      return { ...start, wallMs: start.wall.toWallMs(epochOf(end)) }
    }
    const duration = said.get('duration')?.[0]?.values[0]
    if (typeof duration === 'string') {
      const lastsMs = durationMs(duration)
      if (lastsMs === undefined) throw new Unreadable('ends_unknown')
      if (lastsMs <= 0) throw new Unreadable('ends_before_it_starts')
      return { ...start, wallMs: start.wallMs + lastsMs }
    }
    if (!start.isDay) throw new Unreadable('ends_unknown')
    return { ...start, wallMs: start.wallMs + dayMs }
  }

  #timeOf(property: Property | undefined, without: EventProblemCode): Time {
    const [time] = property ? this.#timesOf(property) : []
    if (!time) throw new Unreadable(without)
    return time
  }

  #timesOf(property: Property): readonly Time[] {
    return property.values.flatMap((value) => {
      // A period is a beginning and an end; the event's own length holds.
      const text = Array.isArray(value) ? String(value[0]) : String(value)
      const wallMs = wallMsOf(text)
      if (wallMs === undefined) return []
      const isDay = !text.includes('T')
      return [{ wallMs, isDay, wall: text.endsWith('Z') ? utc : this.#clockOf(property) }]
    })
  }

  #clockOf(property: Property): Wall {
    const tzid = parameterOf(property, 'tzid')
    if (tzid === undefined) return this.#floating
    const wall = this.#wallOf(tzid)
    if (!wall) throw new Unreadable('zone_unknown', tzid)
    return wall
  }
}

function occurrencesOf(
  rule: string,
  start: Time,
  window: { readonly fromMs: number; readonly toMs: number },
): number[] {
  try {
    return occurrences(rule, start.wallMs, window, start.wall)
  } catch (error) {
    if (error instanceof TooManySteps) throw error
    throw new Unreadable('rule_not_read', error instanceof Error ? error.message : '')
  }
}

function epochOf({ wall, wallMs }: Time): number {
  return wall.toEpochMs(wallMs)
}

function uidOf({ lines }: Component): string | null {
  const line = lines.find((each) => /^UID[;:]/i.test(each))
  return (line && plainLine(line.slice(line.indexOf(':') + 1))) || null
}

function wordsOf(said: Properties): Master['words'] {
  const summary = plainLine(textOf(said, 'summary'))
  return {
    summary,
    mails: mailsOf(said.get('attendee') ?? []),
    written: mailsIn(`${textOf(said, 'summary')} ${textOf(said, 'description')}`),
    organizer: mailsOf(said.get('organizer') ?? [])[0] ?? null,
    priority: priorityIn(summary),
  }
}

/** `P1DT12H`, `PT8H`, `P1W` */
function durationMs(text: string): number | undefined {
  const [, sign = '', weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^([+-]?)P(?=.)(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(
      text,
    ) ?? []
  if (!/^[+-]?P/.test(text) || !/\d/.test(text)) return undefined
  const ms = (Number(weeks) * 7 + Number(days)) * dayMs
  const rest = (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000
  return (sign === '-' ? -1 : 1) * (ms + rest)
}
