// Answering a cover request. Several may answer at the same moment: the row decides, and exactly one of them gets it.
import type { CoverRequest } from '../../domain/schedules/cover-api.ts'
import { standInsOf, standingOf, type StandIn } from '../../domain/schedules/cover.ts'
import { isRuledOut } from '../../domain/schedules/cover-candidates.ts'
import { whyNotCover } from '../../domain/schedules/cover-states.ts'
import { scheduleLimits } from '../../domain/schedules/faults.ts'
import { boundsOf, common, isSame, minus, type Piece } from '../../domain/schedules/pieces.ts'
import { can } from '../../domain/permissions.ts'
import { isBefore } from '../../domain/time.ts'
import { commit, entry, said } from '../commit.ts'
import type { Action, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { agreementNotices, answerNotices } from './cover-notices.ts'
import { assess, factsOf, knownSchedules, type KnownSchedules } from './cover-people.ts'
import { queueNotices } from '../notices/store.ts'
import { shownCover } from './cover-shown.ts'
import {
  agreeToPart,
  closeCover,
  findCover,
  lockCover,
  lookAgain,
  offerParts,
  setDeclined,
  takeBackOffers,
  takeParts,
  type StoredCover,
} from './cover-store.ts'
import { aboutCover, swapped, toldCover } from './cover-told.ts'
import { toMilliseconds } from './draft.ts'
import { faultWords } from './fault-words.ts'
import { keepBeforeChange } from './history.ts'
import { countOverrides, createdNow, insertOverride } from './override-store.ts'
import { lockSchedule } from './store.ts'

export const acceptCover: Action<'acceptCover'> = (ctx, input) =>
  commit(ctx, async (tx) => {
    const me = personOf(ctx)
    const { cover, known } = await held(tx, ctx, 'accept', input.coverId)
    const open = stillOpen(ctx, { cover, known }, me)
    const part = partMeant(input)
    const wanted = part ? common(open, [part]) : open
    if (wanted.length === 0) {
      refuse('bad_input', undefined, [{ path: 'startsAt', say: 'Nobody is looked for in this part. Choose another.' }])
    }
    await refuseUnable(tx, ctx, { cover, known, personId: me, pieces: wanted, isSure: input.isSure })
    // Whoever takes what they had declined has thought again.
    await setDeclined(tx, { coverId: cover.id, personId: me }, { declinedAt: null, note: '' })
    if (isSame(wanted, open)) {
      await takeParts(tx, { coverId: cover.id, personId: me }, wanted, ctx.now)
      await queueNotices(tx, await answerNotices(tx, cover, ctx.now))
      return put(tx, ctx, { cover, known, personId: me, pieces: wanted }, [])
    }
    if (cover.inReturn) {
      refuse('bad_input', undefined, [{ path: 'startsAt', say: 'A swap is taken as a whole. Leave the times out.' }])
    }
    await offerParts(tx, { coverId: cover.id, personId: me }, wanted, ctx.now)
    const facts = { ...toldCover(cover, known, boundsOf(wanted) ?? cover), by: nameOf(known, me) }
    await queueNotices(tx, await answerNotices(tx, cover, ctx.now))
    return said(await reread(tx, ctx, cover.id), entry(ctx, 'cover_part_offered', facts, aboutCover(cover)), [
      'schedules',
    ])
  })

export const agreeToCoverPart: Action<'agreeToCoverPart'> = (ctx, { coverId, partId }) =>
  commit(ctx, async (tx) => {
    const { cover, known } = await held(tx, ctx, 'agree', coverId)
    const part = cover.parts.find(({ id, isAgreed }) => id === partId && !isAgreed) ?? refuse('not_found')
    const open = stillOpen(ctx, { cover, known }, part.personId)
    const [piece, ...more] = common(open, [part])
    // Somebody else takes some of it by now, or all of it has passed.
    if (!piece || more.length > 0 || !piece.endsAt.equals(part.endsAt)) refuse('cover_changed')
    if (isBefore(part.startsAt, piece.startsAt) && isBefore(ctx.now, piece.startsAt)) refuse('cover_changed')
    // They were told what speaks against it when they offered it.
    await refuseUnable(tx, ctx, { cover, known, personId: part.personId, pieces: [piece], isSure: true })
    await agreeToPart(tx, partId, piece.startsAt, ctx.now)
    const isByAsker = ctx.actor.kind === 'person' && ctx.actor.id === cover.askerId
    await queueNotices(tx, [
      ...(await agreementNotices(tx, cover, part.personId, ctx.now)),
      ...(isByAsker ? [] : await answerNotices(tx, cover, ctx.now)),
    ])
    return put(tx, ctx, { cover, known, personId: part.personId, pieces: [piece] }, minus(open, [piece]))
  })

export const declineCover: Action<'declineCover'> = (ctx, { coverId, note }) =>
  commit(ctx, async (tx) => {
    const me = personOf(ctx)
    const { cover, known } = await held(tx, ctx, 'decline', coverId)
    const mine = { coverId, personId: me }
    await takeBackOffers(tx, mine)
    await setDeclined(tx, mine, { declinedAt: ctx.now, note })
    const after = (await findCover(tx, coverId)) ?? refuse('not_found')
    const facts = { ...toldCover(cover, known), by: nameOf(known, me), note }
    const entries = [entry(ctx, 'cover_declined', facts, aboutCover(cover))]
    if (standingOf(after, factsOf(known), ctx.now).is === 'declined') {
      await closeCover(tx, coverId, { move: 'decline', to: 'declined' }, ctx.now)
      entries.push(entry(ctx, 'cover_declined_by_all', toldCover(cover, known), aboutCover(cover)))
      await queueNotices(tx, await answerNotices(tx, cover, ctx.now))
    }
    return said(await reread(tx, ctx, coverId), entries, ['schedules'])
  })

export const withdrawCover: Action<'withdrawCover'> = (ctx, { coverId }) =>
  commit(ctx, async (tx) => {
    const { cover, known } = await held(tx, ctx, 'withdraw', coverId)
    await closeCover(tx, coverId, { move: 'withdraw', to: 'withdrawn' }, ctx.now)
    const facts = toldCover(cover, known)
    return said(await reread(tx, ctx, coverId), entry(ctx, 'cover_withdrawn', facts, aboutCover(cover)), ['schedules'])
  })

type Held = { readonly cover: StoredCover; readonly known: KnownSchedules }
type Move = Parameters<typeof whyNotCover>[0]

/** The request with its schedules, held until the end of the transaction; refuses who may not move it so. */
async function held(tx: Db, ctx: Context, move: Move, coverId: number): Promise<Held> {
  const seen = (await findCover(tx, coverId)) ?? refuse('not_found')
  const ids = [...new Set([seen.scheduleId, ...(seen.inReturn ? [seen.inReturn.scheduleId] : [])])].toSorted()
  // Schedules first and in one order, as everybody who changes them does: no two of us wait for each other in a ring.
  for (const id of ids) await lockSchedule(tx, id)
  const cover = (await lockCover(tx, coverId)) ?? refuse('not_found')
  const people = [cover.askerId, ...cover.asked.map(({ personId }) => personId)]
  const known = await knownSchedules(tx, ids, ctx.now, people)
  const mover = {
    personId: ctx.actor.kind === 'person' ? ctx.actor.id : null,
    mayManage: can(ctx.actor, 'schedules.manage', cover.teamId).allowed,
  }
  const why = whyNotCover(move, cover, mover)
  if (why === 'cover_taken') {
    const takers = new Set(cover.parts.filter(({ isAgreed }) => isAgreed).map(({ personId }) => personId))
    refuse(why, { by: [...takers].map((id) => nameOf(known, id)).join(', '), at: cover.closedAt?.toString() })
  }
  if (why) refuse(why)
  return { cover, known }
}

/**
 * What is still open, as it was asked, for somebody who would take it, even if they declined before. Refuses when it has
 * changed since, and the engine has not yet seen to it.
 */
function stillOpen(ctx: Context, { cover, known }: Held, personId: string): readonly Piece[] {
  const asked = cover.asked.map((one) => (one.personId === personId ? { ...one, declinedAt: null } : one))
  const standing = standingOf({ ...cover, asked }, factsOf(known), ctx.now)
  switch (standing.is) {
    case 'open':
      return standing.open
    case 'smaller':
      return refuse('cover_changed')
    case 'expired':
      return refuse('cover_expired')
    case 'declined':
      return refuse('cover_declined')
    case 'void':
      return refuse('cover_void', { because: standing.because })
  }
}

function partMeant({ startsAt, endsAt }: Parameters<typeof acceptCover>[1]): Piece | null {
  if (!startsAt && !endsAt) return null
  if (!startsAt || !endsAt || !isBefore(startsAt, endsAt)) {
    refuse('bad_input', undefined, [{ path: 'endsAt', say: 'A part has a beginning, and an end after it.' }])
  }
  return toMilliseconds({ startsAt, endsAt })
}

/** Refuses for whom it is impossible, and asks once more whom something speaks against. */
async function refuseUnable(
  tx: Db,
  ctx: Context,
  of: Held & { readonly personId: string; readonly pieces: readonly Piece[]; readonly isSure: boolean },
): Promise<void> {
  const schedule = of.known.schedules.get(of.cover.scheduleId) ?? refuse('not_found')
  const [found] = await assess(tx, [of.personId], { schedule, pieces: of.pieces, giving: of.cover.inReturn }, ctx.now)
  if (!found || isRuledOut(found.because)) refuse('cover_cannot_take', { because: found?.because ?? [] })
  if (found.because.length === 0 || of.isSure) return
  const clashes = found.busy.filter((shift) => common([shift], of.pieces).length > 0)
  refuse('cover_conflict', { because: found.because, schedules: clashes.map(({ scheduleName }) => scheduleName) })
}

type Taking = Held & { readonly personId: string; readonly pieces: readonly Piece[] }

/** Puts somebody on call for what they take, in the asker's place; closes the request when nothing is left. */
async function put(tx: Db, ctx: Context, taking: Taking, left: readonly Piece[]) {
  const { cover, known, personId, pieces } = taking
  // Before the overrides: what is closed is not looked at again because of them.
  if (left.length === 0 && !(await closeCover(tx, cover.id, { move: 'accept', to: 'accepted' }, ctx.now))) {
    refuse('cover_taken')
  }
  await standIn(tx, ctx, cover, standInsOf(cover, personId, pieces))
  const facts = { ...toldCover(cover, known, boundsOf(pieces) ?? cover), by: nameOf(known, personId) }
  const told = cover.inReturn
    ? entry(ctx, 'swap_made', { ...facts, ...swapped(cover.inReturn, known.schedules) }, aboutCover(cover))
    : entry(ctx, 'cover_taken', facts, aboutCover(cover))
  if (left.length > 0) await lookAgain(tx, cover.id, ctx.now)
  return said(await reread(tx, ctx, cover.id), told, ['schedules'])
}

/** Overrides that say for which request they stand; what was worked until now is written down first. */
async function standIn(tx: Db, ctx: Context, cover: StoredCover, standIns: readonly StandIn[]): Promise<void> {
  const reason = await reasonOf(tx, cover)
  const bySchedule = [...Map.groupBy(standIns, ({ scheduleId }) => scheduleId)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  for (const [scheduleId, own] of bySchedule) {
    if ((await countOverrides(tx, scheduleId, ctx.now)) + own.length > scheduleLimits.overrides) {
      refuse('bad_input', undefined, [faultWords({ path: 'scheduleId', code: 'too_many_overrides' })])
    }
    await keepBeforeChange(tx, scheduleId, ctx.now)
    const createdAt = await createdNow(tx, scheduleId, ctx.now)
    for (const { personId, replaces, startsAt, endsAt } of own) {
      await insertOverride(tx, scheduleId, {
        kind: 'replace',
        id: ctx.newId(),
        personId,
        replaces,
        startsAt,
        endsAt,
        reason,
        createdBy: cover.askerId,
        createdAt,
      })
    }
  }
}

/** In the language of whose shift it is: the reason is text that everybody reads. */
async function reasonOf(tx: Db, { id, askerId, inReturn }: StoredCover): Promise<string> {
  const asker = await tx.selectFrom('person').select('language').where('id', '=', askerId).executeTakeFirst()
  const words = reasons[asker?.language ?? 'en']
  return `${inReturn ? words.swap : words.cover} #${id}`
}

const reasons = {
  en: { cover: 'Cover request', swap: 'Swap' },
  ko: { cover: '대신 근무 요청', swap: '근무 교환' },
} as const

async function reread(tx: Db, ctx: Context, coverId: number): Promise<CoverRequest> {
  return shownCover({ ...ctx, db: tx }, (await findCover(tx, coverId)) ?? refuse('not_found'))
}

function nameOf({ people }: KnownSchedules, personId: string): string {
  return people.get(personId)?.name ?? 'somebody removed'
}

/** Whoever answers is a person: programs were asked by nobody. */
function personOf(ctx: Context): string {
  return ctx.actor.kind === 'person' ? ctx.actor.id : refuse('cover_not_asked')
}
