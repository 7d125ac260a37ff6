// Two incidents that turn out to be one: the other goes on with what both have.
import { moveTable } from '../../domain/incidents/stages.ts'
import { can } from '../../domain/permissions.ts'
import { commit, entry, said } from '../commit.ts'
import type { Action } from '../context.ts'
import { isHiddenFrom } from '../log/private.ts'
import { refuse } from '../refusal.ts'
import { refuseOver } from './actions.ts'
import { named } from './family.ts'
import { lapse, moveCalls } from './part.ts'
import { moveParts } from './family-store.ts'
import { moveFollowers } from './hearing-store.ts'
import { moveAlerts, movePeople } from './people-store.ts'
import { endRatings } from './rating-store.ts'
import { moveOwed } from './record-store.ts'
import { incidentShown } from './shown.ts'
import { lockIncident, updateIncident } from './store.ts'

export const mergeIncident: Action<'mergeIncident'> = (ctx, { incidentId, into }) =>
  commit(ctx, async (tx) => {
    if (incidentId === into) refuse('incident_there_already')
    // In one order, so that two who merge two into each other do not wait for each other.
    const [first, second] = incidentId < into ? [incidentId, into] : [into, incidentId]
    const rows = [await lockIncident(tx, first), await lockIncident(tx, second)]
    const row = rows.find((one) => one?.id === incidentId) ?? refuse('not_found')
    const other = rows.find((one) => one?.id === into)
    if (!other || (await isHiddenFrom(tx, ctx.actor, into)))
      refuse('unknown_reference', {}, [{ path: 'into', say: 'There is no such incident.' }])
    // Both are changed: whoever does it may work on both.
    if (!can(ctx.actor, 'incidents.respond', other.team_id).allowed) refuse('not_allowed', { needs: 'responder' })
    const cell = moveTable[row.state].merged
    if ('not' in cell) refuse(cell.not)
    refuseOver(other.state)
    await lapse(tx, ctx, { incidentId })
    await moveCalls(tx, ctx, incidentId, into)
    await moveAlerts(tx, incidentId, into)
    await movePeople(tx, incidentId, into, ctx.now)
    await moveFollowers(tx, incidentId, into)
    await moveOwed(tx, incidentId, into)
    const parts = await moveParts(tx, incidentId, other)
    await endRatings(tx, incidentId, ctx.now)
    await updateIncident(tx, incidentId, {
      state: 'merged',
      merged_into: into,
      moves: row.moves + 1,
      state_at: ctx.now,
      ended_at: ctx.now,
      due_at: null,
      remind_at: null,
      update_due_at: null,
    })
    return said(
      await incidentShown(tx, incidentId),
      [
        entry(ctx, 'incident_merged', named(other), { teamId: row.team_id, incidentId }),
        // A private one is not told by its name to those who see the other.
        entry(
          ctx,
          'incident_took_in',
          { title: row.is_private ? '' : row.title },
          { teamId: other.team_id, incidentId: into },
        ),
        ...parts.map((part) => entry(ctx, 'parent_set', named(other), { teamId: part.team_id, incidentId: part.id })),
      ],
      ['incidents', 'surroundings', 'hearing', 'alerts'],
    )
  })
