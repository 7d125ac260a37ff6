create table source (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  service_id uuid not null references service on delete restrict,
  dialect text not null check (dialect in ('pagerduty', 'alertmanager', 'prometheus', 'generic')),
  key_hash bytea not null unique,
  key_hint text not null,
  mapping jsonb,
  created_at timestamptz not null,
  used_at timestamptz,
  disabled_at timestamptz
);
create index source_service on source (service_id);

-- The busiest table. It has no foreign keys: a check for each row cost as much as the row. The statement that accepts alerts
-- holds their sources and services for its transaction instead, and the triggers below guard the other side.
create table alert (
  id bigint generated always as identity primary key,
  -- The team of the service.
  team_id uuid not null,
  service_id uuid,
  source_id uuid,
  key text not null,
  state text not null default 'triggered' check (state in ('triggered', 'acknowledged', 'snoozed', 'closed')),
  priority smallint not null check (priority between 1 and 4),
  summary text not null,
  origin text not null default '',
  labels text not null default '{}',
  links text not null default '[]',
  details text not null default '',
  group_key text,
  count integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- Prometheus: closes by itself when this passes without a refresh.
  ends_at timestamptz,
  -- When the engine must turn this alert into a page; cleared in the transaction that opens the page.
  paging_due_at timestamptz,
  page_id bigint,
  acknowledged_by uuid references person on delete set null,
  acknowledged_at timestamptz,
  closed_at timestamptz,
  closed_because text,
  -- A triggered alert is being paged or about to be; there is no third way.
  check (state <> 'triggered' or paging_due_at is not null or page_id is not null),
  check ((state = 'closed') = (closed_at is not null)),
  check (state <> 'closed' or paging_due_at is null)
) with (fillfactor = 85);
alter table alert alter column details set storage external;
create unique index alert_open_key on alert (source_id, key) where state <> 'closed';
create index alert_paging_due on alert (priority, paging_due_at) where paging_due_at is not null;
create index alert_page_id on alert (page_id) where page_id is not null;
create index alert_ends on alert (ends_at) where ends_at is not null and state <> 'closed';
-- Open alerts are few and change often: one index in the order of lists. Closed ones are many and change no more.
create index alert_open on alert (id desc) where state <> 'closed';
create index alert_closed_team on alert (team_id, id desc) where state = 'closed';
create index alert_closed_service on alert (service_id, id desc) where state = 'closed';

create function service_had_no_alerts() returns trigger language plpgsql as $$
begin
  if exists (select from alert where service_id = old.id and state <> 'closed')
    or exists (select from alert where service_id = old.id and state = 'closed') then
    raise foreign_key_violation using message = 'service ' || old.id || ' has alerts', constraint = 'alert_service';
  end if;
  return old;
end $$;
create trigger service_had_no_alerts before delete on service for each row execute function service_had_no_alerts();

create function source_leaves_its_alerts() returns trigger language plpgsql as $$
begin
  update alert set source_id = null where source_id = old.id and state <> 'closed';
  return old;
end $$;
create trigger source_leaves_its_alerts before delete on source for each row execute function source_leaves_its_alerts();

create table page (
  id bigint generated always as identity primary key,
  -- The alert that opened it; others of the same service may have joined it since (alert.page_id).
  alert_id bigint not null references alert on delete cascade,
  team_id uuid not null,
  service_id uuid,
  -- A policy, one person paged by name, or the fallback that an exhausted policy calls.
  plan text not null check (plan in ('policy', 'person', 'fallback')),
  policy_id uuid references policy on delete restrict,
  person_id uuid references person on delete restrict,
  is_test boolean not null default false,
  priority smallint not null check (priority between 1 and 4),
  state text not null check (state in ('open', 'acknowledged', 'snoozed', 'exhausted', 'closed')),
  loop integer not null default 0,
  step integer not null default 0,
  -- The next thing time does to this page: escalate, come back after an acknowledgement, end a snooze.
  due_at timestamptz,
  version integer not null default 1,
  opened_at timestamptz not null,
  acknowledged_by uuid references person on delete set null,
  acknowledged_at timestamptz,
  closed_at timestamptz,
  alarm_page_id bigint references page,
  -- Promise 1: an unanswered page always has a next step, and an exhausted one has rung the alarm.
  constraint page_is_armed check ((state in ('open', 'acknowledged', 'snoozed')) = (due_at is not null)),
  constraint page_exhausted_loudly check (state <> 'exhausted' or alarm_page_id is not null),
  constraint fallback_never_gives_up check (not (plan = 'fallback' and state = 'exhausted')),
  check ((plan = 'policy') = (policy_id is not null)),
  check ((plan = 'person') = (person_id is not null))
) with (fillfactor = 85);
create index page_due on page (due_at) where due_at is not null;
create index page_alert on page (alert_id);
create index page_unanswered on page (service_id, priority) where state = 'open' and plan = 'policy';
create index page_policy on page (policy_id) where policy_id is not null;

create function page_moves_forward() returns trigger language plpgsql as $$
begin
  if new.version <= old.version then
    raise exception 'page % must move forward: version % after %', old.id, new.version, old.version;
  end if;
  return new;
end $$;
create trigger page_moves_forward before update on page for each row execute function page_moves_forward();

create table delivery (
  id bigint generated always as identity primary key,
  page_id bigint not null references page on delete cascade,
  -- The page's version when it fired: which firing of which step this belongs to.
  turn integer not null,
  loop integer not null,
  step integer not null,
  person_id uuid not null references person on delete restrict,
  contact_id uuid references contact on delete set null,
  channel text not null,
  address text not null,
  -- Why this person: `{"kind": "on_call", "schedule": "Payments", "until": ...}`, or named, or fallback.
  reason jsonb not null,
  priority smallint not null,
  state text not null check (state in ('queued', 'claimed', 'sent', 'failed', 'not_sent', 'cancelled')),
  -- The next try, or the end of the lease of the node that is trying.
  due_at timestamptz,
  attempts integer not null default 0,
  epoch integer not null default 0,
  node text,
  outcome text,
  provider_ref text,
  message jsonb,
  created_at timestamptz not null,
  sent_at timestamptz,
  received_at timestamptz,
  constraint delivery_is_armed check ((state in ('queued', 'claimed')) = (due_at is not null))
) with (fillfactor = 80);
create unique index delivery_once on delivery (page_id, turn, contact_id);
create index delivery_due on delivery (priority, due_at) where state in ('queued', 'claimed');
create index delivery_outbox on delivery (id desc) where state = 'not_sent';

create table delivery_attempt (
  delivery_id bigint not null references delivery on delete cascade,
  number integer not null,
  node text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'try_again', 'give_up')),
  detail text not null,
  primary key (delivery_id, number)
);

create table change_event (
  id bigint generated always as identity primary key,
  source_id uuid references source on delete set null,
  service_id uuid not null references service on delete cascade,
  at timestamptz not null,
  summary text not null,
  origin text not null default '',
  links text not null default '[]',
  details text not null default ''
);
create index change_event_service on change_event (service_id, at desc);

-- What was refused at the door, kept for inspection; the engine keeps the newest thousand.
create table rejection (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  source_id uuid references source on delete cascade,
  path text not null,
  address text not null,
  status integer not null,
  reason text not null,
  body text not null
);
