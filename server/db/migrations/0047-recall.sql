-- What was learnt is found again: past cases by their terms, and the search over everything that was written.
-- All of it is a projection that the engine fills behind the writers and can make anew; only `recall_vote` is not.

-- An incident, what a source raised under one key, or a note of a team. `marks` are its terms as numbers (domain/recall/marks.ts).
create table recall_case (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('incident', 'alert', 'note')),
  -- What it stands for, the same after it was made anew: `incident:7`, `alert:<source> <key>`, `note:12`.
  subject text not null,
  alert_id bigint,
  incident_id bigint,
  entry_id bigint,
  team_id uuid not null,
  service_ids uuid[] not null default '{}',
  title text not null,
  text text not null default '',
  fixed text not null default '',
  who text not null default '',
  priority smallint,
  stands text not null check (stands in ('open', 'over', 'false_alarm')),
  is_verified boolean not null default false,
  at timestamptz not null,
  ended_at timestamptz,
  times integer not null default 1,
  helped integer not null default 0,
  did_not integer not null default 0,
  marks integer[] not null
);
create unique index recall_case_subject on recall_case (md5(subject));
create index recall_case_marks on recall_case using gin (marks);
create index recall_case_at on recall_case (at desc, id desc);

-- In how many cases a term occurs: what is rare says most, and is looked for first.
create table recall_mark (
  mark integer primary key,
  cases integer not null
);

-- The words by which somebody may begin to ask, as they were written.
create table recall_word (
  word text collate "C" primary key,
  mark integer not null
);

-- The entries of the log by their terms, for the search.
create table recall_entry (
  entry_id bigint primary key,
  at timestamptz not null,
  marks integer[] not null
);
create index recall_entry_marks on recall_entry using gin (marks);
create index recall_entry_at on recall_entry (at desc, entry_id desc);

create table recall_progress (
  one boolean primary key default true check (one),
  -- Entries of the log of transactions before this one are taken in.
  indexed_before bigint not null default 0,
  -- By which method the terms were made; another one makes everything anew.
  method integer not null default 0,
  cases bigint not null default 0
);
insert into recall_progress default values;

-- Whether a past case helped, for one alert or incident, by one person.
create table recall_vote (
  id bigint generated always as identity primary key,
  alert_id bigint,
  incident_id bigint,
  subject text not null,
  person_id uuid not null references person on delete cascade,
  helped boolean not null,
  at timestamptz not null,
  check (num_nonnulls(alert_id, incident_id) = 1)
);
create unique index recall_vote_once on recall_vote (coalesce(alert_id, 0), coalesce(incident_id, 0), md5(subject), person_id);
create index recall_vote_subject on recall_vote (md5(subject));
