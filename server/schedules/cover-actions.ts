// "Who takes my shift?": asking, and looking at what is asked. The answers are in cover-answers.ts.
import type { ActionInput } from '../../domain/api.ts'
import { coverLimits, type coverApi } from '../../domain/schedules/cover-api.ts'
import { isCircular } from '../../domain/schedules/cover.ts'
import { isRuledOut } from '../../domain/schedules/cover-candidates.ts'
import { loadIn } from '../../domain/schedules/cover-load.ts'
import { boundsOf, common, heldBy, rangeOf, since, type Piece } from '../../domain/schedules/pieces.ts'
import type { Schedule } from '../../domain/schedules/schedule.ts'
import { isAfter, latest } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { acceptCover, agreeToCoverPart, declineCover, withdrawCover } from './cover-answers.ts'
import { aboutCover, swapped, toldSpan } from './cover-told.ts'
import { assess, factsOf, findCandidates, knownSchedules, type Candidate, type KnownSchedules } from './cover-people.ts'
import { shownCover, shownCovers, zoneOf } from './cover-shown.ts'
import { findCover, findCovers, insertCover } from './cover-store.ts'
import { toMilliseconds } from './draft.ts'
import { refuseBadRange } from './range.ts'
import { lockSchedule } from './store.ts'

export const coverActions: Actions<keyof typeof coverApi> = {
  askCover: (ctx, input) => ask(ctx, input, personOf(ctx) ?? refuse('cover_no_shift')),
  askCoverFor: (ctx, { personId, ...input }) => ask(ctx, input, personId),

  async listCovers(ctx, { who, state, scheduleId, teamId }) {
    const me = personOf(ctx)
    // Nobody asks a program.
    if (who !== undefined && me === null) return { covers: [] }
    const covers = await findCovers(ctx.db, {
      isOpen: state === 'open',
      limit: coverLimits.listed,
      ...(who === 'mine' && me !== null ? { askerId: me } : {}),
      ...(who === 'asked' && me !== null ? { askedId: me } : {}),
      ...(scheduleId === undefined ? {} : { scheduleIds: [scheduleId] }),
      ...(teamId === undefined ? {} : { teamId }),
    })
    return { covers: await shownCovers(ctx, covers) }
  },

  async getCover(ctx, { coverId }) {
    return shownCover(ctx, (await findCover(ctx.db, coverId)) ?? refuse('not_found'))
  },

  async listCoverCandidates(ctx, { scheduleId, personId, ...asked }) {
    const askerId = personId ?? personOf(ctx) ?? refuse('cover_no_shift')
    const known = await knownSchedules(ctx.db, [scheduleId], ctx.now, [askerId])
    const schedule = known.schedules.get(scheduleId) ?? refuse('not_found')
    const pieces = piecesHeld(ctx, known, { schedule, personId: askerId, span: spanAsked(ctx, asked) })
    const found = await findCandidates(ctx.db, { schedule, pieces, without: askerId }, ctx.now)
    const zone = await zoneOf(ctx.db, personOf(ctx) ?? askerId)
    return {
      candidates: found.map(({ because, busy, ...candidate }) => ({
        ...candidate,
        isFree: because.length === 0,
        canBeAsked: !isRuledOut(because),
        because: [...because],
        clashes: busy.filter((shift) => common([shift], pieces).length > 0),
      })),
      load: loadIn(pieces, zone ?? schedule.zone),
    }
  },

  acceptCover,
  agreeToCoverPart,
  declineCover,
  withdrawCover,
}

type Asking = ActionInput<'askCover'>

function ask(ctx: Context, input: Asking, askerId: string) {
  return commit(ctx, async (tx) => {
    // Two requests for one shift wait for each other here.
    const ids = [...new Set([input.scheduleId, ...(input.inReturn ? [input.inReturn.scheduleId] : [])])].toSorted()
    for (const id of ids) if (!(await lockSchedule(tx, id))) refuse('not_found')
    const known = await knownSchedules(tx, ids, ctx.now, [askerId, ...(input.of ?? [])])
    if (!known.people.has(askerId)) refuse('unknown_reference', undefined, [unknown('personId')])
    const schedule = known.schedules.get(input.scheduleId) ?? refuse('not_found')
    const pieces = piecesHeld(ctx, known, { schedule, personId: askerId, span: spanAsked(ctx, input) })
    await refuseAskedAlready(tx, { scheduleId: schedule.id, askerId, pieces })
    const inReturn = await returned(tx, ctx, known, { input, askerId, pieces })
    const { asked, isForEverybody } = await whomToAsk(tx, ctx, { input, schedule, pieces, askerId })
    const { startsAt, endsAt } = boundsOf(pieces) ?? refuse('cover_no_shift')
    const me = personOf(ctx)
    const id = await insertCover(
      tx,
      {
        scheduleId: schedule.id,
        askerId,
        askedById: me === askerId ? null : me,
        startsAt,
        endsAt,
        pieces,
        inReturn,
        isForEverybody,
        note: input.note,
        asked: asked.map(({ personId }) => personId),
      },
      ctx.now,
    )
    const cover = (await findCover(tx, id)) ?? refuse('not_found')
    const person = known.people.get(askerId)?.name ?? 'somebody removed'
    const names = asked.map(({ name }) => name).join(', ')
    const facts = { schedule: schedule.name, person, ...toldSpan({ startsAt, endsAt }) }
    const about = aboutCover(cover)
    const told = inReturn
      ? entry(ctx, 'swap_asked', { ...facts, asked: names, ...swapped(inReturn, known.schedules) }, about)
      : entry(ctx, 'cover_asked', { ...facts, asked: isForEverybody ? '' : names }, about)
    return said(await shownCover({ ...ctx, db: tx }, cover), told, ['schedules'])
  })
}

