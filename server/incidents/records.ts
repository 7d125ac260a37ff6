// What people write into the record of an incident: updates, hypotheses, tasks, follow-ups, an accepted risk; and one that is another's.
import { cadenceMinutes, nextUpdateDue } from '../../domain/incidents/cadence.ts'
import type { incidentRecordApi } from '../../domain/incidents/record-api.ts'
import { draftUpdate, stillWords } from '../../domain/incidents/update-words.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { plusMinutes } from '../../domain/time.ts'
import { personOf } from '../alerts/moves.ts'
import { entry } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { refuse } from '../refusal.ts'
import { changing, nameIn, refuseOver } from './actions.ts'
import { isAskedOf } from './halving.ts'
import { mergeIncident } from './merge.ts'
import { putAudience } from './people-store.ts'
import { receiversOf } from './receivers.ts'
import {
  findFollowUps,
  findHypotheses,
  findTasks,
  insertFollowUp,
  insertHypothesis,
  insertTask,
  insertUpdate,
  nameOfPerson,
  updateFollowUp,
  updateHypothesis,
  updateTask,
} from './record-store.ts'
import { refuseFull } from './room-left.ts'
import { incidentShown } from './shown.ts'
import { findIncident, updateIncident } from './store.ts'
import { queueUpdate } from './telling.ts'

