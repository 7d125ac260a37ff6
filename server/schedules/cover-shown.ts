// Cover requests in the words of the API: with names, what is still open, and what it means for whoever asks.
import type { CoverRequest } from '../../domain/schedules/cover-api.ts'
import { openOf } from '../../domain/schedules/cover.ts'
import { loadIn } from '../../domain/schedules/cover-load.ts'
import { boundsOf, type Piece } from '../../domain/schedules/pieces.ts'
import { earliest, latest, type Zone } from '../../domain/time.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { knownSchedules, lookAtPeople, weigh, type KnownSchedules } from './cover-people.ts'
import type { StoredCover } from './cover-store.ts'

/** These requests as the caller sees them. */
export async function shownCovers(
  ctx: Pick<Context, 'db' | 'actor' | 'now'>,
  covers: readonly StoredCover[],
): Promise<CoverRequest[]> {
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const ids = covers.flatMap(({ scheduleId, inReturn }) => [scheduleId, ...(inReturn ? [inReturn.scheduleId] : [])])
  const known = await knownSchedules(ctx.db, ids, ctx.now, covers.flatMap(peopleOf))
  const zone = me === null ? null : await zoneOf(ctx.db, me)
  const all = covers.map((cover) => ({ cover, open: cover.state === 'open' ? openOf(cover, ctx.now) : [] }))
  const forMe = me === null ? new Map() : await meant(ctx, { covers: all, me, known })
  return all.map(({ cover, open }) => ({
    ...tell(cover, known, { open, zone }),
    forMe: forMe.get(cover.id) ?? null,
  }))
}

export async function shownCover(
  ctx: Pick<Context, 'db' | 'actor' | 'now'>,
  cover: StoredCover,
): Promise<CoverRequest> {
  const [shown] = await shownCovers(ctx, [cover])
  if (!shown) throw new Error(`cover request ${cover.id} was not shown`)
  return shown
}

export async function zoneOf(db: Db, personId: string): Promise<Zone | null> {
  const row = await db.selectFrom('person').select('zone').where('id', '=', personId).executeTakeFirst()
  return row?.zone ?? null
}

function tell(
  cover: StoredCover,
  { schedules, people }: KnownSchedules,
  { open, zone }: { readonly open: readonly Piece[]; readonly zone: Zone | null },
): Omit<CoverRequest, 'forMe'> {
  const nameOf = (personId: string) => people.get(personId)?.name ?? 'somebody removed'
  const schedule = schedules.get(cover.scheduleId)
  const returned = cover.inReturn && schedules.get(cover.inReturn.scheduleId)
  const returnBounds = cover.inReturn && boundsOf(cover.inReturn.pieces)
  const ownZone = schedule?.zone ?? 'UTC'
  return {
    id: cover.id,
    kind: cover.inReturn ? 'swap' : 'cover',
    state: cover.state,
    because: cover.because,
    scheduleId: cover.scheduleId,
    scheduleName: schedule?.name ?? 'a removed schedule',
    teamId: cover.teamId,
    zone: ownZone,
    askerId: cover.askerId,
    askerName: nameOf(cover.askerId),
    askedByName: cover.askedById === null ? null : nameOf(cover.askedById),
    startsAt: cover.startsAt,
    endsAt: cover.endsAt,
    open: [...open],
    inReturn:
      returned && returnBounds
        ? { ...returnBounds, scheduleId: returned.id, scheduleName: returned.name, zone: returned.zone }
        : null,
    isForEverybody: cover.isForEverybody,
    note: cover.note,
    asked: cover.asked
      .map((one) => ({
        personId: one.personId,
        name: nameOf(one.personId),
        answer: answerOf(cover, one),
        note: one.note,
      }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    parts: cover.parts
      .filter(({ isAgreed }) => isAgreed || cover.state === 'open')
      .map((part) => ({ ...part, name: nameOf(part.personId) })),
    load: loadIn(cover.state === 'open' ? open : cover.pieces, zone ?? ownZone),
    askedAt: cover.askedAt,
    closedAt: cover.closedAt,
  }
}

function answerOf(
  cover: StoredCover,
  { personId, declinedAt }: StoredCover['asked'][number],
): CoverRequest['asked'][number]['answer'] {
  const own = cover.parts.filter((part) => part.personId === personId)
  if (own.some(({ isAgreed }) => isAgreed)) return 'accepted'
  if (own.length > 0 && cover.state === 'open') return 'offered'
  return declinedAt ? 'declined' : 'none'
}

type ForMe = NonNullable<CoverRequest['forMe']>
type OpenCover = { readonly cover: StoredCover; readonly open: readonly Piece[] }

/** What speaks against it for me, and what else I am on call for in those weeks: of those that ask me, by their number. */
async function meant(
  { db, now }: Pick<Context, 'db' | 'now'>,
  { covers, me, known }: { readonly covers: readonly OpenCover[]; readonly me: string; readonly known: KnownSchedules },
): Promise<ReadonlyMap<number, ForMe>> {
  const asking = covers.filter(({ cover }) => cover.asked.some(({ personId }) => personId === me))
  const open = asking.flatMap((one) => one.open)
  const [first] = open
  if (!first) return new Map()
  const within = {
    startsAt: open.map(({ startsAt }) => startsAt).reduce(earliest),
    endsAt: open.map(({ endsAt }) => endsAt).reduce(latest),
  }
  const seen = await lookAtPeople(db, [me], { teamIds: asking.map(({ cover }) => cover.teamId), within }, now)
  const forMe = new Map<number, ForMe>()
  for (const { cover, open: pieces } of asking) {
    const schedule = known.schedules.get(cover.scheduleId)
    // Each costs some tenths of a millisecond, and others have their turn between.
    await new Promise<void>((resolve) => setImmediate(resolve))
    const [mine] = schedule ? await weigh(seen, { schedule, pieces, giving: cover.inReturn }) : []
    if (mine) forMe.set(cover.id, { because: [...mine.because], elsewhere: [...mine.busy] })
  }
  return forMe
}

function peopleOf(cover: StoredCover): readonly string[] {
  return [
    cover.askerId,
    ...(cover.askedById === null ? [] : [cover.askedById]),
    ...cover.asked.map(({ personId }) => personId),
    ...cover.parts.map(({ personId }) => personId),
  ]
}
