// Who works on an incident, what they do, who was told, and which alerts belong to it.
import { clashesWith } from '../../domain/incidents/actions.ts'
import type { incidentWorkApi } from '../../domain/incidents/work-api.ts'
import { close, personOf } from '../alerts/moves.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { refuse } from '../refusal.ts'
import { changing, nameIn, refuseOver, refuseUnknown } from './actions.ts'
import { attachNew } from './alerts.ts'
import { endOffers } from './offer-store.ts'
import { endOfferCalls, lapse, takePart } from './part.ts'
import { callPerson } from './calling.ts'
import { openCalls } from './calls.ts'
import { detach, findActions, findAnnounced, insertAction, putAudience, release, updateAction } from './people-store.ts'
import { refuseFull } from './room-left.ts'
import { incidentShown, toAction } from './shown.ts'
import { lockIncident } from './store.ts'

export function incidentWorkActions(doors: PagingDoors): Actions<keyof typeof incidentWorkApi> {
  return {
    async joinIncident(ctx, { incidentId, role }) {
      const personId = personOf(ctx) ?? refuse('not_allowed')
      const shown = await changing(ctx, incidentId, async (tx, row) => {
        refuseOver(row.state)
        return takePart(tx, ctx, { incidentId, teamId: row.team_id, personId, role })
      })
      await endCalls(ctx, incidentId, personId)
      return shown
    },

    async declineIncident(ctx, { incidentId, role, because }) {
      const personId = personOf(ctx) ?? refuse('not_allowed')
      const shown = await changing(ctx, incidentId, async (tx, _, about) => {
        const step = { engagement: 'declined', from: ['asked', 'accepted'], now: ctx.now } as const
        const roles = await release(tx, { incidentId, personId, role }, step)
        if (roles.length === 0) refuse('incident_not_asked')
        const to = { state: 'declined', now: ctx.now } as const
        const offers = await endOffers(tx, { incidentId, role, toId: personId }, to)
        await endOfferCalls(tx, ctx, offers)
        await lapse(tx, ctx, { incidentId, role, fromId: personId })
        return entry(ctx, 'incident_declined', { incidentRole: role, reason: because }, about)
      })
      await endCalls(ctx, incidentId, personId)
      return shown
    },

    async callIntoIncident(ctx, call) {
      await callPerson(ctx, doors, call)
      return incidentShown(ctx.db, call.incidentId)
    },

    async standDownFromIncident(ctx, { incidentId, personId, because }) {
      const shown = await changing(ctx, incidentId, async (tx, _, about) => {
        const step = { engagement: 'stood_down', from: ['asked', 'accepted'], now: ctx.now } as const
        const roles = await release(tx, { incidentId, personId }, step)
        if (roles.length === 0) return []
        await lapse(tx, ctx, { incidentId, fromId: personId })
        await lapse(tx, ctx, { incidentId, toId: personId })
        const person = await tx.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst()
        return entry(ctx, 'incident_stood_down', { person: person?.name ?? '', reason: because }, about)
      })
      await endCalls(ctx, incidentId, personId)
      return shown
    },

    tellAudience: (ctx, { incidentId, audience, notNeededBecause: because }) =>
      changing(ctx, incidentId, async (tx, row, about) => {
        if (row.state === 'merged') refuse('incident_merged')
        await putAudience(tx, { incidentId, audience, because, by: personOf(ctx), now: ctx.now })
        return because === ''
          ? entry(ctx, 'audience_told', { audience }, about)
          : entry(ctx, 'audience_not_needed', { audience, reason: because }, about)
      }),

    announceAction: (ctx, { incidentId, text, serviceId = null, isDone }) =>
      commit(ctx, async (tx) => {
        const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
        refuseOver(row.state)
        if (serviceId) await refuseUnknown(tx, [serviceId])
        const by = personOf(ctx)
        // Two who announce at once on one service each see the other: the second waits for the first here.
        if (serviceId) await tx.selectFrom('service').select('id').where('id', '=', serviceId).forUpdate().execute()
        const others = serviceId ? await findAnnounced(tx, serviceId, ctx.actor) : []
        await refuseFull(tx, 'incident_action', incidentId)
        const actionId = await insertAction(tx, {
          incident_id: incidentId,
          text,
          service_id: serviceId,
          state: isDone ? 'done' : 'about_to',
          by,
          by_name: nameIn(ctx),
          announced_at: ctx.now,
          done_at: isDone ? ctx.now : null,
        })
        const [made] = await findActions(tx, { incidentId, actionId })
        const action = toAction(made ?? refuse('not_found'))
        const about = { teamId: row.team_id, incidentId }
        const told = isDone
          ? entry(ctx, 'action_done', { text }, about)
          : entry(ctx, 'action_announced', { text, service: action.serviceName ?? '' }, about)
        return said({ action, clashes: [...clashesWith({ serviceId, byId: by }, others.map(toAction))] }, told, [
          'incidents',
        ])
      }),

    changeAction: (ctx, { incidentId, actionId, state, effect }) =>
      commit(ctx, async (tx) => {
        const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
        const [before] = await findActions(tx, { incidentId, actionId })
        if (!before) refuse('not_found')
        const about = { teamId: row.team_id, incidentId }
        const { text } = before
        const entries = [
          ...(state === 'done' && before.state !== 'done' ? [entry(ctx, 'action_done', { text }, about)] : []),
          ...(state === 'called_off' && before.state !== 'called_off'
            ? [entry(ctx, 'action_called_off', { text }, about)]
            : []),
          ...(effect && effect !== before.effect ? [entry(ctx, 'action_effect', { text, effect }, about)] : []),
        ]
        if (entries.length > 0) {
          await updateAction(tx, actionId, {
            ...(state ? { state } : {}),
            ...(effect ? { effect } : {}),
            ...(state === 'done' && before.done_at === null ? { done_at: ctx.now } : {}),
          })
        }
        const [after] = await findActions(tx, { incidentId, actionId })
        return said(toAction(after ?? refuse('not_found')), entries, ['incidents'])
      }),

    attachAlerts: (ctx, { incidentId, alertIds }) =>
      changing(ctx, incidentId, async (tx, row) => {
        if (row.state === 'merged') refuse('incident_merged')
        return attachNew(tx, ctx, { id: incidentId, teamId: row.team_id }, alertIds)
      }),

    detachAlert: (ctx, { incidentId, alertId }) =>
      changing(ctx, incidentId, async (tx, _, about) => {
        if (!(await detach(tx, incidentId, alertId))) return []
        const alert = await tx.selectFrom('alert').select('summary').where('id', '=', alertId).executeTakeFirst()
        return entry(ctx, 'alert_detached', { summary: alert?.summary ?? '' }, about)
      }),
  }
}

/** What still pages them for it is over. */
async function endCalls(ctx: Context, incidentId: number, personId: string): Promise<void> {
  for (const alertId of await openCalls(ctx.db, incidentId, personId))
    await close(ctx, alertId, { note: '', because: 'answered' })
}
