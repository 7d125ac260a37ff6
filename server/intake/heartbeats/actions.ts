import { sql } from 'kysely'
import { can } from '../../../domain/permissions.ts'
import type { heartbeatsApi } from '../../../domain/intake/heartbeats-api.ts'
import { mailLocalPart } from '../../../domain/intake/heartbeats/by-mail.ts'
import { resumed } from '../../../domain/intake/heartbeats/ping.ts'
import { after, whyNotHeartbeat } from '../../../domain/intake/heartbeats/states.ts'
import { priorityNumber } from '../../../domain/paging/priority.ts'
import type { Instant } from '../../../domain/time.ts'
import type { Topic } from '../../../domain/topics.ts'
import { commit, entry, said } from '../../commit.ts'
import type { Actions, Context } from '../../context.ts'
import type { Db } from '../../db/connect.ts'
import { replyDomainOf } from '../../mail-settings.ts'
import { refuse } from '../../refusal.ts'
import { acceptWithin, deciding } from '../accept.ts'
import { changeKey, insertHeartbeat, sealedAs } from './making.ts'
import { dueFields, findPings, findRows, heardOf, holdRow, sourceOf, toHeartbeat, type HeartbeatRow } from './store.ts'
import { alertEvent } from './timers.ts'

/** Heartbeats, as people and files make and change them. */
export const heartbeatActions: Actions<keyof typeof heartbeatsApi> = {
  async listHeartbeats({ db }) {
    return { heartbeats: (await findRows(db)).map(toHeartbeat) }
  },

  async getHeartbeat(ctx, { heartbeatId }) {
    const row = await oneRow(ctx.db, heartbeatId)
    const mayChange = can(ctx.actor, 'sources.manage', row.team_id).allowed
    const pingKey = mayChange ? ctx.sealer.open(row.sealed_ping, sealedAs(row.id)) : null
    const domain = replyDomainOf(ctx.settings)
    return {
      heartbeat: toHeartbeat(row),
      pingKey,
      mailAddress: pingKey !== null && domain !== null ? `${mailLocalPart(pingKey)}@${domain}` : null,
      pings: await findPings(ctx.db, row.id),
    }
  },

  async getHeartbeatPing({ db }, { heartbeatId, number }) {
    const [ping] = await findPings(db, heartbeatId, number)
    return ping ?? refuse('not_found')
  },

  async createHeartbeat(ctx, input) {
    return commit(ctx, async (tx) => {
      const source = await tx
        .selectFrom('source')
        .innerJoin('service', 'service.id', 'source.service_id')
        .select(['source.name', 'service.team_id'])
        .where('source.id', '=', input.sourceId)
        .executeTakeFirst()
      if (!source) refuse('unknown_reference', {}, [{ path: 'sourceId', say: 'There is no such source.' }])
      const made = await insertHeartbeat(tx, ctx, input)
      if (made === 'slug_taken') refuse('slug_taken', { slug: input.slug })
      if (made === 'too_many_heartbeats') refuse('too_many_heartbeats')
      const heartbeat = toHeartbeat(await oneRow(tx, made.id))
      const facts = { name: input.name, source: source.name }
      const told = entry(ctx, 'heartbeat_created', facts, { teamId: source.team_id, subject: `heartbeat:${made.id}` })
      return said({ heartbeat, pingKey: made.pingKey }, told, ['heartbeats'])
    })
  },

  async changeHeartbeat(ctx, { heartbeatId, ...wished }) {
    return commit(ctx, async (tx) => {
      const row = (await holdRow(tx, heartbeatId)) ?? refuse('not_found')
      const next = { ...row, ...expectationAsked(row, wished), grace_minutes: wished.graceMinutes ?? row.grace_minutes }
      const isOther = (['every_minutes', 'cron', 'zone', 'grace_minutes'] as const).some((at) => next[at] !== row[at])
      const isWaitedFor = row.state === 'up' || row.state === 'late'
      // What was expected before is not held against it: the new expectation counts from now.
      const moved = isOther && isWaitedFor ? { state: 'up' as const, counts_from: ctx.now } : {}
      const held = { ...next, ...moved }
      await tx
        .updateTable('heartbeat')
        .set({
          name: wished.name ?? row.name,
          description: wished.description ?? row.description,
          every_minutes: next.every_minutes,
          cron: next.cron,
          zone: next.zone,
          grace_minutes: next.grace_minutes,
          priority: wished.priority === undefined ? row.priority : priorityNumber(wished.priority),
          alert_message: wished.alertMessage ?? row.alert_message,
          tags: wished.tags ?? row.tags,
          fail_words: wished.failWords ?? row.fail_words,
          ...moved,
          ...(isOther ? dueFields(heardOf(held), row.news_at, ctx.now) : {}),
          version: row.version + 1,
        })
        .where('id', '=', row.id)
        .execute()
      return saidOf(ctx, tx, row, 'heartbeat_changed')
    })
  },

  async pauseHeartbeat(ctx, { heartbeatId }) {
    return commit(ctx, async (tx) => {
      const row = (await holdRow(tx, heartbeatId)) ?? refuse('not_found')
      const why = whyNotHeartbeat('pause', row.state)
      if (why === 'heartbeat_paused') refuse(why)
      await closeAlert(ctx, tx, row)
      const state = after(row.state, 'pause')
      const rest = { counts_from: null, started_at: null, start_rid: null, because: null, exit_status: null }
      const over = { news_at: null, due_at: null, expected_at: null }
      await tx
        .updateTable('heartbeat')
        .set({ state, state_at: ctx.now, ...rest, ...over, version: row.version + 1 })
        .where('id', '=', row.id)
        .execute()
      return saidOf(ctx, tx, row, 'heartbeat_paused', ['alerts', 'pages'])
    })
  },

  async resumeHeartbeat(ctx, { heartbeatId }) {
    return commit(ctx, async (tx) => {
      const row = (await holdRow(tx, heartbeatId)) ?? refuse('not_found')
      const why = whyNotHeartbeat('resume', row.state)
      if (why === 'heartbeat_not_paused') refuse(why)
      await waitFromNow(tx, row, ctx.now)
      return saidOf(ctx, tx, row, 'heartbeat_resumed')
    })
  },

  async rotateHeartbeatKey(ctx, { heartbeatId }) {
    return commit(ctx, async (tx) => {
      const row = (await holdRow(tx, heartbeatId)) ?? refuse('not_found')
      const pingKey = await changeKey(tx, ctx, row.id)
      const heartbeat = toHeartbeat(await oneRow(tx, row.id))
      return said({ heartbeat, pingKey }, entry(ctx, 'heartbeat_key_rotated', { name: row.name }, about(row)), [
        'heartbeats',
      ])
    })
  },

  async removeHeartbeat(ctx, { heartbeatId }) {
    return commit(ctx, async (tx) => {
      const row = (await holdRow(tx, heartbeatId)) ?? refuse('not_found')
      await closeAlert(ctx, tx, row)
      await tx.deleteFrom('heartbeat').where('id', '=', row.id).execute()
      return said({ done: true } as const, entry(ctx, 'heartbeat_removed', { name: row.name }, about(row)), [
        'heartbeats',
        'alerts',
        'pages',
      ])
    })
  },
}

