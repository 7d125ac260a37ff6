// Cover requests as rows. All writes of them are here; each is conditional on the state it was decided by.
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Cover, VoidBecause } from '../../domain/schedules/cover.ts'
import { coverStatesAllowing, type CoverMove, type CoverState } from '../../domain/schedules/cover-states.ts'
import type { Piece } from '../../domain/schedules/pieces.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import type { KeptPiece } from '../db/tables.ts'

/** A request as it is kept, with what only its row knows. */
export type StoredCover = Cover & {
  readonly teamId: string
  readonly askedById: string | null
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly isForEverybody: boolean
  readonly note: string
  readonly because: VoidBecause | null
  readonly closedAt: Instant | null
  readonly remindedUntil: Instant | null
}

export type WantedCovers = {
  readonly ids?: readonly number[]
  readonly isOpen?: boolean
  readonly askerId?: string
  readonly askedId?: string
  readonly scheduleIds?: readonly string[]
  readonly teamId?: string
  readonly limit?: number
}

/** Requests with their answers: those that are open by their beginning, else the newest first. */
export async function findCovers(db: Db, wanted: WantedCovers): Promise<StoredCover[]> {
  const rows = await selectCovers(db, wanted).execute()
  return rows.map(coverOf)
}

export async function findCover(db: Db, id: number): Promise<StoredCover | null> {
  const [cover] = await findCovers(db, { ids: [id] })
  return cover ?? null
}

/** Holds a request against other answers until the end of the transaction; null when there is none. */
export async function lockCover(tx: Db, id: number): Promise<StoredCover | null> {
  await tx.selectFrom('cover_request').select('id').where('id', '=', id).forUpdate().execute()
  return findCover(tx, id)
}

function selectCovers(db: Db, wanted: WantedCovers) {
  const { ids, isOpen, askerId, askedId, scheduleIds, teamId, limit } = wanted
  return db
    .selectFrom('cover_request as r')
    .innerJoin('schedule as s', 's.id', 'r.schedule_id')
    .selectAll('r')
    .select('s.team_id')
    .select((where) => [
      jsonArrayFrom(
        where
          .selectFrom('cover_asked as a')
          .select(['a.person_id as personId', 'a.note'])
          .select(sql<string | null>`a.declined_at`.as('declinedAt'))
          .whereRef('a.request_id', '=', 'r.id')
          .orderBy('a.person_id'),
      ).as('asked'),
      jsonArrayFrom(
        where
          .selectFrom('cover_part as p')
          .select(['p.id', 'p.person_id as personId'])
          .select([sql<string>`p.starts_at`.as('startsAt'), sql<string>`p.ends_at`.as('endsAt')])
          .select(sql<boolean>`p.agreed_at is not null`.as('isAgreed'))
          .whereRef('p.request_id', '=', 'r.id')
          .orderBy('p.starts_at')
          .orderBy('p.id'),
      ).as('parts'),
    ])
    .$if(ids !== undefined, (query) => query.where('r.id', 'in', [...(ids ?? [])]))
    .$if(isOpen === true, (query) => query.where('r.state', '=', 'open'))
    .$if(askerId !== undefined, (query) => query.where('r.asker_id', '=', askerId ?? ''))
    .$if(askedId !== undefined, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('cover_asked as me')
            .select('me.person_id')
            .whereRef('me.request_id', '=', 'r.id')
            .where('me.person_id', '=', askedId ?? ''),
        ),
      ),
    )
    .$if(scheduleIds !== undefined, (query) =>
      query.where((where) =>
        where.or([
          where('r.schedule_id', '=', sql<string>`any(${scheduleIds ?? []}::uuid[])`),
          where('r.return_schedule_id', '=', sql<string>`any(${scheduleIds ?? []}::uuid[])`),
        ]),
      ),
    )
    .$if(teamId !== undefined, (query) => query.where('s.team_id', '=', teamId ?? ''))
    .$if(isOpen === true, (query) => query.orderBy('r.starts_at').orderBy('r.id'))
    .$if(isOpen !== true, (query) => query.orderBy('r.id', 'desc'))
    .$if(limit !== undefined, (query) => query.limit(limit ?? 1))
}

type CoverRow = Awaited<ReturnType<ReturnType<typeof selectCovers>['execute']>>[number]

function coverOf(row: CoverRow): StoredCover {
  const { return_schedule_id: returnScheduleId, return_pieces: returnPieces } = row
  return {
    id: row.id,
    state: row.state,
    scheduleId: row.schedule_id,
    teamId: row.team_id,
    askerId: row.asker_id,
    askedById: row.asked_by,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    pieces: row.pieces.map(pieceOf),
    inReturn:
      returnScheduleId && returnPieces ? { scheduleId: returnScheduleId, pieces: returnPieces.map(pieceOf) } : null,
    isForEverybody: row.is_for_everybody,
    note: row.note,
    because: row.because,
    asked: row.asked.map((one) => ({
      ...one,
      declinedAt: one.declinedAt === null ? null : Temporal.Instant.from(one.declinedAt),
    })),
    // JSON has moments as RFC 3339 text.
    parts: row.parts.map((part) => ({
      ...part,
      startsAt: Temporal.Instant.from(part.startsAt),
      endsAt: Temporal.Instant.from(part.endsAt),
    })),
    askedAt: row.asked_at,
    closedAt: row.closed_at,
    remindedUntil: row.reminded_until,
  }
}

