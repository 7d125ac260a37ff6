// What a message of many pages was about, and its answer for all of them.
import type { Answer } from '../../domain/paging/answer.ts'
import { bundleWords } from '../../domain/paging/bundle-words.ts'
import { isBefore } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import { linkHours } from '../paging/answer-link.ts'
import { carriedBeside } from '../paging/bundles.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { findAnswerable } from '../paging/store.ts'
import { answerAs, type Answerable, type Given, type Told } from './answering.ts'

/** The pages that came in the same message as this one, the most urgent first; those still young enough to be answered by it. */
export async function besides(ctx: Context, bundle: number | null, found: Answerable): Promise<readonly Answerable[]> {
  const ids = await carriedBeside(ctx.db, bundle, found.id)
  const all: Answerable[] = []
  for (const id of ids) {
    const one = await findAnswerable(ctx.db, id)
    const isMeant = one?.person_id === found.person_id && !isBefore(one.created_at.add({ hours: linkHours }), ctx.now)
    if (one && isMeant) all.push(one)
  }
  return all.toSorted((a, b) => a.priority - b.priority)
}

/** What of a message still waits for an answer, the most urgent first. */
export async function openIn(ctx: Context, bundle: number | null, found: Answerable): Promise<readonly Answerable[]> {
  return [found, ...(await besides(ctx, bundle, found))]
    .filter(({ state }) => state === 'triggered')
    .toSorted((a, b) => a.priority - b.priority)
}

/** `held`: how many pages that person has by it. */
export type ToldOfAll = Told & { readonly held: number }

/**
 * Answers these pages, which one message carried, each as if it had come alone, and says of how many it is true; one that was answered
 * meanwhile is left as it is. Many are not closed at once: each is over for reasons of its own.
 */
export async function answerAll(
  ctx: Context,
  doors: PagingDoors,
  all: readonly [Answerable, ...Answerable[]],
  given: Given,
): Promise<ToldOfAll> {
  const [first] = all
  const words = bundleWords[first.language]
  if (all.length === 1) return withHeld([await answerAs(ctx, doors, first, given)])
  if (given.answer.do === 'close')
    return {
      language: first.language,
      says: words.closeEach,
      outcome: { is: 'went_on' },
      wasFirst: false,
      alertId: first.alert_id,
      held: 0,
    }
  const told: Told[] = []
  for (const one of all)
    told.push(
      await answerAs(ctx, doors, one, given.ref === undefined ? given : { ...given, ref: `${given.ref} ${one.id}` }),
    )
  const meant = meantBy[given.answer.do]
  const done = told.filter(({ outcome }) => outcome.is === meant)
  const [lead, ...others] = done.length > 0 ? done : told
  const summed = withHeld(lead ? [lead, ...others, ...told.filter((one) => !done.includes(one))] : told)
  return done.length > 1 ? { ...summed, says: words[meant](done.length) } : summed
}

const meantBy = {
  acknowledge: 'yours',
  decline: 'declined',
  escalate: 'escalated',
} as const satisfies Record<Exclude<Answer['do'], 'close'>, Told['outcome']['is']>

function withHeld(told: readonly Told[]): ToldOfAll {
  const [first] = told
  if (!first) throw new Error('an answer to nothing')
  const held = told.filter(({ outcome }) => outcome.is === 'yours').length
  return { ...first, wasFirst: told.some(({ wasFirst }) => wasFirst), held }
}
