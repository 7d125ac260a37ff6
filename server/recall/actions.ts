// What people ask of what was learnt.
import type { recallApi } from '../../domain/recall/api.ts'
import type { RecallHit } from '../../domain/recall/case.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import { refuse } from '../refusal.ts'
import { questionOfAlert, questionOfIncident, type Question } from './asking.ts'
import { isBehind, recallAll, type Recollection } from './find.ts'
import { search } from './search.ts'
import { voteActions, votesOf } from './votes.ts'

export const recallActions: Actions<keyof typeof recallApi> = {
  ...voteActions,

  async recallForAlert(ctx, { alertId, limit }) {
    const question = (await questionOfAlert(ctx.db, alertId)) ?? refuse('not_found')
    return answer(ctx, question, { alertId, incidentId: null }, limit)
  },

  async recallForIncident(ctx, { incidentId, limit }) {
    const question = (await questionOfIncident(ctx.db, incidentId)) ?? refuse('not_found')
    return answer(ctx, question, { alertId: null, incidentId }, limit)
  },

  async recallForText({ db, actor }, { title, details, serviceIds, priority, limit }) {
    const question: Question = {
      told: `${title}\n${details}`,
      asked: { title, details, serviceIds, alerts: [] },
      priority: priority ?? null,
      itself: { incidentId: null, alertIds: [] },
    }
    const { past, kit } = await recallAll(db, actor, question, { past: limit, kit: mostOfKit })
    return { hits: past.map((hit) => toHit(hit, new Map())), kit: [...kit], isBehind: await isBehind(db) }
  },

  rebuildRecall: (ctx) =>
    commit(ctx, async (tx) => {
      // The engine sees a method that is none, and begins anew.
      await tx.updateTable('recall_progress').set({ method: 0 }).execute()
      return said({ done: true } as const, entry(ctx, 'recall_rebuilt', {}))
    }),

  search: ({ db, actor }, query) => search(db, actor, query),
}

const mostOfKit = 3

async function answer(
  { db, actor }: Context,
  question: Question,
  about: { readonly alertId: number | null; readonly incidentId: number | null },
  limit: number,
) {
  const { past, kit } = await recallAll(db, actor, question, { past: limit, kit: mostOfKit })
  const votes = actor.kind === 'person' ? await votesOf(db, about, actor.id) : new Map<string, 'helped' | 'did_not'>()
  return {
    hits: past.map((hit) => toHit(hit, votes)),
    kit: [...kit],
    isBehind: await isBehind(db),
  }
}

function toHit({ subject, ...hit }: Recollection, votes: ReadonlyMap<string, 'helped' | 'did_not'>): RecallHit {
  return { ...hit, vote: votes.get(subject) ?? null }
}
