// Calendar links: made by whoever may read schedules, shown once, ended by their owner.
import type { schedulesApi } from '../../domain/schedules/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { callerOf } from '../people/caller.ts'
import { holdPerson } from '../people/store.ts'
import { refuse } from '../refusal.ts'
import { newToken, tokenHash } from '../secrets.ts'
import { addFeed, endFeed, findFeeds } from './calendar-store.ts'

const mostFeeds = 50

export const calendarActions: Actions<keyof typeof schedulesApi & `${string}CalendarFeed${string}`> = {
  listCalendarFeeds: async (ctx) => ({ feeds: await findFeeds(ctx.db, callerOf(ctx).id) }),

  createCalendarFeed: (ctx, input) => {
    const me = callerOf(ctx)
    const tokenId = ctx.request.tokenId ?? null
    if (ctx.request.byToken && tokenId === null) refuse('not_allowed', { because: 'by_token' })
    const secret = newToken('cal')
    return commit(ctx, async (tx) => {
      // Whoever was taken out of service a moment ago must not leave a new address behind.
      if ((await holdPerson(tx, me.id))?.deactivated_at !== null) refuse('signed_out')
      if ((await findFeeds(tx, me.id)).length >= mostFeeds) refuse('too_many_feeds', { most: mostFeeds })
      const scheduleId = input.scheduleId ?? null
      const scheduleName = await nameOf(tx, scheduleId)
      if (scheduleId !== null && scheduleName === null) refuse('not_found')
      const id = ctx.newId()
      const hint = `cal_…${secret.slice(-4)}`
      const row = { id, person_id: me.id, schedule_id: scheduleId, hint, created_at: ctx.now }
      // A token that ends must not be able to make an address that does not.
      await addFeed(tx, { ...row, secret_hash: tokenHash(secret), token_id: tokenId })
      const feed = { id, scheduleId, scheduleName, hint, createdAt: ctx.now, usedAt: null }
      const about = { subject: `person:${me.id}` }
      const told = entry(ctx, 'calendar_feed_created', { schedule: scheduleName ?? '' }, about)
      return said({ feed, url: `${ctx.settings.url}/calendar/${secret}.ics` }, told, ['people'])
    })
  },

  revokeCalendarFeed: (ctx, { feedId }) => {
    const me = callerOf(ctx)
    return commit(ctx, async (tx) => {
      const ended = (await endFeed(tx, { id: feedId, personId: me.id }, ctx.now)) ?? refuse('not_found')
      const schedule = (await nameOf(tx, ended.scheduleId)) ?? ''
      const told = entry(ctx, 'calendar_feed_revoked', { schedule }, { subject: `person:${me.id}` })
      return said({ done: true as const }, told, ['people'])
    })
  },
}

async function nameOf(db: Db, scheduleId: string | null): Promise<string | null> {
  if (scheduleId === null) return null
  const row = await db.selectFrom('schedule').select('name').where('id', '=', scheduleId).executeTakeFirst()
  return row?.name ?? null
}
