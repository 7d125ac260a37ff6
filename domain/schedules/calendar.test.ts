import { describe, expect, test } from 'vitest'
import { calendarLimits, calendarRange, calendarSince, personCalendar, scheduleCalendar } from './calendar.ts'
import { calendarText } from './icalendar.ts'
import { daily, override, schedule, weekly } from './sample.test-support.ts'

const at = (text: string) => Temporal.Instant.from(text)
const now = at('2026-05-06T10:00:00Z')
const reading = {
  language: 'en' as const,
  nameOf: (id: string) => `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
  isActive: () => true,
  urlOf: (id: string) => `https://baton.example.com/schedules/${id}`,
  homeUrl: 'https://baton.example.com/schedules',
}
const payments = schedule({ rotations: [weekly()] })
const uids = (calendar: { readonly events: readonly { readonly uid: string }[] }) =>
  calendar.events.map(({ uid }) => uid)

describe('a schedule', () => {
  test('shows 30 days back and 180 ahead, the same all day long', () => {
    expect(calendarRange(now)).toEqual({ from: at('2026-04-06T00:00:00Z'), to: at('2026-11-02T00:00:00Z') })
    const calendar = scheduleCalendar(payments, reading, now)
    expect(calendar).toEqual(scheduleCalendar(payments, reading, at('2026-05-06T23:59:59.999Z')))
    expect(calendar.name).toBe('On call: Payments')
    expect(calendar.about).toBeNull()
    expect(calendar.events[0]).toEqual({
      uid: 's1-primary-ben-20260330T070000Z@baton',
      startsAt: at('2026-03-30T07:00:00Z'),
      endsAt: at('2026-04-06T07:00:00Z'),
      summary: 'Ben on call: Payments (primary)',
      url: 'https://baton.example.com/schedules/s1',
    })
    expect(calendar.events.at(-1)?.endsAt).toEqual(at('2026-11-02T00:00:00Z'))
  })

  test('tells what is written down as it was worked, and keeps a shift one event over the seam', () => {
    const range = { from: at('2026-04-10T00:00:00Z'), to: at('2026-05-06T10:00:00Z') }
    // Written down: Ana for a week that the rules now give to nobody, then nobody, then Ben, who is on call by the rules too.
    const worked = (personId: string, startsAt: string, endsAt: string | null) => ({
      personId,
      role: 'primary' as const,
      startsAt: at(startsAt),
      endsAt: endsAt === null ? null : at(endsAt),
    })
    const shifts = [
      worked('ana', '2026-04-13T07:00:00Z', '2026-04-20T07:00:00Z'),
      worked('ben', '2026-05-04T07:00:00Z', null),
    ]
    const rotations = [weekly({ startsOn: '2026-05-04', turns: [['ben'], ['ana']] })]
    const told = { ...reading, workedOf: () => ({ range, shifts }) }
    const calendar = scheduleCalendar(schedule({ rotations }), told, now)
    expect(
      calendar.events
        .slice(0, 5)
        .map(({ startsAt, endsAt, summary }) => [
          startsAt.toString().slice(0, 13),
          endsAt.toString().slice(0, 13),
          summary.replace(/:.*/, ''),
        ]),
    ).toEqual([
      ['2025-01-01T00', '2026-04-13T07', 'Nobody on call'],
      ['2026-04-13T07', '2026-04-20T07', 'Ana on call'],
      ['2026-04-20T07', '2026-05-04T07', 'Nobody on call'],
      ['2026-05-04T07', '2026-05-11T07', 'Ben on call'],
      ['2026-05-11T07', '2026-05-18T07', 'Ana on call'],
    ])
  })

  test('shows gaps, and each role', () => {
    const rotations = [
      weekly({ endsOn: '2026-04-20', turns: [['ana']] }),
      daily({ role: 'secondary', startsOn: '2026-05-01', endsOn: '2026-05-02', turns: [['ben']] }),
    ]
    expect(scheduleCalendar(schedule({ rotations }), reading, now).events.map(({ summary }) => summary)).toEqual([
      'Ana on call: Payments (primary)',
      'Nobody on call: Payments',
      'Ben on call: Payments (secondary)',
      'Nobody on call: Payments',
    ])
  })

  test('speaks Korean to whoever reads Korean', () => {
    const korean = { ...reading, language: 'ko' as const }
    const rotations = [weekly({ endsOn: '2026-04-20', turns: [['ana']] })]
    const calendar = scheduleCalendar(schedule({ name: '결제', rotations }), korean, now)
    expect([calendar.name, ...calendar.events.map(({ summary }) => summary)]).toEqual([
      '온콜: 결제',
      'Ana 온콜: 결제 (1차)',
      '온콜 공백: 결제',
    ])
    expect(personCalendar('ana', [schedule({ rotations })], { ...korean }, now).events[0]?.summary).toBe(
      '온콜: Payments (1차)',
    )
  })

  test('passes over whoever is out of service', () => {
    const calendar = scheduleCalendar(payments, { ...reading, isActive: (id) => id !== 'ana' }, now)
    expect(calendar.events.filter(({ summary }) => summary.startsWith('Ana'))).toEqual([])
    expect(calendar.events.filter(({ summary }) => summary.startsWith('Nobody'))).not.toEqual([])
  })
})