export const incidentRecordActions: Actions<keyof typeof incidentRecordApi> = {
  mergeIncident,

  postUpdate: (ctx, { incidentId, audience, text, isStill, nextInMinutes, isToParts, key = null }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      if (row.state === 'merged') refuse('incident_merged')
      if (text === '' && !isStill)
        refuse('bad_input', undefined, [{ path: 'text', say: 'Write what they should know.' }])
      const of = {
        state: row.state,
        priority: asPriority(row.priority),
        everyMinutes: nextInMinutes ?? row.update_every_minutes,
      }
      const nextAt = nextUpdateDue(of, ctx.now)
      const by = personOf(ctx)
      const words = text === '' ? stillWords.en : text
      const updateId = await insertUpdate(tx, {
        incident_id: incidentId,
        audience,
        stage: row.state,
        text: words,
        by,
        by_name: nameIn(ctx),
        at: ctx.now,
        next_at: nextAt,
        priority: row.priority,
        is_still: isStill,
        is_to_parts: isToParts,
        key,
        sent_at: null,
      })
      // It was sent before, and its answer was lost.
      if (updateId === null) return []
      const receivers = await receiversOf(tx, ctx.actor, row, { audience, isToParts })
      await queueUpdate(tx, updateId, receivers, ctx.now)
      await putAudience(tx, { incidentId, audience, because: '', by, now: ctx.now })
      // Responders sit in the room: what is promised to those outside is what is waited for.
      if (audience !== 'responders')
        await updateIncident(tx, incidentId, { update_due_at: nextAt, update_reminded: 'nobody', remind_at: nextAt })
      const heard = receivers.people.length + receivers.channels.length
      return entry(ctx, 'update_posted', { audience, text: words, heard }, about)
    }),

  async draftUpdate({ db }, { incidentId, audience, language, isStill }) {
    const shown = await incidentShown(db, incidentId)
    const { state, priority, updateEveryMinutes: everyMinutes } = shown
    const nextInMinutes = cadenceMinutes({ state, priority, everyMinutes })
    const text = draftUpdate(
      audience,
      {
        ...shown,
        isMitigated: shown.mitigatedAt !== null,
        lead: shown.lead?.name ?? null,
        services: shown.services.map(({ name }) => name),
        doing: shown.actions.filter(({ state }) => state === 'about_to').map((action) => action.text),
        helped: shown.actions.filter(({ effect }) => effect === 'helped').map((action) => action.text),
        isStill,
      },
      language,
    )
    return { text, nextInMinutes }
  },

  addHypothesis: (ctx, { incidentId, text, test, serviceId = null }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      if (row.state === 'merged') refuse('incident_merged')
      if (serviceId && (await isAskedOf(tx, incidentId, serviceId))) return []
      const by = { by: personOf(ctx), by_name: nameIn(ctx), at: ctx.now }
      await refuseFull(tx, 'incident_hypothesis', incidentId)
      await insertHypothesis(tx, {
        incident_id: incidentId,
        text,
        test,
        service_id: serviceId,
        ...by,
        decided_at: null,
      })
      return entry(ctx, 'hypothesis_added', { text, test }, about)
    }),

  decideHypothesis: (ctx, { incidentId, hypothesisId, outcome, note }) =>
    changing(ctx, incidentId, async (tx, _, about) => {
      const before = (await findHypotheses(tx, incidentId)).find(({ id }) => id === hypothesisId)
      if (!before) refuse('not_found')
      if (before.outcome === outcome && before.note === note) return []
      await updateHypothesis(tx, hypothesisId, { outcome, note, decided_at: outcome === 'open' ? null : ctx.now })
      return entry(ctx, 'hypothesis_decided', { text: before.text, hypothesis: outcome, note }, about)
    }),

  giveTask: (ctx, { incidentId, text, ownerId, minutes }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      refuseOver(row.state)
      const person = await knownPerson(tx, ownerId)
      await refuseFull(tx, 'incident_task', incidentId)
      await insertTask(tx, {
        incident_id: incidentId,
        text,
        owner_id: ownerId,
        given_by_name: nameIn(ctx),
        given_at: ctx.now,
        due_at: plusMinutes(ctx.now, minutes),
        done_at: null,
      })
      return entry(ctx, 'task_given', { text, person, minutes }, about)
    }),

  changeTask: (ctx, { incidentId, taskId, state, readBack }) =>
    changing(ctx, incidentId, async (tx, _, about) => {
      const before = (await findTasks(tx, incidentId)).find(({ id }) => id === taskId)
      if (!before) refuse('not_found')
      if (before.state === state) return []
      await updateTask(tx, taskId, {
        state,
        ...(readBack === '' ? {} : { read_back: readBack }),
        done_at: state === 'done' ? ctx.now : null,
      })
      return entry(ctx, 'task_moved', { text: before.text, task: state, note: readBack }, about)
    }),

  addFollowUp: (ctx, { incidentId, text, kind, isDraft, ownerId, dueOn }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      if (row.state === 'merged') refuse('incident_merged')
      if (ownerId) await knownPerson(tx, ownerId)
      await refuseFull(tx, 'incident_follow_up', incidentId)
      await insertFollowUp(tx, {
        incident_id: incidentId,
        text,
        kind,
        state: isDraft ? 'draft' : 'open',
        owner_id: ownerId ?? null,
        due_on: dueOn ?? null,
        by_name: nameIn(ctx),
        at: ctx.now,
        ended_at: null,
      })
      return isDraft ? entry(ctx, 'gap_noted', { text }, about) : entry(ctx, 'follow_up_added', { text }, about)
    }),

  changeFollowUp: (ctx, { incidentId, followUpId, text, kind, state, ownerId, dueOn, note }) =>
    changing(ctx, incidentId, async (tx, _, about) => {
      const before = (await findFollowUps(tx, incidentId)).find(({ id }) => id === followUpId)
      if (!before) refuse('not_found')
      if (ownerId) await knownPerson(tx, ownerId)
      if (state === 'dropped' && (note ?? before.note) === '') refuse('incident_reason_missing')
      await updateFollowUp(tx, followUpId, {
        ...(text === undefined ? {} : { text }),
        ...(kind === undefined ? {} : { kind }),
        ...(ownerId === undefined ? {} : { owner_id: ownerId }),
        ...(dueOn === undefined ? {} : { due_on: dueOn }),
        ...(note === undefined ? {} : { note }),
        ...(state === undefined ? {} : { state, ended_at: state === 'done' || state === 'dropped' ? ctx.now : null }),
      })
      return state === undefined || state === before.state
        ? entry(ctx, 'follow_up_changed', { text: text ?? before.text }, about)
        : entry(ctx, 'follow_up_moved', { text: text ?? before.text, followUp: state, note: note ?? '' }, about)
    }),

  acceptRisk: (ctx, { incidentId, until, because }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      if (row.state === 'merged') refuse('incident_merged')
      await updateIncident(tx, incidentId, {
        risk_accepted_by: personOf(ctx),
        risk_accepted_at: ctx.now,
        risk_until: until,
        risk_because: because,
        risk_reminded_at: null,
      })
      if (!(await findIncident(tx, incidentId))?.is_risk_accepted) refuse('risk_in_past')
      return entry(ctx, 'risk_accepted', { day: until, reason: because }, about)
    }),
}

/** Their name; refuses when there is nobody of this id. */
async function knownPerson(tx: Db, id: string): Promise<string> {
  const name = await nameOfPerson(tx, id)
  return name ?? refuse('unknown_reference', {}, [{ path: 'ownerId', say: 'There is no such person.' }])
}
