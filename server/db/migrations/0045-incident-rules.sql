-- When an alert becomes an incident by itself, whom to ask what an incident is worth, and who knows what.

-- The rules of a team in their order: the first that matches an alert decides (domain/incidents/declaring.ts).
create table incident_rule (
  id uuid primary key,
  team_id uuid not null references team on delete cascade,
  position integer not null,
  name text not null check (length(name) between 1 and 200),
  matchers jsonb not null default '[]',
  -- Null: of every service, of every source.
  service_id uuid references service on delete cascade,
  source_id uuid references source on delete cascade,
  at_least smallint check (at_least between 1 and 4),
  after_alerts integer not null default 1 check (after_alerts between 1 and 1000),
  within_minutes integer not null default 10 check (within_minutes between 1 and 1440),
  unacknowledged_minutes integer not null default 0 check (unacknowledged_minutes between 0 and 1440),
  does text not null check (does in ('declare', 'join')),
  -- What belongs together: alerts of one service, or those where these labels are equal.
  group_labels text[] not null default '{}',
  title text not null default '{summary}' check (length(title) between 1 and 200),
  -- Null: that of the alert.
  priority smallint check (priority between 1 and 4),
  is_private boolean not null default false,
  calls text not null default 'nobody' check (calls in ('nobody', 'on_call', 'policy')),
  policy_id uuid references policy on delete restrict,
  most_per_hour integer not null default 5 check (most_per_hour between 1 and 100),
  -- When the log last said that it declares no more for now.
  limited_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  check ((calls = 'policy') = (policy_id is not null))
);
create index incident_rule_team on incident_rule (team_id, position);
create index incident_rule_policy on incident_rule (policy_id) where policy_id is not null;

alter table incident
  -- Which rule declared it, and of what it is: service or labels. What belongs there joins it.
  add column rule_id uuid references incident_rule on delete set null,
  add column rule_group text;
create index incident_of_rule on incident (rule_id, rule_group, id desc) where rule_id is not null;
create index incident_without_lead on incident (id) where rule_id is not null and state = 'triage';

-- How far the log was read for alerts that open. Who reads holds the row: of all nodes one declares at a time.
create table incident_look (
  one boolean primary key default true check (one),
  entry_id bigint not null,
  -- Not before then: what is older than some seconds may still be written by a transaction that goes on.
  not_before timestamptz
);
insert into incident_look (entry_id) select coalesce(max(id), 0) from log_entry;

-- An alert that a rule matches and that waits: to be paged at all, to stay unanswered for long enough, or for others like it.
create table incident_waiting (
  rule_id uuid not null references incident_rule on delete cascade,
  alert_id bigint not null,
  rule_group text not null,
  waits_for text not null check (waits_for in ('page', 'answer', 'others')),
  at timestamptz not null,
  due_at timestamptz not null,
  primary key (rule_id, alert_id)
);
create index incident_waiting_due on incident_waiting (due_at);
create index incident_waiting_group on incident_waiting (rule_id, rule_group) where waits_for = 'others';

-- Whom a rule calls in, until they are called.
create table incident_to_call (
  incident_id bigint not null references incident on delete cascade,
  person_id uuid not null references person on delete cascade,
  at timestamptz not null,
  primary key (incident_id, person_id)
);

-- Who was asked what an incident is worth, and what they said.
create table incident_rating (
  incident_id bigint not null references incident on delete cascade,
  person_id uuid not null references person on delete cascade,
  asked_by uuid references person on delete set null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  is_paged boolean not null,
  -- Null until they answer.
  priority smallint check (priority between 1 and 4),
  because text not null default '' check (length(because) <= 500),
  answered_at timestamptz,
  -- When it no longer mattered: it was rated, or over.
  ended_at timestamptz,
  primary key (incident_id, person_id)
);
create index incident_rating_person on incident_rating (person_id) where ended_at is null;

alter table person add column skills text[] not null default '{}' check (cardinality(skills) <= 30);

-- Who knows a service well: a person, or whoever has a skill.
create table service_expert (
  service_id uuid not null references service on delete cascade,
  position integer not null,
  person_id uuid references person on delete cascade,
  skill text check (length(skill) between 1 and 40),
  primary key (service_id, position),
  check ((person_id is null) <> (skill is null))
);
create index service_expert_person on service_expert (person_id) where person_id is not null;

-- A risk is taken until a day; the day after, whoever took it hears that it is owed again.
alter table incident add column risk_reminded_at timestamptz;
create index incident_risk on incident (risk_until)
  where risk_until is not null and risk_reminded_at is null and state not in ('dismissed', 'merged');
