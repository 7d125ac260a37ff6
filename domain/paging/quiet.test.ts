import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { channels } from './channels.ts'
import type { Reason } from './page.ts'
import { letSleep, quietIn, quietUntil, type Quiet } from './quiet.ts'
import type { Reached, Way } from './rules.ts'

const everyDay = { kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7] } as const
const nights: Quiet = {
  hours: { zone: 'Europe/Berlin', within: [{ ...everyDay, from: '22:00', to: '07:00' }] },
  priorities: ['P2', 'P3', 'P4'],
}
const always: Quiet = { ...nights, hours: { zone: 'UTC', within: [{ ...everyDay, from: '00:00', to: '00:00' }] } }
// Three in the morning in Berlin.
const night = Temporal.Instant.from('2026-03-03T02:00:00Z')
const noon = Temporal.Instant.from('2026-03-03T12:00:00Z')
const morning = Temporal.Instant.from('2026-03-03T06:00:00Z')

const way = (channel: Way['channel'], afterMinutes = 0): Way => ({
  contactId: channel,
  channel,
  address: 'a',
  afterMinutes,
})
const one = (personId: string, kind: Reason['kind'], ...ways: Way[]): Reached => ({
  personId,
  reason: { kind, schedule: null, until: null },
  ways,
})
const allQuiet = () => nights

/** `ana email+0 sms+240z` is reached so, `z` waits for the end of quiet hours; `(ana)` is let sleep. */
function told(
  reached: readonly Reached[],
  of: { quietOf?: (id: string) => Quiet | null; priority?: number; now?: Temporal.Instant } = {},
) {
  const found = letSleep(reached, of.quietOf ?? allQuiet, {
    priority: of.priority ?? 3,
    now: of.now ?? night,
    waitMinutes: 15,
  })
  return [
    ...found.reached.map(({ personId, ways }) =>
      [personId, ...ways.map((each) => `${each.channel}+${each.afterMinutes}${each.quietUntil ? 'z' : ''}`)].join(' '),
    ),
    ...found.asleep.map(({ personId }) => `(${personId})`),
  ].join(', ')
}

