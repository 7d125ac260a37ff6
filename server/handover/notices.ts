// Who is told about a handover and when: rows for the notices, each put into words when it is sent.
import { handoverNotices, type HandoverNotice } from '../../domain/handover/notice-words.ts'
import { isNotReady } from '../../domain/handover/ready.ts'
import { isHandoverOpen } from '../../domain/handover/states.ts'
import { noticeAt } from '../../domain/schedules/cover-reminders.ts'
import type { NoticeText } from '../../domain/notices/notice.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'
import { queueNotices, type Teller } from '../notices/store.ts'
import { findOwners } from '../schedules/owners.ts'
import { findNamedPeople, findZones } from '../schedules/people.ts'
import { findReady } from './ready-facts.ts'
import { findHandover, findQuestions, type HandoverRow } from './store.ts'

const kinds = [
  'handover_draft',
  'handover_sign',
  'handover_ask',
  'handover_answer',
  'handover_late',
  'handover_not_ready',
] as const
type NoticeKind = (typeof kinds)[number]

/** To whoever goes: the brief is drafted, and waits for their words. */
export function tellDrafted(tx: Db, row: HandoverRow, now: Instant): Promise<void> {
  return tell(tx, row, 'handover_draft', [row.from_id], now)
}

/** To whoever comes: it is signed, and waits for them. */
export function tellSigned(tx: Db, row: HandoverRow, now: Instant): Promise<void> {
  return tell(tx, row, 'handover_sign', [row.to_id], now)
}

/** To whoever goes, or who signed in their place: there is a question. */
export function tellAsked(tx: Db, row: HandoverRow, now: Instant): Promise<void> {
  return tell(tx, row, 'handover_ask', [row.signed_by ?? row.from_id], now)
}

/** To whoever comes: their question is answered. */
export function tellAnswered(tx: Db, row: HandoverRow, now: Instant): Promise<void> {
  return tell(tx, row, 'handover_answer', [row.to_id], now)
}

/** To the secondaries who are on call now and to those who answer for the schedule, but not to the two themselves. Their names. */
export async function tellLate(tx: Db, row: HandoverRow, now: Instant): Promise<readonly string[]> {
  const secondaries = await tx
    .selectFrom('shift')
    .select('person_id')
    .where('schedule_id', '=', row.schedule_id)
    .where('role', '=', 'secondary')
    .where('ends_at', 'is', null)
    .execute()
  const owners = (await findOwners(tx, [row.team_id])).get(row.team_id) ?? []
  const own = new Set([row.from_id, row.to_id])
  const told = [...new Set([...secondaries.map(({ person_id }) => person_id), ...owners])].filter((id) => !own.has(id))
  await tell(tx, row, 'handover_late', told, now)
  const people = await findNamedPeople(tx, told)
  return told.flatMap((id) => people.get(id)?.name ?? [])
}

/** To those who answer for the schedule: whoever comes is not ready. By day where there is time, else at once. */
export async function tellNotReady(tx: Db, row: HandoverRow, now: Instant): Promise<void> {
  const owners = (await findOwners(tx, [row.team_id])).get(row.team_id) ?? []
  const zones = await findZones(tx, owners)
  const subject = subjectOf(row.id)
  await queueNotices(
    tx,
    [...zones].map(([personId, zone]) => {
      const dueAt = noticeAt(now, zone, row.begins_at)
      return { personId, kind: 'handover_not_ready' satisfies NoticeKind, subject, dueAt }
    }),
  )
}

async function tell(
  tx: Db,
  row: HandoverRow,
  kind: NoticeKind,
  personIds: readonly (string | null)[],
  now: Instant,
): Promise<void> {
  const notices = personIds.flatMap((personId) =>
    personId === null ? [] : [{ personId, kind, subject: subjectOf(row.id), dueAt: now }],
  )
  await queueNotices(tx, notices)
}

function subjectOf(id: number): string {
  return `handover:${id}`
}

/** One for each kind: what was done meanwhile is not asked for any more. */
export const handoverTellers: Readonly<Record<NoticeKind, Teller>> = {
  handover_draft: telling(async ({ row, words, notice, personId }) =>
    isUnsigned(row) && personId === row.from_id ? words.drafted(notice) : null,
  ),
  handover_sign: telling(async ({ row, words, notice, personId }) =>
    isSigned(row) && personId === row.to_id ? words.signed(notice) : null,
  ),
  handover_ask: telling(async ({ db, row, words, notice }) => {
    const open = (await findQuestions(db, row.id)).findLast(({ answer }) => answer === null)
    return open && isSigned(row) ? words.asked({ ...notice, text: open.text }) : null
  }),
  handover_answer: telling(async ({ db, row, words, notice }) => {
    const answered = (await findQuestions(db, row.id)).findLast(({ answer }) => answer !== null)
    return answered?.answer && isSigned(row) ? words.answered({ ...notice, text: answered.answer }) : null
  }),
  handover_late: telling(async ({ row, words, notice }) =>
    isHandoverOpen(row.state)
      ? words.late({ ...notice, isSigned: isSigned(row), isOver: row.missed_at !== null })
      : null,
  ),
  handover_not_ready: telling(async ({ db, row, words, notice, now }) => {
    const found = isHandoverOpen(row.state) ? await findReady(db, row, now) : []
    return isNotReady(found) ? words.notReady({ ...notice, found }) : null
  }),
}

type Told = {
  readonly db: Db
  readonly row: HandoverRow
  readonly words: (typeof handoverNotices)['en']
  readonly notice: HandoverNotice
  /** Who is told: who comes may be another by now. */
  readonly personId: string
  readonly now: Instant
}

function telling(say: (told: Told) => Promise<Omit<NoticeText, 'path'> | null>): Teller {
  return async (db, { personId, subject, language, zone }, now) => {
    const row = await findHandover(db, Number(/^handover:(\d+)$/.exec(subject)?.[1] ?? 0))
    if (!row) return null
    const notice: HandoverNotice = {
      schedule: row.schedule_name,
      from: row.from_name ?? '',
      to: row.to_name ?? '',
      at: row.begins_at,
      valveAt: row.valve_at,
      zone,
    }
    const text = await say({ db, row, words: handoverNotices[language], notice, personId, now })
    return text && { ...text, path: `/handover/${row.id}` }
  }
}

function isUnsigned({ state }: HandoverRow): boolean {
  return state === 'draft' || state === 'missed'
}

function isSigned({ state }: HandoverRow): boolean {
  return state === 'signed' || state === 'questioned' || state === 'unaccepted'
}
