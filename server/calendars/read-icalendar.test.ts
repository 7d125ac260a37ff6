import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import * as corpus from './corpus.test-support.ts'
import { readICalendar, type RawReading } from './read-icalendar.ts'

const { calendar, event } = corpus
const now = Date.parse('2026-03-20T12:00:00Z')
const day = 86_400_000
const asking = { fromMs: now - 30 * day, toMs: now + 400 * day, zone: 'Asia/Seoul' }
const read = (text: string) => readICalendar(new TextEncoder().encode(text), asking)

/** `2026-03-02T09:00Z for 168 h: summary`, the first of them. */
function told(reading: RawReading, most = 3): unknown {
  if (!reading.isRead) return reading
  expect(reading.problems).toEqual([])
  return reading.events
    .toSorted((a, b) => a.startMs - b.startMs)
    .slice(0, most)
    .map(({ startMs, endMs, summary }) => `${iso(startMs)} for ${(endMs - startMs) / 3_600_000} h: ${summary}`)
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16)
}

function problemsOf(text: string): unknown {
  const reading = read(text)
  return reading.isRead
    ? reading.problems.map(({ line, uid, because, detail }) => [line, uid, because, detail])
    : reading
}

const ordinary = ['UID:a', 'SUMMARY:Ana', 'DTSTART:20260320T090000Z', 'DTEND:20260320T170000Z']