describe('an event stays the same', () => {
  test('when its end moves', () => {
    const before = scheduleCalendar(payments, reading, now)
    const shorter = override({ personId: 'dora', from: '2026-05-10T00:00:00Z', to: '2026-05-11T07:00:00Z' })
    const after = scheduleCalendar({ ...payments, overrides: [shorter] }, reading, now)
    expect(uids(after).filter((uid) => !uids(before).includes(uid))).toEqual(['s1-primary-dora-20260510T000000Z@baton'])
    expect(uids(before).filter((uid) => !uids(after).includes(uid))).toEqual([])
    const [ben] = after.events.filter(({ startsAt }) => startsAt.equals(at('2026-05-04T07:00:00Z')))
    expect(ben?.endsAt).toEqual(at('2026-05-10T00:00:00Z'))
  })

  test('when the schedule is called something else', () => {
    const renamed = scheduleCalendar({ ...payments, name: 'Money' }, reading, now)
    expect(uids(renamed)).toEqual(uids(scheduleCalendar(payments, reading, now)))
  })

  test('while days pass, also when it began long before what is shown', () => {
    const rotations = [
      weekly({ length: 26, turns: [['ana'], ['ben']] }),
      weekly({ role: 'secondary', turns: [['eve']] }),
    ]
    const long = schedule({ rotations })
    const days = Array.from({ length: 150 }, (_, day) => now.add({ hours: 24 * day }))
    const running = new Set(days.flatMap((day) => uids(scheduleCalendar(long, reading, day)).slice(0, 2)))
    expect([...running]).toEqual(['s1-primary-ana-20260323T080000Z@baton', 's1-secondary-eve-20260323T080000Z@baton'])
    const later = scheduleCalendar(long, reading, now.add({ hours: 24 * 365 * 6 }))
    expect(later.events.map(({ startsAt }) => startsAt)[0]).toEqual(calendarSince(now.add({ hours: 24 * 365 * 6 })))
  })

  test('and a gap that has no beginning is one too', () => {
    const [first, ...others] = ['05', '06', '07'].map((month) =>
      uids(scheduleCalendar(schedule({}), reading, at(`2026-${month}-06T10:00:00Z`))),
    )
    expect(first).toEqual(['s1-nobody-20250101T000000Z@baton'])
    for (const other of others) expect(other).toEqual(first)
  })
})

describe('my shifts', () => {
  test('come from every schedule, in order, and name nobody else', () => {
    const search = schedule({ id: 's2', name: 'Search', rotations: [daily({ turns: [['ben'], ['ana']] })] })
    const calendar = personCalendar('ana', [payments, search], reading, now)
    expect(calendar.name).toBe('My on-call shifts')
    expect(new Set(calendar.events.map(({ summary }) => summary))).toEqual(
      new Set(['On call: Payments (primary)', 'On call: Search (primary)']),
    )
    const begins = calendar.events.map(({ startsAt }) => startsAt.epochMilliseconds)
    expect(begins).toEqual(begins.toSorted((a, b) => a - b))
    const text = calendarText(calendar, { at: now, number: 0 })
    expect(text).not.toMatch(/ben|chen|nobody/i)
  })

  test('are an empty calendar for whoever has none', () => {
    expect(personCalendar('zoe', [payments], reading, now).events).toEqual([])
  })
})

describe('too much', () => {
  const manyRotations = (turns: readonly (readonly string[])[]) =>
    Array.from({ length: 24 }, (_, hour) =>
      daily({ id: `r${hour}`, handoverTime: `${String(hour).padStart(2, '0')}:00`, turns }),
    )

  test('is cut, and says so where it ends', () => {
    const calendar = scheduleCalendar(schedule({ rotations: manyRotations([['ana'], ['ben']]) }), reading, now)
    expect(calendar.events.length).toBeLessThanOrEqual(calendarLimits.events + 1)
    const note = calendar.events.at(-1)
    expect(note).toMatchObject({
      uid: 's1-more@baton',
      summary: 'There are more shifts than this calendar holds. See the rest in Baton.',
    })
    expect(calendar.about).toBe(note?.summary)
    const others = calendar.events.slice(0, -1)
    expect(others.filter(({ startsAt }) => note && Temporal.Instant.compare(startsAt, note.startsAt) > 0)).toEqual([])
  })

  test('also when it is the schedules that are too many', () => {
    const schedules = Array.from({ length: calendarLimits.schedules + 1 }, (_, i) => ({ ...payments, id: `s${i}` }))
    const calendar = personCalendar('ana', schedules, reading, now)
    expect(calendar.about).not.toBeNull()
    expect(uids(calendar)).toContain('ana-more@baton')
  })

  test('nothing that begins and ends in one second is shown', () => {
    const overrides = [override({ from: '2026-05-10T00:00:00.100Z', to: '2026-05-10T00:00:00.900Z' })]
    const calendar = scheduleCalendar({ ...payments, overrides }, reading, now)
    expect(uids(calendar).filter((uid) => uid.includes('dora'))).toEqual([])
    expect(new Set(uids(calendar)).size).toBe(calendar.events.length)
  })
})
