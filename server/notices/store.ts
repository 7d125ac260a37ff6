// Notices as rows: queued by whoever has news, claimed under a lease, ended by an outcome. All writes of `notice` are here.
import { sql } from 'kysely'
import type { NoticeText } from '../../domain/notices/notice.ts'
import type { Instant, Zone } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

export type NewNotice = {
  readonly personId: string
  /** Which teller puts it into words. */
  readonly kind: string
  /** What it is about, for its teller; '' where one notice speaks of everything. */
  readonly subject: string
  readonly dueAt: Instant
}

/**
 * What does this notice say now, to this reader? Asked when it is sent, so that what was mended meanwhile is not told. Null:
 * there is nothing to say any more.
 */
export type Teller = (
  db: Db,
  notice: {
    /** Empty where it goes to a channel of a team. */
    readonly personId: string
    readonly channelId?: string | null
    readonly subject: string
    readonly language: 'en' | 'ko'
    readonly zone: Zone
    /** 1, or left out, for the first. */
    readonly attempt?: number
  },
  now: Instant,
) => Promise<NoticeText | null>

/** How long a node may hold a notice before another may try it: longer than all ways of one person take. */
const leaseSeconds = 60

/** Queues these notices; where one of the same kind and subject still waits for the person, the earlier time holds. */
export async function queueNotices(tx: Db, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return
  const column = (pick: (notice: NewNotice) => string) => notices.map(pick)
  await sql`
    insert into notice (person_id, kind, subject, due_at, created_at)
    select person_id, kind, subject, min(due_at), baton_now()
    from unnest(${column((one) => one.personId)}::uuid[], ${column((one) => one.kind)}::text[],
      ${column((one) => one.subject)}::text[], ${column((one) => one.dueAt.toString())}::timestamptz[])
      as n(person_id, kind, subject, due_at)
    group by person_id, kind, subject order by person_id, kind, subject
    on conflict (person_id, kind, subject) where state = 'waiting'
    do update set due_at = least(notice.due_at, excluded.due_at)`.execute(tx)
}

/** One message for one receiver: a person, or a channel of a team. */
export type NewMessage = {
  readonly personId: string | null
  readonly channelId: string | null
  /** What it is called, also when it is removed. */
  readonly receiver: string
  readonly dueAt: Instant
}

/** Queues one message about `subject` for each of these; whoever had one of it already, sent or not, gets no other. */
export async function queueOnce(
  tx: Db,
  of: { readonly kind: string; readonly subject: string },
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0) return
  await sql`
    insert into notice (person_id, channel_id, receiver, kind, subject, due_at, created_at)
    select person_id, channel_id, receiver, ${of.kind}, ${of.subject}, due_at, baton_now()
    from unnest(${messages.map((one) => one.personId)}::uuid[], ${messages.map((one) => one.channelId)}::uuid[],
      ${messages.map((one) => one.receiver)}::text[], ${messages.map((one) => one.dueAt.toString())}::timestamptz[])
      with ordinality as n(person_id, channel_id, receiver, due_at, place)
    order by place on conflict do nothing`.execute(tx)
}

/** What became of the messages about these subjects, in the order in which they were queued. */
export async function findSent(db: Db, kind: string, subjects: readonly string[]) {
  if (subjects.length === 0) return []
  return db
    .selectFrom('notice')
    .select([
      'subject',
      'person_id',
      'channel_id',
      'receiver',
      'state',
      'carrier',
      'outcome',
      'attempts',
      'due_at',
      'ended_at',
    ])
    .where('kind', '=', kind)
    .where('subject', 'in', subjects)
    .orderBy('id')
    .execute()
}

/** A notice in the hands of one node; `epoch` fences a node that was asleep while its lease ran out. */
export type ClaimedNotice = {
  readonly id: number
  readonly epoch: number
  /** 1 for the first. */
  readonly attempt: number
  readonly kind: string
  readonly subject: string
  /** Empty where it goes to a channel of a team, or to one that was removed. */
  readonly personId: string
  readonly channelId: string | null
  readonly name: string
  /** Empty where it is no person. */
  readonly email: string
  readonly zone: Zone
  readonly language: 'en' | 'ko'
  readonly isActive: boolean
}

