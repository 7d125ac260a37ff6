-- What keeps an alert from paging on purpose: silences and maintenance until their end, inhibition while a cause is open.
create table silence (
  id uuid primary key,
  -- A maintenance mutes its services whole; a silence what its matchers match.
  kind text not null check (kind in ('silence', 'maintenance')),
  -- Mutes alerts of this team alone; null: of every team.
  team_id uuid references team on delete cascade,
  matchers jsonb not null default '[]',
  service_ids uuid[] not null default '{}',
  reason text not null check (length(reason) between 1 and 2000),
  created_by uuid references person on delete set null,
  author text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  warn_minutes integer not null default 15 check (warn_minutes >= 0),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  ended_by text,
  -- What time does to it next. Never nothing: what is over is forgotten in the end.
  step text not null default 'begin' check (step in ('begin', 'warn', 'end', 'forget')),
  due_at timestamptz not null,
  -- How far the open alerts were looked through when it began.
  swept_to bigint not null default 0,
  check ((kind = 'silence') = (jsonb_array_length(matchers) > 0)),
  check ((kind = 'maintenance') = (cardinality(service_ids) > 0)),
  check (starts_at <= ends_at)
);
create index silence_due on silence (due_at);
create index silence_team on silence (team_id) where team_id is not null;

create table inhibition (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  -- Its echoes are alerts of this team.
  team_id uuid not null references team on delete cascade,
  source_matchers jsonb not null check (jsonb_array_length(source_matchers) > 0),
  target_matchers jsonb not null check (jsonb_array_length(target_matchers) > 0),
  equal text[] not null default '{}',
  created_at timestamptz not null
);
create index inhibition_team on inhibition (team_id);

-- Which alerts a silence has muted, each once.
create table silenced (
  silence_id uuid not null references silence on delete cascade,
  alert_id bigint not null,
  at timestamptz not null,
  primary key (silence_id, alert_id)
);

alter table alert
  -- Why it does not page: {"kind", "id", "title", "until", "causeId"}. It waits to be paged all the same, at paging_due_at.
  add column muted_by jsonb,
  add column muted_at timestamptz,
  -- The version of the roster by which that was decided.
  add column muted_version bigint,
  -- Since when a cause first muted it: counted from then, no inhibition holds for longer than some hours.
  add column inhibited_at timestamptz,
  add constraint alert_is_muted_whole check (num_nonnulls(muted_by, muted_at, muted_version) in (0, 3)),
  -- Promise 32: what is muted has a moment at which it pages.
  add constraint alert_muted_pages_later
    check (muted_by is null or (state = 'triggered' and page_id is null and paging_due_at is not null));
create index alert_muted on alert ((muted_by ->> 'id'), id desc) where muted_by is not null;
create index alert_muted_version on alert (muted_version) where muted_version is not null;

-- Whoever answers a muted alert, or pages it, takes its mute away; what somebody has in hand gets its page from the engine now. One
-- whose monitor says something else of it is decided anew. Rows that are not muted pass by without a call.
create function alert_muted_moves() returns trigger language plpgsql as $$
begin
  if new.state <> 'triggered' or new.page_id is not null then
    new.muted_by := null;
    new.muted_at := null;
    new.muted_version := null;
    if new.state in ('acknowledged', 'snoozed') and new.page_id is null then
      new.paging_due_at := baton_now();
    end if;
  elsif new.muted_by is not distinct from old.muted_by
    and (new.priority, new.labels, new.summary) is distinct from (old.priority, old.labels, old.summary) then
    new.paging_due_at := least(new.paging_due_at, baton_now());
  end if;
  return new;
end $$;
create trigger alert_muted_moves before update on alert for each row when (old.muted_by is not null)
  execute function alert_muted_moves();

alter table roster_version
  -- The last version in which anything that mutes changed, and the last in which something may have stopped to mute.
  add column muting_version bigint not null default 1,
  add column unmuting_version bigint not null default 1;

create function muting_changed() returns trigger language plpgsql as $$
begin
  update roster_version set version = version + 1, muting_version = version + 1,
    unmuting_version = case when tg_argv[0] = 'unmutes' then version + 1 else unmuting_version end;
  return null;
end $$;
create trigger muting_silence_added after insert on silence for each row execute function muting_changed('mutes');
create trigger muting_silence_changed after update on silence for each row
  when ((old.matchers, old.service_ids, old.starts_at, old.ends_at, old.reason, old.team_id)
      is distinct from (new.matchers, new.service_ids, new.starts_at, new.ends_at, new.reason, new.team_id))
  execute function muting_changed('unmutes');
-- One whose time is over is dropped from memory; its alerts are due by themselves.
create trigger muting_silence_over after update on silence for each row
  when (old.step <> 'forget' and new.step = 'forget') execute function muting_changed('mutes');
create trigger muting_silence_removed after delete on silence for each row
  when (old.step <> 'forget') execute function muting_changed('unmutes');
create trigger muting_inhibition_added after insert on inhibition for each row execute function muting_changed('mutes');
create trigger muting_inhibition_changed after update or delete on inhibition for each row
  execute function muting_changed('unmutes');
