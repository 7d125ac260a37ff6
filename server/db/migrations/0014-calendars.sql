-- Calendars of others, read again and again: as a layer of a schedule, or as a person's leave.
create table calendar_source (
  id uuid primary key,
  schedule_id uuid references schedule on delete cascade,
  person_id uuid references person on delete cascade,
  kind text not null check (kind in ('url', 'file', 'none')),
  -- The address is a secret: whoever has it reads the calendar.
  sealed_url text,
  -- What is shown instead of the address: its host, or the name of the file.
  hint text not null,
  -- Of leave: only events whose summary holds this text; empty: all.
  only_with text not null default '',
  -- What the server sent with it, to ask whether anything has changed, and the hash of what it sent.
  etag text,
  last_modified text,
  content_hash text,
  problems jsonb not null default '[]',
  cancelled integer not null default 0,
  created_by uuid references person on delete set null,
  created_at timestamptz not null,
  -- When it is looked at next; null: it has no address yet. A file is read once; whom it means is asked again and again.
  due_at timestamptz,
  -- Grows with every attempt and every new address: an answer that comes too late is not written.
  epoch integer not null default 0,
  tried_at timestamptz,
  -- When the server last answered, also that nothing has changed; and when the whole of it was read.
  read_at timestamptz,
  expanded_at timestamptz,
  changed_at timestamptz,
  failures integer not null default 0,
  failing_since timestamptz,
  failure text,
  failure_detail text not null default '',
  told_at timestamptz,
  check ((schedule_id is null) <> (person_id is null)),
  check ((kind = 'url') = (sealed_url is not null)),
  check ((failing_since is null) = (failure is null))
);
create index calendar_source_due on calendar_source (due_at) where due_at is not null;
create index calendar_source_schedule on calendar_source (schedule_id) where schedule_id is not null;
create index calendar_source_person on calendar_source (person_id) where person_id is not null;

-- What was read last, whole: replaced by the next reading in one transaction, or not at all.
create table calendar_event (
  source_id uuid not null references calendar_source on delete cascade,
  position integer not null check (position >= 0),
  uid text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  summary text not null,
  mails text[] not null,
  written text[] not null,
  organizer text,
  priority integer not null,
  primary key (source_id, position),
  check (ends_at > starts_at)
);

create table schedule_calendar (
  id uuid primary key,
  schedule_id uuid not null references schedule on delete cascade,
  source_id uuid not null unique references calendar_source on delete cascade,
  name text not null check (length(name) between 1 and 200),
  -- On one ladder with rotations: higher wins, equal layers are on call together.
  layer integer not null,
  role text not null check (role in ('primary', 'secondary', 'shadow')),
  -- Which texts in events mean whom, as the API has it: read and written whole.
  people jsonb not null default '[]',
  -- What its events say that means nobody, as it was told last.
  nameless text[] not null default '{}'
);
create index schedule_calendar_schedule on schedule_calendar (schedule_id);

-- Who is on call by a calendar, and when: what its events mean with the people of today.
create table schedule_calendar_shift (
  calendar_id uuid not null references schedule_calendar on delete cascade,
  position integer not null check (position >= 0),
  person_id uuid not null references person on delete restrict,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (calendar_id, position),
  check (ends_at > starts_at)
);
create index schedule_calendar_shift_person on schedule_calendar_shift (person_id);

create trigger roster_schedule_calendar after insert or update or delete on schedule_calendar
  for each statement execute function roster_changed();
create trigger roster_schedule_calendar_shift after insert or update or delete on schedule_calendar_shift
  for each statement execute function roster_changed();

-- Schedules that name this person: by a turn, an override, a temporary schedule or a calendar.
create or replace function schedules_naming(person uuid) returns setof uuid language sql stable as $$
  select r.schedule_id from rotation_turn t join rotation r on r.id = t.rotation_id where t.person_id = person
  union select schedule_id from schedule_override where person_id = person
  union select t.schedule_id from schedule_temporary_shift s join schedule_temporary t on t.id = s.temporary_id where s.person_id = person
  union select c.schedule_id from schedule_calendar_shift s join schedule_calendar c on c.id = s.calendar_id where s.person_id = person
$$;

-- Leave that a calendar of its person tells: it follows that calendar, and nobody writes in it.
alter table leave add column source_id uuid references calendar_source on delete cascade;
create index leave_source on leave (source_id) where source_id is not null;

-- A calendar link that a token has made ends with the token.
alter table calendar_feed add column token_id uuid references token on delete cascade;
create index calendar_feed_token on calendar_feed (token_id) where token_id is not null;