/** A source is switched on again: what stayed away meanwhile could not have come, so all is expected from now on. */
export async function waitAnewFor(tx: Db, sourceId: string, now: Instant): Promise<void> {
  for (const { id, state } of await findRows(tx, { sourceId })) {
    const row = state === 'up' || state === 'late' ? await holdRow(tx, id) : undefined
    if (row) await waitFromNow(tx, row, now)
  }
}

async function waitFromNow(tx: Db, row: HeartbeatRow, now: Instant): Promise<void> {
  const next = resumed({ ...heardOf(row), state: 'paused' }, row.checked_in_at !== null, now)
  await tx
    .updateTable('heartbeat')
    .set({
      state: next.state,
      state_at: row.state === next.state ? row.state_at : now,
      counts_from: next.countsFrom,
      started_at: null,
      start_rid: null,
      ...dueFields(next, row.news_at, now),
      version: sql`version + 1`,
    })
    .where('id', '=', row.id)
    .execute()
}

async function closeAlert(ctx: Context, tx: Db, row: HeartbeatRow): Promise<void> {
  await acceptWithin(
    tx,
    deciding(tx, () => null),
    [{ source: sourceOf(row), event: alertEvent(ctx.settings.url, row, 'resolve'), count: 1 }],
  )
}

/** One of the two ways is meant; whoever says one takes the other back. */
function expectationAsked(
  row: HeartbeatRow,
  wished: {
    readonly everyMinutes?: number | null | undefined
    readonly cron?: string | null | undefined
    readonly zone?: string | undefined
  },
) {
  const zone = wished.zone ?? row.zone
  if (wished.cron) return { every_minutes: null, cron: wished.cron, zone }
  if (wished.everyMinutes) return { every_minutes: wished.everyMinutes, cron: null, zone }
  return { every_minutes: row.every_minutes, cron: row.cron, zone }
}

async function saidOf(
  ctx: Context,
  tx: Db,
  row: HeartbeatRow,
  kind: 'heartbeat_changed' | 'heartbeat_paused' | 'heartbeat_resumed',
  topics: readonly Topic[] = [],
) {
  const heartbeat = toHeartbeat(await oneRow(tx, row.id))
  return said(heartbeat, entry(ctx, kind, { name: heartbeat.name }, about(row)), ['heartbeats', ...topics])
}

async function oneRow(db: Db, id: string): Promise<HeartbeatRow> {
  const [row] = await findRows(db, { id })
  return row ?? refuse('not_found')
}

function about(row: HeartbeatRow) {
  return { teamId: row.team_id, subject: `heartbeat:${row.id}` }
}