function pieceOf({ from, until }: KeptPiece): Piece {
  return { startsAt: Temporal.Instant.from(from), endsAt: Temporal.Instant.from(until) }
}

function kept(pieces: readonly Piece[]): string {
  return JSON.stringify(pieces.map(({ startsAt, endsAt }) => ({ from: startsAt.toString(), until: endsAt.toString() })))
}

export type NewCover = Pick<StoredCover, 'scheduleId' | 'askerId' | 'askedById' | 'pieces' | 'inReturn' | 'note'> &
  Pick<StoredCover, 'startsAt' | 'endsAt' | 'isForEverybody'> & { readonly asked: readonly string[] }

/** Keeps a new request, due at once: the engine tells those who are asked. */
export async function insertCover(tx: Db, cover: NewCover, now: Instant): Promise<number> {
  const { id } = await tx
    .insertInto('cover_request')
    .values({
      schedule_id: cover.scheduleId,
      asker_id: cover.askerId,
      asked_by: cover.askedById,
      starts_at: cover.startsAt,
      ends_at: cover.endsAt,
      pieces: kept(cover.pieces),
      return_schedule_id: cover.inReturn?.scheduleId ?? null,
      return_pieces: cover.inReturn ? kept(cover.inReturn.pieces) : null,
      is_for_everybody: cover.isForEverybody,
      note: cover.note,
      asked_at: now,
      due_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('cover_asked')
    .values(cover.asked.map((person_id) => ({ request_id: id, person_id })))
    .execute()
  return id
}

/** Ends a request by this move; false when it had ended already. */
export async function closeCover(
  tx: Db,
  id: number,
  by: { readonly move: CoverMove; readonly to: CoverState; readonly because?: VoidBecause },
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('cover_request')
    .set({ state: by.to, because: by.because ?? null, closed_at: now, due_at: null })
    .where('id', '=', id)
    .where('state', 'in', coverStatesAllowing(by.move))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Keeps what somebody would take, instead of what they had offered before. */
export async function offerParts(
  tx: Db,
  of: { readonly coverId: number; readonly personId: string },
  pieces: readonly Piece[],
  now: Instant,
): Promise<void> {
  await takeBackOffers(tx, of)
  await insertParts(tx, of, pieces, { offered_at: now, agreed_at: null })
}

/** Writes down who takes these pieces. The database lets no moment be taken twice. */
export async function takeParts(
  tx: Db,
  of: { readonly coverId: number; readonly personId: string },
  pieces: readonly Piece[],
  now: Instant,
): Promise<void> {
  await insertParts(tx, of, pieces, { offered_at: now, agreed_at: now })
}

async function insertParts(
  tx: Db,
  of: { readonly coverId: number; readonly personId: string },
  pieces: readonly Piece[],
  when: { readonly offered_at: Instant; readonly agreed_at: Instant | null },
): Promise<void> {
  const rows = pieces.map(({ startsAt, endsAt }) => ({
    request_id: of.coverId,
    person_id: of.personId,
    starts_at: startsAt,
    ends_at: endsAt,
    ...when,
  }))
  await tx.insertInto('cover_part').values(rows).execute()
}

/** What this person has offered is no longer meant. */
export async function takeBackOffers(
  tx: Db,
  of: { readonly coverId: number; readonly personId: string },
): Promise<void> {
  await tx
    .deleteFrom('cover_part')
    .where('request_id', '=', of.coverId)
    .where('person_id', '=', of.personId)
    .where('agreed_at', 'is', null)
    .execute()
}

/** The asker agrees to this offer, which is taken from its beginning or, when that is past, from now on. */
export async function agreeToPart(tx: Db, partId: number, startsAt: Instant, now: Instant): Promise<void> {
  await tx
    .updateTable('cover_part')
    .set({ agreed_at: now, starts_at: startsAt })
    .where('id', '=', partId)
    .where('agreed_at', 'is', null)
    .execute()
}

/** Somebody who was asked cannot, or can again. */
export async function setDeclined(
  tx: Db,
  of: { readonly coverId: number; readonly personId: string },
  said: { readonly declinedAt: Instant | null; readonly note: string },
): Promise<void> {
  await tx
    .updateTable('cover_asked')
    .set({ declined_at: said.declinedAt, note: said.note })
    .where('request_id', '=', of.coverId)
    .where('person_id', '=', of.personId)
    .execute()
}

/** Look at it again at this moment: something about it has changed. */
export async function lookAgain(tx: Db, id: number, at: Instant): Promise<void> {
  await tx.updateTable('cover_request').set({ due_at: at }).where('id', '=', id).where('state', '=', 'open').execute()
}

/** What is looked for from now on: what was agreed on, and what is still open. */
export async function setPieces(tx: Db, id: number, pieces: readonly Piece[]): Promise<void> {
  await tx
    .updateTable('cover_request')
    .set({ pieces: kept(pieces) })
    .where('id', '=', id)
    .execute()
}

export async function setReminded(
  tx: Db,
  id: number,
  of: { readonly until: Instant; readonly dueAt: Instant },
): Promise<void> {
  await tx
    .updateTable('cover_request')
    .set({ reminded_until: of.until, due_at: of.dueAt })
    .where('id', '=', id)
    .execute()
}
