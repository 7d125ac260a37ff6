// Promise 1, somebody is woken, under everything that can go wrong: a fixed budget of seeds. `node bin/simulate` goes on from there.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../database.ts'
import { playModel } from './level1.ts'
import { playReal } from './level2.ts'
import { mutants } from './mutants.ts'
import { outcomeOf } from './outcome.ts'
import type { Played } from './played.ts'
import { makeScript, type Script } from './script.ts'
import { shrink, tell } from './shrink.ts'
import { Theatre } from './theatre.ts'

/** What broke, with the seed to play it again by. */
function brokenIn(script: Script, { judge }: Played): readonly string[] {
  return judge.broken.map(({ promise, at, says }) => `seed ${script.seed} at ${Math.round(at)}: ${promise} ${says}`)
}

describe('level 1: the real decisions over a model of the rows', () => {
  test('forty hours of a team with everything going wrong break no promise (P1 to P9)', () => {
    const struck = new Map<string, number>()
    for (let seed = 1; seed <= 40; seed++) {
      const script = makeScript(seed, { minutes: 60, alerts: 40, faults: true })
      const played = playModel(script)
      expect(brokenIn(script, played)).toEqual([])
      for (const [what, count] of played.faults) struck.set(what, (struck.get(what) ?? 0) + count)
    }
    // Every kind of fault came to its turn, or the seeds show less than they seem to.
    expect([...struck.keys()].sort()).toEqual([
      'away',
      'clock',
      'crash',
      'deaf',
      'lost_answer',
      'pause',
      'slow',
      'storage',
      'timeout',
    ])
  })

  test('the same seed is the same story, word for word', () => {
    const script = makeScript(7, { minutes: 30, alerts: 30, faults: true })
    const [once, again] = [playModel(script, true), playModel(script, true)]
    expect(once.trace.length).toBeGreaterThan(500)
    expect(again.trace).toEqual(once.trace)
  })
})

describe('level 2: real nodes over real SQL', () => {
  let database: TestDatabase
  let theatre: Theatre
  beforeAll(async () => {
    database = await freshDatabase()
    theatre = await Theatre.open(database.config)
  })
  afterAll(async () => {
    await theatre.close()
    await database.drop()
  })

  test.each([122, 8])('with everything going wrong no promise breaks (P1 to P9), seed %i', async (seed) => {
    const script = makeScript(seed, { minutes: 5, alerts: 5, faults: true })
    const played = await playReal(script, theatre)
    expect(brokenIn(script, played)).toEqual([])
    expect(played.judge.calls).toBeGreaterThan(0)
  })

  test.each([7, 16])(
    'what is muted is so on purpose, is counted, and pages when that ends (P32), seed %i',
    async (seed) => {
      const script = makeScript(seed, { minutes: 5, alerts: 5, faults: true, climate: 'silences' })
      const played = await playReal(script, theatre)
      expect(brokenIn(script, played)).toEqual([])
      expect(played.judge.checked.get('P32 muted on purpose')).toBeGreaterThan(10)
    },
  )

  test('the same seed is the same story, as far as PostgreSQL tells it', async () => {
    const script = makeScript(28, { minutes: 3, alerts: 3, faults: true })
    const [once, again] = [await playReal(script, theatre, true), await playReal(script, theatre, true)]
    expect(again.trace).toEqual(once.trace)
  })

  test('when nothing goes wrong both levels come to the same', async () => {
    for (const seed of [3, 4]) {
      const script = makeScript(seed, { minutes: 6, alerts: 6, faults: false, calm: true })
      const real = await playReal(script, theatre)
      const model = playModel(script)
      expect([...brokenIn(script, real), ...brokenIn(script, model)]).toEqual([])
      expect(outcomeOf(real.judge)).toEqual(outcomeOf(model.judge))
    }
  })
})

test('what breaks is told as the shortest story that still breaks it', async () => {
  const script = makeScript(11, { minutes: 30, alerts: 20, faults: true })
  // As if one promise broke whenever there is a crash and somebody closes an alert.
  const play = (candidate: Script) => {
    const crash = candidate.happenings.find((one) => one.kind === 'fault' && one.fault.what === 'crash')
    const close = candidate.happenings.find((one) => one.kind === 'answer' && one.move === 'close')
    const broken = crash && close ? [{ promise: 'P0', at: 0, says: '' }] : []
    return { judge: { broken } } as unknown as Played
  }
  expect(play(script).judge.broken).toHaveLength(1)
  const short = await shrink(script, 'P0', play)
  expect(short.happenings).toHaveLength(2)
  expect(tell(short).join('\n')).toMatch(/close k\d+[^]*dies at its|dies at its[^]*close k\d+/)
})

test.each(mutants.map(({ name, level, file, from }) => ({ name, level, file, from })))(
  'the planted fault still fits: $name (level $level)',
  ({ file, from }) => {
    const text = readFileSync(path.join(import.meta.dirname, '..', '..', file), 'utf8')
    expect(text.split(from)).toHaveLength(2)
  },
)
