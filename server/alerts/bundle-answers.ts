// What a message of many pages was about, and its answer for all of them.
import { isBefore } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import { linkHours } from '../paging/answer-link.ts'
import { carriedBeside } from '../paging/bundles.ts'
import { findAnswerable } from '../paging/store.ts'
import { Refusal } from '../refusal.ts'
import { acknowledge } from './actions.ts'

type Answerable = NonNullable<Awaited<ReturnType<typeof findAnswerable>>>

/** The pages that came in the same message as this one, the most urgent first; those still young enough to be answered by it. */
export async function besides(ctx: Context, token: string, found: Answerable): Promise<readonly Answerable[]> {
  const ids = await carriedBeside(ctx.db, token, found.id)
  const all: Answerable[] = []
  for (const id of ids) {
    const one = await findAnswerable(ctx.db, id)
    const isMeant = one?.person_id === found.person_id && !isBefore(one.created_at.add({ hours: linkHours }), ctx.now)
    if (one && isMeant) all.push(one)
  }
  return all.toSorted((a, b) => a.priority - b.priority)
}

/** What of a message still waits for an answer, the most urgent first. */
export async function openIn(ctx: Context, token: string, found: Answerable): Promise<readonly Answerable[]> {
  return [found, ...(await besides(ctx, token, found))]
    .filter(({ state }) => state === 'triggered')
    .toSorted((a, b) => a.priority - b.priority)
}

/**
 * Acknowledges what came in the same message, each page once, for the person in this context. How many of them that person has now:
 * one that was answered meanwhile is left as it is.
 */
export async function acknowledgeBesides(
  ctx: Context,
  others: readonly Answerable[],
  via: Parameters<typeof acknowledge>[2],
): Promise<number> {
  let held = 0
  for (const { alert_id: alertId } of others) {
    try {
      await acknowledge(ctx, alertId, via)
      held += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
  return held
}
