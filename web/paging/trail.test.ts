import { expect, test } from 'vitest'
import { outcomeOf } from './outcome.ts'
import { turnsOf } from './trail.ts'
import type { Delivery } from './trail.ts'

test('deliveries are told firing by firing, and in each person by person', () => {
  const turns = turnsOf({
    deliveries: [
      delivery(4, { turn: 2, step: 1, person: 'Ben' }),
      delivery(1, { turn: 1, step: 0, person: 'Ana' }),
      delivery(3, { turn: 2, step: 1, person: 'Carla' }),
      delivery(2, { turn: 1, step: 0, person: 'Ana' }),
    ],
  })
  const told = turns.map(({ step, at, people }) => [
    step,
    at,
    people.map(({ name, deliveries }) => [name, ...deliveries.map(({ id }) => id)]),
  ])
  expect(told).toEqual([
    [0, '2026-11-23T22:01:00Z', [['Ana', 1, 2]]],
    [
      1,
      '2026-11-23T22:03:00Z',
      [
        ['Ben', 4],
        ['Carla', 3],
      ],
    ],
  ])
})

test('a channel that was told is nobody, and stands apart', () => {
  const told = { kind: 'told' as const, schedule: null, until: null, told: { channel: '#ops', paged: [] } }
  const room = { ...delivery(2, { turn: 1, step: 0, person: '' }), personId: null, personName: null, reason: told }
  const [turn] = turnsOf({ deliveries: [delivery(1, { turn: 1, step: 0, person: 'Ana' }), room] })
  expect(turn?.people.map(({ name }) => name)).toEqual(['Ana'])
  expect(turn?.told).toEqual([room])
})

test('the same step in a later round is a firing of its own', () => {
  const turns = turnsOf({
    deliveries: [
      delivery(1, { turn: 1, step: 0, person: 'Ana' }),
      delivery(2, { turn: 2, step: 0, person: 'Ana', loop: 1 }),
    ],
  })
  expect(turns.map(({ loop, step }) => [loop, step])).toEqual([
    [0, 0],
    [1, 0],
  ])
})

test.each([
  ['browser_closed: no open browser showed it', { code: 'browser_closed', detail: '' }],
  ['http_failing: HTTP 502 bad gateway', { code: 'http_failing', detail: 'HTTP 502 bad gateway' }],
  ['no provider is set up for email', { code: 'no_provider', detail: '' }],
  ['HTTP 500: a proxy said so', { code: null, detail: 'HTTP 500: a proxy said so' }],
  ['<abc@mail> 250 OK: queued', { code: null, detail: '<abc@mail> 250 OK: queued' }],
])('%s is told as %o', (outcome, told) => {
  expect(outcomeOf(outcome)).toEqual(told)
})

function delivery(id: number, of: { turn: number; step: number; person: string; loop?: number }): Delivery {
  return {
    id,
    pageId: 1,
    turn: of.turn,
    loop: of.loop ?? 0,
    step: of.step,
    personId: of.person,
    personName: of.person,
    channel: 'email',
    address: '',
    reason: { kind: 'named', schedule: null, until: null },
    state: 'sent',
    dueAt: null,
    outcome: null,
    createdAt: `2026-11-23T22:0${id}:00Z`,
    sentAt: null,
    receivedAt: null,
    sentWith: 0,
    waitsFor: null,
    attempts: [],
  }
}
