// Whether a past case helped: said once by each person for an alert or an incident, and counted for all that follow.
import { sql } from 'kysely'
import type { recallApi } from '../../domain/recall/api.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { isPast } from '../../domain/recall/kinds.ts'
import { isHiddenFrom } from '../log/private.ts'
import { refuse } from '../refusal.ts'

type About = { readonly alertId: number | null; readonly incidentId: number | null }
type Vote = 'helped' | 'did_not'

const kinds = { helped: 'recall_helped', did_not: 'recall_did_not_help' } as const

export const voteActions: Actions<'voteOnAlertRecall' & keyof typeof recallApi> &
  Actions<'voteOnIncidentRecall' & keyof typeof recallApi> = {
  async voteOnAlertRecall(ctx, { alertId, caseId, vote }) {
    const alert = await ctx.db.selectFrom('alert').select('team_id').where('id', '=', alertId).executeTakeFirst()
    if (!alert) refuse('not_found')
    return cast(ctx, { alertId, incidentId: null, teamId: alert.team_id }, caseId, vote)
  },

  async voteOnIncidentRecall(ctx, { incidentId, caseId, vote }) {
    const incident = await ctx.db
      .selectFrom('incident')
      .select('team_id')
      .where('id', '=', incidentId)
      .executeTakeFirst()
    if (!incident) refuse('not_found')
    return cast(ctx, { alertId: null, incidentId, teamId: incident.team_id }, caseId, vote)
  },
}

function cast(ctx: Context, about: About & { readonly teamId: string }, caseId: number, vote: Vote | null) {
  const { actor } = ctx
  if (actor.kind !== 'person') refuse('vote_needs_person')
  const { alertId, incidentId, teamId } = about
  return commit(ctx, async (tx) => {
    // Held for this transaction, so that two who vote at once are both counted.
    const found = await tx.selectFrom('recall_case').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirst()
    const past = found && isPast(found) ? found : refuse('not_found')
    if (past.incident_id !== null && (await isHiddenFrom(tx, actor, past.incident_id))) refuse('not_found')
    const before = (await votesOf(tx, about, actor.id)).get(past.subject) ?? null
    if (before === vote) return said({ done: true } as const, [])
    await keepVote(tx, { ...about, subject: past.subject, personId: actor.id, vote, at: ctx.now })
    const isSecret = past.incident_id !== null && (await isPrivateCase(tx, past.incident_id))
    const facts = { title: isSecret ? '' : past.title }
    const what = entry(ctx, vote === null ? 'recall_taken_back' : kinds[vote], facts, { teamId, alertId, incidentId })
    return said({ done: true } as const, what, ['surroundings'])
  })
}

async function keepVote(
  tx: Db,
  of: About & { subject: string; personId: string; vote: Vote | null; at: Temporal.Instant },
): Promise<void> {
  const { alertId, incidentId, subject, personId, vote, at } = of
  await sql`
    delete from recall_vote where coalesce(alert_id, 0) = ${alertId ?? 0} and coalesce(incident_id, 0) = ${incidentId ?? 0}
      and md5(subject) = md5(${subject}) and person_id = ${personId}`.execute(tx)
  if (vote !== null)
    await tx
      .insertInto('recall_vote')
      .values({
        alert_id: alertId,
        incident_id: incidentId,
        subject,
        person_id: personId,
        helped: vote === 'helped',
        at,
      })
      .execute()
  await sql`
    update recall_case set
      helped = (select count(*) from recall_vote v where md5(v.subject) = md5(${subject}) and v.helped),
      did_not = (select count(*) from recall_vote v where md5(v.subject) = md5(${subject}) and not v.helped)
    where md5(subject) = md5(${subject})`.execute(tx)
}

/** What this person said of past cases for this alert or incident, by what those stand for. */
export async function votesOf(
  db: Db,
  { alertId, incidentId }: About,
  personId: string,
): Promise<ReadonlyMap<string, Vote>> {
  const { rows } = await sql<{ subject: string; helped: boolean }>`
    select subject, helped from recall_vote where coalesce(alert_id, 0) = ${alertId ?? 0}
      and coalesce(incident_id, 0) = ${incidentId ?? 0} and person_id = ${personId}`.execute(db)
  return new Map(rows.map(({ subject, helped }) => [subject, helped ? 'helped' : 'did_not']))
}

/** The log of an alert is read by everybody: what is private is not named there. */
async function isPrivateCase(tx: Db, incidentId: number): Promise<boolean> {
  const { rows } = await sql`select from incident where id = ${incidentId} and is_private`.execute(tx)
  return rows.length > 0
}
