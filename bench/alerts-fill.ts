// Many alerts at once, as rows: open ones on running pages, closed ones with what they remember. For benchmarks alone.
import { sql } from 'kysely'
import type { Db } from '../server/db/connect.ts'

const atOnce = 50_000

/** Ten teams of four services with one source each; Ana is in all of them and was rung for every fourth page. */
export async function fillAlerts(db: Db, of: { readonly open: number; readonly closed: number; readonly me: string }) {
  await sql`
    with team as (
      insert into team (id, slug, name, created_at)
      select gen_random_uuid(), 'bench-' || n, 'Bench ' || n, baton_now() from generate_series(0, 9) n returning id, slug
    ), member as (
      insert into team_member (team_id, person_id) select id, ${of.me}::uuid from team
    ), policy as (
      insert into policy (id, slug, name, team_id, created_at, updated_at)
      select gen_random_uuid(), slug, slug, id, baton_now(), baton_now() from team returning id, team_id, slug
    ), step as (
      insert into policy_step (policy_id, position, wait_minutes) select id, 0, 30 from policy
    ), target as (
      insert into policy_target (policy_id, position, ordinal, person_id) select id, 0, 0, ${of.me}::uuid from policy
    ), service as (
      insert into service (id, slug, name, team_id, policy_id, created_at)
      select gen_random_uuid(), p.slug || '-' || n, p.slug || ' service ' || n, p.team_id, p.id, baton_now()
      from policy p, generate_series(0, 3) n returning id, slug
    )
    insert into source (id, slug, name, service_id, dialect, key_hash, key_hint, created_at)
    select gen_random_uuid(), slug, slug, id, 'prometheus', sha256(slug::bytea), 'abcd', baton_now() from service`.execute(
    db,
  )
  // Closed ones first: they are older.
  for (const [count, isOpen] of [
    [of.closed, false],
    [of.open, true],
  ] as const)
    for (let from = 0; from < count; from += atOnce) await insertAlerts(db, { count, from, isOpen, me: of.me })
  await openPages(db, of.me)
  await sql`vacuum analyze alert, page, delivery`.execute(db)
}

/** One alert in 50 has a rare label, one in a thousand a rare word. Of the open ones 8 % are acknowledged and 2 % snoozed. */
async function insertAlerts(
  db: Db,
  of: { readonly count: number; readonly from: number; readonly isOpen: boolean; readonly me: string },
): Promise<void> {
  const { count, from, isOpen, me } = of
  await sql`
    with numbered as (
      select v.id as service_id, v.team_id, s.id as source_id, row_number() over (order by v.slug) - 1 as place
      from service v join source s on s.service_id = v.id
    )
    insert into alert (team_id, service_id, source_id, key, state, priority, summary, origin, labels, details, first_at, last_at,
      paging_due_at, acknowledged_by, acknowledged_at, closed_at, closed_because)
    select s.team_id, s.service_id, s.source_id, case when ${isOpen} then 'open-' else 'key-' || n % 50000 || '-' end || case when ${isOpen} then n::text else '' end,
      case when not ${isOpen} then 'closed' when n % 100 < 8 then 'acknowledged' when n % 100 < 10 then 'snoozed' else 'triggered' end,
      1 + n % 4, 'Disk is ' || 80 + n % 20 || ' % full on host-' || n || case when n % 1000 = 7 then ' (volcano)' else '' end,
      'prometheus', '{"alertname":"DiskFull","instance":"host-' || n || '","env":"' || case when n % 50 = 3 then 'staging' else 'prod' end || '"}',
      repeat('{"text": "what the sender wrote"}', 24), at, at,
      case when ${isOpen} then at + interval '10 years' end,
      case when ${isOpen} and n % 100 < 10 then ${me}::uuid end, case when ${isOpen} and n % 100 < 10 then at end,
      case when not ${isOpen} then at + interval '20 minutes' end, case when not ${isOpen} then 'source' end
    from (select n, baton_now() - make_interval(secs => case when ${isOpen} then (${count} - n) * 0.05 else 86400 + (${count} - n) * 8.0 end) as at
      from generate_series(${from}::int, ${Math.min(count, from + atOnce) - 1}::int) n) made
    join numbered s on s.place = made.n % 40`.execute(db)
}

/** Every service pages for 10 of its alerts, and the others have joined those pages. */
async function openPages(db: Db, me: string): Promise<void> {
  await sql`
    with lead as (
      select a.id, a.team_id, a.service_id, a.priority, v.policy_id, a.nth
      from (select *, row_number() over (partition by service_id order by id) - 1 as nth from alert where state = 'triggered') a
      join service v on v.id = a.service_id where a.nth < 10
    ), opened as (
      insert into page (alert_id, team_id, service_id, plan, policy_id, priority, state, due_at, opened_at)
      select id, team_id, service_id, 'policy', policy_id, 1, 'open', baton_now() + interval '10 years', baton_now()
      from lead returning id, alert_id, service_id
    ), rung as (
      insert into delivery (page_id, turn, loop, step, person_id, channel, address, reason, priority, state, created_at, sent_at)
      select id, 1, 0, 0, ${me}::uuid, 'email', 'ana@example.com', '{"kind": "named"}'::jsonb, 1, 'sent', baton_now(), baton_now()
      from opened where id % 4 = 0
    ), placed as (select id, service_id, row_number() over (partition by service_id order by id) - 1 as nth from opened)
    update alert a set page_id = placed.id, paging_due_at = null
    from (select id, service_id, row_number() over (partition by service_id order by id) as nth from alert where state = 'triggered') o
    join placed on placed.service_id = o.service_id and placed.nth = o.nth % 10
    where a.id = o.id`.execute(db)
}
