// The statement that raises alerts: the busiest of the house (docs/decisions, the hot path of intake).

/** Pages that take in more than what their own service has: asked for only when some event may join one. */
const widePages = `
    union all
    -- Pages that somebody has, while they take in what belongs to them.
    select p.id from page p where p.service_id = any(array(select service_id from known where joins and minutes > 0))
      and p.state = 'acknowledged' and p.plan = 'policy'
      and p.opened_at > (select now from clock) - (select make_interval(mins => max(minutes)) from known)
    union all
    select p.id from page p where p.page_group = any(array(select page_group from known where page_group like 'route:%'))
      and p.state in ('open', 'acknowledged') and p.plan = 'policy'
    union all
    select p.id from page p
    where p.service_id = any(array(select unnest(string_to_array(upstream, ','))::uuid from known where upstream <> ''))
      and p.state in ('open', 'acknowledged') and p.plan = 'policy' and p.page_group is null
      and (p.state = 'open' or p.opened_at > (select now from clock) - interval '30 minutes')`

/** Beside the page of its own service and group: that of its route's group, and that of what its service cannot do without. */
const wideJoins = `
      or k.page_group like 'route:%' and u.page_group = k.page_group and u.policy_id = k.policy_id
        and (u.state = 'open' or u.opened_at > clock.now - make_interval(mins => k.minutes))
      or k.upstream <> '' and u.page_group is null and u.service_id = any(string_to_array(k.upstream, ',')::uuid[])`

/**
 * A new alert joins a page that nobody has answered, when that page is as urgent (product A4: a flood is one page): the page
 * is locked while we do, so that whoever answers it sees us, and we never join one that is being answered. One that waits until
 * somebody is on call is joined by what is just as urgent alone. A page that still takes in what belongs to it is joined also when
 * somebody has it: then they have the alert. Otherwise the alert waits to be paged.
 *
 * The alert is new, or counted up while it is open, or the one that was closed within the watch period, open again; a new one has
 * its log entry in the same statement. A repeat with a higher priority than the acknowledged alert has re-opens it; one whose
 * unanswered page is less urgent leaves that for a page of its own. In the order of the keys, so that two nodes lock in one order.
 * The sources are looked up again here, each once: one that was switched off a moment ago raises nothing more. Their services
 * cannot be removed under us: the key share is what a foreign key would take for every single row. Rules of another version than
 * the events were placed by raise nothing either: the caller reads them again.
 */
