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
  version: 1,
  people: new Map(),
  schedules: new Map(),
  policies: new Map(),
  services: new Map(),
  teams: new Map(),
  managersOf: new Map(),
  admins: [],
  sealedSecrets: new Map(),
}

function claimed(id: number, leaseEndsAt: Instant): Claimed {
  const alert = { id: 1, summary: 'trouble', serviceId: null, teamId: 'team', raisedAt: noon, isTest: false, note: '' }
  const reason = { kind: 'named', schedule: null, until: null } as const
  const to = { personId: 'ana', contactId: `c${id}`, channel: 'email', address: `ana${id}@example.com` }
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
      if (text.trimStart().startsWith('select from delivery'))
        return { command: 'SELECT', rowCount: 0, rows: isHeld.has(values[0]) ? [{}] : [] }
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
    channels: { email, webhook: null, ntfy: null, browser: { ring: async () => ({ giveUp: 'closed' }) } },
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
