// Notes that name somebody: whoever is meant is told, once for each note, and only of what they may read.
import { mentionsIn, whoIsMeant } from '../../domain/log/mentions.ts'
import type { NoticeText } from '../../domain/notices/notice.ts'
import type { Context } from '../context.ts'
import type { Db } from '../db/connect.ts'
import type { Row } from '../db/tables.ts'
import { personIsTold } from '../log/private.ts'
import { queueOnce, type Teller } from './store.ts'

export const noteMentions = 'note_mentions'

/**
 * Queues a notice for each who is named in a note that was just written or corrected, but for whoever did so. `earlier`: what it said
 * before; who was named there has been told.
 */
export async function tellMentioned(
  ctx: Pick<Context, 'actor' | 'now'>,
  tx: Db,
  note: Row<'log_entry'>,
  earlier: readonly string[] = [],
): Promise<void> {
  const names = mentionsIn(textOf(note))
  if (names.length === 0) return
  const people = await tx
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .where('deactivated_at', 'is', null)
    .execute()
  const me = ctx.actor.kind === 'person' ? ctx.actor.id : null
  const before = new Set(earlier.flatMap((text) => whoIsMeant(mentionsIn(text), people)))
  const meant = new Set(whoIsMeant(names, people).filter((id) => id !== me && !before.has(id)))
  const messages = people
    .filter(({ id }) => meant.has(id))
    .map(({ id, name }) => ({ personId: id, channelId: null, receiver: name, dueAt: ctx.now }))
  await queueOnce(tx, { kind: noteMentions, subject: String(note.id) }, messages)
}

/** What they are told: what the note says now. Null when they may not know of the incident that it is about. */
export const tellOfMention: Teller = async (db, { personId, subject, language }) => {
  const note = await db
    .selectFrom('log_entry as e')
    .innerJoin('person', (join) => join.on('person.id', '=', personId))
    .leftJoin('incident', 'incident.id', 'e.incident_id')
    .selectAll('e')
    .where('e.id', '=', Number(subject))
    .where(personIsTold)
    .executeTakeFirst()
  if (!note) return null
  // Whoever is named in a note of their own was named by whoever corrected it.
  const by = note.actor_id === personId ? (note.corrected_by_name ?? note.actor_name) : note.actor_name
  return { ...words[language](by, textOf(note)), path: pathOf(note) }
}

const words: Readonly<Record<'en' | 'ko', (by: string, text: string) => Omit<NoticeText, 'path'>>> = {
  en: (by, text) => ({ subject: `${by} mentioned you in the on-call log`, paragraphs: [text] }),
  ko: (by, text) => ({ subject: `${by} 님이 온콜 기록에서 회원님을 언급했습니다`, paragraphs: [text] }),
}

function pathOf(note: Row<'log_entry'>): string {
  if (note.incident_id !== null) return `/incidents/${note.incident_id}`
  if (note.alert_id !== null) return `/alerts/${note.alert_id}`
  return note.team_id === null ? '/log' : `/log?team=${note.team_id}`
}

function textOf({ facts }: Row<'log_entry'>): string {
  const { text } = facts
  return typeof text === 'string' ? text : ''
}
