// A long list of which only parts are here: read on by its end, looked at again where somebody looks.
import type { PriorityName } from '../../domain/paging/priority.ts'

/** What the server gave from one cursor on. Parts far from what is in sight keep their place and forget their rows. */
export type Part<Row> = { readonly from: Cursor; readonly rows: readonly Row[] | null; readonly count: number }
export type Cursor = { readonly before: number; readonly beforePriority?: PriorityName } | null

export type ListWindow<Row, Counts> = {
  readonly parts: readonly Part<Row>[]
  /** Where it reads on; undefined at the end. */
  readonly next: Cursor | undefined
  readonly counts: Counts
  /** How many have come above the first that is shown, while somebody looks further down. */
  readonly newer: number
}

type Row = { readonly id: number; readonly priority: PriorityName }
export type Answer<R, Counts> = {
  readonly alerts: readonly R[]
  readonly counts: Counts
  readonly nextBefore: number | null
}
export type Ask<R, Counts> = (from: Cursor, limit: number) => Promise<Answer<R, Counts>>

/** The first answer is small, so that it is soon on the screen; those read on by are larger. */
export const firstCount = 50
export const partCount = 200
/** Parts that keep their rows: those in sight and their neighbours. */
const keptAround = 4

export function opened<R extends Row, C>(answer: Answer<R, C>): ListWindow<R, C> {
  const { alerts, counts } = answer
  return { parts: [{ from: null, rows: alerts, count: alerts.length }], next: nextOf(answer), counts, newer: 0 }
}

/** With what comes after it; unchanged when it has moved meanwhile. */
export function extended<R extends Row, C>(
  list: ListWindow<R, C>,
  from: Cursor,
  answer: Answer<R, C>,
): ListWindow<R, C> {
  if (list.next !== from) return list
  // Rows that are here already are not told twice, also when one has moved down meanwhile.
  const last = list.parts.findLast(({ rows }) => rows)?.rows ?? []
  const known = new Set(last.map(({ id }) => id))
  const rows = answer.alerts.filter(({ id }) => !known.has(id))
  return { ...list, parts: [...list.parts, { from, rows, count: rows.length }], next: nextOf(answer) }
}

/**
 * Looks again at what somebody sees, after something has changed. At the top it is the list as it is now; further down nothing moves
 * under their eyes: the parts in sight are asked anew, each for its own place, and what came above is only counted.
 */
export async function lookedAgain<R extends Row, C>(
  list: ListWindow<R, C>,
  sight: { readonly isTop: boolean; readonly from: number; readonly to: number },
  ask: Ask<R, C>,
): Promise<ListWindow<R, C>> {
  const first = await ask(null, firstCount)
  if (sight.isTop) return opened(first)
  const seen = partsIn(list, sight)
  const again = await Promise.all(seen.map(async (at) => [at, await partAgain(list, at, ask)] as const))
  const parts = list.parts.map((part, at) => again.find(([each]) => each === at)?.[1] ?? part)
  const known = new Set(list.parts[0]?.rows?.map(({ id }) => id))
  const top = Math.max(0, ...known)
  const newer = first.alerts.filter(({ id }) => !known.has(id) && id > top).length
  return { ...list, parts, counts: first.counts, newer: known.size === 0 ? list.newer : newer }
}

/** One part as it is now: what lies between its cursor and that of the next. */
export async function partAgain<R extends Row, C>(
  list: ListWindow<R, C>,
  at: number,
  ask: Ask<R, C>,
): Promise<Part<R>> {
  const part = list.parts[at]
  if (!part) throw new Error('no such part')
  const end = list.parts[at + 1]?.from ?? null
  const { alerts } = await ask(part.from, Math.max(part.count, 1))
  const rows = end === null ? alerts : alerts.filter((row) => isBefore(row, end))
  return { ...part, rows, count: rows.length }
}

/** Which parts hold these rows. */
export function partsIn<R, C>(
  { parts }: ListWindow<R, C>,
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  let start = 0
  return parts.flatMap(({ count }, at) => {
    const isIn = start <= to && start + count > from
    start += count
    return isIn ? [at] : []
  })
}

/** The same with the rows forgotten that are far from what is in sight. */
export function forgetting<R, C>(
  list: ListWindow<R, C>,
  sight: { readonly from: number; readonly to: number },
): ListWindow<R, C> {
  const seen = partsIn(list, sight)
  const [first = 0, last = 0] = [seen[0], seen.at(-1)]
  const isFar = (at: number) => at < first - keptAround || at > last + keptAround
  // The first stays: it tells what is new.
  if (!list.parts.some(({ rows }, at) => at > 0 && rows && isFar(at))) return list
  const parts = list.parts.map((part, at) => (at > 0 && isFar(at) ? { ...part, rows: null } : part))
  return { ...list, parts }
}

export function countOf<R, C>({ parts }: ListWindow<R, C>): number {
  return parts.reduce((sum, { count }) => sum + count, 0)
}

/** The row in this place; null where it is not here now. */
export function rowAt<R, C>({ parts }: ListWindow<R, C>, index: number): R | null {
  let left = index
  for (const { rows, count } of parts) {
    if (left < count) return rows?.[left] ?? null
    left -= count
  }
  return null
}

/** Where this alert stands among what is here. */
export function placeOf<R extends Row, C>({ parts }: ListWindow<R, C>, id: number): number {
  let start = 0
  for (const { rows, count } of parts) {
    const at = rows?.findIndex((row) => row.id === id) ?? -1
    if (at >= 0) return start + at
    start += count
  }
  return -1
}

function nextOf<R extends Row, C>({ alerts, nextBefore }: Answer<R, C>): Cursor | undefined {
  if (nextBefore === null) return undefined
  const last = alerts.at(-1)
  return { before: nextBefore, ...(last ? { beforePriority: last.priority } : {}) }
}

/** Does this row stand above that cursor? By priority first where the cursor has one that differs. */
function isBefore(row: Row, { before, beforePriority }: NonNullable<Cursor>): boolean {
  return beforePriority && row.priority !== beforePriority ? row.priority < beforePriority : row.id >= before
}
