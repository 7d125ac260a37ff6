import { describe, expect, test } from 'vitest'
import { choiceOf, dragged, keyed, mayMove, momentAt, partAt, startOf } from './choice.ts'
import type { Choice, Hold, Part } from './choice.ts'
import type { Ruler } from './snapping.ts'
import type { Bar, GapBar, Lane, ShiftBar } from './timeline.ts'

const hour = 3_600_000
const at = (hours: number) => Date.UTC(2026, 5, 1) + hours * hour
const ruler: Ruler = { zone: 'UTC', grain: 'hour', stops: [], from: at(0), until: at(168) }
const shift = (personId: string, from: number, until: number): ShiftBar => ({
  kind: 'shift',
  personId,
  name: personId,
  role: 'primary',
  because: { by: 'rotation', rotationName: 'r', turn: 1, overrideId: null, temporaryName: null, reason: null },
  from: at(from),
  until: at(until),
  beganBefore: false,
  goesOn: false,
})
const gap = (from: number, until: number): GapBar => ({
  kind: 'gap',
  from: at(from),
  until: at(until),
  beganBefore: false,
  goesOn: false,
})
const ana = shift('ana', 10, 20)
const ben = shift('ben', 20, 40)
const chloe = shift('chloe', 48, 60)
const lane: Lane = { role: 'primary', bars: [gap(0, 10), ana, ben, gap(40, 48), chloe] }
const hours = (ms: number) => (ms - at(0)) / hour
const told = (choice: Choice, me = 'dana') => {
  const start = startOf(choice, { me, now: ruler.from, lanes: [lane] })
  return start && `${start.personId || '?'} for ${start.replaces ?? 'all'} ${hours(start.from)}-${hours(start.until)}`
}
const holding = (kind: Part, bar: Bar, anchor: number): Hold => {
  return { kind, choice: choiceOf(bar, lane, ruler), anchor: at(anchor) }
}

describe('sweeping over a span', () => {
  const sweep = (anchor: number, ms: number) => {
    return dragged({ kind: 'sweep', lane, anchor: at(anchor) }, at(ms), ruler)
  }

  test.each([
    ['within one shift it is about that person', 22.2, 26.1, 'dana for ben 22-26'],
    ['backwards as well', 26.1, 22.2, 'dana for ben 22-26'],
    ['over several people it is about all of them', 15, 25, 'dana for all 15-25'],
    ['where nobody is there is nobody to replace', 41, 47, 'dana for all 41-47'],
    ['what is past is left out', -30, 5, 'dana for all 0-5'],
    ['no further than what is shown', 160, 400, 'dana for all 160-168'],
  ])('%s', (_, anchor, ms, start) => {
    expect(told(sweep(anchor, ms))).toBe(start)
  })

  test('in my own shift I look for somebody else', () => {
    expect(told(sweep(22, 26), 'ben')).toBe('? for ben 22-26')
  })

  test('nothing is chosen by a sweep that comes back, or in the past alone', () => {
    expect(told(sweep(22, 22.2))).toBeNull()
    expect(told(sweep(-20, -5))).toBeNull()
  })
})

describe('where somebody is secondary', () => {
  const second: Lane = { role: 'secondary', bars: [{ ...shift('eve', 0, 30), role: 'secondary' }] }
  const start = (from: Lane, anchor: number, ms: number) => {
    const choice = dragged({ kind: 'sweep', lane: from, anchor: at(anchor) }, at(ms), ruler)
    return startOf(choice, { me: 'dana', now: ruler.from, lanes: [lane, second] })
  }

  test('a sweep over several first ones asks in whose place, so that the second pair of eyes stays', () => {
    expect(start(lane, 15, 25)).toMatchObject({ kind: 'replace', replaces: null })
    expect(start(lane, 35, 50)).not.toHaveProperty('kind')
  })

  test('a sweep over the second one is about that person, and where there is none adds one', () => {
    expect(start(second, 15, 25)).toMatchObject({ replaces: 'eve' })
    expect(start(second, 40, 50)).toMatchObject({ kind: 'add', role: 'secondary', replaces: null })
  })
})

describe('an end of a shift is a handover', () => {
  test.each([
    ['later: the person goes on, instead of the next', 'until', ana, 24, 'ana for ben 20-24'],
    ['earlier: the next begins before', 'until', ana, 16, 'ben for ana 16-20'],
    ['earlier, and nobody comes after: somebody is to be found', 'until', ben, 36, '? for ben 36-40'],
    ['later into a gap', 'until', ben, 44, 'ben for all 40-44'],
    ['its beginning earlier', 'from', ben, 18, 'ben for ana 18-20'],
    ['its beginning later: the one before goes on', 'from', ben, 23, 'ana for ben 20-23'],
    ['its beginning later, and nobody was before', 'from', chloe, 50, '? for chloe 48-50'],
    ['no further than the other end', 'from', ben, 90, 'ana for ben 20-40'],
  ] as const)('%s', (_, part, bar, ms, start) => {
    expect(told(dragged(holding(part, bar, 0), at(ms), ruler))).toBe(start)
  })

  test('where it was, nothing but the shift itself is chosen', () => {
    expect(told(dragged(holding('until', ana, 20), at(20), ruler))).toBe('dana for ana 10-20')
    expect(told(dragged(holding('until', ana, 20), at(20), ruler), 'ana')).toBe('? for ana 10-20')
  })
})

