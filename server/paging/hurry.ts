import { sql } from 'kysely'
import { channels, doesWake } from '../../domain/paging/channels.ts'
import type { Instant } from '../../domain/time.ts'
import type { Db } from '../db/connect.ts'

/** Takes the page's row for this transaction, before any of its deliveries. */
export async function lockPage(tx: Db, pageId: number): Promise<void> {
  await sql`select 1 from page where id = ${pageId} for update`.execute(tx)
}

/** A firing that reached nobody does not wait its minutes out. Nothing happens when the page has moved on or was answered. */
export async function hurryPage(tx: Db, pageId: number, turn: number, now: Instant): Promise<void> {
  await sql`
    update page set due_at = ${now}, version = version + 1
    where id = ${pageId} and version = ${turn} and state = 'open' and plan <> 'fallback' and due_at > ${now}`.execute(
    tx,
  )
}

const waking = channels.filter(doesWake)

/**
 * Is whoever is on call in this firing rung now, because nobody else in it is awake any more? What waited there for the end of their
 * quiet hours is due. Awake is who neither declined nor answered, and was rung or will be before the page goes on.
 */
export async function wakeOnCall(
  tx: Db,
  of: { readonly pageId: number; readonly turn: number; readonly now: Instant },
  isOutboxEnough: boolean,
): Promise<boolean> {
  const woken = await sql`
    with firing as (
      select d.*, d.state = 'queued' and d.attempts = 0 and d.reason ->> 'quietUntil' is not null as is_put_off
      from delivery d
      where d.page_id = ${of.pageId} and d.turn = ${of.turn} and d.person_id is not null and d.reason ->> 'kind' <> 'shadow'
        and not exists (select from page_answer a where a.page_id = d.page_id and a.person_id = d.person_id)
        and not exists (select from page_decline c where c.page_id = d.page_id and c.person_id = d.person_id and c.holds)
    )
    update delivery d set due_at = ${of.now}, reason = d.reason - 'quietUntil' from firing f
    where d.id = f.id and f.is_put_off and f.reason ->> 'kind' = 'on_call' and not exists (
      select from firing o join page p on p.id = o.page_id
      where not o.is_put_off and o.channel = any(${waking}::text[]) and (o.state in ('sent', 'claimed')
        or (o.state = 'queued' and o.due_at < p.due_at) or (o.state = 'not_sent' and ${isOutboxEnough}::boolean))
    )`.execute(tx)
  return Number(woken.numAffectedRows ?? 0) > 0
}