export async function claimNotices(db: Db, limit: number): Promise<ClaimedNotice[]> {
  const { rows } = await sql<ClaimedNotice>`
    with due as (
      select id from notice where due_at <= (select baton_now()) order by due_at limit ${limit} for update skip locked
    ), taken as (
      update notice n set state = 'sending', attempts = n.attempts + 1, epoch = n.epoch + 1,
        due_at = baton_now() + make_interval(secs => ${leaseSeconds})
      from due where n.id = due.id returning n.*
    )
    select t.id, t.epoch, t.attempts as attempt, t.kind, t.subject, coalesce(t.person_id::text, '') as "personId",
      t.channel_id as "channelId", coalesce(p.name, c.name, t.receiver) as name, coalesce(p.email, '') as email,
      coalesce(p.zone, c.zone, 'UTC') as zone, coalesce(p.language, c.language, 'en') as language,
      case when t.person_id is null then c.id is not null else p.deactivated_at is null end as "isActive"
    from taken t left join person p on p.id = t.person_id left join team_channel c on c.id = t.channel_id order by t.id`.execute(
    db,
  )
  return rows
}

export type NoticeEnd = {
  readonly state: 'sent' | 'not_sent' | 'failed' | 'dropped'
  readonly outcome: string
  readonly message: { readonly subject: string; readonly text: string } | null
  /** Over which channel it went out, or was tried last. */
  readonly carrier?: string | undefined
}

/** Writes down how it ended; false when another node has taken it over. */
export async function endNotice(db: Db, { id, epoch }: ClaimedNotice, end: NoticeEnd): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update notice set state = ${end.state}, due_at = null, ended_at = baton_now(), outcome = ${end.outcome.slice(0, 500)},
      message = ${end.message ? JSON.stringify(end.message) : null}::jsonb, carrier = ${end.carrier ?? null}
    where id = ${id} and epoch = ${epoch} and state = 'sending'`.execute(db)
  return Number(numAffectedRows ?? 0) > 0
}

/** It waits again. Where newer news of the same waits already, that one will say it, and this one has nothing to say. */
export async function retryNotice(
  db: Db,
  { id, epoch }: ClaimedNotice,
  of: { readonly afterMinutes: number; readonly because: string },
): Promise<void> {
  await sql`
    with other as (
      select 1 from notice w join notice n on (w.person_id, w.kind, w.subject) = (n.person_id, n.kind, n.subject)
      where n.id = ${id} and w.state = 'waiting'
    )
    update notice set
      state = case when exists (select from other) then 'dropped' else 'waiting' end,
      due_at = case when exists (select from other) then null else baton_now() + make_interval(mins => ${of.afterMinutes}) end,
      ended_at = case when exists (select from other) then baton_now() end,
      outcome = ${of.because.slice(0, 500)}
    where id = ${id} and epoch = ${epoch} and state = 'sending'`.execute(db)
}

/** What no provider carried, newest first. */
export async function findUnsentNotices(db: Db, of: { readonly limit: number }) {
  const rows = await db
    .selectFrom('notice')
    .innerJoin('person', 'person.id', 'notice.person_id')
    .select([
      'notice.id',
      'notice.kind',
      'notice.message',
      'notice.ended_at as endedAt',
      'notice.created_at as createdAt',
    ])
    .select(['person.id as personId', 'person.name as personName'])
    .where('notice.state', '=', 'not_sent')
    .orderBy('notice.id', 'desc')
    .limit(of.limit)
    .execute()
  return rows.map(({ message, endedAt, ...row }) => ({
    ...row,
    at: endedAt ?? row.createdAt,
    subject: message?.subject ?? '',
    text: message?.text ?? '',
  }))
}

const keptDays = 90

/** Ended notices are kept for a quarter, then forgotten; who was told of an incident belongs to its record. */
export async function forgetOldNotices(db: Db): Promise<void> {
  await sql`
    delete from notice where id in (
      select id from notice where ended_at < baton_now() - make_interval(days => ${keptDays}) and kind <> 'incident_update'
      order by ended_at limit 1000)`.execute(db)
}