describe('calendars of other programs', () => {
  test.each([
    ['PagerDuty', corpus.pagerDuty, ['2026-03-02T09:00 for 167 h: On Call - Ana Example - Payments Primary']],
    ['Opsgenie', corpus.opsgenie, ['2026-03-02T08:00 for 168 h: ben@example.com']],
    [
      'Grafana OnCall',
      corpus.grafana,
      [
        '2026-03-02T12:00 for 12 h: [L2] chen',
        '2026-03-03T12:00 for 12 h: [L2] chen',
        '2026-03-04T12:00 for 12 h: [L2] chen',
      ],
    ],
    [
      'Google, through a clock change, an exception and a day left out',
      corpus.google,
      [
        '2026-03-23T08:00 for 167 h: On call, payments',
        '2026-04-07T07:00 for 144 h: On call, payments',
        '2026-05-04T07:00 for 168 h: On call, payments',
      ],
    ],
    ['Outlook, over a clock change', corpus.outlook, ['2026-03-27T17:00 for 61 h: Oncall: Ana Example']],
    ['Apple, whole days on the clock that was asked for', corpus.apple, ['2026-04-03T15:00 for 168 h: 휴가']],
    [
      'a zone that only the file knows',
      corpus.ownZone,
      [
        '2026-03-31T04:00 for 8 h: ana',
        // The clock jumps over its beginning, and its end is half an hour later by the new time.
        '2026-03-31T21:15 for 0.5 h: ana',
        '2026-04-02T03:30 for 24 h: ana',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(read(text))).toEqual(expected)
    // The same with other ends of lines, and a mark at the beginning.
    for (const other of [text.replaceAll('\r\n', '\n'), text.replaceAll('\r\n', '\r'), `\uFEFF${text}`]) {
      expect(told(read(other))).toEqual(expected)
    }
    const utf16 = Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le'))
    expect(told(readICalendar(utf16, asking))).toEqual(expected)
  })

  test('attendees who declined, rooms and the owner of the calendar are not whom an event is about', () => {
    const { events } = read(corpus.google) as Extract<RawReading, { isRead: true }>
    expect(events[0]).toMatchObject({
      mails: ['ana@example.com'],
      organizer: 'c_188example@group.calendar.google.com',
      priority: 0,
    })
    expect(read(corpus.apple)).toMatchObject({ events: [{ mails: ['dora@example.com'] }] })
    expect(read(corpus.opsgenie)).toMatchObject({ events: [{ mails: [], written: ['ben@example.com'] }] })
    expect(read(corpus.grafana)).toMatchObject({ events: [{ priority: 2 }, { priority: 2 }, { priority: 2 }] })
  })
})

describe('times', () => {
  const starting = (...said: readonly string[]) => told(read(calendar(event('UID:a', 'SUMMARY:x', ...said))))

  test.each([
    ['a zone of Windows that the file does not define', 'DTSTART;TZID=Korea Standard Time:20260320T090000', '00:00'],
    ['a prefix before a zone', 'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260320T090000', '08:00'],
    ['a zone in three parts', 'DTSTART;TZID=America/Argentina/Ushuaia:20260320T090000', '12:00'],
    ['a zone in quotes', 'DTSTART;TZID="Europe/Berlin":20260320T090000', '08:00'],
    ['no zone at all: the one that was asked for', 'DTSTART:20260320T090000', '00:00'],
  ])('%s', (_, start, time) => {
    expect(starting(start, 'DURATION:PT1H')).toEqual([`2026-03-20T${time} for 1 h: x`])
  })

  test('the zone of the calendar, where the time has none', () => {
    const text = calendar('X-WR-TIMEZONE:Europe/Berlin', event('UID:a', 'DTSTART:20260320T090000', 'DURATION:PT1H'))
    expect(told(read(text))).toEqual(['2026-03-20T08:00 for 1 h: '])
  })

  test('a shift that recurs begins and ends by the wall clock, also in the night that lacks an hour', () => {
    const zoned = (time: string) => `;TZID=Europe/Berlin:202603${time}`
    expect(starting(`DTSTART${zoned('27T023000')}`, `DTEND${zoned('28T023000')}`, 'RRULE:FREQ=DAILY;COUNT=3')).toEqual([
      '2026-03-27T01:30 for 24 h: x',
      // 02:30 does not exist on the 29th: it is read as 03:30, and the shift that begins with it is not lost.
      '2026-03-28T01:30 for 24 h: x',
      '2026-03-29T01:30 for 23 h: x',
    ])
  })

  test('a rule ends where UNTIL says, which is told in UTC', () => {
    const until = (text: string) =>
      starting('DTSTART;TZID=Asia/Seoul:20260320T080000', 'DURATION:PT1H', `RRULE:FREQ=DAILY;UNTIL=${text}`)
    expect(until('20260320T230000Z')).toHaveLength(2)
    expect(until('20260320T225959Z')).toHaveLength(1)
    expect(until('20260321')).toHaveLength(2)
  })

  test('dates are added and left out', () => {
    const said = ['DTSTART:20260320T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3']
    expect(starting(...said, 'EXDATE:20260321T090000Z,20260322T090000Z', 'RDATE:20260401T090000Z')).toEqual([
      '2026-03-20T09:00 for 1 h: x',
      '2026-04-01T09:00 for 1 h: x',
    ])
    expect(starting(...said, 'EXDATE;VALUE=DATE:20260321')).toHaveLength(2)
    expect(starting(...said.slice(0, 2), 'RDATE;VALUE=PERIOD:20260401T090000Z/PT2H')).toHaveLength(2)
  })

  test('one occurrence that is cancelled is gone, and the others stay', () => {
    const text = calendar(
      event('UID:a', 'SUMMARY:x', 'DTSTART:20260320T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'),
      event('UID:a', 'RECURRENCE-ID:20260321T090000Z', 'DTSTART:20260321T090000Z', 'DURATION:PT1H', 'STATUS:CANCELLED'),
    )
    expect(told(read(text))).toEqual(['2026-03-20T09:00 for 1 h: x', '2026-03-22T09:00 for 1 h: x'])
    expect(read(text)).toMatchObject({ cancelled: 1 })
  })

  test('what lies outside of the window is not there, and what reaches into it is', () => {
    const at = (start: string, end: string) => event(`UID:${start}`, `DTSTART:${start}`, `DTEND:${end}`)
    const text = calendar(
      at('20250101T000000Z', '20260218T115900Z'),
      at('20250101T000000Z', '20260218T120100Z'),
      at('20270501T000000Z', '20270502T000000Z'),
    )
    expect(told(read(text))).toHaveLength(1)
    const long = calendar(event('UID:a', 'DTSTART:19990104T090000Z', 'DURATION:P7D', 'RRULE:FREQ=WEEKLY;INTERVAL=3'))
    expect(told(read(long), 1)).toEqual(['2026-02-23T09:00 for 168 h: '])
  })
})

describe('what cannot be read is told by its line, and costs no other event', () => {
  const broken = (...said: readonly string[]) => {
    const reading = read(calendar(event(...ordinary), event('UID:b', ...said)))
    expect(reading).toMatchObject({ isRead: true, events: [{ uid: 'a' }] })
    return reading.isRead ? reading.problems.map(({ line, uid, because }) => [line, uid, because]) : []
  }

  test.each([
    ['no beginning', ['DTEND:20260320T090000Z'], 'starts_unknown'],
    ['a beginning that is no time', ['DTSTART:soon', 'DURATION:PT1H'], 'starts_unknown'],
    ['no end', ['DTSTART:20260320T090000Z'], 'ends_unknown'],
    ['a length that is none', ['DTSTART:20260320T090000Z', 'DURATION:long'], 'ends_unknown'],
    ['a length below nothing', ['DTSTART:20260320T090000Z', 'DURATION:-PT1H'], 'ends_before_it_starts'],
    ['an end before the beginning', ['DTSTART:20260320T090000Z', 'DTEND:20260320T080000Z'], 'ends_before_it_starts'],
    ['a zone that nobody knows', ['DTSTART;TZID=Narnia:20260320T090000', 'DURATION:PT1H'], 'zone_unknown'],
    ['a path as a zone', ['DTSTART;TZID=../../etc/passwd:20260320T090000', 'DURATION:PT1H'], 'zone_unknown'],
    ['a rule that is none', ['DTSTART:20260320T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=FORTNIGHTLY'], 'rule_not_read'],
    ['every second', ['DTSTART:20260101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=SECONDLY'], 'rule_takes_too_long'],
    [
      'a change of everything that follows',
      ['DTSTART:20260320T090000Z', 'DURATION:PT1H', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260320T090000Z'],
      'changes_what_follows',
    ],
    ['a line without its value', ['DTSTART;TZID', 'DTSTART;X="'], 'not_written_right'],
    ['a parameter without its end', ['DTSTART;X="y:20260320T090000Z'], 'not_written_right'],
  ])('%s', (_, said, because) => {
    expect(broken(...said)).toEqual([[10, 'b', because]])
  })

  test('a rule that never holds leaves the first occurrence', () => {
    for (const rule of ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30']) {
      const text = calendar(event('UID:a', 'DTSTART:20260320T090000Z', 'DURATION:PT1H', `RRULE:${rule}`))
      expect(told(read(text))).toEqual(['2026-03-20T09:00 for 1 h: '])
    }
  })

  test('a billion instances are as many as there are in the window', () => {
    const daily = ['DTSTART:20200101T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=1000000000']
    expect(told(read(calendar(event('UID:a', ...daily))), 9_999)).toHaveLength(430)
  })

  test('at most fifty are told', () => {
    const many = Array.from({ length: 80 }, (_, i) => event(`UID:${i}`, 'DTSTART:no')).flat()
    expect(problemsOf(calendar(many))).toHaveLength(50)
  })
})

describe('nothing is read of', () => {
  test.each([
    ['an empty file', '', { because: 'not_a_calendar', line: null }],
    ['a page of the web', '<!doctype html>\n<title>Sign in</title>', { because: 'not_a_calendar', line: 1 }],
    ['a file that breaks off', calendar(event(...ordinary)).slice(0, -30), { because: 'cut_off', line: 1 }],
    ['components that cross', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n', { because: 'cut_off', line: 3 }],
    ['components without end', 'BEGIN:VCALENDAR\n'.repeat(100_000), { because: 'too_deep', line: 9 }],
    [
      'more events than a year has',
      calendar(
        Array.from({ length: 13 }, (_, i) =>
          event(`UID:${i}`, 'DTSTART:20260320T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY'),
        ).flat(),
      ),
      { because: 'too_many_events', line: null },
    ],
    ['a file that is too large', `BEGIN:VCALENDAR\n${'X:y\n'.repeat(1_300_000)}`, { because: 'too_large', line: null }],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual({ isRead: false, ...expected })
  })

  test('bytes that are no text', () => {
    expect(readICalendar(Uint8Array.from([0xff, 0xfe, 0, 0xd8, 1, 2, 3]), asking).isRead).toBe(false)
  })
})

test('whatever the bytes, there is an answer, and its events are whole', () => {
  const words = [
    'BEGIN:',
    'END:',
    'VCALENDAR',
    'VEVENT',
    'VTIMEZONE',
    'DTSTART',
    'DTEND',
    'RRULE:',
    'EXDATE',
    ';TZID=',
    ':',
  ]
  const values = [
    '20260320T090000',
    'Z',
    '\r\n',
    '\n ',
    'FREQ=',
    'DAILY',
    ';COUNT=3',
    'Europe/Berlin',
    'PT1H',
    '"',
    '한',
    '\0',
  ]
  const text = fc.array(fc.constantFrom(...words, ...values), { maxLength: 60 }).map((parts) => parts.join(''))
  const whole = fc
    .array(text, { maxLength: 5 })
    .map((parts) => calendar(parts.flatMap((part) => event(...ordinary, part))))
  fc.assert(
    fc.property(fc.oneof(text, whole), (file) => {
      const reading = read(file)
      if (!reading.isRead) return
      for (const { startMs, endMs, summary } of reading.events) {
        expect(endMs).toBeGreaterThan(startMs)
        expect(startMs < asking.toMs && endMs > asking.fromMs).toBe(true)
        expect(summary).not.toMatch(/\p{Cc}/u)
      }
    }),
    { numRuns: 500 },
  )
})
