// Baton pages itself: a real event through real acceptance, opening and sending, to the sink. One at a time, on whichever node looks.
import { sql } from 'kysely'
import { afterSelfPage } from '../../domain/operations/self-page.ts'
import { itselfKey } from '../../domain/paging/itself.ts'
import type { ReceivedEvent } from '../../domain/intake/event.ts'
import type { Instant } from '../../domain/time.ts'
import { forgetItself } from '../alerts/store.ts'
import { isAway, type Db } from '../db/connect.ts'
import type { Batches } from '../intake/batches.ts'
import type { Metrics } from '../metrics.ts'
import { markArrived } from '../paging/receipts.ts'

export type SelfPageParts = {
  readonly db: Db
  readonly node: string
  /** The door that monitors' events take, behind HTTP. */
  readonly batches: Batches
  readonly metrics: Metrics
  readonly everyMinutes: number
  readonly lateSeconds: number
}

const firstAfterSeconds = 10
const keptDays = 8

/** A page to itself waits, or none does: as the settings of the node that started last say. */
export async function armSelfPages(db: Db, everyMinutes: number): Promise<void> {
  if (everyMinutes === 0) {
    await sql`delete from self_page where state = 'waiting'`.execute(db)
    return
  }
  await sql`
    insert into self_page (state, due_at) select 'waiting', baton_now() + make_interval(secs => ${firstAfterSeconds})
    on conflict ((true)) where due_at is not null do update set created_at = baton_now(), due_at = least(self_page.due_at, baton_now() + make_interval(mins => ${everyMinutes}))`.execute(
    db,
  )
}

/** Begins the page that is due, or looks how the one under way fares; false when nothing was due. */
export async function lookAtSelfPage(parts: SelfPageParts): Promise<boolean> {
  const done = await parts.db.transaction().execute((tx) => goOn(tx, parts))
  if (!done) return false
  if (done.accept) await accept(parts, done.accept)
  if (done.ended) parts.metrics.pagedItself(done.ended.state, done.ended.tookMs)
  return true
}

type Due = {
  readonly id: string
  readonly state: 'waiting' | 'running'
  readonly begun_at: Instant | null
  readonly now: Instant
  readonly source: string
  readonly earlier: boolean
}
type Ended = { readonly state: 'good' | 'late' | 'failed'; readonly tookMs: number | null }
type Done = { readonly accept?: { readonly id: string; readonly source: string }; readonly ended?: Ended }

async function goOn(tx: Db, parts: SelfPageParts): Promise<Done | null> {
  const { rows } = await sql<Due>`
    select s.id, s.state, s.begun_at, baton_now() as now, i.id as source,
      exists (select from node where seen_at > baton_now() - interval '1 minute' and not pages_itself) as earlier
    from self_page s cross join installation i
    where s.due_at <= (select baton_now()) for update of s skip locked`.execute(tx)
  const due = rows[0]
  if (!due) return null
  const { id, source, now } = due
  if (due.state === 'waiting' || !due.begun_at) {
    // A node of an earlier release would take it for a page of somebody.
    if (due.earlier || parts.everyMinutes === 0) return postpone(tx, id, parts.everyMinutes || 60)
    await sql`update self_page set state = 'running', created_at = ${now}, begun_at = ${now}, begun_by = ${parts.node},
      due_at = ${now.add({ seconds: 1 })} where id = ${id}`.execute(tx)
    return { accept: { id, source } }
  }
  const seen = await seenOf(tx, { id, source })
  if (seen?.delivery_id && seen.sent_at && !seen.received_at) await markArrived(tx, { id: seen.delivery_id, now })
  const page = { begunAt: due.begun_at, acceptedAt: seen?.first_at ?? null, handedOverAt: seen?.sent_at ?? null }
  const next = afterSelfPage(page, parts.lateSeconds, now)
  if (next.do !== 'end') {
    await sql`update self_page set due_at = ${next.lookAt}, accepted_at = ${page.acceptedAt} where id = ${id}`.execute(
      tx,
    )
    return next.do === 'accept' ? { accept: { id, source } } : {}
  }
  await sql`update self_page set state = ${next.as}, due_at = null, accepted_at = ${page.acceptedAt},
    handed_over_at = ${page.handedOverAt}, ended_at = ${now}, sent_by = ${seen?.node ?? null}, because = ${next.because}
    where id = ${id}`.execute(tx)
  await forgetItself(tx, { source, key: keyOf(id) })
  await sql`delete from self_page where id in (
    select id from self_page where ended_at < ${now.subtract({ hours: 24 * keptDays })} limit 1000)`.execute(tx)
  if (parts.everyMinutes > 0) {
    await sql`insert into self_page (state, due_at, created_at)
      values ('waiting', ${due.begun_at.add({ minutes: parts.everyMinutes })}, ${now})`.execute(tx)
  }
  const from = page.acceptedAt ?? page.begunAt
  const tookMs = page.handedOverAt ? page.handedOverAt.epochMilliseconds - from.epochMilliseconds : null
  return { ended: { state: next.as, tookMs } }
}

async function postpone(tx: Db, id: string, minutes: number): Promise<Done> {
  await sql`update self_page set due_at = baton_now() + make_interval(mins => ${minutes}), created_at = baton_now()
    where id = ${id}`.execute(tx)
  return {}
}

/** How far it has come. */
async function seenOf(tx: Db, { id, source }: { readonly id: string; readonly source: string }) {
  const { rows } = await sql<{
    first_at: Instant
    delivery_id: number | null
    sent_at: Instant | null
    received_at: Instant | null
    node: string | null
  }>`
    select a.first_at, d.id as delivery_id, d.sent_at, d.received_at, d.node
    from alert a left join page p on p.id = a.page_id left join delivery d on d.page_id = p.id
    where a.source_id = ${source} and a.key = ${keyOf(id)} and a.state <> 'closed'
    order by d.sent_at nulls last limit 1`.execute(tx)
  return rows[0]
}

/** What a monitor's request does, from the moment in which its body was read. The database that is away is seen by the next look. */
async function accept({ batches }: SelfPageParts, { id, source }: { readonly id: string; readonly source: string }) {
  try {
    await batches.accept(
      { id: source, slug: 'baton', name: 'Baton', serviceId: '', teamId: source, dialect: 'generic', mapping: null },
      [eventOf(id)],
    )
  } catch (error) {
    if (!isAway(error)) throw error
  }
}

function keyOf(id: string): string {
  return `${itselfKey}${id}`
}

function eventOf(id: string): ReceivedEvent {
  return {
    action: 'trigger',
    key: keyOf(id),
    summary: 'Baton pages itself',
    priority: 'P4',
    from: 'baton',
    labels: {},
    links: [],
    details: '',
    startsAt: null,
    endsAt: null,
    groupKey: null,
    notes: [],
  }
}