describe('a shift moved whole takes its person along', () => {
  test.each([
    ['into a gap', ana, 14.9, 42, 'ana for ben 37-47'],
    ['onto another', chloe, 50, 24, 'chloe for ben 22-34'],
    ['onto several', chloe, 50, 20, 'chloe for all 18-30'],
    ['beyond what is shown it keeps its length', chloe, 50, 164, 'chloe for all 162-174'],
    ['not into the past', ana, 15, -30, 'ana for all 0-10'],
  ] as const)('%s', (_, bar, anchor, ms, start) => {
    expect(told(dragged(holding('whole', bar, anchor), at(ms), ruler))).toBe(start)
  })

  test('and its hours over a change of the clock', () => {
    const zone = 'Europe/Berlin'
    const from = Date.parse('2026-03-27T08:00Z')
    const day = { ...ana, from, until: Date.parse('2026-03-28T08:00Z') }
    const by = { ...ruler, zone, from: Date.parse('2026-03-20T00:00Z'), until: Date.parse('2026-04-20T00:00Z') }
    const hold: Hold = { kind: 'whole', choice: choiceOf(day, lane, by), anchor: from }
    const { span } = dragged(hold, from + 24 * hour, by)
    expect([span.from, span.until].map((ms) => new Date(ms).toISOString().slice(0, 16))).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
    ])
  })
})

describe('by keys', () => {
  test.each([
    ['until', 'ArrowRight', 'ana for ben 20-21'],
    ['until', 'ArrowLeft', 'ben for ana 19-20'],
    ['from', 'ArrowUp', '? for ana 10-11'],
    ['from', 'PageDown', 'ana for all 0-10'],
    ['whole', 'ArrowRight', 'ana for ben 11-21'],
    ['whole', 'PageUp', 'ana for ben 34-44'],
    ['until', 'End', 'ana for all 20-168'],
    ['from', 'Home', 'ana for all 0-10'],
  ] as const)('%s by %s', (part, key, start) => {
    const choice = keyed(choiceOf(ana, lane, ruler), part, key, ruler)
    expect(choice && told(choice)).toBe(start)
  })

  test('other keys mean nothing', () => {
    expect(keyed(choiceOf(ana, lane, ruler), 'from', 'a', ruler)).toBeUndefined()
  })

  test('an end that is past stays, and so does one that nobody knows', () => {
    const running = choiceOf(ana, lane, { ...ruler, from: at(12) })
    const later = { ...ruler, from: at(12) }
    expect(mayMove(running, 'from', later)).toBe(false)
    expect(mayMove(running, 'until', later)).toBe(true)
    expect(mayMove(choiceOf({ ...ana, goesOn: true }, lane, ruler), 'until', ruler)).toBe(false)
    expect(mayMove(choiceOf({ ...ana, beganBefore: true }, lane, ruler), 'from', ruler)).toBe(false)
    expect(mayMove(choiceOf(ana, lane, ruler), 'whole', { ...ruler, from: at(30) })).toBe(false)
  })
})

test('a running shift is only changed from now on', () => {
  expect(startOf(choiceOf(ana, lane, ruler), { me: 'dana', now: at(12), lanes: [lane] })).toMatchObject({
    from: at(12),
    until: at(20),
  })
})

describe('under the hand', () => {
  const bar = { width: 200, reach: 8, name: { from: 10, until: 60 }, isCutBefore: false, isCutAfter: false }
  test.each([
    [{ ...bar, x: 4 }, 'from'],
    [{ ...bar, x: 197 }, 'until'],
    [{ ...bar, x: 30 }, 'whole'],
    [{ ...bar, x: 120 }, 'sweep'],
    [{ ...bar, x: 4, isCutBefore: true }, 'sweep'],
    [{ ...bar, x: 197, isCutAfter: true }, 'sweep'],
    [{ ...bar, x: 30, width: 70 }, 'sweep'],
    [{ ...bar, x: 6, width: 16, name: null }, 'sweep'],
  ] as const)('%o is %s', (touched, part) => {
    expect(partAt(touched)).toBe(part)
  })

  test('a point is a moment of the row it lies in, or of the nearest', () => {
    const row = (week: number) => ({
      from: at(week * 168),
      until: at(week * 168 + 168),
      left: 100,
      width: 168,
      top: week * 50,
      bottom: week * 50 + 40,
    })
    const rows = [row(0), row(1)]
    expect(hours(momentAt(rows, { x: 110, y: 20 }) ?? 0)).toBe(10)
    expect(hours(momentAt(rows, { x: 110, y: 52 }) ?? 0)).toBe(178)
    expect(hours(momentAt(rows, { x: 110, y: 900 }) ?? 0)).toBe(178)
    expect(hours(momentAt(rows, { x: 900, y: -5 }) ?? 0)).toBe(168)
    expect(momentAt([], { x: 0, y: 0 })).toBeNull()
  })
})
