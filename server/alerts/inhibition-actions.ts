// What managers do with the rules by which a cause mutes its echoes.
import type { inhibitionsApi } from '../../domain/alerts/inhibitions-api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import { brokenConstraint } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import {
  deleteInhibition,
  insertInhibition,
  loadInhibitions,
  lockInhibition,
  updateInhibition,
  type InhibitionText,
} from './inhibition-store.ts'

export const inhibitionsActions: Actions<keyof typeof inhibitionsApi> = {
  listInhibitions: async ({ db }) => ({ inhibitions: await loadInhibitions(db) }),

  createInhibition: (ctx, input) =>
    commit(ctx, async (tx) => {
      const id = ctx.newId()
      const team = await tx.selectFrom('team').select('id').where('id', '=', input.teamId).executeTakeFirst()
      if (!team) refuse('unknown_reference', undefined, [{ path: 'teamId', say: 'No team has this id.' }])
      await insertInhibition(tx, { ...input, id }, ctx.now).catch(translateTakenSlug)
      const [rule] = await loadInhibitions(tx, id)
      const about = { teamId: input.teamId, subject: `inhibition:${id}` }
      const made = entry(ctx, 'inhibition_created', { name: input.name }, about)
      return said(rule ?? refuse('not_found'), made, ['silences'])
    }),

  changeInhibition: (ctx, { inhibitionId: id, ...change }) =>
    commit(ctx, async (tx) => {
      const before = (await lockInhibition(tx, id)) ?? refuse('not_found')
      const after: InhibitionText = {
        name: change.name ?? before.name,
        sourceMatchers: change.sourceMatchers ?? before.sourceMatchers,
        targetMatchers: change.targetMatchers ?? before.targetMatchers,
        equal: change.equal ?? before.equal,
      }
      await updateInhibition(tx, id, after)
      const [rule] = await loadInhibitions(tx, id)
      const about = { teamId: before.teamId, subject: `inhibition:${id}` }
      const told = entry(ctx, 'inhibition_changed', { name: after.name }, about)
      return said(rule ?? refuse('not_found'), told, ['silences'])
    }),

  removeInhibition: (ctx, { inhibitionId: id }) =>
    commit(ctx, async (tx) => {
      const rule = (await lockInhibition(tx, id)) ?? refuse('not_found')
      await deleteInhibition(tx, id)
      const about = { teamId: rule.teamId, subject: `inhibition:${id}` }
      const told = entry(ctx, 'inhibition_removed', { name: rule.name }, about)
      return said({ done: true as const }, told, ['silences'])
    }),
}

function translateTakenSlug(error: unknown): never {
  if (brokenConstraint(error) === 'inhibition_slug_key') {
    refuse('slug_taken', undefined, [{ path: 'slug', say: 'Another rule has this short name.' }])
  }
  throw error
}
