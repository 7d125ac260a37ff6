-- What came of an alert, and which rules of which monitors page for nothing. Counted behind the writers: raising an alert writes none
-- of it, and enters no further index.

alter table alert
  -- What somebody said came of it, once it was closed. No foreign key: each would be asked for every alert that is raised.
  add column outcome text check (outcome in ('acted', 'no_action')),
  add column outcome_reason text,
  add column outcome_note text,
  add column outcome_by uuid,
  add column outcome_at timestamptz,
  add constraint alert_outcome_when_closed check (outcome is null or state = 'closed'),
  add constraint alert_no_action_says_why check ((outcome_reason is not null) = (outcome is not distinct from 'no_action'));

-- An alert that is open again has come to nothing yet, whatever opened it.
create function alert_outcome_is_open() returns trigger language plpgsql as $$
begin
  new.outcome := null;
  new.outcome_reason := null;
  new.outcome_note := null;
  new.outcome_by := null;
  new.outcome_at := null;
  return new;
end $$;
create trigger alert_outcome_is_open before update on alert for each row
  when (old.outcome is not null and new.state <> 'closed') execute function alert_outcome_is_open();

-- A rule of a monitor, as alerts name it.
create table alert_rule (
  id bigint generated always as identity primary key,
  team_id uuid not null references team on delete cascade,
  service_id uuid not null,
  source_id uuid not null,
  name text not null,
  -- The label that names it, or 'route' or 'key'.
  named_by text not null
);
create unique index alert_rule_named on alert_rule (source_id, service_id, named_by, name);
create index alert_rule_team on alert_rule (team_id);

-- Each alert as it is counted.
create table rule_alert (
  alert_id bigint primary key,
  rule_id bigint not null references alert_rule on delete cascade,
  -- The day of UTC on which it was raised.
  on_day date not null,
  fate text not null check (fate in ('acted', 'no_action', 'by_itself', 'open', 'muted_only')),
  pages integer not null,
  nights integer not null,
  has_flapped boolean not null,
  was_muted boolean not null,
  answered_seconds integer,
  closed_seconds integer,
  reason text
);
create index rule_alert_rule on rule_alert (rule_id, alert_id desc);
create index rule_alert_open on rule_alert (alert_id) where fate = 'open';

-- The sums of a day. Written in one statement with the rows above, by the difference: it never counts a day anew.
create table rule_day (
  rule_id bigint not null references alert_rule on delete cascade,
  on_day date not null,
  raised integer not null,
  acted integer not null,
  no_action integer not null,
  by_itself integer not null,
  still_open integer not null,
  muted_only integer not null,
  pages integer not null,
  wasted_pages integer not null,
  nights integer not null,
  flapped integer not null,
  muted integer not null,
  primary key (rule_id, on_day),
  -- Each alert is counted in exactly one of them.
  constraint rule_day_adds_up check (raised = acted + no_action + by_itself + still_open + muted_only)
);
create index rule_day_day on rule_day (on_day);

-- How far alerts and pages have been counted.
create table rule_progress (
  one boolean primary key default true check (one),
  alert_id bigint not null default 0,
  page_id bigint not null default 0,
  counted_until timestamptz
);
insert into rule_progress default values;

-- When the rules of a team were last looked at for its managers.
create table rule_look (
  team_id uuid primary key references team on delete cascade,
  looked_at timestamptz not null
);

create index silenced_alert on silenced (alert_id);
