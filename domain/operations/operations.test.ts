import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bucketEndsMs, bucketOf, spansOf } from './figures.ts'
import { mayBeat, type BeatFacts } from './heartbeat.ts'
import { afterSelfPage } from './self-page.ts'
import { sharedTroubles, troubleKinds, troublesIn, whatToTell, type Known, type WatchFacts } from './troubles.ts'
import { troubleText } from './trouble-words.ts'

const now = Temporal.Instant.from('2026-03-02T09:00:00Z')
const ago = (seconds: number) => now.subtract({ seconds })

const well: WatchFacts = {
  latenessMs: 0,
  selfPages: { everyMinutes: 5, last: { state: 'good' }, armedSince: ago(100) },
  channels: [{ channel: 'email', failedInARow: 0, firstFailedAt: null, lastSentAt: ago(5) }],
  nodes: [{ name: 'a', seenAt: ago(3), diskFreePercent: 50 }],
}

describe('what is wrong', () => {
  test('nothing, when all is well', () => expect(troublesIn(well, now)).toEqual([]))

  test.each<[string, Partial<WatchFacts>, string[]]>([
    ['a step due for thirty seconds is borne', { latenessMs: 30_000 }, []],
    ['longer is late', { latenessMs: 30_001 }, ['engine_late']],
    ['a late page to itself', { selfPages: { ...well.selfPages, last: { state: 'late' } } }, ['self_page_bad']],
    ['none for three periods', { selfPages: { ...well.selfPages, armedSince: ago(901) } }, ['self_page_missing']],
    ['none wanted', { selfPages: { everyMinutes: 0, last: { state: 'failed' }, armedSince: ago(9_000) } }, []],
    [
      'five failures, and nothing sent for two minutes',
      { channels: [{ channel: 'sms', failedInARow: 5, firstFailedAt: ago(120), lastSentAt: ago(121) }] },
      ['channel_failing'],
    ],
    [
      'five failures within two minutes',
      { channels: [{ channel: 'sms', failedInARow: 5, firstFailedAt: ago(119), lastSentAt: null }] },
      [],
    ],
    [
      'four failures',
      { channels: [{ channel: 'sms', failedInARow: 4, firstFailedAt: ago(500), lastSentAt: null }] },
      [],
    ],
    [
      'a silent node, and one that came back',
      {
        nodes: [
          { name: 'a', seenAt: ago(3), diskFreePercent: null },
          { name: 'b', seenAt: ago(61), diskFreePercent: null },
          { name: 'a', seenAt: ago(600), diskFreePercent: 3 },
        ],
      },
      ['node_gone'],
    ],
    ['a disk nearly full', { nodes: [{ name: 'a', seenAt: ago(3), diskFreePercent: 9.9 }] }, ['disk_low']],
  ])('%s', (_, change, kinds) => {
    expect(troublesIn({ ...well, ...change }, now).map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('who is told', () => {
  const minutes = fc.integer({ min: 0, max: 300 })
  test('at most once an hour that it began; and that it is over only where that was told', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(minutes, fc.boolean()), { maxLength: 60 }), (looks) => {
        const row: { known: Known | null } = { known: null }
        let told: Temporal.Instant | null = null
        let isTold = false
        let at = now
        for (const [passed, isThere] of looks) {
          at = at.add({ minutes: passed })
          const { becomes, tell } = whatToTell(row.known, isThere, at)
          if (becomes === 'begun') row.known = { since: at, endedAt: null, toldAt: row.known?.toldAt ?? null }
          if (row.known && becomes === 'over') row.known = { ...row.known, endedAt: at }
          if (tell === 'begun') {
            expect(isThere).toBe(true)
            if (told) expect(at.since(told).total('minutes')).toBeGreaterThanOrEqual(60)
            expect(isTold).toBe(false)
            told = at
            isTold = true
            if (row.known) row.known = { ...row.known, toldAt: at }
          }
          if (tell === 'over') {
            expect(isTold).toBe(true)
            isTold = false
          }
          // What lasts for an hour was told.
          if (isThere && row.known && at.since(row.known.since).total('minutes') >= 60) expect(isTold).toBe(true)
          if (!isThere) expect(isTold).toBe(false)
        }
      }),
    )
  })

  test.each(troubleKinds)('%s has words in both languages, without a gap', (kind) => {
    for (const language of ['en', 'ko'] as const) {
      const begun = troubleText({ kind, subject: 'x', detail: '5' }, { isOver: false, node: 'a', language })
      const over = troubleText({ kind, subject: 'x', detail: '5' }, { isOver: true, node: 'a', language })
      for (const text of [begun, over])
        expect([text.subject, ...text.paragraphs].join(' ')).not.toMatch(/undefined|null/)
      expect(/[가-힣]/.test(begun.subject)).toBe(language === 'ko')
    }
  })
})

describe('the sign of life', () => {
  const fine: BeatFacts = { isLoopAlive: true, latenessMs: 0, troubles: [], lookedAt: ago(10), writtenMsAgo: 5 }
  test('leaves while all is well, and while a channel, a node or a disk is in trouble that people are told of', () => {
    expect(mayBeat(fine, now)).toEqual({ do: 'send' })
    expect(mayBeat({ ...fine, troubles: ['channel_failing', 'node_gone', 'disk_low'] }, now)).toEqual({ do: 'send' })
  })

  test.each<[string, Partial<BeatFacts>]>([
    ['loop_stuck', { isLoopAlive: false }],
    ['stale', { writtenMsAgo: 10_000 }],
    ['engine_late', { latenessMs: 30_001 }],
    ['not_watched', { lookedAt: ago(46) }],
    ['not_watched', { lookedAt: null }],
    ['trouble', { troubles: ['self_page_bad'] }],
    ['trouble', { troubles: ['self_page_missing'] }],
    ['trouble', { troubles: ['engine_late'] }],
  ])('is held back: %s', (because, change) => {
    expect(mayBeat({ ...fine, ...change }, now)).toEqual({ do: 'hold', because })
  })
})

describe('a page to itself', () => {
  const begunAt = ago(30)
  const page = { begunAt, acceptedAt: begunAt, handedOverAt: null }
  test('is waited for until it is late, then it has failed', () => {
    expect(afterSelfPage(page, 60, now)).toMatchObject({ do: 'wait' })
    expect(afterSelfPage(page, 30, now)).toEqual({ do: 'end', as: 'failed', because: 'not_handed_over' })
    expect(afterSelfPage({ ...page, acceptedAt: null }, 30, now)).toMatchObject({ because: 'not_accepted' })
  })
  test('is good when it was handed over in time, whenever that is looked at', () => {
    expect(afterSelfPage({ ...page, handedOverAt: ago(1) }, 29, now)).toMatchObject({ as: 'good' })
    expect(afterSelfPage({ ...page, handedOverAt: now }, 29, now)).toMatchObject({ as: 'late' })
  })
  test('is accepted again when nobody can have it in hand any more', () => {
    expect(afterSelfPage({ ...page, begunAt: ago(15), acceptedAt: null }, 60, now)).toMatchObject({ do: 'wait' })
    expect(afterSelfPage({ ...page, begunAt: ago(16), acceptedAt: null }, 60, now)).toMatchObject({ do: 'accept' })
  })
})

describe('figures', () => {
  test('say at most how long, never less than it took, and never more than the longest', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5_000_000, noNaN: true }), { minLength: 1 }), (spans) => {
        const counted = spans.map((ms) => ({ bucket: bucketOf(ms), count: 1, most: ms }))
        const { count, p50Ms, p99Ms, maxMs } = spansOf(counted)
        const sorted = spans.toSorted((a, b) => a - b)
        expect(count).toBe(spans.length)
        expect(maxMs).toBe(sorted.at(-1))
        for (const [share, said] of [
          [0.5, p50Ms],
          [0.99, p99Ms],
        ] as const) {
          expect(said ?? -1).toBeGreaterThanOrEqual(sorted[Math.ceil(sorted.length * share) - 1] ?? 0)
          expect(said ?? Infinity).toBeLessThanOrEqual(maxMs ?? 0)
        }
      }),
    )
    expect(spansOf([])).toEqual({ count: 0, p50Ms: null, p99Ms: null, maxMs: null })
    expect(bucketOf(3_600_000)).toBe(bucketEndsMs.length)
  })
})

test('what is seen in the database is told of by rows, and each kind once', () => {
  expect(new Set(troubleKinds).size).toBe(troubleKinds.length)
  expect(sharedTroubles.length).toBeGreaterThan(0)
})
