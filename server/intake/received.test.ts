// What is remembered of requests until it is written: bounded per source, over all sources, and slow where it floods.
import { beforeEach, describe, expect, test } from 'vitest'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import { keptBodyBytes, keptEach, Received, type Arriving, type Came } from './received.ts'

let written: Came[][]
let received: Received
beforeEach(() => {
  written = []
  received = new Received((came) => Promise.resolve(void written.push([...came])), fail)
})

describe('of each source', () => {
  test('the newest twenty wait to be written, in the order they came', async () => {
    for (let n = 0; n < 1_000; n++) received.add(arriving({ path: `/${n}` }))
    await received.flush()
    expect(written.map((came) => came.map(({ path }) => path))).toEqual([
      Array.from({ length: keptEach }, (_, n) => `/${980 + n}`),
    ])
  })

  test('refused ones wait beside them', async () => {
    received.add(arriving({ status: 401, because: 'signature_wrong' }))
    for (let n = 0; n < 100; n++) received.add(arriving({}))
    await received.flush()
    expect(written[0]?.map(({ status }) => status).toSorted()).toEqual([...Array<number>(20).fill(202), 401])
  })

  test('a flood is written seldom, a few are written each time', async () => {
    const come = (sourceId: string, count: number) => {
      for (let n = 0; n < count; n++) received.add(arriving({ sourceId }))
    }
    const counts = () => written.splice(0).map((came) => came.length)
    come('flood', 500)
    await received.flush()
    expect(counts()).toEqual([20])
    come('flood', 500)
    come('calm', 3)
    await received.flush()
    expect(counts()).toEqual([3])
    come('calm', 2)
    await received.flush()
    expect(counts()).toEqual([2])
    await received.flush(true)
    expect(counts()).toEqual([20])
    await received.flush(true)
    expect(counts()).toEqual([])
  })
})

test('a long body is cut, and its length is told; a request of many events says how many', async () => {
  const events = Array.from({ length: 10_000 }, (_, n) => ({ ...event, key: `n${n}` }))
  received.add(arriving({ body: Buffer.alloc(1_000_000, 'x'), events }))
  await received.flush()
  const [[came] = []] = written
  expect(came).toMatchObject({ bytes: 1_000_000, eventCount: 10_000 })
  expect([came?.body.length, came?.events.length]).toEqual([keptBodyBytes, 20])
  expect(JSON.stringify(came?.events)).not.toContain('details')
})

test('memory is bounded whatever comes, and free again once it was written', async () => {
  const body = Buffer.alloc(keptBodyBytes)
  const come = () => {
    for (let n = 0; n < 40_000; n++) received.add(arriving({ sourceId: `s${n % 4_000}`, body }))
  }
  const bytes = () => written.splice(0).map((came) => came.reduce((sum, each) => sum + each.body.length, 0))
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  come()
  await received.flush()
  const first = bytes()
  expect(sum(first)).toBe(4 * 1_048_576)
  expect(Math.max(...first), 'in pieces').toBeLessThanOrEqual(262_144)
  come()
  await received.flush(true)
  expect(sum(bytes())).toBe(4 * 1_048_576)
})

test('what cannot be written is told and let go, and the next is written', async () => {
  let isAway = true
  const told: unknown[] = []
  const odd = new Received(
    (came) => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(written.push([...came]))),
    (failure) => told.push(failure),
  )
  odd.add(arriving({ path: '/lost' }))
  await odd.flush()
  isAway = false
  odd.add(arriving({ path: '/kept' }))
  await odd.flush()
  expect(written.flat().map(({ path }) => path)).toEqual(['/kept'])
  expect(told).toHaveLength(1)
})

function fail(failure: unknown): never {
  throw failure
}

const event: ReceivedEvent = {
  action: 'trigger',
  key: 'disk',
  summary: 'Disk is full',
  priority: 'P2',
  from: '',
  labels: {},
  links: [],
  details: '{}',
  startsAt: null,
  endsAt: null,
  groupKey: null,
  notes: [],
}

function arriving(is: Partial<Arriving>): Arriving {
  return {
    sourceId: 'one',
    path: '/in/(key)',
    address: '127.0.0.1',
    status: 202,
    because: null,
    answer: '',
    events: [event],
    changes: [],
    body: Buffer.from('{}'),
    ...is,
  }
}