/** What is asked for, from now on. */
function spanAsked(
  ctx: Context,
  asked: { readonly startsAt: Piece['startsAt']; readonly endsAt: Piece['endsAt'] },
): Piece {
  const span = toMilliseconds(asked)
  refuseBadRange(rangeOf(span), coverLimits.days)
  if (!isAfter(span.endsAt, ctx.now)) {
    refuse('bad_input', undefined, [{ path: 'endsAt', say: 'This is over already. Choose an end that is to come.' }])
  }
  return {
    startsAt: latest(span.startsAt, toMilliseconds({ startsAt: ctx.now, endsAt: ctx.now }).startsAt),
    endsAt: span.endsAt,
  }
}

/** The times in the span in which this person is on call, of which there must be some. */
function piecesHeld(
  ctx: Context,
  known: KnownSchedules,
  of: { readonly schedule: Schedule; readonly personId: string; readonly span: Piece },
): readonly Piece[] {
  const { isActive } = factsOf(known)
  const held = since(heldBy(of.schedule, of.personId, rangeOf(of.span), isActive), ctx.now)
  if (held.length === 0) refuse('cover_no_shift')
  if (held.length > coverLimits.pieces) {
    const say = `The shift has more than ${coverLimits.pieces} pieces in this time. Ask for a shorter time.`
    refuse('bad_input', undefined, [{ path: 'endsAt', say }])
  }
  return held
}

/** A shift is looked for once: two requests for one moment could both be accepted. */
async function refuseAskedAlready(
  tx: Db,
  { scheduleId, askerId, pieces }: { readonly scheduleId: string; readonly askerId: string; pieces: readonly Piece[] },
): Promise<void> {
  const open = await findCovers(tx, { isOpen: true, scheduleIds: [scheduleId] })
  const other = open.find((cover) => {
    const isMine = cover.askerId === askerId && cover.scheduleId === scheduleId
    const given = cover.inReturn?.scheduleId === scheduleId && cover.asked.some(({ personId }) => personId === askerId)
    return (
      (isMine && common(cover.pieces, pieces).length > 0) ||
      (given && common(cover.inReturn?.pieces ?? [], pieces).length > 0)
    )
  })
  if (other) refuse('cover_asked_already', { coverId: other.id })
}

/** Of a swap: the shift of the one who is asked, on which the asker must be able to stand in. */
async function returned(
  tx: Db,
  ctx: Context,
  known: KnownSchedules,
  of: { readonly input: Asking; readonly askerId: string; readonly pieces: readonly Piece[] },
) {
  const { inReturn, of: named = [], scheduleId } = of.input
  if (!inReturn) return null
  const [giver] = named
  if (!giver || named.length > 1) {
    refuse('bad_input', undefined, [{ path: 'of', say: 'A swap is with one person. Name the one whose shift it is.' }])
  }
  if (giver === of.askerId) refuse('cover_circular')
  const schedule = known.schedules.get(inReturn.scheduleId) ?? refuse('not_found')
  const pieces = piecesHeld(ctx, known, { schedule, personId: giver, span: spanAsked(ctx, inReturn) })
  const mine = { personId: of.askerId, scheduleId, pieces: of.pieces }
  if (isCircular(mine, { personId: giver, scheduleId: schedule.id, pieces })) refuse('cover_circular')
  await refuseAskedAlready(tx, { scheduleId: schedule.id, askerId: giver, pieces })
  const [asker] = await assess(tx, [of.askerId], { schedule, pieces, giving: mine }, ctx.now)
  if (!asker || isRuledOut(asker.because)) refuse('cover_cannot_take', { because: asker?.because ?? [] })
  return { scheduleId: schedule.id, pieces }
}

/** Those who were named, or everybody against whom nothing speaks. */
async function whomToAsk(
  tx: Db,
  ctx: Context,
  of: { readonly input: Asking; readonly schedule: Schedule; readonly pieces: readonly Piece[]; askerId: string },
): Promise<{ readonly asked: readonly Candidate[]; readonly isForEverybody: boolean }> {
  const { schedule, pieces, askerId } = of
  const named = of.input.of && [...new Set(of.input.of)]
  if (!named) {
    const found = await findCandidates(tx, { schedule, pieces, without: askerId }, ctx.now)
    const free = found.filter(({ because }) => because.length === 0).slice(0, coverLimits.asked)
    if (free.length === 0) refuse('cover_nobody_to_ask')
    return { asked: free, isForEverybody: true }
  }
  if (named.includes(askerId)) refuse('cover_circular')
  const found = await assess(tx, named, { schedule, pieces }, ctx.now)
  const missing = named.findIndex((id) => !found.some(({ personId }) => personId === id))
  if (missing >= 0) refuse('unknown_reference', undefined, [unknown(`of.${missing}`)])
  const ruledOut = found.filter(({ because }) => isRuledOut(because))
  if (ruledOut.length > 0) refuse('cover_nobody_to_ask', { people: ruledOut.map(({ name }) => name) })
  return { asked: found, isForEverybody: false }
}

function unknown(path: string) {
  return { path, say: 'Nobody has this id.' }
}

function personOf({ actor }: Context): string | null {
  return actor.kind === 'person' ? actor.id : null
}
