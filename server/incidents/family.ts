// Incidents that belong together: a big one and its parts, and what was split off from another.
import { whyNotPart, type Relative } from '../../domain/incidents/family.ts'
import type { familyApi, Relation } from '../../domain/incidents/family-api.ts'
import { asPriority, priorityNumber } from '../../domain/paging/priority.ts'
import { personOf } from '../alerts/moves.ts'
import { can } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Actions } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { isHiddenFrom, isSeen } from '../log/private.ts'
import type { NewEntry } from '../log/store.ts'
import { refuse } from '../refusal.ts'
import { nameIn, refuseOver } from './actions.ts'
import { hasParts, lockIncidents, moveServices, somePeople, takeAlerts, takePeople } from './family-store.ts'
import { lapse } from './part.ts'
import { engage } from './people-store.ts'
import { whenDue } from './reminding.ts'
import { incidentShown } from './shown.ts'
import { insertIncident, lockIncident, updateIncident } from './store.ts'

export const familyActions: Actions<keyof typeof familyApi> = {
  async getFamily({ db, actor }, { incidentId }) {
    const own = await db
      .selectFrom('incident')
      .select(['parent_id', 'split_from'])
      .where('id', '=', incidentId)
      .executeTakeFirst()
    if (!own) refuse('not_found')
    const rows = await db
      .selectFrom('incident')
      .select(['id', 'title', 'state', 'priority', 'mitigated_at', 'is_private', 'parent_id', 'split_from'])
      .select(isSeen(actor).as('is_seen'))
      .where((is) =>
        is.or([
          is('parent_id', '=', incidentId),
          is('split_from', '=', incidentId),
          is('id', '=', own.parent_id ?? 0),
          is('id', '=', own.split_from ?? 0),
        ]),
      )
      .orderBy('id')
      .execute()
    const seen = rows.filter((row) => row.is_seen)
    const one = (id: number | null) => seen.filter((row) => row.id === id).map(toRelation)[0] ?? null
    return {
      parent: one(own.parent_id),
      parts: seen.filter((row) => row.parent_id === incidentId).map(toRelation),
      splitFrom: one(own.split_from),
      splitOff: seen.filter((row) => row.split_from === incidentId).map(toRelation),
      hidden: rows.length - seen.length,
    }
  },

  async setParent(ctx, { incidentId, parentId }) {
    const before = await ctx.db
      .selectFrom('incident')
      .select('parent_id')
      .where('id', '=', incidentId)
      .executeTakeFirst()
    return commit(ctx, async (tx) => {
      const ids = [incidentId, before?.parent_id, parentId].flatMap((id) => id ?? [])
      const rows = await lockIncidents(tx, ids)
      const row = rows.get(incidentId) ?? refuse('not_found')
      if (row.parent_id !== (before?.parent_id ?? null)) refuse('changed_meanwhile')
      if (row.parent_id === parentId) return said({ done: true as const }, [])
      const parent = parentId === null ? null : rows.get(parentId)
      if (parent === undefined || (parent && (await isHiddenFrom(tx, ctx.actor, parent.id))))
        refuse('unknown_reference', {}, [{ path: 'parentId', say: 'There is no such incident.' }])
      if (parent && !can(ctx.actor, 'incidents.respond', parent.team_id).allowed)
        refuse('not_allowed', { needs: 'responder' })
      if (parent) {
        const because = whyNotPart(await relativeOf(tx, row), await relativeOf(tx, parent))
        if (because) refuse(because)
      }
      await updateIncident(tx, incidentId, { parent_id: parentId })
      const was = row.parent_id === null ? undefined : rows.get(row.parent_id)
      const entries: NewEntry[] = []
      if (was) {
        entries.push(entry(ctx, 'part_left', named(row), about(was)))
        if (!parent) entries.push(entry(ctx, 'parent_left', named(was), about(row)))
      }
      if (parent) {
        entries.push(entry(ctx, 'parent_set', named(parent), about(row)))
        entries.push(entry(ctx, 'part_added', named(row), about(parent)))
      }
      return said({ done: true as const }, entries, ['incidents', 'surroundings'])
    })
  },

  splitIncident: (ctx, { incidentId, title, alertIds, serviceIds, personIds, isPart, ...asked }) =>
    commit(ctx, async (tx) => {
      const row = (await lockIncident(tx, incidentId)) ?? refuse('not_found')
      refuseOver(row.state)
      const by = personOf(ctx)
      const priority = asked.priority ?? asPriority(row.priority)
      // What is private stays so, and whoever moves may know of both.
      const madeId = await insertIncident(tx, {
        team_id: row.team_id,
        title,
        priority: priorityNumber(priority),
        is_private: row.is_private,
        since: row.since,
        declared_by: by,
        declared_by_name: nameIn(ctx),
        declared_at: ctx.now,
        state_at: ctx.now,
        split_from: incidentId,
        // Two levels are all there is: of a part it becomes a sibling.
        parent_id: isPart ? (row.parent_id ?? incidentId) : null,
      })
      const made = (await lockIncident(tx, madeId)) ?? refuse('not_found')
      await updateIncident(tx, madeId, await whenDue(tx, made, {}, ctx.now))
      const of = { from: incidentId, to: madeId }
      refuseMissing('alertIds', alertIds, await takeAlerts(tx, of, alertIds))
      refuseMissing('serviceIds', serviceIds, await moveServices(tx, of, serviceIds))
      refuseMissing('personIds', personIds, await somePeople(tx, incidentId, personIds))
      await takePeople(tx, of, personIds, ctx.now)
      for (const personId of personIds) {
        await lapse(tx, ctx, { incidentId, fromId: personId })
        await lapse(tx, ctx, { incidentId, toId: personId })
      }
      const entries: NewEntry[] = [
        entry(ctx, 'incident_split_from', { ...named(row), priority }, about(made)),
        entry(ctx, 'incident_split_off', named(made), about(row)),
      ]
      if (by) {
        await engage(tx, { incidentId: madeId, personId: by, role: 'lead', now: ctx.now })
        entries.push(entry(ctx, 'incident_joined', { incidentRole: 'lead' }, about(made)))
      }
      if (isPart && made.parent_id !== null) {
        const parent = await tx.selectFrom('incident').selectAll().where('id', '=', made.parent_id).executeTakeFirst()
        if (parent) {
          entries.push(entry(ctx, 'parent_set', named(parent), about(made)))
          entries.push(entry(ctx, 'part_added', named(made), about(parent)))
        }
      }
      return said(await incidentShown(tx, madeId), entries, ['incidents', 'surroundings', 'alerts'])
    }),
}

