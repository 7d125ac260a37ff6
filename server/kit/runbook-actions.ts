// What people do with runbooks: write them, save over each other knowingly, bring a version back.
import { bookmarkLimits } from '../../domain/kit/bookmark.ts'
import type { runbooksApi } from '../../domain/kit/runbooks-api.ts'
import { commit, entry, nameOf, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { refuse } from '../refusal.ts'
import { newWebhookSecret } from '../secrets.ts'
import { refuseUnknown } from './actions.ts'
import {
  countRunbooks,
  findRunbook,
  findVersion,
  findVersions,
  insertRunbook,
  insertVersion,
  kitSeal,
  lockRunbook,
  putSecret,
  updateRunbook,
} from './runbook-store.ts'

export const runbookActions: Actions<keyof typeof runbooksApi> = {
  getRunbook: ({ db }, { runbookId }) => shown(db, runbookId),

  createRunbook: (ctx, { teamId, serviceId, title, body, tags, ownerId }) =>
    commit(ctx, async (tx) => {
      await refuseUnknown(tx, { teamId, serviceId, ownerId })
      if ((await countRunbooks(tx, teamId)) >= bookmarkLimits.runbooks) refuse('kit_full')
      const of = { team_id: teamId, service_id: serviceId, title, tags, owner_id: ownerId }
      const id = await insertRunbook(tx, { ...of, ...by(ctx) }, body)
      const told = entry(ctx, 'runbook_written', { name: title }, { teamId, subject: `runbook:${id}` })
      return said(await shown(tx, id), told, ['kit'])
    }),

  saveRunbook: (ctx, { runbookId, version, ...change }) =>
    commit(ctx, async (tx) => {
      const before = (await lockRunbook(tx, runbookId)) ?? refuse('not_found')
      const stood = (await findVersion(tx, runbookId, before.version)) ?? refuse('not_found')
      if (before.version !== version) refuseNewer(stood)
      const serviceId = change.serviceId === undefined ? before.service_id : change.serviceId
      const ownerId = change.ownerId === undefined ? before.owner_id : change.ownerId
      await refuseUnknown(tx, { teamId: before.team_id, serviceId, ownerId })
      const { title = stood.title, body = stood.body, tags = before.tags } = change
      const around = { service_id: serviceId, owner_id: ownerId, tags }
      // Whose it is and how it is found is no other version of what it says.
      if (title === stood.title && body === stood.body) {
        await updateRunbook(tx, runbookId, around)
        return said(await shown(tx, runbookId), [], ['kit'])
      }
      await addVersion(ctx, tx, before, { title, body, restoredFrom: null })
      await updateRunbook(tx, runbookId, around)
      const told = entry(ctx, 'runbook_saved', { name: title, version: version + 1 }, aboutOf(before))
      return said(await shown(tx, runbookId), told, ['kit'])
    }),

  verifyRunbook: (ctx, { runbookId }) =>
    commit(ctx, async (tx) => {
      const before = (await lockRunbook(tx, runbookId)) ?? refuse('not_found')
      await updateRunbook(tx, runbookId, { verified_at: ctx.now, verified_by_name: nameOf(ctx.actor) })
      const told = entry(ctx, 'kit_verified', { name: before.title }, aboutOf(before))
      return said(await shown(tx, runbookId), told, ['kit'])
    }),

  removeRunbook: (ctx, { runbookId }) =>
    commit(ctx, async (tx) => {
      const before = (await lockRunbook(tx, runbookId)) ?? refuse('not_found')
      if (before.removed_at !== null) return said({ done: true as const }, [])
      await updateRunbook(tx, runbookId, { removed_at: ctx.now })
      const told = entry(ctx, 'runbook_removed', { name: before.title }, aboutOf(before))
      return said({ done: true as const }, told, ['kit'])
    }),

  async listRunbookVersions({ db }, { runbookId }) {
    const rows = await findVersions(db, runbookId)
    if (rows.length === 0) refuse('not_found')
    return {
      versions: rows.map(({ version, title, by_name, at, restored_from }) => ({
        version,
        title,
        by: by_name,
        at,
        restoredFrom: restored_from,
      })),
    }
  },

  async getRunbookVersion({ db }, { runbookId, version }) {
    const row = (await findVersion(db, runbookId, version)) ?? refuse('not_found')
    const { title, body, at } = row
    return { version, title, body, by: row.by_name, at, restoredFrom: row.restored_from }
  },

  restoreRunbookVersion: (ctx, { runbookId, version: earlier, seen }) =>
    commit(ctx, async (tx) => {
      const before = (await lockRunbook(tx, runbookId)) ?? refuse('not_found')
      const wanted = (await findVersion(tx, runbookId, earlier)) ?? refuse('not_found')
      const stood = (await findVersion(tx, runbookId, before.version)) ?? refuse('not_found')
      if (before.version !== seen) refuseNewer(stood)
      const isSame = wanted.title === stood.title && wanted.body === stood.body
      if (isSame && before.removed_at === null) return said(await shown(tx, runbookId), [])
      const { title, body } = wanted
      await addVersion(ctx, tx, before, { title, body, restoredFrom: earlier })
      const facts = { name: title, version: before.version + 1, earlier }
      return said(await shown(tx, runbookId), entry(ctx, 'runbook_restored', facts, aboutOf(before)), ['kit'])
    }),

  renewKitSecret: (ctx, { teamId }) =>
    commit(ctx, async (tx) => {
      const team = await tx.selectFrom('team').select('name').where('id', '=', teamId).forUpdate().executeTakeFirst()
      if (!team) refuse('not_found')
      const secret = newWebhookSecret()
      await putSecret(tx, teamId, ctx.sealer.seal(secret, kitSeal(teamId)))
      return said({ secret }, entry(ctx, 'kit_secret_renewed', { name: team.name }, { teamId }), ['kit'])
    }),
}

async function shown(db: Db, id: number) {
  return (await findRunbook(db, id)) ?? refuse('not_found')
}

function by(ctx: Context) {
  return { changed_by_name: nameOf(ctx.actor), changed_at: ctx.now }
}

function aboutOf({ id, team_id: teamId }: Row<'kit_runbook'>) {
  return { teamId, subject: `runbook:${id}` }
}

/** What came between, for whoever was slower. */
function refuseNewer(stood: Row<'kit_runbook_version'>): never {
  const { version, title, body } = stood
  return refuse('runbook_changed_meanwhile', { by: stood.by_name, at: stood.at.toString(), version, title, body })
}

/** The one that holds from now on. What somebody went through was another, so nobody has looked at it yet. */
async function addVersion(
  ctx: Context,
  tx: Db,
  before: Row<'kit_runbook'>,
  {
    title,
    body,
    restoredFrom,
  }: { readonly title: string; readonly body: string; readonly restoredFrom: number | null },
): Promise<void> {
  const version = before.version + 1
  await insertVersion(tx, {
    runbook_id: before.id,
    version,
    title,
    body,
    by_name: nameOf(ctx.actor),
    at: ctx.now,
    restored_from: restoredFrom,
  })
  const fresh = { verified_at: null, verified_by_name: '', removed_at: null }
  await updateRunbook(tx, before.id, { title, version, ...fresh, ...by(ctx) })
}
