// How a heartbeat comes into being: made by somebody, by a file, or by its first check-in.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { priorityNumber, type PriorityName } from '../../../domain/paging/priority.ts'
import type { Instant, Zone } from '../../../domain/time.ts'
import type { Context } from '../../context.ts'
import type { Db } from '../../db/connect.ts'
import { newId, tokenHash } from '../../secrets.ts'

export type NewHeartbeat = {
  readonly sourceId: string
  readonly slug: string
  readonly name: string
  readonly description?: string | undefined
  readonly everyMinutes?: number | null | undefined
  readonly cron?: string | null | undefined
  readonly zone?: Zone | undefined
  readonly graceMinutes?: number | undefined
  readonly priority?: PriorityName | undefined
  readonly alertMessage?: string | undefined
  readonly tags?: readonly string[] | undefined
  readonly failWords?: readonly string[] | undefined
  readonly isPaused?: boolean
}

/** So many of one source are made; a loop that makes more has a bug. */
export const mostOfSource = 1_000

/** High enough to page: a job that is silent says nothing of how bad that is. */
const priorityUnsaid: PriorityName = 'P2'
/** What Healthchecks gives a check-in that comes before anything was said of it. */
export const firstSeen = { everyMinutes: 24 * 60, graceMinutes: 60 } as const

export type Making = Pick<Context, 'sealer'> & { readonly now: Instant }

/** Writes it down; says when its name is taken in its source, or when the source has too many. */
export async function insertHeartbeat(
  tx: Db,
  { sealer, now }: Making,
  made: NewHeartbeat,
): Promise<{ readonly id: string; readonly pingKey: string } | 'slug_taken' | 'too_many_heartbeats'> {
  const { count } = await tx
    .selectFrom('heartbeat')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('source_id', '=', made.sourceId)
    .executeTakeFirstOrThrow()
  if (count >= mostOfSource) return 'too_many_heartbeats'
  const id = newId()
  const pingKey = randomUUID()
  const inserted = await tx
    .insertInto('heartbeat')
    .values({
      id,
      source_id: made.sourceId,
      slug: made.slug,
      name: made.name,
      description: made.description ?? '',
      every_minutes: made.cron ? null : (made.everyMinutes ?? firstSeen.everyMinutes),
      cron: made.cron ?? null,
      zone: made.zone ?? 'UTC',
      grace_minutes: made.graceMinutes ?? 5,
      priority: priorityNumber(made.priority ?? priorityUnsaid),
      alert_message: made.alertMessage ?? '',
      tags: [...(made.tags ?? [])],
      fail_words: [...(made.failWords ?? [])],
      ping_hash: tokenHash(pingKey),
      sealed_ping: sealer.seal(pingKey, sealedAs(id)),
      state: made.isPaused ? 'paused' : 'new',
      state_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['source_id', 'slug']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted ? { id, pingKey } : 'slug_taken'
}

/** A new key for its address. */
export async function changeKey(tx: Db, { sealer }: Pick<Context, 'sealer'>, id: string): Promise<string> {
  const pingKey = randomUUID()
  await tx
    .updateTable('heartbeat')
    .set({ ping_hash: tokenHash(pingKey), sealed_ping: sealer.seal(pingKey, sealedAs(id)), version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
  return pingKey
}

export function sealedAs(id: string): string {
  return `heartbeat:${id}`
}

/** A name for addresses out of a name for people, free in the source. */
export async function freeSlug(db: Db, sourceId: string, name: string): Promise<string> {
  const wished =
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 90) || 'heartbeat'
  const taken = await db.selectFrom('heartbeat').select('slug').where('source_id', '=', sourceId).execute()
  const slugs = new Set(taken.map(({ slug }) => slug))
  for (let nth = 1; ; nth++) {
    const slug = nth === 1 ? wished : `${wished}-${nth}`
    if (!slugs.has(slug)) return slug
  }
}
