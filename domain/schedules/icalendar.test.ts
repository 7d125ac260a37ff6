import * as fc from 'fast-check'
import ICAL from 'ical.js'
import { convertIcsCalendar } from 'ts-ics'
import { describe, expect, test } from 'vitest'
import { calendarText, escaped, folded, stamp, type Calendar, type CalendarEvent } from './icalendar.ts'

const at = (text: string) => Temporal.Instant.from(text)
const edition = { at: at('2026-03-01T12:00:00.789Z'), number: 7 }
const event: CalendarEvent = {
  uid: 's1-primary-ana-20260302T080000Z@baton',
  startsAt: at('2026-03-02T08:00:00Z'),
  endsAt: at('2026-03-09T08:00:00Z'),
  summary: 'On call: Payments (primary)',
  url: 'https://baton.example.com/schedules/s1',
}
const octets = (text: string) => Buffer.byteLength(text)

test('a calendar as programs read it', () => {
  expect(calendarText({ name: 'On call: Payments, EU', about: null, events: [event] }, edition).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Baton//On call//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    String.raw`X-WR-CALNAME:On call: Payments\, EU`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    'BEGIN:VEVENT',
    'UID:s1-primary-ana-20260302T080000Z@baton',
    'DTSTAMP:20260301T120000Z',
    'LAST-MODIFIED:20260301T120000Z',
    'SEQUENCE:7',
    'DTSTART:20260302T080000Z',
    'DTEND:20260309T080000Z',
    'SUMMARY:On call: Payments (primary)',
    'URL:https://baton.example.com/schedules/s1',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

describe('folding', () => {
  // One, two, three and four octets; the last is four people joined, where a break falls between two of them.
  test.each(['a', 'é', '온', '🔥', '👩‍👩‍👧‍👦'])('breaks before %s at every offset, never inside it', (letter) => {
    for (let before = 0; before <= 160; before += 1) {
      const line = `${'x'.repeat(before)}${letter.repeat(40)}${'y'.repeat(80)}`
      const pieces = folded(line).split('\r\n')
      expect(pieces.map((piece) => octets(piece)).filter((size) => size > 75)).toEqual([])
      // A piece that had room for the next character was broken too early.
      for (const [index, piece] of pieces.slice(0, -1).entries()) {
        const [next = ''] = (pieces[index + 1] ?? '').slice(1)
        expect(octets(piece) + octets(next)).toBeGreaterThan(75)
      }
      expect(pieces.map((piece, index) => (index === 0 ? piece : piece.slice(1))).join('')).toBe(line)
      expect(Buffer.from(folded(line)).toString()).toBe(folded(line))
      expect(pieces.slice(1).filter((piece) => !piece.startsWith(' '))).toEqual([])
    }
  })

  test('leaves a line of 75 octets whole', () => {
    expect(folded('x'.repeat(75))).toBe('x'.repeat(75))
    expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`)
  })
})

test.each([
  ['a,b;c\\d', String.raw`a\,b\;c\\d`],
  ['one\ntwo\r\nthree\rfour', String.raw`one\ntwo\nthree\nfour`],
  [String.raw`\n is no newline`, String.raw`\\n is no newline`],
  ['bell\u0007 zero\u0000 next\u0085 tab\t', 'bell zero next tab\t'],
  ['half \ud83d', 'half \ufffd'],
  ['"quotes": and colons', '"quotes": and colons'],
])('%j is escaped', (text, written) => {
  expect(escaped(text)).toBe(written)
})

test('a text cannot add a property or an event', () => {
  const summary = 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:y'
  const text = calendarText({ name: 'x\r\nATTACH:y', about: null, events: [{ ...event, summary }] }, edition)
  const read = readByIcalJs(text)
  expect(read.events).toHaveLength(1)
  expect(text).not.toMatch(/^(ATTACH|SUMMARY:y)/m)
})

test('an empty calendar still has a component, which shows nothing', () => {
  const text = calendarText({ name: 'x', about: null, events: [] }, edition)
  expect(readByIcalJs(text).events).toEqual([])
  expect(readByTsIcs(text).events).toEqual([])
  expect(text).toContain('BEGIN:VTIMEZONE')
})

test('two independent readers read back what was written', () => {
  fc.assert(
    fc.property(someCalendar, fc.integer({ min: 0, max: 2 ** 31 - 1 }), someInstant, (calendar, number, stampedAt) => {
      const text = calendarText(calendar, { at: stampedAt, number })
      expect(text.split('\r\n').filter((line) => octets(line) > 75 || /[\r\n]/.test(line))).toEqual([])
      const wanted = { name: escaped(calendar.name), events: calendar.events.map((one) => told(one)) }
      const edited = { sequence: number, stampedAt: stamp(stampedAt), changedAt: stamp(stampedAt) }
      const whole = { ...wanted, events: wanted.events.map((one) => ({ ...one, ...edited })) }
      expect(readByIcalJs(text)).toEqual(whole)
      expect(readByTsIcs(text)).toEqual(whole)
    }),
    { numRuns: 300 },
  )
})

type Told = { uid: string; startsAt: string; endsAt: string; summary: string; url: string }
type Read = { name: string; events: (Told & { sequence: number; stampedAt: string; changedAt: string })[] }

/** An event with its text as a reader can hear it: without control characters, each end of a line the same. */
function told({ uid, startsAt, endsAt, summary, url }: CalendarEvent): Told {
  const heard = summary.toWellFormed().replaceAll(/\r\n?/g, '\n')
  return { uid, startsAt: stamp(startsAt), endsAt: stamp(endsAt), summary: heard.replaceAll(noPlace, ''), url }
}
const noPlace = /[\p{Cc}--[\t\n]]/gv

/** Names of calendars are X- properties, which neither reader unescapes. */
function readByIcalJs(text: string): Read {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent').map((one) => {
    const value = (name: string) => {
      const found = one.getFirstPropertyValue(name)
      return found instanceof ICAL.Time ? stamp(at(found.toJSDate().toISOString())) : String(found)
    }
    expect(value('transp')).toBe('TRANSPARENT')
    return {
      uid: value('uid'),
      startsAt: value('dtstart'),
      endsAt: value('dtend'),
      summary: value('summary'),
      url: value('url'),
      sequence: Number(value('sequence')),
      stampedAt: value('dtstamp'),
      changedAt: value('last-modified'),
    }
  })
  return { name: String(calendar.getFirstPropertyValue('x-wr-calname')), events }
}

function readByTsIcs(text: string): Read {
  const { name = '', events = [] } = convertIcsCalendar(undefined, text)
  const moment = (of: { readonly date: Date } | null | undefined) => (of ? stamp(at(of.date.toISOString())) : '')
  return {
    name,
    events: events.map((one) => ({
      uid: one.uid,
      startsAt: moment(one.start),
      endsAt: moment(one.end),
      summary: one.summary,
      url: one.url ?? '',
      sequence: one.sequence ?? 0,
      stampedAt: moment(one.stamp),
      changedAt: moment(one.lastModified),
    })),
  }
}

const someInstant = fc
  .integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2099, 11, 31) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms))

const someText = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }),
    fc.string({
      unit: fc.constantFrom('온', '콜', '🔥', '👩‍💻', 'a', ' ', ',', ';', ':', '\\', 'n', '\n', '\r\n', '"', '\t'),
    }),
  )
  // ts-ics reads an empty value as none, and looks for the words of the format inside of texts too.
  .filter((text) => /[^\p{Cc}]/u.test(text) && !/(?:BEGIN|END):/i.test(text))

const someEvent = fc
  .record({ id: fc.uuid(), startsAt: someInstant, seconds: fc.integer({ min: 1, max: 10_000_000 }), summary: someText })
  .map(({ id, startsAt, seconds, summary }) => ({
    uid: `${id}-primary-${id}-${stamp(startsAt)}@baton`,
    startsAt,
    endsAt: startsAt.add({ seconds }),
    summary,
    url: `https://baton.example.com/schedules/${id}`,
  }))

const someCalendar: fc.Arbitrary<Calendar> = fc.record({
  name: someText,
  about: fc.option(someText),
  events: fc.array(someEvent, { minLength: 1, maxLength: 6 }),
})
