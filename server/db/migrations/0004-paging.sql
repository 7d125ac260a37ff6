create table contact (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  channel text not null check (channel in ('email', 'webhook', 'ntfy', 'browser')),
  label text not null default '',
  address text not null check (length(address) between 1 and 2000),
  -- Sealed with the installation's secret key; never given out.
  sealed_secret text,
  is_enabled boolean not null default true,
  created_at timestamptz not null,
  unique (person_id, channel, address)
);

create table contact_rule (
  person_id uuid not null references person on delete cascade,
  priority smallint not null check (priority between 1 and 4),
  contact_id uuid not null references contact on delete cascade,
  after_minutes integer not null check (after_minutes between 0 and 1440),
  primary key (person_id, priority, contact_id)
);

create table policy (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  team_id uuid not null references team on delete restrict,
  repeats integer not null default 0 check (repeats between 0 and 9),
  -- An acknowledged page that nobody closes comes back after this long: acknowledged is not forgotten.
  return_after_minutes integer not null default 60 check (return_after_minutes between 5 and 1440),
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index policy_team on policy (team_id);

create table policy_step (
  policy_id uuid not null references policy on delete cascade,
  position integer not null check (position >= 0),
  wait_minutes integer not null check (wait_minutes between 1 and 1440),
  primary key (policy_id, position)
);

create table policy_target (
  policy_id uuid not null,
  position integer not null,
  ordinal integer not null check (ordinal >= 0),
  person_id uuid references person on delete restrict,
  schedule_id uuid references schedule on delete restrict,
  primary key (policy_id, position, ordinal),
  foreign key (policy_id, position) references policy_step on delete cascade,
  check (num_nonnulls(person_id, schedule_id) = 1)
);
create index policy_target_person on policy_target (person_id) where person_id is not null;
create index policy_target_schedule on policy_target (schedule_id) where schedule_id is not null;

create table service (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  team_id uuid not null references team on delete restrict,
  -- Never null: an alert on a service always has somewhere to go.
  policy_id uuid not null references policy on delete restrict,
  -- Whether an alert joins the unanswered page of its service instead of ringing again: a flood is one page.
  grouping text not null default 'unanswered' check (grouping in ('unanswered', 'none')),
  created_at timestamptz not null
);
create index service_team on service (team_id);
create index service_policy on service (policy_id);

create trigger roster_contact after insert or update or delete on contact
  for each statement execute function roster_changed();
create trigger roster_contact_rule after insert or update or delete on contact_rule
  for each statement execute function roster_changed();
create trigger roster_policy after insert or update or delete on policy
  for each statement execute function roster_changed();
create trigger roster_policy_step after insert or update or delete on policy_step
  for each statement execute function roster_changed();
create trigger roster_policy_target after insert or update or delete on policy_target
  for each statement execute function roster_changed();
create trigger roster_service after insert or update or delete on service
  for each statement execute function roster_changed();
create trigger roster_team after insert or update or delete on team
  for each statement execute function roster_changed();
