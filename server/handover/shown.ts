// A handover as it is answered: its row, its brief as it stands now or was accepted, and what whoever asks may do with it.
import { createHash } from 'node:crypto'
import { readMark } from '../../domain/handover/brief.ts'
import type { HandoverDetail } from '../../domain/handover/handover.ts'
import { incidentsKept, keptBrief, keptFor } from '../../domain/handover/kept-brief.ts'
import { mayDo, type HandoverMover, type HandoverParties } from '../../domain/handover/parties.ts'
import { can } from '../../domain/permissions.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import { isSeen } from '../log/private.ts'
import { refuse } from '../refusal.ts'
import { sql } from 'kysely'
import { findBrief } from './facts.ts'
import { findReady } from './ready-facts.ts'
import { findHandover, findQuestions, toHandover, type HandoverRow } from './store.ts'

type Asking = Pick<Context, 'actor' | 'now'>

/** One handover as this actor reads it. */
export async function handoverShown(db: Db, id: number, { actor, now }: Asking): Promise<HandoverDetail> {
  const row = (await findHandover(db, id)) ?? refuse('not_found')
  const { parts, mark } = await briefNow(db, row, { actor, now })
  const questions = await findQuestions(db, id)
  return {
    ...toHandover(row, now),
    words: row.words,
    version: row.version,
    keeps: row.keeps,
    brief: parts,
    mark,
    questions: questions.map((one) => ({
      id: one.id,
      text: one.text,
      askedBy: one.asked_by_name ?? '',
      askedAt: one.asked_at,
      answer: one.answer,
      answeredBy: one.answered_by_name,
      answeredAt: one.answered_at,
    })),
    ready: row.accepted_at === null ? [...(await findReady(db, row, now))] : [],
    offers: await findOffers(db, row, actor),
    may: mayDo(partiesOf(row), moverOf(actor, row.team_id)),
  }
}

/** The brief as it stands now, with what tells whether anything changed; once it was accepted, as it was then. */
async function briefNow(db: Db, row: HandoverRow, { actor, now }: Asking) {
  if (row.brief === null || row.state !== 'accepted') {
    const { parts, items } = await findBrief(db, row, actor, now)
    return { parts, mark: markOf(readMark(items, row.version)) }
  }
  // It was written for whoever accepted it: whoever may not know of an incident does not read of it here.
  const kept = keptBrief(row.brief)
  return { parts: keptFor(kept, await findSeen(db, actor, incidentsKept(kept))), mark: 'accepted' }
}

/** Whether what was read is what is there. */
export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

export function partiesOf(row: HandoverRow): HandoverParties {
  return {
    state: row.state,
    fromId: row.from_id,
    isFromActive: row.from_deactivated_at === null,
    toId: row.to_id,
    isToActive: row.to_deactivated_at === null,
  }
}

export function moverOf(actor: Context['actor'], teamId: string): HandoverMover {
  return {
    personId: actor.kind === 'person' ? actor.id : null,
    mayManage: can(actor, 'schedules.manage', teamId).allowed,
    mayRespond: can(actor, 'alerts.respond', teamId).allowed,
  }
}

async function findSeen(db: Db, actor: Context['actor'], ids: readonly number[]) {
  if (ids.length === 0) return new Set<number>()
  const { rows } = await sql<{ id: number }>`
    select incident.id from incident where incident.id = any(${ids}::bigint[]) and ${isSeen(actor)}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** What whoever goes offers whoever comes, and what is not answered yet. */
async function findOffers(db: Db, row: HandoverRow, actor: Context['actor']): Promise<HandoverDetail['offers']> {
  if (row.from_id === null || row.accepted_by === null) return []
  const { rows } = await sql<{
    incidentId: number
    offerId: number
    title: string
    role: string
    personId: string
    name: string
  }>`
    select incident.id as "incidentId", o.id as "offerId", incident.title, o.role, to_person.id as "personId", to_person.name
    from incident_offer o join incident on incident.id = o.incident_id join person to_person on to_person.id = o.to_id
    where o.state = 'open' and o.from_id = ${row.from_id} and o.to_id = ${row.accepted_by}
      and incident.team_id = ${row.team_id} and ${isSeen(actor)} order by o.id`.execute(db)
  return rows.map(({ personId, name, ...offer }) => ({ ...offer, to: { personId, name } }))
}
