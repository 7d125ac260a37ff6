import { expect, test } from 'vitest'
import {
  countOf,
  extended,
  firstCount,
  forgetting,
  lookedAgain,
  opened,
  partCount,
  partsIn,
  placeOf,
  rowAt,
} from './list-window.ts'
import type { Answer, Ask, Cursor, ListWindow } from './list-window.ts'

type Alert = { readonly id: number; readonly priority: 'P1' | 'P2' | 'P3' | 'P4'; readonly state: string }

/** A server with these alerts, newest first, that counts what it was asked. */
function server(count: number) {
  const alerts = Array.from({ length: count }, (_, nth): Alert => ({
    id: count - nth,
    priority: 'P1',
    state: 'triggered',
  }))
  const asked: Cursor[] = []
  const ask: Ask<Alert, null> = async (from, limit) => {
    asked.push(from)
    const rows = alerts.filter(({ id }) => from === null || id < from.before).slice(0, limit)
    const last = rows.length === limit ? rows.at(-1) : undefined
    return { alerts: rows, counts: null, nextBefore: last?.id ?? null } satisfies Answer<Alert, null>
  }
  const raise = (id: number) => alerts.unshift({ id, priority: 'P1', state: 'triggered' })
  const close = (id: number) =>
    alerts.splice(
      alerts.findIndex((one) => one.id === id),
      1,
    )
  return { alerts, ask, asked, raise, close }
}

async function read(of: ReturnType<typeof server>, parts: number) {
  let list: ListWindow<Alert, null> = opened(await of.ask(null, firstCount))
  for (let nth = 0; nth < parts; nth++) {
    const from = list.next
    if (from !== undefined) list = extended(list, from, await of.ask(from, partCount))
  }
  return list
}

test('it is read on to the end, each alert once and in order', async () => {
  const list = await read(server(1_000), 10)
  expect(countOf(list)).toBe(1_000)
  expect(list.next).toBeUndefined()
  expect(Array.from({ length: 1_000 }, (_, at) => rowAt(list, at)?.id)).toEqual(
    Array.from({ length: 1_000 }, (_, at) => 1_000 - at),
  )
  expect(placeOf(list, 400)).toBe(600)
})

test('at the top a change shows the list as it is now, by one question however much was read', async () => {
  const of = server(10_000)
  const list = await read(of, 20)
  of.raise(10_001)
  of.asked.length = 0
  const now = await lookedAgain(list, { isTop: true, from: 0, to: 20 }, of.ask)
  expect(of.asked).toEqual([null])
  expect(rowAt(now, 0)?.id).toBe(10_001)
})

test('further down only what is in sight is asked again, nothing moves above it, and what is new is counted', async () => {
  const of = server(10_000)
  const list = await read(of, 20)
  for (let nth = 1; nth <= 30; nth++) of.raise(10_000 + nth)
  of.close(8_000)
  of.asked.length = 0
  const sight = { isTop: false, from: 1_990, to: 2_010 }
  const now = await lookedAgain(list, sight, of.ask)
  expect(of.asked).toHaveLength(1 + partsIn(list, sight).length)
  expect(now.newer).toBe(30)
  expect(placeOf(now, 8_001)).toBe(placeOf(list, 8_001))
  expect(placeOf(now, 8_000)).toBe(-1)
  expect(countOf(now)).toBe(countOf(list) - 1)
  // The part after the one that was asked again does not appear twice.
  const ids = now.parts.flatMap(({ rows }) => rows?.map(({ id }) => id) ?? [])
  expect(new Set(ids).size).toBe(ids.length)
})

test('what is far from sight is forgotten and keeps its place', async () => {
  const list = await read(server(10_000), 40)
  const kept = forgetting(list, { from: 6_000, to: 6_020 })
  expect(countOf(kept)).toBe(countOf(list))
  expect(kept.parts.filter(({ rows }) => rows).length).toBeLessThanOrEqual(11)
  expect(rowAt(kept, 6_010)?.id).toBe(10_000 - 6_010)
  expect(rowAt(kept, 2_000)).toBeNull()
  expect(rowAt(kept, 0)?.id).toBe(10_000)
})

test('an answer that comes after the list has moved is left out', async () => {
  const of = server(1_000)
  const list = await read(of, 1)
  const from = list.next ?? null
  const answer = await of.ask(from, partCount)
  const once = extended(list, from, answer)
  expect(extended(once, from, answer)).toBe(once)
})
