-- A step may reach its people in turn instead of all at once, and may need answers by several.
alter table policy_step
  add column in_turn boolean not null default false,
  -- How many different people must answer while it is the step that fired last; null: one.
  add column must_answer smallint check (must_answer between 2 and 5);

-- From this priority on a page may wait until somebody is on call; null: none may. The most urgent never does.
alter table policy add column may_wait_from smallint check (may_wait_from between 2 and 4);

-- Whose turn it was in a step in turn. It outlives an edit of the step, and is no part of the roster: each page moves it.
create table step_turn (
  policy_id uuid not null references policy on delete cascade,
  position integer not null check (position >= 0),
  -- Who had it, the longest ago first.
  people uuid[] not null default '{}',
  primary key (policy_id, position)
);

alter table page
  -- How many different people must answer: as the step says that fired last.
  add column needs smallint not null default 1 check (needs between 1 and 5),
  -- Since when nobody could be reached, and until when it is held. `step` is -1 while none has fired.
  add column held_since timestamptz,
  add column held_until timestamptz,
  -- The roster by which that was decided: a newer one is asked at once.
  add column held_version bigint,
  add constraint page_is_held_whole check (num_nonnulls(held_since, held_until, held_version) in (0, 3)),
  add constraint page_held_is_open check (held_since is null or state = 'open');
create index page_held on page (held_version) where held_version is not null;

-- A page that fires, or is answered, is not held any more, whoever writes that.
create or replace function page_moves_forward() returns trigger language plpgsql as $$
begin
  if new.version <= old.version then
    raise exception 'page % must move forward: version % after %', old.id, new.version, old.version;
  end if;
  if new.held_since is not distinct from old.held_since
    and (new.state <> 'open' or (new."loop", new.step) is distinct from (old."loop", old.step)) then
    new.held_since := null;
    new.held_until := null;
    new.held_version := null;
  end if;
  return new;
end $$;

-- Who has answered a page that needs more answers than one, each once; until it comes back.
create table page_answer (
  page_id bigint not null references page on delete cascade,
  person_id uuid not null references person on delete cascade,
  at timestamptz not null,
  primary key (page_id, person_id)
);
