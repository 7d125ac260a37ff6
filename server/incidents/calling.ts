// Calling somebody into an incident: asked for a role, and paged for it by the real path.
import type { IncidentRole } from '../../domain/incidents/roles.ts'
import { asPriority } from '../../domain/paging/priority.ts'
import { waysFor } from '../../domain/paging/rules.ts'
import { personOf } from '../alerts/moves.ts'
import { raise } from '../alerts/raise.ts'
import { commit, entry, said } from '../commit.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import type { PagingDoors } from '../paging/doors.ts'
import { refuse } from '../refusal.ts'
import { changing, nameIn, refuseOver } from './actions.ts'
import { callWords } from './call-words.ts'
import { callKey, openCalls } from './calls.ts'
import { askFor } from './people-store.ts'
import { roomOf } from './rooms.ts'
import { findIncident } from './store.ts'

export type CallContext = Pick<Context, 'db' | 'announce' | 'actor' | 'now' | 'newId'>

/** Asks one person for a role, and pages them unless they sit beside whoever asks; `first` is part of the same commit. */
export async function callPerson(
  ctx: CallContext,
  doors: PagingDoors,
  of: {
    readonly incidentId: number
    readonly personId: string
    readonly role: IncidentRole
    readonly isPaged: boolean
    readonly note: string
  },
  first: (tx: Db) => Promise<void> = async () => {},
): Promise<void> {
  const { incidentId, personId, role, isPaged, note } = of
  const roster = await doors.roster.current(ctx.db)
  const person = roster.people.get(personId)
  if (!person?.isActive) refuse('unknown_reference')
  if (isPaged && waysFor(person, 1, ctx.now).length === 0) refuse('nobody_to_page')
  const incident = (await findIncident(ctx.db, incidentId)) ?? refuse('not_found')
  const ask = async (tx: Db) => {
    await first(tx)
    await changing({ ...ctx, db: tx }, incidentId, async (inner, row, about) => {
      refuseOver(row.state)
      await askFor(inner, { incidentId, personId, role, by: personOf(ctx), now: ctx.now })
      return entry(ctx, 'incident_called', { incidentRole: role, person: person.name, note }, about)
    })
  }
  if (!isPaged || (await openCalls(ctx.db, incidentId, personId)).length > 0) {
    await commit(ctx, async (tx) => said(await ask(tx), []))
    return
  }
  const room = (await roomOf(ctx.db, incident)).url
  const words = callWords(person.language, { by: nameIn(ctx), note, incident, room })
  await pageAbout(ctx, doors, { incident, personId, key: callKey(incidentId, personId), words }, ask)
}

/** Pages one person about an incident as any trouble is: over their rules, again when nobody answers, with a trail of what was tried. */
export async function pageAbout(
  ctx: CallContext,
  doors: PagingDoors,
  of: {
    readonly incident: Pick<Row<'incident'>, 'priority' | 'team_id'>
    readonly personId: string
    readonly key: string
    readonly words: { readonly summary: string; readonly details: string }
  },
  first: (tx: Db) => Promise<void>,
): Promise<void> {
  const { incident, personId, key, words } = of
  const about = { priority: asPriority(incident.priority), teamId: incident.team_id, serviceId: null }
  await raise(ctx, doors, { ...words, ...about, plan: { kind: 'person', personId }, isTest: false, key }, first)
}
