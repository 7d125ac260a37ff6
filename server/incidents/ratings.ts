// What others are asked to rate an incident, and what they said.
import { ratingAskedWords } from '../../domain/incidents/rating-words.ts'
import type { incidentRatingApi } from '../../domain/incidents/rating-api.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import { personOf } from '../alerts/moves.ts'
import { entry } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { Refusal, refuse } from '../refusal.ts'
import { changing, nameIn, refuseOver } from './actions.ts'
import { callPerson } from './calling.ts'
import { proposePeople } from './proposing.ts'
import { endRatingCall } from './rating-store.ts'
import { incidentShown } from './shown.ts'
import { findIncident } from './store.ts'

export const ratingIsAsked = 'incident_rating_asked'

export function incidentRatingActions(doors: PagingDoors): Actions<keyof typeof incidentRatingApi> {
  return {
    proposePeople: proposePeople(doors),

    async askRating(ctx, { incidentId, personIds, isPaged }) {
      const asked = [...new Set(personIds)]
      const shown = await changing(ctx, incidentId, async (tx, row, about) => {
        refuseOver(row.state)
        if (row.rated_at) refuse('incident_rated_already')
        if (isPaged && row.priority > 2) refuse('rating_not_urgent')
        const people = await activePeople(tx, asked)
        await putQuestions(ctx, tx, { incidentId, personIds: asked, isPaged })
        await queueNotices(
          tx,
          asked.map((personId) => ({ personId, kind: ratingIsAsked, subject: String(incidentId), dueAt: ctx.now })),
        )
        return entry(ctx, 'rating_asked', { people: people.join(', ') }, about)
      })
      if (!isPaged) return shown
      for (const personId of asked) await page(ctx, doors, { incidentId, personId })
      return incidentShown(ctx.db, incidentId)
    },

    async answerRating(ctx, { incidentId, priority, because }) {
      const personId = personOf(ctx) ?? refuse('not_allowed')
      return changing(ctx, incidentId, async (tx, _, about) => {
        const before = await tx
          .selectFrom('incident_rating')
          .selectAll()
          .where('incident_id', '=', incidentId)
          .where('person_id', '=', personId)
          .executeTakeFirst()
        if (!before) refuse('incident_not_asked')
        if (before.ended_at) refuse('rating_over')
        if (before.priority === priorityNumber(priority) && before.because === because) return []
        await tx
          .updateTable('incident_rating')
          .set({ priority: priorityNumber(priority), because, answered_at: ctx.now })
          .where('incident_id', '=', incidentId)
          .where('person_id', '=', personId)
          .execute()
        await endRatingCall(tx, before, ctx.now)
        return entry(ctx, 'rating_given', { priority, reason: because }, about)
      })
    },
  }
}

/** Whom no contact reaches has the notice all the same. */
async function page(
  ctx: Context,
  doors: PagingDoors,
  { incidentId, personId }: { readonly incidentId: number; readonly personId: string },
): Promise<void> {
  try {
    await callPerson(ctx, doors, { incidentId, personId, role: 'expert', isPaged: true, note: '' })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

async function activePeople(tx: Db, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .where('deactivated_at', 'is', null)
    .orderBy('name')
    .execute()
  if (rows.length < ids.length)
    refuse('unknown_reference', {}, [
      { path: 'personIds', say: 'There is no such person, or they are out of service.' },
    ])
  return rows.map(({ name }) => name)
}

/** Whoever was asked before and has answered is asked anew; what they said stands until they say something else. */
async function putQuestions(
  ctx: Context,
  tx: Db,
  of: { readonly incidentId: number; readonly personIds: readonly string[]; readonly isPaged: boolean },
): Promise<void> {
  const asked = { asked_by: personOf(ctx), asked_by_name: nameIn(ctx), asked_at: ctx.now, is_paged: of.isPaged }
  await tx
    .insertInto('incident_rating')
    .values(of.personIds.map((person_id) => ({ incident_id: of.incidentId, person_id, ...asked })))
    .onConflict((on) => on.columns(['incident_id', 'person_id']).doUpdateSet({ ...asked, ended_at: null }))
    .execute()
}

/** Who has answered, or is asked no more, hears nothing. */
export const tellOfRating: Teller = async (db, { personId, subject, language }) => {
  const question = await db
    .selectFrom('incident_rating')
    .selectAll()
    .where('incident_id', '=', Number(subject))
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  const row = question && (await findIncident(db, Number(subject)))
  if (!row) return null
  const { title, what, impact } = row
  const words = { title, what, impact, by: question.asked_by_name, priority: asPriority(row.priority) }
  return { ...ratingAskedWords[language](words), path: `/incidents/${row.id}` }
}