export function raiseStatement(isWide: boolean): string {
  return `
  with clock as materialized (select baton_now() as now),
  given as materialized (select version = $1::bigint as is_same from intake_version),
  place as materialized (
    select * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::bool[], $7::int[], $8::text[], $9::int[])
      with ordinality as d(source_id, service_id, policy_id, page_group, joins, minutes, upstream, watch, at)
    where (select is_same from given)
  ),
  known as materialized (
    select d.at, s.id, s.name, v.id as service_id, v.team_id, d.policy_id as route_policy_id,
      coalesce(d.policy_id, v.policy_id) as policy_id, d.page_group, d.joins, d.minutes, d.upstream, d.watch
    from place d
    join source s on s.id = d.source_id and s.disabled_at is null
    join service v on v.id = d.service_id
    for key share of v
  ),
  -- Baton itself is a source too, of pages that nobody is woken by (docs/decisions, Baton watches itself).
  senders as materialized (
    select at, id, name, service_id, team_id, route_policy_id, page_group, watch from known
    union all
    select d.at, i.id, 'Baton', null, i.id, null, null, 0 from place d join installation i on i.id = d.source_id
  ),
  unanswered as materialized (
    select id, service_id, policy_id, page_group, priority, held_since is not null as is_held, state, opened_at, acknowledged_by
    from page where id in (
      select p.id from page p where p.service_id = any(array(select service_id from known where joins))
        and p.state = 'open' and p.plan = 'policy'${isWide ? widePages : ''}
    ) and state in ('open', 'acknowledged') and not is_test
    for share skip locked
  ),
  joinable as materialized (
    select distinct on (k.at) k.at, u.id, u.priority, u.is_held, u.state, u.acknowledged_by
    from known k cross join clock join unanswered u on
      u.service_id = k.service_id and u.policy_id = k.policy_id and u.page_group is not distinct from k.page_group
        and (u.state = 'open' or u.opened_at > clock.now - make_interval(mins => k.minutes))${isWide ? wideJoins : ''}
    where k.joins order by k.at, u.state desc, u.priority, u.id
  ),
  incoming as materialized (
    select * from unnest($10::int[], $11::text[], $12::int[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
        $18::text[], $19::text[], $20::int[], $21::int[]) with ordinality
      as e(at, key, priority, summary, origin, labels, links, details, group_key, ends_at, count, said, nth)
  ),
  recent as materialized (
    select distinct on (e.nth) e.nth, a.id from incoming e cross join clock join senders k on k.at = e.at and k.watch > 0
    join alert a on a.source_id = k.id and a.key = e.key and a.state = 'closed'
      and a.closed_at > clock.now - make_interval(mins => k.watch)
    where not exists (select from alert o where o.source_id = k.id and o.key = e.key and o.state <> 'closed')
    order by e.nth, a.closed_at desc
  ),
  reopened as (
    update alert a set state = 'triggered', closed_at = null, closed_because = null, closed_by = null, last_at = clock.now,
      count = a.count + e.count, priority = e.priority, said_priority = e.said, summary = e.summary, origin = e.origin, labels = e.labels,
      links = e.links, details = e.details, group_key = e.group_key, ends_at = e.ends_at::timestamptz,
      page_id = null, paging_due_at = clock.now, policy_id = k.route_policy_id, page_group = k.page_group,
      acknowledged_by = null, acknowledged_at = null, promised_by = null, looking_at = null, back_at = null,
      reopens = (a.reopens || clock.now)[greatest(1, cardinality(a.reopens) - 8):]
    from recent r join incoming e using (nth) join senders k on k.at = e.at cross join clock
    where a.id = r.id and a.state = 'closed'
    returning a.id, a.team_id, a.service_id, a.source_id, a.key, a.state, a.priority, a.summary, a.first_at, a.page_id,
      a.paging_due_at, a.policy_id, a.page_group, a.reopens, a.damped_since, e.nth
  ),
  raised as (
    insert into alert as a (team_id, service_id, source_id, key, priority, summary, origin, labels, links, details, group_key,
      ends_at, count, first_at, last_at, page_id, paging_due_at, state, acknowledged_by, acknowledged_at, policy_id, page_group,
      said_priority)
    select k.team_id, k.service_id, k.id, e.key, e.priority, e.summary, e.origin, e.labels, e.links, e.details, e.group_key,
      e.ends_at::timestamptz, e.count, now, now, j.id, case when j.id is null then now end,
      case when j.state = 'acknowledged' then 'acknowledged' else 'triggered' end,
      case when j.state = 'acknowledged' then j.acknowledged_by end, case when j.state = 'acknowledged' then now end,
      k.route_policy_id, k.page_group, e.said
    from incoming e
    join senders k on k.at = e.at
    left join joinable j on j.at = e.at and j.priority <= e.priority and (not j.is_held or j.priority = e.priority)
      and e.key not like 'baton-test:%'
    cross join clock
    where e.nth not in (select nth from reopened)
    order by e.nth
    on conflict (source_id, key) where state <> 'closed' do update set
      count = a.count + excluded.count, last_at = excluded.last_at, summary = excluded.summary, origin = excluded.origin,
      labels = excluded.labels, links = excluded.links, details = excluded.details,
      ends_at = case when excluded.ends_at is null then a.ends_at else greatest(a.ends_at, excluded.ends_at) end,
      priority = least(a.priority, excluded.priority),
      state = case when a.state = 'acknowledged' and excluded.priority < a.priority then 'triggered' else a.state end,
      paging_due_at = case
        when a.state = 'acknowledged' and excluded.priority < a.priority then excluded.last_at
        when a.state = 'triggered' and a.page_id is not null and excluded.priority < a.priority
          and excluded.priority < coalesce((select p.priority from page p where p.id = a.page_id), a.priority)
          then excluded.last_at
        else a.paging_due_at end
    returning a.id, a.team_id, a.service_id, a.source_id, a.key, a.state, a.priority, a.summary, a.first_at, a.page_id,
      a.paging_due_at, a.policy_id, a.page_group, a.acknowledged_by, (xmax = 0) as is_new
  ),
  named as (
    select distinct id, name from known
  ),
  moved as (
    select id, team_id, service_id, source_id, key, state, priority, summary, first_at, page_id, paging_due_at, policy_id, page_group,
      acknowledged_by, 
      case when not is_new then 'alert_rose' when state = 'acknowledged' then 'alert_joined' else 'alert_raised' end as kind
    from raised where is_new or (page_id is not null and paging_due_at is not null)
    union all
    select id, team_id, service_id, source_id, key, state, priority, summary, first_at, page_id, paging_due_at, policy_id, page_group,
      null, 'alert_reopened' from reopened
  ),
  said as (
    insert into log_entry (at, team_id, kind, actor_kind, actor_id, actor_name, alert_id, page_id, facts, says)
    select clock.now, m.team_id, m.kind, 'source', m.source_id::text, k.name, m.id, m.page_id,
      jsonb_build_object('summary', m.summary, 'priority', 'P' || m.priority, 'by', k.name)
        || case when m.kind = 'alert_joined'
          then jsonb_build_object('who', coalesce((select name from person where id = m.acknowledged_by), 'somebody')) else '{}' end,
      k.name || case m.kind when 'alert_raised' then ' raised P' || m.priority || ': '
          when 'alert_reopened' then ' raised it again, P' || m.priority || ': '
          when 'alert_joined' then ' raised P' || m.priority || ', and it joins what '
            || coalesce((select name from person where id = m.acknowledged_by), 'somebody') || ' has: '
          else ' raised it to P' || m.priority || ', so it is paged again: ' end || m.summary
    from moved m join named k on k.id = m.source_id cross join clock
  ),
  newly as (
    select json_agg(json_build_array(source_id, service_id, n)) as counts
    from (select source_id, service_id, count(*) as n from raised where is_new group by source_id, service_id) c
  )
  select c.known, c.is_same, c.counts, r.id, r.team_id, r.service_id, r.key, r.priority, r.summary, r.first_at,
    r.paging_due_at, r.policy_id, r.page_group, r.reopens, r.damped_since
  from (select (select count(*)::int from senders) as known, given.is_same, newly.counts from given, newly) c
  left join (
    select id, team_id, service_id, key, priority, summary, first_at, paging_due_at, policy_id, page_group, null::timestamptz[] as reopens,
      null::timestamptz as damped_since
    from raised where paging_due_at is not null
    union all
    select id, team_id, service_id, key, priority, summary, first_at, paging_due_at, policy_id, page_group, reopens, damped_since
    from reopened
  ) r on true`
}
