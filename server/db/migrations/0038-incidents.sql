-- Incidents: a production problem that people handle, in five stages (domain/incidents/stages.ts).

create table incident (
  id bigint generated always as identity primary key,
  team_id uuid not null references team,
  title text not null check (length(title) between 1 and 200),
  state text not null default 'triage' check (
    state in ('triage', 'coordination', 'mitigation', 'resolution', 'follow_up', 'closed', 'dismissed', 'merged')),
  -- Counted up by each move: who moves it says which state they saw.
  moves integer not null default 0,
  priority smallint not null check (priority between 1 and 4),
  -- A person has said that this is its priority; until then it is a first guess.
  rated_by uuid references person on delete set null,
  rated_at timestamptz,
  is_private boolean not null default false,
  what text not null default '',
  impact text not null default '',
  since timestamptz,
  service_unknown_because text not null default '',
  commander_not_needed_because text not null default '',
  fix text not null default '',
  last_steps text not null default '',
  declared_by uuid references person on delete set null,
  declared_by_name text not null,
  declared_at timestamptz not null,
  state_at timestamptz not null,
  mitigated_at timestamptz,
  mitigated_by uuid references person on delete set null,
  resolved_at timestamptz,
  ended_at timestamptz,
  -- Until then what comes back opens it again.
  watch_until timestamptz,
  -- When the watch period is looked at next; null when nothing waits.
  due_at timestamptz,
  merged_into bigint references incident
);
create index incident_open on incident (id desc) where state not in ('closed', 'dismissed', 'merged');
create index incident_due on incident (due_at) where due_at is not null;
create index incident_team on incident (team_id, id desc);

-- What is suspected, or known, to be broken.
create table incident_service (
  incident_id bigint not null references incident on delete cascade,
  service_id uuid not null references service on delete cascade,
  primary key (incident_id, service_id)
);
create index incident_service_service on incident_service (service_id);

-- Which audience was told, or why it need not be.
create table incident_audience (
  incident_id bigint not null references incident on delete cascade,
  audience text not null check (audience in ('responders', 'stakeholders', 'users')),
  -- Empty: it was told.
  not_needed_because text not null default '',
  by uuid references person on delete set null,
  at timestamptz not null,
  primary key (incident_id, audience)
);

create table incident_person (
  incident_id bigint not null references incident on delete cascade,
  person_id uuid not null references person,
  role text not null check (role in ('lead', 'commander', 'communications', 'scribe', 'expert', 'responder')),
  engagement text not null check (engagement in ('asked', 'accepted', 'declined', 'stood_down')),
  asked_by uuid references person on delete set null,
  asked_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (incident_id, person_id, role)
);
create index incident_person_asked on incident_person (incident_id) where engagement = 'asked';
create index incident_person_person on incident_person (person_id);
-- Some roles are held by one person at a time; two who accept at once are told apart here.
create unique index incident_person_single on incident_person (incident_id, role)
  where engagement = 'accepted' and role in ('lead', 'commander', 'communications', 'scribe');

-- What is about to be done, and what was, with its effect.
create table incident_action (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  text text not null check (length(text) between 1 and 4000),
  service_id uuid references service on delete set null,
  state text not null check (state in ('about_to', 'done', 'called_off')),
  effect text not null default 'unknown' check (effect in ('unknown', 'helped', 'did_not', 'undone')),
  by uuid references person on delete set null,
  by_name text not null,
  announced_at timestamptz not null,
  done_at timestamptz
);
create index incident_action_incident on incident_action (incident_id, id);

-- An alert belongs to one incident at most.
create table incident_alert (
  alert_id bigint primary key,
  incident_id bigint not null references incident on delete cascade,
  at timestamptz not null
);
create index incident_alert_incident on incident_alert (incident_id);

alter table log_entry
  add column incident_id bigint,
  -- When it happened, where that is not when it was written.
  add column happened_at timestamptz;
create index log_entry_incident on log_entry (incident_id, id) where incident_id is not null;
