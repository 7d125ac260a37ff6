// What people do with an incident itself: declare it, write down what is known, rate it, move it.
import { alikeTo } from '../../domain/incidents/duplicates.ts'
import { besidesOf } from '../../domain/incidents/grouping.ts'
import { decideMove } from '../../domain/incidents/move.ts'
import type { incidentsApi } from '../../domain/incidents/api.ts'
import { isUnderWay, type IncidentState, type MoveKind } from '../../domain/incidents/stages.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import { isAfter, type Instant } from '../../domain/time.ts'
import { watchFrom } from '../../domain/incidents/watch.ts'
import { personOf } from '../alerts/moves.ts'
import { commit, entry, said, type About } from '../commit.ts'
import type { Actions, Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { NewRow, Row } from '../db/tables.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { together } from '../together.ts'
import { written } from '../written.ts'
import { attachNew } from './alerts.ts'
import { hideCalls } from './hiding.ts'
import { callOff, lapse } from './part.ts'
import { engage } from './people-store.ts'
import { factsIn, incidentShown, toIncident } from './shown.ts'
import {
  findIncident,
  findIncidents,
  insertIncident,
  lastMove,
  lockIncident,
  setServices,
  unknownServices,
  updateIncident,
} from './store.ts'
import { whenDue } from './reminding.ts'
import { noteIncident } from './timeline.ts'
import { endRatings } from './rating-store.ts'

// Who asks at the same time is answered by one reading, which is put into JSON once.
const room = together(async (db: Db, incidentId: number) => {
  const shown = await incidentShown(db, incidentId)
  return written(shown, JSON.stringify(shown))
})

export const incidentActions: Actions<keyof typeof incidentsApi> = {
  noteIncident,

  async listIncidents({ db, actor }, { mine, priority, ...query }) {
    const personId = mine && actor.kind === 'person' ? actor.id : undefined
    const wanted = { ...query, personId, priority: priority && priorityNumber(priority) }
    const rows = await findIncidents(db, actor, wanted)
    return {
      incidents: rows.map(toIncident),
      nextBefore: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null,
    }
  },

  async alikeIncidents({ db, actor }, draft) {
    const rows = (await findIncidents(db, actor, { state: 'open', limit: mostCompared })).map(toIncident)
    const known = rows.map(({ id, title, services }) => ({ id, title, serviceIds: services.map((one) => one.id) }))
    const alike = alikeTo(draft, known).flatMap(({ id, because }) => {
      const incident = rows.find((row) => row.id === id)
      return incident ? [{ incident, because }] : []
    })
    return { alike }
  },

  declareIncident: (ctx, asked) =>
    commit(ctx, async (tx) => {
      const { teamId, title, priority = 'P3', serviceIds, alertIds, isPrivate } = asked
      await refuseUnknown(tx, serviceIds)
      const by = personOf(ctx)
      const id = await insertIncident(tx, {
        team_id: teamId,
        title,
        priority: priorityNumber(priority),
        ...(asked.priority && by ? { rated_by: by, rated_at: ctx.now } : {}),
        is_private: isPrivate,
        what: asked.what,
        impact: asked.impact,
        since: asked.since ?? null,
        declared_by: by,
        declared_by_name: nameIn(ctx),
        declared_at: ctx.now,
        state_at: ctx.now,
      })
      const about = { teamId, incidentId: id }
      const made = (await lockIncident(tx, id)) ?? refuse('not_found')
      await updateIncident(tx, id, await whenDue(tx, made, {}, ctx.now))
      const entries: NewEntry[] = [entry(ctx, 'incident_declared', { title, priority, rule: '' }, about)]
      await setServices(tx, id, serviceIds)
      if (by) {
        await engage(tx, { incidentId: id, personId: by, role: 'lead', now: ctx.now })
        entries.push(entry(ctx, 'incident_joined', { incidentRole: 'lead' }, about))
      }
      entries.push(...(await attachNew(tx, ctx, { id, teamId }, alertIds)))
      return said(await incidentShown(tx, id), entries, ['incidents'])
    }),

  getIncident: ({ db }, { incidentId }) => room(db, incidentId),

  describeIncident: (
    ctx,
    { incidentId, serviceIds, since, isPrivate, isFollowUpWanted, updateEveryMinutes, ...texts },
  ) =>
    changing(ctx, incidentId, async (tx, before, about) => {
      if (before.state === 'merged') refuse('incident_merged')
      const change: Partial<NewRow<'incident'>> = {}
      const entries: NewEntry[] = []
      const wrote = (part: string, text: string) =>
        entries.push(entry(ctx, 'incident_described', { part, text }, about))
      for (const [part, column] of parts) {
        const text = texts[part]
        if (text === undefined || text === before[column]) continue
        change[column] = text
        wrote(part, text)
      }
      if (since !== undefined && since?.toString() !== before.since?.toString()) {
        change.since = since
        wrote('since', since?.toString() ?? '')
      }
      if (serviceIds) {
        await refuseUnknown(tx, serviceIds)
        await setServices(tx, incidentId, serviceIds)
        const { services } = (await findIncident(tx, incidentId)) ?? refuse('not_found')
        wrote('services', services.map(({ name }) => name).join(', '))
      }
      if (isFollowUpWanted !== undefined && isFollowUpWanted !== before.is_follow_up_wanted) {
        change.is_follow_up_wanted = isFollowUpWanted
        entries.push(
          entry(ctx, isFollowUpWanted ? 'follow_up_wanted' : 'follow_up_not_wanted', { title: before.title }, about),
        )
      }
      if (updateEveryMinutes !== undefined && updateEveryMinutes !== before.update_every_minutes) {
        const due = await whenDue(tx, before, { everyMinutes: updateEveryMinutes }, ctx.now)
        Object.assign(change, { update_every_minutes: updateEveryMinutes, ...due })
        entries.push(entry(ctx, 'cadence_set', { minutes: updateEveryMinutes ?? 0 }, about))
      }
      if (isPrivate !== undefined && isPrivate !== before.is_private) {
        change.is_private = isPrivate
        if (isPrivate) await hideCalls(tx, before)
        entries.push(entry(ctx, isPrivate ? 'incident_hidden' : 'incident_shown', { title: before.title }, about))
      }
      if (Object.keys(change).length > 0) await updateIncident(tx, incidentId, change)
      return entries
    }),

  rateIncident: (ctx, { incidentId, priority, because }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      refuseOver(row.state)
      const before = asPriority(row.priority)
      if (row.rated_at && priorityNumber(priority) > row.priority && because === '') refuse('incident_reason_missing')
      await updateIncident(tx, incidentId, {
        priority: priorityNumber(priority),
        rated_by: personOf(ctx),
        rated_at: ctx.now,
        ...(await whenDue(tx, row, { priority: priorityNumber(priority) }, ctx.now)),
      })
      await endRatings(tx, incidentId, ctx.now)
      if (row.rated_at && before === priority) return []
      return row.rated_at
        ? entry(ctx, 'incident_rated_anew', { priority, before, reason: because }, about)
        : entry(ctx, 'incident_rated', { priority, reason: because }, about)
    }),

  moveIncident: (ctx, { incidentId, to, moves, reason }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      if (row.moves !== moves) {
        const last = await lastMove(tx, incidentId)
        refuse('incident_moved', { by: last?.by ?? '', to: row.state, at: last?.at.toString() ?? '', moves: row.moves })
      }
      const decision = decideMove({ from: row.state, to, reason }, await factsIn(tx, incidentId))
      if (decision.do === 'refuse') refuse(decision.because, { from: row.state, to, leaves: decision.leaves })
      await updateIncident(tx, incidentId, {
        state: to,
        moves: row.moves + 1,
        state_at: ctx.now,
        ...clocks(row, { to, move: decision.move }, ctx),
        ...(await whenDue(tx, row, { state: to }, ctx.now)),
      })
      const told = [moved(ctx, { from: row.state, to, ...decision, reason }, about)].flat()
      if (isUnderWay(to)) return told
      await lapse(tx, ctx, { incidentId })
      const stoodDown = await callOff(tx, ctx, { incidentId, teamId: row.team_id })
      await endRatings(tx, incidentId, ctx.now)
      return [...told, ...stoodDown]
    }),

  mitigateIncident: (ctx, { incidentId, isMitigated, at = ctx.now, note }) =>
    changing(ctx, incidentId, async (tx, row, about) => {
      refuseOver(row.state)
      if (isAfter(at, ctx.now)) refuse('mitigated_in_future')
      if (!isMitigated && row.mitigated_at === null) return []
      await updateIncident(tx, incidentId, {
        mitigated_at: isMitigated ? at : null,
        mitigated_by: isMitigated ? personOf(ctx) : null,
      })
      return isMitigated
        ? entry(ctx, 'incident_mitigated', { since: at.toString(), note }, { ...about, happenedAt: at })
        : entry(ctx, 'incident_not_mitigated', { note }, about)
    }),
}

