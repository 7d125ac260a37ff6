import { describe, expect, test } from 'vitest'
import { balanceOf, type CountedShift } from './balance.ts'
import { qualityOf, peopleQualityOf } from './quality.ts'
import { daily, onDays, schedule, weekly } from './sample.test-support.ts'
import type { Schedule } from './schedule.ts'
import { gapsBetween, shiftsBetween } from './shifts.ts'

const range = { from: Temporal.Instant.from('2026-03-30T08:00Z'), to: Temporal.Instant.from('2026-06-22T08:00Z') }
const rangeMs = { fromMs: range.from.epochMilliseconds, toMs: range.to.epochMilliseconds }
const zones: Readonly<Record<string, string>> = { ana: 'America/Los_Angeles' }

function facts(of: Schedule) {
  const ms = ({ startsAt, endsAt }: { startsAt: Temporal.Instant; endsAt: Temporal.Instant }) => ({
    fromMs: startsAt.epochMilliseconds,
    toMs: endsAt.epochMilliseconds,
  })
  const shifts: CountedShift[] = shiftsBetween(of, range).shifts.map((shift) => ({ ...shift, ...ms(shift) }))
  const zoneOf = (personId: string) => zones[personId] ?? 'Europe/Berlin'
  return {
    zone: of.zone,
    rotations: of.rotations,
    planned: balanceOf(shifts, rangeMs, (personId) => ({ zone: zoneOf(personId), holidays: [] })),
    shifts,
    gaps: gapsBetween(of, range).gaps.map(ms),
    range: rangeMs,
    personOf: (personId: string) => ({
      name: personId.charAt(0).toUpperCase() + personId.slice(1),
      zone: zoneOf(personId),
      isActive: personId !== 'gone',
    }),
  }
}

const people = (names: string) => names.split(' ').map((name) => [name])
const five = people('ben chen dora eun fay')
const second = weekly({ id: 'r2', role: 'secondary', turns: people('chen dora eun fay ben') })
const says = (words: Partial<Schedule>) => qualityOf(facts(schedule(words))).map((finding) => finding.says)

describe('what should change', () => {
  test('is nothing where five people share everything with a secondary and rest between', () => {
    const later = weekly({ id: 'r2', role: 'secondary', turns: people('dora eun fay ben chen') })
    expect(says({ rotations: [weekly({ turns: five }), later] })).toEqual([])
  })

  test.each<[string, Partial<Schedule>]>([
    ['Nobody is planned at all.', { rotations: [] }],
    ['Nobody is planned at all.', { rotations: [weekly({ role: 'shadow' })] }],
    [
      'Nobody from 17:00 until 09:00, beginning on weekdays: 60 times.',
      { rotations: [weekly({ turns: five, restrictions: [onDays()] })] },
    ],
    ['Nobody is planned from 2026-05-04T07:00:00Z on.', { rotations: [weekly({ turns: five, endsOn: '2026-05-04' })] }],
    ['Ben is alone: nobody takes turns with them.', { rotations: [weekly({ turns: people('ben gone') })] }],
    [
      '3 people take turns, so each is on call 33 % of the time. Fewer than 5 make holidays hard.',
      { rotations: [weekly({ turns: people('ben chen dora') })] },
    ],
    ['No secondary: when the primary does not answer, nobody is next.', { rotations: [weekly({ turns: five })] }],
    ['Turns of 14 days without a secondary (Weekly).', { rotations: [weekly({ length: 2, turns: five })] }],
    ['Turns of 14 days (Weekly).', { rotations: [weekly({ length: 2, turns: five }), second] }],
    [
      'Ben carries 50 % of the hours; equal would be 25 %.',
      { rotations: [weekly({ turns: people('ben chen ben dora ben eun') })] },
    ],
    ['Ben has a rest of 0 hours between two shifts.', { rotations: [weekly({ turns: five }), second] }],
    [
      'Shifts begin at 00:00 for Ana (America/Los_Angeles).',
      { rotations: [weekly({ turns: people('ana ben chen dora eun') })] },
    ],
    [
      'Ben is on call for 28 days on end.',
      { rotations: [weekly({ turns: people('ben ben ben ben chen dora eun fay') })] },
    ],
  ])('%s', (sentence, words) => {
    expect(says(words)).toContain(sentence)
  })

  test('nights are told when somebody carries them more than the hours', () => {
    const nights = daily({
      id: 'nights',
      layer: 1,
      turns: people('ben ben ben chen'),
      handoverTime: '21:00',
      restrictions: [onDays({ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '21:00', to: '09:00' })],
    })
    const said = says({ rotations: [nights, daily({ turns: people('chen ben dora') })] })
    expect(said.some((one) => /^Ben carries \d\d % of the nights; equal would be 33 %\.$/.test(one))).toBe(true)
  })

  test('a share that is larger only by the length of the range is not told', () => {
    const rotations = [weekly({ turns: people('ben chen dora eun fay') })]
    expect(says({ rotations }).some((one) => one.includes('carries'))).toBe(false)
  })

  test('the most urgent stands first', () => {
    const found = qualityOf(facts(schedule({ rotations: [weekly({ length: 2, turns: people('ben chen dora') })] })))
    expect(found.map(({ urgency }) => urgency)).toEqual(
      found
        .map(({ urgency }) => urgency)
        .toSorted()
        .toReversed(),
    )
  })

  test('of several schedules only what concerns people is told', () => {
    const all = facts(schedule({ rotations: [weekly({ turns: people('ben chen ben dora ben eun') })] }))
    expect(peopleQualityOf(all).map(({ code }) => code)).toEqual(['uneven'])
  })
})
