-- From an event to an alert: routes choose service, policy, priority and group; a group shares a page; an alert that comes back
-- soon is the same one again; a flood is told as one.

create table route (
  id uuid primary key,
  -- Whose sources it looks at.
  team_id uuid not null references team on delete cascade,
  position integer not null,
  name text not null check (length(name) between 1 and 200),
  matchers jsonb not null,
  -- What it decides; what is null stays as the source and its service have it.
  service_id uuid references service on delete restrict,
  policy_id uuid references policy on delete restrict,
  at_least smallint check (at_least between 1 and 4),
  at_most smallint check (at_most between 1 and 4),
  group_labels text[],
  group_minutes integer not null default 0 check (group_minutes between 0 and 1440),
  disabled_at timestamptz,
  created_at timestamptz not null,
  check (at_least is null or at_most is null or at_least >= at_most)
);
create unique index route_position on route (team_id, position);
create index route_service on route (service_id) where service_id is not null;
create index route_policy on route (policy_id) where policy_id is not null;

alter table service
  drop constraint service_grouping_check,
  add constraint service_grouping_check check (grouping in ('unanswered', 'none', 'labels', 'map')),
  add column group_labels text[] not null default '{}',
  -- For so long a page takes in what belongs to it also after somebody has it.
  add column group_minutes integer not null default 0 check (group_minutes between 0 and 1440),
  -- An alert that comes back this soon after it was closed is the same one again; 0 makes it a new one.
  add column watch_minutes integer not null default 10 check (watch_minutes between 0 and 1440),
  -- New alerts in ten minutes from which they are told as one; 0 is never.
  add column flood_limit integer not null default 100 check (flood_limit >= 0);

-- What a service cannot do without: its alerts may be echoes of theirs.
create table service_dependency (
  service_id uuid not null references service on delete cascade,
  depends_on uuid not null references service on delete cascade,
  primary key (service_id, depends_on),
  check (service_id <> depends_on)
);
create index service_dependency_on on service_dependency (depends_on);

alter table source
  -- New alerts in ten minutes from which further keys are folded into one alert; 0 is never.
  add column flood_limit integer not null default 100000 check (flood_limit >= 0);

alter table alert
  -- How urgent its sender said it was, before any route; null in alerts of earlier releases.
  add column said_priority smallint,
  -- The policy that a route chose instead of the service's.
  add column policy_id uuid,
  -- With whom it shares a page: null is the whole service.
  add column page_group text,
  -- When it came back in the watch period: the last ten times.
  add column reopens timestamptz[] not null default '{}',
  -- Since when pages are held back because it comes and goes.
  add column damped_since timestamptz;
create index alert_closed_key on alert (source_id, key, closed_at) where state = 'closed';

alter table page add column page_group text;

create table flood (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('service', 'source')),
  subject_id uuid not null,
  team_id uuid not null references team on delete cascade,
  name text not null,
  began_at timestamptz not null,
  last_at timestamptz not null,
  ended_at timestamptz,
  alerts bigint not null default 0
);
create unique index flood_running on flood (kind, subject_id) where ended_at is null;
create index flood_ended on flood (ended_at) where ended_at is not null;

-- What acceptance decides by has a version: a node that has an older one in memory reads it again before it accepts.
create table intake_version (version bigint not null);
insert into intake_version values (1);
create function intake_rules_changed() returns trigger language plpgsql as $$
begin
  update intake_version set version = version + 1;
  return null;
end $$;
create trigger intake_route after insert or update or delete on route for each statement execute function intake_rules_changed();
create trigger intake_service after insert or update or delete on service for each statement execute function intake_rules_changed();
create trigger intake_dependency after insert or update or delete on service_dependency
  for each statement execute function intake_rules_changed();
create trigger intake_source after insert or delete or update of service_id, flood_limit, disabled_at on source
  for each statement execute function intake_rules_changed();

create index page_acknowledged on page (service_id, opened_at) where state = 'acknowledged' and plan = 'policy';
create index page_of_group on page (page_group) where page_group is not null;
