-- The kit: bookmarks and runbooks of a team, which addresses still answer, runbooks that are run in an incident; and pins of the log.

create table kit_bookmark (
  id bigint generated always as identity primary key,
  team_id uuid not null references team on delete cascade,
  -- Null: of the team as a whole.
  service_id uuid references service on delete set null,
  name text not null check (length(name) between 1 and 200),
  -- Empty where there is only a text: a telephone number, a shelf, a person to ask.
  url text not null default '' check (length(url) <= 2000),
  kind text not null check (kind in ('runbook', 'dashboard', 'logs', 'repository', 'room', 'other')),
  note text not null default '' check (length(note) <= 2000),
  tags text[] not null default '{}',
  owner_id uuid references person on delete set null,
  verified_at timestamptz,
  verified_by_name text not null default '',
  version integer not null default 1,
  changed_by_name text not null,
  changed_at timestamptz not null,
  constraint bookmark_says_something check (url <> '' or note <> '')
);
create index kit_bookmark_team on kit_bookmark (team_id, id);
create index kit_bookmark_service on kit_bookmark (service_id) where service_id is not null;

-- Does an address still answer? One row for each, however many name it, so that it is asked once.
create table link_check (
  digest bytea primary key check (length(digest) = 32),
  url text not null,
  host text not null,
  state text not null default 'unknown' check (state in ('unknown', 'ok', 'failing', 'refused')),
  detail text not null default '',
  -- How often in a row it did not answer, and since when.
  failures smallint not null default 0,
  failing_since timestamptz,
  checked_at timestamptz,
  due_at timestamptz not null,
  -- While a node asks, no other asks that host.
  claimed_until timestamptz,
  epoch integer not null default 0,
  constraint link_fails_since check ((failures > 0) = (failing_since is not null))
);
create index link_check_due on link_check (due_at);
create index link_check_claimed on link_check (host) where claimed_until is not null;

create function link_digest(url text) returns bytea language sql immutable as
  $$ select sha256(convert_to(url, 'UTF8')) $$;

create function link_is_checked() returns trigger language plpgsql as $$
begin
  if new.url ~* '^https?://' then
    insert into link_check (digest, url, host, due_at)
    values (link_digest(new.url), new.url, lower(substring(new.url from '^[^/]*//([^/?#]*)')), baton_now())
    on conflict (digest) do nothing;
  end if;
  return null;
end $$;
create trigger kit_bookmark_is_checked after insert or update of url on kit_bookmark
  for each row execute function link_is_checked();
create trigger service_link_is_checked after insert on service_link
  for each row execute function link_is_checked();
insert into link_check (digest, url, host, due_at)
select distinct on (link_digest(url)) link_digest(url), url, lower(substring(url from '^[^/]*//([^/?#]*)')), baton_now()
from service_link where url ~* '^https?://' order by link_digest(url);

create table kit_runbook (
  id bigint generated always as identity primary key,
  team_id uuid not null references team on delete cascade,
  service_id uuid references service on delete set null,
  title text not null check (length(title) between 1 and 200),
  tags text[] not null default '{}',
  owner_id uuid references person on delete set null,
  -- The version that holds.
  version integer not null default 1,
  verified_at timestamptz,
  verified_by_name text not null default '',
  changed_by_name text not null,
  changed_at timestamptz not null,
  -- It is no longer offered; what was run by it stays readable.
  removed_at timestamptz
);
create index kit_runbook_team on kit_runbook (team_id, id) where removed_at is null;
create index kit_runbook_service on kit_runbook (service_id) where service_id is not null and removed_at is null;

create table kit_runbook_version (
  runbook_id bigint not null references kit_runbook on delete cascade,
  version integer not null,
  title text not null,
  body text not null check (length(body) <= 100000),
  by_name text not null,
  at timestamptz not null,
  -- Which earlier version it brought back.
  restored_from integer,
  primary key (runbook_id, version)
);

-- With what calls that steps of runbooks make are signed.
create table kit_secret (
  team_id uuid primary key references team on delete cascade,
  sealed text not null
);

-- A runbook that is gone through in an incident: the version that was opened, whatever is written later.
create table runbook_run (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  runbook_id bigint not null,
  version integer not null,
  by_name text not null,
  at timestamptz not null,
  unique (incident_id, runbook_id, version),
  foreign key (runbook_id, version) references kit_runbook_version (runbook_id, version)
);

create table runbook_tick (
  run_id bigint not null references runbook_run on delete cascade,
  step smallint not null check (step between 1 and 500),
  by uuid references person on delete set null,
  by_name text not null,
  at timestamptz not null,
  primary key (run_id, step)
);

-- A webhook that a step calls: once for each press. Whoever dies with it in hand leaves it as `lost`, because a second call could do harm.
create table runbook_call (
  id bigint generated always as identity primary key,
  run_id bigint not null references runbook_run on delete cascade,
  step smallint not null,
  name text not null,
  address text not null,
  by_name text not null,
  at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'calling', 'answered', 'failed', 'lost')),
  answer text not null default '' check (length(answer) <= 2000),
  ended_at timestamptz,
  due_at timestamptz,
  constraint runbook_call_is_armed check ((state in ('waiting', 'calling')) = (due_at is not null)),
  constraint runbook_call_ends check ((state in ('waiting', 'calling')) = (ended_at is null))
);
create index runbook_call_run on runbook_call (run_id, id);
create index runbook_call_due on runbook_call (due_at) where due_at is not null;
-- Pressed twice while it is under way is pressed once.
create unique index runbook_call_once on runbook_call (run_id, step) where due_at is not null;

-- What stands on top of the log of a team.
create table log_pin (
  team_id uuid not null references team on delete cascade,
  entry_id bigint not null,
  by_name text not null,
  at timestamptz not null,
  primary key (team_id, entry_id)
);

-- A day of the log long ago is found without reading back to it; entries lie in the order of time, so this costs next to nothing to keep.
create index log_entry_at on log_entry using brin (at) with (autosummarize = on);
