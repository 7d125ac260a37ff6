import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../time.ts'
import { paced, type Pace, type Paced } from './pace.ts'

const start = Temporal.Instant.from('2026-03-02T12:00:00Z')
const at = (seconds: number) => start.add({ seconds })
const page = (id: number, priority = 3) => ({ id, priority })
type Page = ReturnType<typeof page> & { readonly isGathered?: boolean }
type Told = { readonly at: number; readonly pages: readonly Page[] }

/** One contact on one node: pages come at these seconds; every message that goes out, with its second. */
function told(coming: readonly (readonly [second: number, page: Page])[]): readonly Told[] {
  const messages: Told[] = []
  let pace: Pace | null = null
  let waiting: readonly Page[] = []
  let dueAt: Instant | null = null
  const last = Math.max(...coming.map(([second]) => second)) + 300
  for (let second = 0; second <= last; second++) {
    const now = at(second)
    const gathered = dueAt && Temporal.Instant.compare(dueAt, now) <= 0 ? waiting : []
    if (gathered.length > 0) [waiting, dueAt] = [[], null]
    const due = [
      ...gathered.map((one) => ({ ...one, isGathered: true })),
      ...coming.filter(([when]) => when === second).map(([, one]) => one),
    ]
    if (due.length === 0) continue
    const next: Paced<Page> = paced(pace, due, now)
    pace = next.pace
    messages.push(...next.singly.map((one) => ({ at: second, pages: [one] })))
    if (next.together.length > 0) messages.push({ at: second, pages: next.together })
    waiting = [...waiting, ...next.waiting]
    if (next.until && (!dueAt || Temporal.Instant.compare(next.until, dueAt) < 0)) dueAt = next.until
  }
  return messages
}

describe('how fast one contact is rung', () => {
  test('thirty services fail within a minute: three messages at once, the rest at growing pauses', () => {
    const messages = told(Array.from({ length: 30 }, (_, i) => [i * 2, page(i)] as const))
    expect(messages.map((one) => [one.at, one.pages.length])).toEqual([
      [0, 1],
      [2, 1],
      [4, 1],
      [19, 7],
      [49, 15],
      [109, 5],
    ])
  })

  test('the most urgent go first, and stand first', () => {
    const { singly, waiting } = paced(null, [page(1, 4), page(2, 2), page(3, 1), page(4, 3), page(5, 4)], start)
    expect(singly.map(({ id }) => id)).toEqual([3, 2, 4])
    expect(waiting.map(({ id }) => id)).toEqual([1, 5])
  })

  test('a page of the first priority waits for the shortest pause, however long the others wait', () => {
    const messages = told([
      ...[0, 1, 2, 3, 20, 50, 51].map((second, i) => [second, page(i)] as const),
      [60, page(99, 1)] as const,
    ])
    expect(messages.find(({ pages }) => pages.some(({ id }) => id === 99))?.at).toBeLessThanOrEqual(75)
  })

  test('after two calm minutes messages go out at once again', () => {
    const pace: Pace = { singlesAt: [], lastAt: start, bundles: 4 }
    expect(paced(pace, [page(1)], at(119)).singly).toEqual([])
    expect(paced(pace, [page(1)], at(120)).singly).toEqual([page(1)])
  })

  test('what waited goes together, whatever another node remembers of its contact', () => {
    const gathered = [{ ...page(1), isGathered: true }, page(2)]
    expect(paced(null, gathered, start).together).toHaveLength(2)
  })

  test('whatever comes: each page once, three single messages a minute, pauses between the rest', () => {
    const coming = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(coming, (drawn) => {
        const pages = drawn.map(([second, priority], id) => [second, page(id, priority)] as const)
        const messages = told(pages)
        const ids = messages.flatMap((one) => one.pages.map(({ id }) => id))
        expect(ids.toSorted((a, b) => a - b)).toEqual(pages.map(([, { id }]) => id))
        for (const { at: second } of messages)
          expect(messages.filter((one) => one.at > second - 60 && one.at <= second).length).toBeLessThanOrEqual(3 + 4)
        messages.forEach(({ at: second }, nth) => {
          // Beyond the first three of a minute there are fifteen seconds between two messages; an urgent one may come between.
          const isUrgent = messages
            .slice(nth - 1, nth + 1)
            .some((one) => one.pages.some(({ priority }) => priority === 1))
          const third = messages[nth - 3]
          const before = messages[nth - 1]
          if (third && before && third.at > second - 60)
            expect(second - before.at).toBeGreaterThanOrEqual(isUrgent ? 5 : 15)
        })
        for (const [second, { id, priority }] of pages) {
          const went = messages.find((one) => one.pages.some((of) => of.id === id))?.at ?? Infinity
          expect(went - second).toBeLessThanOrEqual(priority === 1 ? 15 : 65)
        }
      }),
      { numRuns: 40 },
    )
  })
})