describe('whom quiet hours let sleep', () => {
  const awake = (id: string) => (id === 'ben' ? null : nights)
  test.each<[string, readonly Reached[], Parameters<typeof told>[1], string]>([
    [
      'what rings waits, what is read comes at once',
      [one('ana', 'named', way('sms'), way('email'))],
      {},
      'ana email+0 sms+240z',
    ],
    ['whose every way rings sleeps', [one('ana', 'named', way('sms'), way('push'))], {}, '(ana)'],
    ['the first priority rings', [one('ana', 'named', way('sms'))], { priority: 1 }, 'ana sms+0'],
    ['by day everything rings', [one('ana', 'named', way('sms'))], { now: noon }, 'ana sms+0'],
    ['the fallback is rung', [one('ana', 'fallback', way('sms'))], {}, 'ana sms+0'],
    ['who is asked for by name is rung', [one('ana', 'asked_for', way('sms'))], {}, 'ana sms+0'],
    ['who is on call alone is rung', [one('ana', 'on_call', way('sms'))], {}, 'ana sms+0'],
    [
      'who is on call sleeps while somebody else is rung',
      [one('ana', 'on_call', way('sms')), one('ben', 'named', way('sms'))],
      { quietOf: awake },
      'ana sms+240z, ben sms+0',
    ],
    [
      'somebody else who is only written to rings nobody',
      [one('ana', 'on_call', way('sms')), one('ben', 'named', way('email'))],
      { quietOf: awake },
      'ana sms+0, ben email+0',
    ],
    [
      'an open browser is nobody rung',
      [one('ana', 'on_call', way('sms')), one('ben', 'named', way('browser'))],
      { quietOf: awake },
      'ana sms+0, ben browser+0',
    ],
    [
      'a ring that comes when the step has gone on is nobody rung',
      [one('ana', 'on_call', way('sms')), one('ben', 'named', way('sms', 15))],
      { quietOf: awake },
      'ana sms+0, ben sms+15',
    ],
    [
      'a copy that rings is nobody rung',
      [one('ana', 'on_call', way('sms')), one('ben', 'shadow', way('sms'))],
      { quietOf: awake },
      'ana sms+0, ben sms+0',
    ],
    [
      'who is only named sleeps on',
      [one('ana', 'on_call', way('sms')), one('cho', 'named', way('sms'))],
      {},
      'ana sms+0, (cho)',
    ],
    [
      'two on call who both sleep are both rung',
      [one('ana', 'on_call', way('sms')), one('cho', 'on_call', way('voice'))],
      {},
      'ana sms+0, cho voice+0',
    ],
    [
      'a way that comes later still comes then',
      [one('ana', 'named', way('email'), way('sms', 300))],
      {},
      'ana email+0 sms+300',
    ],
    [
      'what is read begins at once, for what rings first does not',
      [one('ana', 'named', way('sms'), way('email', 5), way('slack', 20))],
      {},
      'ana email+0 slack+15 sms+240z',
    ],
    [
      'a priority that they did not name rings',
      [one('ana', 'named', way('sms'))],
      { quietOf: () => ({ ...nights, priorities: ['P4'] }) },
      'ana sms+0',
    ],
    ['hours without an end are none', [one('ana', 'named', way('sms'))], { quietOf: () => always }, 'ana sms+0'],
  ])('%s', (_, reached, of, expected) => {
    expect(told(reached, of)).toBe(expected)
  })

  test('whatever the hours: P1 and the fallback are as without them, and who is on call with a phone never leaves a firing silent', () => {
    const anyReached = fc.array(
      fc.record({
        kind: fc.constantFrom('on_call', 'named', 'member', 'fallback', 'asked_for', 'shadow' as const),
        ways: fc.subarray([...channels], { minLength: 1 }),
        isQuiet: fc.boolean(),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(anyReached, fc.integer({ min: 1, max: 4 }), (drawn, priority) => {
        const reached = drawn.map(({ kind, ways }, i) => one(`p${i}`, kind, ...ways.map((channel) => way(channel))))
        const quietOf = (id: string) => (drawn[Number(id.slice(1))]?.isQuiet ? nights : null)
        const left = letSleep(reached, quietOf, { priority, now: night, waitMinutes: 15 })
        expect(left.reached.length + left.asleep.length).toBe(reached.length)
        if (priority === 1) expect(left).toEqual({ reached, asleep: [] })
        for (const each of reached)
          if (each.reason.kind === 'fallback' || each.reason.kind === 'asked_for') expect(left.reached).toContain(each)
        const rings = ({ ways }: Reached) =>
          ways.some(
            (each) =>
              !each.quietUntil &&
              !['email', 'webhook', 'slack', 'teams', 'mattermost', 'discord', 'browser'].includes(each.channel),
          )
        const couldBeRung = reached.some((each) => each.reason.kind === 'on_call' && rings(each))
        if (couldBeRung) expect(left.reached.some((each) => each.reason.kind !== 'shadow' && rings(each))).toBe(true)
      }),
    )
  })
})

test('quiet hours end on the wall clock of the person, through a change of the clock', () => {
  expect(quietUntil(nights, 3, night)).toEqual(morning)
  // The night in which the clocks of Berlin go forward is an hour shorter.
  expect(quietUntil(nights, 3, Temporal.Instant.from('2026-03-28T22:00Z'))).toEqual(
    Temporal.Instant.from('2026-03-29T05:00Z'),
  )
  expect(quietUntil(nights, 3, morning)).toBeNull()
})

test('which hours of a shift are quiet', () => {
  const shift = { startsAt: noon, endsAt: Temporal.Instant.from('2026-03-05T02:00:00Z') }
  expect(quietIn(nights, shift).map(({ startsAt, endsAt }) => `${startsAt.toString()} ${endsAt.toString()}`)).toEqual([
    '2026-03-03T21:00:00Z 2026-03-04T06:00:00Z',
    '2026-03-04T21:00:00Z 2026-03-05T02:00:00Z',
  ])
  expect(quietIn(null, shift)).toEqual([])
  expect(quietIn(always, shift)).toEqual([])
})
