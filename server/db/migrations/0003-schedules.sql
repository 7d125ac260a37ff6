create table schedule (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  team_id uuid not null references team on delete restrict,
  zone text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index schedule_team on schedule (team_id);

create table rotation (
  id uuid primary key,
  schedule_id uuid not null references schedule on delete cascade,
  name text not null,
  -- Higher wins; equal layers are on call together.
  layer integer not null,
  role text not null default 'primary' check (role in ('primary', 'secondary')),
  zone text not null,
  unit text not null check (unit in ('day', 'week')),
  length integer not null check (length between 1 and 366),
  handover_time text not null check (handover_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  handover_weekday integer check (handover_weekday between 1 and 7),
  starts_on date not null,
  ends_on date,
  check (ends_on is null or ends_on > starts_on),
  check ((unit = 'week') = (handover_weekday is not null))
);

create table rotation_turn (
  rotation_id uuid not null references rotation on delete cascade,
  position integer not null check (position >= 0),
  person_id uuid not null references person on delete restrict,
  primary key (rotation_id, position, person_id)
);
create index rotation_turn_person on rotation_turn (person_id);

create table schedule_override (
  id uuid primary key,
  schedule_id uuid not null references schedule on delete cascade,
  person_id uuid not null references person on delete restrict,
  replaces_id uuid references person on delete restrict,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  reason text not null default '',
  created_by uuid references person on delete set null,
  created_at timestamptz not null,
  check (ends_at > starts_at)
);
create index schedule_override_ends on schedule_override (schedule_id, ends_at);

create trigger roster_schedule after insert or update or delete on schedule
  for each statement execute function roster_changed();
create trigger roster_rotation after insert or update or delete on rotation
  for each statement execute function roster_changed();
create trigger roster_rotation_turn after insert or update or delete on rotation_turn
  for each statement execute function roster_changed();
create trigger roster_override after insert or update or delete on schedule_override
  for each statement execute function roster_changed();