/** How many incidents under way a new one is held against. */
const mostCompared = 200

const parts = [
  ['title', 'title'],
  ['what', 'what'],
  ['impact', 'impact'],
  ['serviceUnknownBecause', 'service_unknown_because'],
  ['commanderNotNeededBecause', 'commander_not_needed_because'],
  ['fix', 'fix'],
  ['lastSteps', 'last_steps'],
] as const

/** Changes an incident that is held meanwhile, tells it, and answers with it as it is then. */
export function changing(
  ctx: Pick<Context, 'db' | 'announce'>,
  incidentId: number,
  change: (tx: Db, row: Row<'incident'>, about: About) => Promise<NewEntry | readonly NewEntry[]>,
) {
  return commit(ctx, async (tx) => {
    const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
    const entries = [await change(tx, row, { teamId: row.team_id, incidentId })].flat()
    return said(await incidentShown(tx, incidentId), entries, ['incidents', ...besidesOf(entries)])
  })
}

export function refuseOver(state: IncidentState): void {
  if (state === 'merged') refuse('incident_merged')
  if (!isUnderWay(state)) refuse('incident_is_over')
}

export async function refuseUnknown(tx: Db, serviceIds: readonly string[]): Promise<void> {
  const unknown = await unknownServices(tx, serviceIds)
  if (unknown.length > 0)
    refuse('unknown_reference', {}, [{ path: 'serviceIds', say: `There is no service ${unknown.join(', ')}.` }])
}

