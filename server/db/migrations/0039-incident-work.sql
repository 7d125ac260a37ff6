-- What is thought, asked for, told and owed in an incident.

alter table incident
  -- Follow-ups are owed although the rule does not ask for them.
  add column is_follow_up_wanted boolean not null default false,
  add column risk_accepted_by uuid references person on delete set null,
  add column risk_accepted_at timestamptz,
  add column risk_until date,
  add column risk_because text not null default '',
  -- Minutes between updates; null: as its priority asks.
  add column update_every_minutes integer check (update_every_minutes between 5 and 10080),
  add column update_due_at timestamptz,
  -- Who has been reminded of the update that is due.
  add column update_reminded text not null default 'nobody' check (update_reminded in ('nobody', 'owner', 'commander')),
  -- When somebody is reminded next.
  add column remind_at timestamptz;
create index incident_remind on incident (remind_at) where remind_at is not null;

create table incident_update (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  audience text not null check (audience in ('responders', 'stakeholders', 'users')),
  stage text not null,
  text text not null check (length(text) between 1 and 20000),
  by uuid references person on delete set null,
  by_name text not null,
  at timestamptz not null,
  -- When the next one was promised.
  next_at timestamptz
);
create index incident_update_incident on incident_update (incident_id, id desc);

create table incident_hypothesis (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  text text not null check (length(text) between 1 and 4000),
  -- How to find out.
  test text not null default '',
  outcome text not null default 'open' check (outcome in ('open', 'confirmed', 'refuted')),
  note text not null default '',
  by uuid references person on delete set null,
  by_name text not null,
  at timestamptz not null,
  decided_at timestamptz
);
create index incident_hypothesis_incident on incident_hypothesis (incident_id, id);

create table incident_task (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  text text not null check (length(text) between 1 and 4000),
  owner_id uuid not null references person,
  -- In the owner's own words, so that both mean the same; empty until they have said it back.
  read_back text not null default '',
  state text not null default 'given' check (state in ('given', 'taken', 'done', 'dropped')),
  given_by_name text not null,
  given_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz
);
create index incident_task_incident on incident_task (incident_id, id);

create table incident_follow_up (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  text text not null check (length(text) between 1 and 4000),
  kind text not null check (kind in ('prevent', 'detect', 'mitigate')),
  -- A draft was noted in passing, and is to be written or dropped later.
  state text not null check (state in ('draft', 'open', 'done', 'dropped')),
  owner_id uuid references person on delete set null,
  due_on date,
  note text not null default '',
  by_name text not null,
  at timestamptz not null,
  ended_at timestamptz
);
create index incident_follow_up_incident on incident_follow_up (incident_id, id);
