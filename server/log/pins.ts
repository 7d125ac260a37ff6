// What stands on top of the log of a team.
import { sql } from 'kysely'
import type { logApi } from '../../domain/log/api.ts'
import { mostLogPins } from '../../domain/log/pins.ts'
import type { Actor } from '../../domain/permissions.ts'
import { commit, nameOf, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { isTold } from './private.ts'
import { lockEntry, toEntry } from './store.ts'

type Names = 'listLogPins' | 'pinLogEntry' | 'unpinLogEntry'

export const logPinActions: Actions<Names & keyof typeof logApi> = {
  listLogPins: async ({ db, actor }, { teamId }) => ({ pinned: await pinnedOf(db, teamId, actor) }),

  pinLogEntry: (ctx, { entryId }) =>
    commit(ctx, async (tx) => {
      const teamId = (await lockEntry(tx, entryId))?.team_id ?? refuse('not_found')
      // The team is held, so that two who pin at once do not both take the last place.
      await tx.selectFrom('team').select('id').where('id', '=', teamId).forUpdate().executeTakeFirst()
      const { rows } = await sql<{ others: number }>`
        select count(*)::int as others from log_pin where team_id = ${teamId} and entry_id <> ${entryId}`.execute(tx)
      if ((rows[0]?.others ?? 0) >= mostLogPins) refuse('pins_full')
      await tx
        .insertInto('log_pin')
        .values({ team_id: teamId, entry_id: entryId, by_name: nameOf(ctx.actor), at: ctx.now })
        .onConflict((on) => on.doNothing())
        .execute()
      return said({ pinned: await pinnedOf(tx, teamId, ctx.actor) }, [], ['log'])
    }),

  unpinLogEntry: (ctx, { entryId }) =>
    commit(ctx, async (tx) => {
      const teamId = (await lockEntry(tx, entryId))?.team_id ?? refuse('not_found')
      await tx.deleteFrom('log_pin').where('team_id', '=', teamId).where('entry_id', '=', entryId).execute()
      return said({ pinned: await pinnedOf(tx, teamId, ctx.actor) }, [], ['log'])
    }),
}

/** The last pinned first; of what is private only what this actor may read. */
async function pinnedOf(db: Db, teamId: string, actor: Actor) {
  const rows = await db
    .selectFrom('log_pin as pin')
    .innerJoin('log_entry', 'log_entry.id', 'pin.entry_id')
    .selectAll('log_entry')
    .select(['pin.by_name as pin_by', 'pin.at as pin_at'])
    .where('pin.team_id', '=', teamId)
    .where(isTold(actor))
    .orderBy('pin.at', 'desc')
    .orderBy('log_entry.id', 'desc')
    .execute()
  return rows.map((row) => ({ entry: toEntry(row), by: row.pin_by, at: row.pin_at }))
}