type Named = Pick<Row<'incident'>, 'id' | 'title' | 'is_private'>

/** A private one is told by its number alone: who reads about the other may not know of it. */
export function named({ id, title, is_private: isPrivate }: Named): { title: string; number: number } {
  return { title: isPrivate ? '' : title, number: id }
}

function about({ id, team_id: teamId }: Pick<Row<'incident'>, 'id' | 'team_id'>) {
  return { teamId, incidentId: id }
}

async function relativeOf(tx: Db, { id, state, parent_id: parentId }: Row<'incident'>): Promise<Relative> {
  return { id, state, parentId, hasParts: await hasParts(tx, id) }
}

function refuseMissing<T>(path: string, asked: readonly T[], found: readonly T[]): void {
  const missing = asked.filter((one) => !found.includes(one))
  if (missing.length > 0)
    refuse('unknown_reference', {}, [{ path, say: `This incident does not have ${missing.join(', ')}.` }])
}

function toRelation(
  row: Pick<Row<'incident'>, 'id' | 'title' | 'state' | 'priority' | 'mitigated_at' | 'is_private'>,
): Relation {
  const { id, title, state } = row
  const isMitigated = row.mitigated_at !== null
  return { id, title, state, priority: asPriority(row.priority), isMitigated, isPrivate: row.is_private }
}
