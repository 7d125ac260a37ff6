-- The on-call log: append-only, written in the transaction of the change it tells.
create table log_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  team_id uuid,
  kind text not null,
  actor_kind text not null check (actor_kind in ('person', 'automation', 'source', 'engine', 'nobody')),
  actor_id text,
  actor_name text not null,
  alert_id bigint,
  page_id bigint,
  -- `schedule:<id>`, `policy:<id>` ...: the configured thing an entry is about.
  subject text,
  facts jsonb not null default '{}',
  says text not null,
  -- The writing transaction: the search index follows it without missing late commits.
  tx bigint not null default (pg_current_xact_id()::text::bigint)
);
create index log_entry_team on log_entry (team_id, id desc);
create index log_entry_alert on log_entry (alert_id, id) where alert_id is not null;
create index log_entry_subject on log_entry (subject, id desc) where subject is not null;
create index log_entry_tx on log_entry (tx);

create function log_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the on-call log is append-only';
end $$;
create trigger log_is_append_only before update or delete on log_entry
  for each row execute function log_is_append_only();

-- Search is a projection: the engine fills it behind the writers, so that intake never waits for an index.
-- `grams` are the pairs of neighbouring characters (domain/log/grams.ts): they find Korean inside words.
create table log_search (
  entry_id bigint primary key,
  grams text[] not null
);
create index log_search_grams on log_search using gin (grams);
create table log_search_progress (
  one boolean primary key default true check (one),
  indexed_before bigint not null default 0
);
insert into log_search_progress default values;
