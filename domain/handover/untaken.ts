// Somebody comes, never accepts, and goes again: a swap, a stand-in, somebody who leaves. They have nothing to hand over.
import { isAfter, isBefore, type Instant } from '../time.ts'
import type { Change } from './changes.ts'
import { changeKey, isWaiting, type KnownHandover } from './known.ts'

/**
 * What is owed, with each who went without ever having accepted left out: whoever came in their place takes over from whoever was there
 * before. Where that is the same person again nothing is handed over, and what was to be is in `givenBack`. It says the same however
 * often it is asked, also once what came of it was accepted, missed or called off.
 */
export function withoutUntaken(
  owed: readonly Change[],
  known: readonly KnownHandover[],
  now: Instant,
): { readonly owed: readonly Change[]; readonly givenBack: readonly number[] } {
  const rows = new Map(known.filter(({ state }) => state === 'called_off').map((row) => [changeKey(row), row]))
  for (const row of known) if (row.state !== 'called_off') rows.set(changeKey(row), row)
  const left: Change[] = []
  const givenBack: number[] = []
  for (const one of owed) {
    const at =
      isAfter(one.endsAt, now) || rows.has(changeKey(one))
        ? -1
        : left.findLastIndex((before) => isUntaken(before, one, rows))
    const before = left[at]
    if (!before) left.push(one)
    else if (one.toId !== before.fromId) left[at] = { ...before, toId: one.toId }
    // They come again, but not now: until then it is nobody's, and they are not let go.
    else if (!one.beginsAt.equals(one.endsAt)) left[at] = { ...before, toId: null }
    else {
      left.splice(at, 1)
      const row = rows.get(changeKey(before))
      if (row && isWaiting(row)) givenBack.push(row.id)
    }
  }
  return { owed: left, givenBack }
}

/** Was this handed to whoever goes now, who had not accepted it by then, while it still could be? */
function isUntaken(before: Change, one: Change, rows: ReadonlyMap<string, KnownHandover>): boolean {
  const row = rows.get(changeKey(before))
  if (!row || before.toId === null || before.toId !== one.fromId) return false
  if (!isBefore(before.endsAt, one.endsAt) || !isBefore(one.endsAt, row.valveAt)) return false
  return row.acceptedAt === null || isAfter(row.acceptedAt, one.endsAt)
}
