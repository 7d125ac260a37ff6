-- Turns by the hour and by the month, hours of the week, shadows, more kinds of overrides, temporary schedules.
alter table rotation
  drop constraint rotation_role_check,
  add constraint rotation_role_check check (role in ('primary', 'secondary', 'shadow')),
  drop constraint rotation_unit_check,
  add constraint rotation_unit_check check (unit in ('hour', 'day', 'week', 'month')),
  add column handover_day integer check (handover_day between 1 and 31),
  add check ((unit = 'month') = (handover_day is not null)),
  -- Which of its turns the first handover begins with, from 0.
  add column starts_with integer not null default 0 check (starts_with >= 0),
  -- Restrictions as the API has them (domain/schedules/schedule.ts): read and written whole, with their rotation.
  add column restrictions jsonb not null default '[]';

-- An override without a kind is what it was before there were kinds. Of those that add or remove a person `replaces_id` is
-- that person too: a release that knows no kinds sees somebody standing in for themselves, which changes nothing.
alter table schedule_override
  add column kind text check (kind in ('take_over', 'replace', 'add', 'remove')),
  add column role text check (role in ('primary', 'secondary', 'shadow')),
  add check ((kind = 'add') = (role is not null));

create table schedule_temporary (
  id uuid primary key,
  schedule_id uuid not null references schedule on delete cascade,
  name text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- Of two that overlap the one created later wins.
  created_at timestamptz not null,
  check (ends_at > starts_at)
);
create index schedule_temporary_ends on schedule_temporary (schedule_id, ends_at);

create table schedule_temporary_shift (
  temporary_id uuid not null references schedule_temporary on delete cascade,
  position integer not null check (position >= 0),
  person_id uuid not null references person on delete restrict,
  role text not null check (role in ('primary', 'secondary', 'shadow')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (temporary_id, position),
  check (ends_at > starts_at)
);
create index schedule_temporary_shift_person on schedule_temporary_shift (person_id);

create trigger roster_schedule_temporary after insert or update or delete on schedule_temporary
  for each statement execute function roster_changed();
create trigger roster_schedule_temporary_shift after insert or update or delete on schedule_temporary_shift
  for each statement execute function roster_changed();
