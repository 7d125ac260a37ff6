// Troubles of Baton itself as rows.
import { sql } from 'kysely'
import type { Trouble, TroubleKind } from '../../domain/operations/troubles.ts'
import { troubleKinds } from '../../domain/operations/troubles.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type TroubleRow = Trouble & {
  readonly since: Instant
  readonly endedAt: Instant | null
  readonly toldAt: Instant | null
  readonly tellingUntil: Instant | null
}

/** All that are or were there; one that a later release wrote is not known here. */
export async function findTroubles(db: Db): Promise<readonly TroubleRow[]> {
  const rows = await db
    .selectFrom('self_trouble')
    .select([
      'kind',
      'subject',
      'detail',
      'since',
      'ended_at as endedAt',
      'told_at as toldAt',
      'telling_until as tellingUntil',
    ])
    // What is there before what was: a crash loop of nodes leaves many behind.
    .orderBy(sql`ended_at is not null`)
    .orderBy('since', 'desc')
    .limit(500)
    .execute()
  return rows.flatMap(({ kind, ...row }) => (isKind(kind) ? [{ ...row, kind }] : []))
}

export async function findOpenTroubles(db: Db): Promise<readonly TroubleRow[]> {
  return (await findTroubles(db)).filter(({ endedAt }) => endedAt === null)
}

export function asTrouble({ kind, subject, detail }: TroubleRow): Trouble {
  return { kind, subject, detail }
}

function isKind(kind: string): kind is TroubleKind {
  return troubleKinds.some((known) => known === kind)
}
