import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pingAddress, secretIn } from './address.ts'
import { pingByMail, pingKeyIn } from './by-mail.ts'
import { nextDue, whatItIs, type Watched } from './due.ts'
import { afterPing, resumed, signals, type Heard } from './ping.ts'
import { after, heartbeatMoves, heartbeatStates, heartbeatTable } from './states.ts'
import { heartbeatShown, readHeartbeat } from './opsgenie.ts'

const nine = Temporal.Instant.from('2026-03-02T09:00:00Z')
const plus = (minutes: number) => nine.add({ minutes })

const hourly: Watched = {
  state: 'up',
  expectation: { everyMinutes: 60 },
  graceMinutes: 10,
  countsFrom: nine,
  startedAt: null,
}

describe('what time makes of it', () => {
  test.each<[string, Watched, number, ReturnType<typeof whatItIs>]>([
    ['on time', hourly, 59, { is: 'up' }],
    ['late', hourly, 60, { is: 'late' }],
    ['late still', { ...hourly, state: 'late' }, 69, { is: 'late' }],
    ['missed', { ...hourly, state: 'late' }, 70, { is: 'down', because: 'missed' }],
    ['missed while nobody looked', hourly, 5_000, { is: 'down', because: 'missed' }],
    ['never heard', { ...hourly, state: 'new', countsFrom: null }, 5_000_000, { is: 'new' }],
    ['paused', { ...hourly, state: 'paused' }, 5_000, { is: 'paused' }],
    ['down already', { ...hourly, state: 'down' }, 5_000, { is: 'down' }],
    ['running', { ...hourly, startedAt: plus(5) }, 14, { is: 'up' }],
    ['running too long', { ...hourly, startedAt: plus(5) }, 15, { is: 'down', because: 'never_ended' }],
    [
      'begun before anything else, and not ended',
      { ...hourly, state: 'new', countsFrom: null, startedAt: nine },
      10,
      { is: 'down', because: 'never_ended' },
    ],
    [
      'begun late, and missed',
      { ...hourly, state: 'late', startedAt: plus(65) },
      70,
      { is: 'down', because: 'missed' },
    ],
    ['without grace', { ...hourly, graceMinutes: 0 }, 60, { is: 'down', because: 'missed' }],
  ])('%s', (_, watched, minutes, expected) => {
    expect(whatItIs(watched, plus(minutes))).toEqual(expected)
  })

  const instant = fc.integer({ min: -10_000, max: 10_000 }).map(plus)
  const watched: fc.Arbitrary<Watched> = fc.record({
    state: fc.constantFrom(...heartbeatStates),
    expectation: fc.oneof(
      fc.record({ everyMinutes: fc.integer({ min: 1, max: 3_000 }) }),
      fc.record({ cron: fc.constantFrom('0 3 * * *', '*/7 * * * *'), zone: fc.constantFrom('UTC', 'Europe/Berlin') }),
    ),
    graceMinutes: fc.integer({ min: 0, max: 500 }),
    countsFrom: fc.option(instant, { nil: null }),
    startedAt: fc.option(instant, { nil: null }),
  })

  test('what is waited for is always due some time, and what it is then is where the table leads', () => {
    fc.assert(
      fc.property(watched, (each) => {
        const { at } = nextDue(each)
        const isWaitedFor = (each.state === 'up' || each.state === 'late') && each.countsFrom !== null
        if (isWaitedFor) expect(at).not.toBeNull()
        if (!at) return
        const { is } = whatItIs(each, at)
        expect([after(each.state, 'expect'), after(each.state, 'miss'), 'up']).toContain(is)
        // Looked at when it was due, it has moved on, or is due later.
        const next = nextDue({ ...each, state: is }).at
        expect(is !== each.state || (next !== null && Temporal.Instant.compare(next, at) >= 0)).toBe(true)
      }),
    )
  })

  test('the silent ones are never missed, whatever the time', () => {
    fc.assert(
      fc.property(watched, instant, (each, now) => {
        if (each.state === 'paused') expect(whatItIs(each, now).is).toBe('paused')
        if (each.state === 'new' && !each.startedAt && !each.countsFrom) expect(whatItIs(each, now).is).toBe('new')
      }),
    )
  })
})