export function nameIn(ctx: Pick<Context, 'actor'>): string {
  return ctx.actor.kind === 'person' || ctx.actor.kind === 'automation' ? ctx.actor.name : 'Baton'
}

/** Which clocks a move starts, stops or takes back. */
function clocks(row: Row<'incident'>, made: Made, { now }: Context): Partial<NewRow<'incident'>> {
  const until = watchFrom(made.to, row.watch_until, now)
  return { ...ended(row, made, now), watch_until: until, due_at: until && isAfter(until, now) ? until : null }
}

type Made = { readonly to: IncidentState; readonly move: MoveKind }

/** Going on takes nothing back. What goes back to before it was resolved is not mitigated any more either. */
function ended(row: Row<'incident'>, { to, move }: Made, now: Instant): Partial<NewRow<'incident'>> {
  if (to === 'closed' || to === 'dismissed')
    return { ended_at: now, resolved_at: row.resolved_at ?? (to === 'closed' ? now : null) }
  if (to === 'follow_up') return { ended_at: null, resolved_at: row.resolved_at ?? now }
  const hurtsAgain = to !== 'resolution' && (move === 'back' || move === 'reopen')
  return { ended_at: null, resolved_at: null, ...(hurtsAgain ? { mitigated_at: null, mitigated_by: null } : {}) }
}

function moved(
  ctx: Context,
  of: {
    readonly move: MoveKind
    readonly from: IncidentState
    readonly to: IncidentState
    readonly leaves: readonly string[]
    readonly reason: string
  },
  about: About,
): NewEntry {
  const { from: stageFrom, to: stageTo, reason } = of
  const leaves = of.leaves.join(', ')
  switch (of.move) {
    case 'advance':
    case 'skip':
      return entry(ctx, 'incident_advanced', { stageFrom, stageTo, leaves, reason }, about)
    case 'back':
      return entry(ctx, 'incident_went_back', { stageFrom, stageTo, reason }, about)
    case 'close':
      return entry(ctx, 'incident_closed', { leaves, reason }, about)
    case 'dismiss':
    case 'merge':
      return entry(ctx, 'incident_dismissed', { reason }, about)
    case 'reopen':
      return entry(ctx, 'incident_reopened', { stageTo, reason }, about)
  }
}
