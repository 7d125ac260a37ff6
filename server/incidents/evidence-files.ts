// The files of incidents. One arrives piece by piece and is of nobody until it is whole: then it is kept, or all of it goes.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { FileType } from '../../domain/incidents/file-type.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import type { Settings } from '../settings.ts'
import { FileSniffer } from './file-sniffer.ts'

/** A whole file that nothing names yet. */
export type Arrived = {
  readonly fileId: number
  readonly sha256: Buffer
  readonly type: FileType
  readonly bytes: number
}

type Limits = Pick<Settings, 'evidenceFileMb' | 'evidenceFiles' | 'evidenceIncidentMb'>

const chunkBytes = 262_144
const megabyte = 1_048_576

export function mostBytesOf({ evidenceFileMb }: Pick<Limits, 'evidenceFileMb'>): number {
  return evidenceFileMb * megabyte
}

/**
 * Takes in what comes, as fast as the database writes it and no faster, with a piece of it in memory at a time. What is too large,
 * empty or breaks off leaves nothing behind.
 */
export async function receive(
  db: Db,
  of: { readonly incidentId: number; readonly mostBytes: number; readonly now: Instant },
  parts: AsyncIterable<Uint8Array>,
): Promise<Arrived> {
  const { id: fileId } = await db
    .insertInto('evidence_file')
    .values({ incident_id: of.incidentId, begun_at: of.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  try {
    const sniffer = new FileSniffer()
    const hash = createHash('sha256')
    let bytes = 0
    let at = 0
    let piece: Uint8Array[] = []
    let pieceBytes = 0
    const write = async () => {
      const whole = Buffer.concat(piece)
      piece = []
      pieceBytes = 0
      if (whole.length > 0)
        await db.insertInto('evidence_chunk').values({ file_id: fileId, at: at++, bytes: whole }).execute()
    }
    for await (const part of parts) {
      bytes += part.length
      if (bytes > of.mostBytes) refuse('evidence_too_large', { mostBytes: of.mostBytes })
      sniffer.take(part)
      hash.update(part)
      piece.push(part)
      pieceBytes += part.length
      if (pieceBytes >= chunkBytes) await write()
    }
    await write()
    if (bytes === 0) refuse('evidence_empty')
    return { fileId, sha256: hash.digest(), type: sniffer.end(), bytes }
  } catch (error) {
    await discard(db, fileId).catch(() => {}) // the database is away: swept later
    throw error
  }
}

/** Keeps it, in the transaction that names it; the incident is held. The same bytes of this incident are there once. */
export async function keepFile(tx: Db, incidentId: number, arrived: Arrived, limits: Limits): Promise<number> {
  const { fileId, sha256, type, bytes } = arrived
  const same = await tx
    .selectFrom('evidence_file')
    .select('id')
    .where('incident_id', '=', incidentId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (same) {
    await discard(tx, fileId)
    return same.id
  }
  const { count, sum } = await tx
    .selectFrom('evidence_file')
    .select([sql<number>`count(*)::int`.as('count'), sql<number>`coalesce(sum(bytes), 0)::float8`.as('sum')])
    .where('incident_id', '=', incidentId)
    .where('sha256', 'is not', null)
    .executeTakeFirstOrThrow()
  if (count >= limits.evidenceFiles || sum + bytes > limits.evidenceIncidentMb * megabyte)
    refuse('evidence_full', { mostFiles: limits.evidenceFiles, mostBytes: limits.evidenceIncidentMb * megabyte })
  await tx.updateTable('evidence_file').set({ sha256, type, bytes }).where('id', '=', fileId).execute()
  return fileId
}

export async function discard(db: Db, fileId: number): Promise<void> {
  await db.deleteFrom('evidence_file').where('id', '=', fileId).execute()
}

/** It goes when nothing names it any more. */
export async function discardUnnamed(tx: Db, fileId: number): Promise<void> {
  await tx
    .deleteFrom('evidence_file')
    .where('id', '=', fileId)
    .where(sql<boolean>`not exists (select from incident_evidence e where e.file_id = ${fileId})`)
    .execute()
}

/** What began to arrive an hour ago and never ended, because its node died with it. */
export async function forgetHalfFiles(db: Db): Promise<void> {
  await db
    .deleteFrom('evidence_file')
    .where('sha256', 'is', null)
    .where('begun_at', '<', sql<Instant>`baton_now() - interval '1 hour'`)
    .execute()
}

/** Piece by piece, for whoever writes no faster than the other side reads. */
export async function* readFile(db: Db, fileId: number): AsyncGenerator<Buffer> {
  for (let at = 0; ; at++) {
    const chunk = await db
      .selectFrom('evidence_chunk')
      .select('bytes')
      .where('file_id', '=', fileId)
      .where('at', '=', at)
      .executeTakeFirst()
    if (!chunk) return
    yield chunk.bytes
  }
}
