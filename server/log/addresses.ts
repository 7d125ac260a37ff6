// The address that the log of a team has for mail. All writes of log_address are here.
import type { logAddressApi } from '../../domain/log/address-api.ts'
import { logAddressOf } from '../../domain/log/mail-note.ts'
import { commit, entry, nameOf, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { replyDomainOf } from '../mail-settings.ts'
import { refuse } from '../refusal.ts'
import { newSourceKey, tokenHash } from '../secrets.ts'

export const logAddressActions: Actions<keyof typeof logAddressApi> = {
  getLogAddress: (ctx, { teamId }) => shown(ctx, ctx.db, teamId),

  renewLogAddress: (ctx, { teamId }) =>
    commit(ctx, async (tx) => {
      const { name } = await held(tx, teamId)
      if (replyDomainOf(ctx.settings) === null) refuse('no_mail_taken')
      const key = newSourceKey()
      const made = {
        key_hash: tokenHash(key),
        sealed_key: ctx.sealer.seal(key, sealOf(teamId)),
        made_by_name: nameOf(ctx.actor),
        made_at: ctx.now,
      }
      const before = await tx.deleteFrom('log_address').where('team_id', '=', teamId).executeTakeFirst()
      await tx
        .insertInto('log_address')
        .values({ team_id: teamId, ...made })
        .execute()
      const kind = before.numDeletedRows > 0n ? 'log_address_renewed' : 'log_address_made'
      return said(await shown(ctx, tx, teamId), entry(ctx, kind, { name }, { teamId }), ['teams'])
    }),

  removeLogAddress: (ctx, { teamId }) =>
    commit(ctx, async (tx) => {
      const { name } = await held(tx, teamId)
      const gone = await tx.deleteFrom('log_address').where('team_id', '=', teamId).executeTakeFirst()
      const entries = gone.numDeletedRows > 0n ? [entry(ctx, 'log_address_removed', { name }, { teamId })] : []
      return said(await shown(ctx, tx, teamId), entries, ['teams'])
    }),
}

/** Of which team's log is this the key? Null when it is of none, or no longer. */
export async function findLogOfKey(db: Db, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('log_address')
    .select('team_id')
    .where('key_hash', '=', tokenHash(key))
    .executeTakeFirst()
  return row?.team_id ?? null
}

async function shown({ settings, sealer }: Context, db: Db, teamId: string) {
  const mailDomain = replyDomainOf(settings)
  const row = await db.selectFrom('log_address').selectAll().where('team_id', '=', teamId).executeTakeFirst()
  if (!row || mailDomain === null) return { mailDomain, address: null, madeBy: null, madeAt: null }
  const key = sealer.open(row.sealed_key, sealOf(teamId))
  return { mailDomain, address: logAddressOf(key, mailDomain), madeBy: row.made_by_name, madeAt: row.made_at }
}

/** The team, held so that of two who make its address one comes after the other. */
async function held(tx: Db, teamId: string) {
  const team = await tx.selectFrom('team').select('name').where('id', '=', teamId).forUpdate().executeTakeFirst()
  return team ?? refuse('not_found')
}

function sealOf(teamId: string): string {
  return `log address:${teamId}`
}