describe('what a check-in does', () => {
  const heard: Heard = { ...hourly, startRid: null, because: null }
  const signal = (kind: (typeof signals)[number], rid: string | null = null) => ({ kind, rid, exitStatus: null })

  test.each(heartbeatStates.flatMap((state) => signals.map((kind) => [state, kind] as const)))(
    '%s, %s: as the table says',
    (state, kind) => {
      const pinged = afterPing({ ...heard, state }, signal(kind), plus(5))
      expect(pinged.state).toBe(after(state, kind))
      const isPaused = state === 'paused'
      expect(pinged.news).toBe(
        isPaused ? null : kind === 'fail' ? 'down' : kind === 'success' && state === 'down' ? 'over' : null,
      )
      expect(pinged.isCheckIn).toBe(!isPaused && (kind === 'success' || kind === 'fail'))
    },
  )

  test('a run takes as long as lies between its start and its end', () => {
    const started = { ...heard, ...afterPing(heard, signal('start', 'a'), plus(1)) }
    expect(started.startedAt).toEqual(plus(1))
    const ended = afterPing(started, signal('success', 'a'), plus(4))
    expect(ended).toMatchObject({ lastedMs: 180_000, startedAt: null, startRid: null })
  })

  test('the end of another run leaves this one running', () => {
    const started = { ...heard, ...afterPing(heard, signal('start', 'a'), plus(1)) }
    const other = afterPing(started, signal('success', 'b'), plus(2))
    expect(other).toMatchObject({ lastedMs: null, startRid: 'a', startedAt: plus(1) })
    expect(afterPing(started, signal('success'), plus(2))).toMatchObject({ lastedMs: 60_000, startedAt: null })
  })

  test('resumed, it is waited for from now on; never heard, it is new', () => {
    const paused: Heard = { ...heard, state: 'paused', startedAt: plus(1) }
    expect(resumed(paused, true, plus(500))).toMatchObject({ state: 'up', countsFrom: plus(500), startedAt: null })
    expect(resumed(paused, false, plus(500))).toMatchObject({ state: 'new', countsFrom: null })
  })
})

test('every cell of the table has an answer', () => {
  for (const state of heartbeatStates) expect(Object.keys(heartbeatTable[state])).toEqual([...heartbeatMoves])
})

describe('addresses', () => {
  const uuid = '8f1d7e1c-2b7a-4a38-9d51-0d6cfe0a3f11'
  const key = 'k'.repeat(32)
  const ok = { kind: 'success', exitStatus: null }
  test.each<[string, string | null, unknown]>([
    [`/ping/${uuid}`, null, { vendor: 'healthchecks', meant: { by: 'key', key: uuid }, signal: ok }],
    [`/ping/${uuid.toUpperCase()}/start`, null, { meant: { key: uuid }, signal: { kind: 'start' } }],
    [`/ping/${uuid.replaceAll('-', '')}`, null, { meant: { key: uuid } }],
    [`/ping/${uuid}/fail`, null, { signal: { kind: 'fail' } }],
    [`/ping/${uuid}/log`, null, { signal: { kind: 'log' } }],
    [`/ping/${uuid}/0`, null, { signal: { kind: 'success', exitStatus: 0 } }],
    [`/ping/${uuid}/255`, null, { signal: { kind: 'fail', exitStatus: 255 } }],
    [`/ping/${uuid}/256`, null, { wrong: 'url' }],
    [`/ping/${uuid}/what`, null, { wrong: 'url' }],
    [`/ping/not-a-uuid`, null, { wrong: 'uuid' }],
    [`/ping/${key}/backup`, null, { meant: { by: 'slug', sourceKey: key, slug: 'backup' }, signal: ok }],
    [`/ping/${key}/start`, null, { meant: { slug: 'start' }, signal: ok }],
    [`/ping/${key}/my_job/3`, null, { meant: { slug: 'my_job' }, signal: { kind: 'fail', exitStatus: 3 } }],
    [`/ping/${key}/Backup`, null, { wrong: 'url' }],
    [`/ping/${key}/${'a'.repeat(101)}`, null, { wrong: 'url' }],
    [`/ping/${key}/a/start/more`, null, null],
    ['/ping', null, { wrong: 'url' }],
    ['/ping/backup', key, { meant: { by: 'slug', sourceKey: key, slug: 'backup' } }],
    ['/ping/backup/fail', key, { meant: { slug: 'backup' }, signal: { kind: 'fail' } }],
    [`/ping/${uuid}/fail`, key, { meant: { by: 'key', key: uuid } }],
    [`/api/v2/heartbeat/${uuid}`, null, { vendor: 'goalert', meant: { by: 'key', key: uuid } }],
    ['/api/v2/heartbeat/backup', key, { vendor: 'goalert', meant: { by: 'slug', slug: 'backup' } }],
    [
      `/integrations/v1/formatted_webhook/${key}/heartbeat`,
      null,
      { vendor: 'oncall', meant: { by: 'source', sourceKey: key } },
    ],
    ['/heartbeat', key, { vendor: 'oncall', meant: { by: 'source', sourceKey: key } }],
    ['/heartbeat', null, null],
    ['/v2/enqueue', null, null],
    ['/', key, null],
  ])('%s', (path, pathKey, expected) => {
    const address = pingAddress(path, pathKey)
    if (expected === null) expect(address).toBeNull()
    else expect(address).toMatchObject(expected as object)
  })

  test('no path is too strange to be answered, and none shows its secret', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (tail) => {
        pingAddress(`/ping/${tail}`, null)
        pingAddress(`/${tail}`, 'key')
      }),
    )
    expect(secretIn(`/ping/${key}/backup`)).toBe(key)
    expect(secretIn(`/integrations/v1/webhook/${key}/heartbeat`)).toBe(key)
    expect(secretIn(`/api/v2/heartbeat/${uuid}`)).toBe(uuid)
  })
})

