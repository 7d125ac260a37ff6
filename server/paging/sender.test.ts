// What a node does with deliveries it has claimed, when it slept or when the database does not answer.
import { Kysely, PostgresDialect } from 'kysely'
import pino from 'pino'
import { expect, test } from 'vitest'
import type { Instant } from '../../domain/time.ts'
import type { Channel } from '../channels/channel.ts'
import { DatabaseClock } from '../engine/clock.ts'
import type { Tables } from '../db/tables.ts'
import type { ServerRoster } from '../escalation/roster.ts'
import { makeMetrics } from '../metrics.ts'
import { makeSealer } from '../secrets.ts'
import type { Claimed } from './deliveries.ts'
import { Sender } from './sender.ts'

const noon = Temporal.Instant.from('2026-03-02T12:00:00Z')
const nobody: ServerRoster = {
  mutingVersion: 1,
  version: 1,
  people: new Map(),
  schedules: new Map(),
  policies: new Map(),
  services: new Map(),
  channels: new Map(),
  teams: new Map(),
  respondersOf: new Map(),
  managersOf: new Map(),
  admins: [],
  sealedSecrets: new Map(),
}

function claimed(id: number, leaseEndsAt: Instant): Claimed {
  const alert = { id: 1, summary: 'trouble', serviceId: null, teamId: 'team', raisedAt: noon, isTest: false, note: '' }
  const reason = { kind: 'named', schedule: null, until: null } as const
  const to = {
    personId: 'ana',
    contactId: `c${id}`,
    channelId: null,
    channel: 'email',
    address: `ana${id}@example.com`,
  }
  return {
    id,
    epoch: 1,
    leaseEndsAt,
    attempt: 1,
    pageId: 1,
    turn: 1,
    loop: 0,
    step: 0,
    ...to,
    reason,
    priority: 1,
    alert,
  }
}

/** A sender at this moment, whose database refuses the first `refused` statements; `meanwhile` something else may come. */
function sender(at: Instant, refused = 0, meanwhile: () => Promise<void> = async () => {}) {
  const called: string[] = []
  const written: unknown[][] = []
  const isHeld = new Set<unknown>()
  const broke: unknown[] = []
  let left = refused
  const client = {
    query: async (text: string, values: unknown[]) => {
      if (text.trimStart().startsWith('select d.id from unnest')) {
        const rows = (values[0] as number[]).filter((id) => isHeld.has(id)).map((id) => ({ id }))
        return { command: 'SELECT', rowCount: rows.length, rows }
      }
      if (left-- > 0) {
        await meanwhile()
        throw new Error('Connection terminated unexpectedly')
      }
      written.push(values[0] as unknown[])
      return { command: 'INSERT', rowCount: 0, rows: [] }
    },
    release: () => {},
  }
  const pool = { options: {}, connect: async () => client, end: async () => {} }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool as never }) })
  const clock = new (class extends DatabaseClock {
    override estimate() {
      return at
    }
  })()
  const email: Channel = {
    kind: 'email',
    reach: async ({ address }) => {
      called.push(address)
      return { sent: 'ok' }
    },
    close: async () => {},
  }
  const silent = pino({ level: 'silent' })
  const made = new Sender({
    db,
    quick: db,
    node: 'test',
    channels: {
      email,
      webhook: null,
      ntfy: null,
      sms: null,
      voice: null,
      browser: { ring: async () => ({ giveUp: 'closed' }) },
    },
    roster: async () => nobody,
    clock,
    sealer: makeSealer('a secret key that only tests know!'),
    url: 'http://baton.test',
    isDemo: false,
    diagnostics: Object.assign(silent, { error: (facts: unknown) => broke.push(facts) }),
    metrics: makeMetrics(),
    onHurry: () => {},
    onChange: () => {},
  })
  return { made, called, written, broke, isHeld }
}

test('what a node claimed a while ago is sent only if it is still for this node to send (P5)', async () => {
  const { made, called, written, isHeld } = sender(noon)
  isHeld.add(3)
  const justNow = claimed(1, noon.add({ seconds: 10 }))
  const sleptOver = claimed(2, noon.add({ milliseconds: 9_999 }))
  const heldUp = claimed(3, noon.add({ seconds: 3 }))
  made.take([justNow, sleptOver, heldUp], nobody)
  await made.drained()
  expect(called).toEqual(['ana1@example.com', 'ana3@example.com'])
  expect(written.flat()).toEqual([1, 3])
})

test('an outcome whose answer was lost is written once more, and those that gathered meanwhile with it (P3)', async () => {
  const { made, written, broke } = sender(noon, 1)
  made.take([claimed(1, noon.add({ seconds: 15 }))], nobody)
  await made.drained()
  expect(written).toEqual([[1]])
  expect(broke).toEqual([])
})

test('what was sent and could not be written is written by the next claim of the same node, not sent again (P3)', async () => {
  const { made, called, written } = sender(noon, 2)
  const first = claimed(1, noon.add({ seconds: 15 }))
  made.take([first], nobody)
  await made.drained()
  expect(written).toEqual([])
  made.take([{ ...first, epoch: 2, attempt: 2 }], nobody)
  await made.drained()
  expect(called).toEqual(['ana1@example.com'])
  expect(written).toEqual([[1]])
  // It is remembered once: a third claim means that somebody asked for it again.
  made.take([{ ...first, epoch: 3, attempt: 3 }], nobody)
  await made.drained()
  expect(called).toHaveLength(2)
})

test('outcomes that cannot be written take no others with them (P3)', async () => {
  const lease = noon.add({ seconds: 15 })
  const second = claimed(2, lease)
  const { made, called, written, broke } = sender(noon, 2, async () => {
    if (called.length > 1) return
    made.take([second], nobody)
    await new Promise((resolve) => setImmediate(resolve))
  })
  made.take([claimed(1, lease)], nobody)
  await made.drained()
  expect(broke).toHaveLength(1)
  expect(written).toEqual([[2]])
})