describe('by mail', () => {
  test('only an address with a key is one', () => {
    const uuid = '8f1d7e1c-2b7a-4a38-9d51-0d6cfe0a3f11'
    expect(pingKeyIn(`PING+${uuid.toUpperCase()}`)).toBe(uuid)
    for (const other of ['ping+', 'ping', 'reply+abc', `ping+${uuid}x`, uuid]) expect(pingKeyIn(other)).toBeNull()
  })

  test('it fails by the words that were said to mean so, and by no others', () => {
    const mail = { subject: 'Backup of db1: FAILED', body: 'rsync error' }
    expect(pingByMail(mail, [])).toMatchObject({ kind: 'success' })
    expect(pingByMail(mail, ['failed'])).toMatchObject({ kind: 'fail' })
    expect(pingByMail(mail, ['Rsync Error'])).toMatchObject({ kind: 'fail' })
    expect(pingByMail(mail, ['timeout'])).toMatchObject({ kind: 'success' })
  })
})

describe("in Opsgenie's words", () => {
  test.each<[unknown, unknown]>([
    [
      { name: 'a', interval: 2, intervalUnit: 'hours' },
      { name: 'a', everyMinutes: 120 },
    ],
    [
      { name: 'a', interval: 1, alertPriority: 'P5', alertTags: ['x', 3, null], enabled: false },
      { everyMinutes: 1, priority: 'P4', tags: ['x'], enabled: false },
    ],
    [{ interval: 1 }, { wrong: { name: 'may not be empty' } }],
    [{ name: 'a' }, { wrong: { interval: 'may not be null' } }],
    [{ name: 'a', interval: 0 }, { wrong: { interval: 'must be greater than or equal to 1' } }],
    [{ name: 'a', interval: 1.5 }, { wrong: { interval: 'must be greater than or equal to 1' } }],
    [{ name: 'a', interval: { toString: 1 } }, { wrong: { interval: 'must be greater than or equal to 1' } }],
    [
      { name: 'a', interval: 1, intervalUnit: '__proto__' },
      { wrong: { intervalUnit: 'must be one of minutes, hours, days' } },
    ],
    [null, { wrong: { name: 'may not be empty' } }],
    [[1], { wrong: { name: 'may not be empty' } }],
  ])('%j', (body, expected) => {
    expect(readHeartbeat(body, ['name', 'interval'])).toMatchObject(expected as object)
  })

  test('whatever the body is, there is an answer', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => void readHeartbeat(body, ['name', 'interval'])))
  })

  test('an interval is shown in its largest unit', () => {
    const base = {
      state: 'up',
      checkedInAt: null,
      name: 'a',
      description: '',
      tags: [],
      priority: 'P3',
      alertMessage: '',
    }
    const shown = (everyMinutes: number | null) =>
      heartbeatShown({ ...base, everyMinutes } as unknown as Parameters<typeof heartbeatShown>[0], null)
    expect(shown(2_880)).toMatchObject({ interval: 2, intervalUnit: 'days', enabled: true, expired: false })
    expect(shown(90)).toMatchObject({ interval: 90, intervalUnit: 'minutes' })
    expect(shown(120)).toMatchObject({ interval: 2, intervalUnit: 'hours' })
    expect(shown(null)).toMatchObject({ interval: 1, intervalUnit: 'days' })
  })
})
