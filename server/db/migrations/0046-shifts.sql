-- A shift ends and begins with a handover: what is open is signed by whoever goes and accepted by whoever comes.

-- How a schedule hands over. Without a row it does not: schedules from before, and those an older release makes, stay as they were.
create table handover_setting (
  schedule_id uuid primary key references schedule on delete cascade,
  is_on boolean not null default true,
  -- So long after the change secondary and managers are told; so long after it coverage follows the schedule alone.
  grace_minutes integer not null default 15 check (grace_minutes between 1 and 720),
  valve_minutes integer not null default 60 check (valve_minutes between 5 and 1440),
  -- What changed hands before it was switched on is not handed over: whoever is on call then goes on.
  since timestamptz not null,
  -- Every change of primary up to here has its handover.
  planned_until timestamptz not null,
  -- When the schedule is looked at for the next one; null while it hands nothing over.
  due_at timestamptz,
  check (grace_minutes <= valve_minutes),
  check (is_on = (due_at is not null))
);
create index handover_setting_due on handover_setting (due_at) where due_at is not null;

-- Whatever makes Baton look at a schedule again makes it look for handovers too, whoever made the change. Who changes the history of
-- a schedule holds it, so nobody waits here for another.
create function handovers_look_again() returns trigger language plpgsql as $$
begin
  if new.due_at <= baton_now() or new.ahead_due_at <= baton_now() then
    update handover_setting set due_at = least(due_at, baton_now()) where schedule_id = new.schedule_id and is_on;
  end if;
  return null;
end $$;
create trigger handovers_look_again after update of due_at, ahead_due_at on schedule_history
  for each row execute function handovers_look_again();

create table handover (
  id bigint generated always as identity primary key,
  schedule_id uuid not null references schedule on delete cascade,
  -- Null: nobody was on call before, or nobody is after.
  from_id uuid references person on delete restrict,
  to_id uuid references person on delete restrict,
  -- When the one goes and the other comes: mostly one moment.
  ends_at timestamptz not null,
  begins_at timestamptz not null,
  -- domain/handover/states.ts
  state text not null check (state in
    ('planned', 'draft', 'signed', 'questioned', 'accepted', 'missed', 'unaccepted', 'called_off')),
  -- What whoever goes has to say; grows with each of its wordings.
  words text not null default '' check (length(words) <= 10000),
  version integer not null default 0,
  -- What stays with whoever goes: 'alert:12', 'task:7'.
  keeps text[] not null default '{}',
  drafted_at timestamptz,
  signed_by uuid references person on delete set null,
  signed_at timestamptz,
  accepted_by uuid references person on delete set null,
  accepted_at timestamptz,
  -- When it should have been accepted and was not; stays when it is written later.
  missed_at timestamptz,
  grace_at timestamptz not null,
  told_at timestamptz,
  valve_at timestamptz not null,
  -- When time next does something with it.
  due_at timestamptz,
  -- What was read and accepted: the brief of that moment, domain/handover/brief.ts.
  brief jsonb,
  created_at timestamptz not null,
  check (begins_at >= ends_at),
  check (from_id is not null or to_id is not null),
  check ((state in ('planned', 'draft', 'signed', 'questioned')) = (due_at is not null)),
  check ((state = 'accepted') = (accepted_at is not null)),
  check (state not in ('missed', 'unaccepted') or missed_at is not null)
);
-- Two nodes that look at once make it once.
create unique index handover_of on handover
  (schedule_id, ends_at, coalesce(from_id, to_id)) where state <> 'called_off';
create index handover_due on handover (due_at) where due_at is not null;
create index handover_schedule on handover (schedule_id, begins_at desc);
create index handover_from on handover (from_id, begins_at desc) where state <> 'called_off';
create index handover_to on handover (to_id, begins_at desc) where state <> 'called_off';

-- Until it is accepted or the valve opens, whoever goes is paged beside whoever came. A part of the schedule for whom pages reach.
create table handover_cover (
  handover_id bigint primary key references handover on delete cascade,
  schedule_id uuid not null references schedule on delete cascade,
  person_id uuid not null references person on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  check (ends_at > starts_at)
);
create index handover_cover_schedule on handover_cover (schedule_id);
create trigger roster_handover_cover_added after insert on handover_cover referencing new table as changed
  for each statement execute function roster_parts_of_schedules_changed();
create trigger roster_handover_cover_changed after update on handover_cover referencing new table as changed
  for each statement execute function roster_parts_of_schedules_changed();
create trigger roster_handover_cover_removed after delete on handover_cover referencing old table as changed
  for each statement execute function roster_parts_of_schedules_changed();

create table handover_question (
  id bigint generated always as identity primary key,
  handover_id bigint not null references handover on delete cascade,
  text text not null check (length(text) between 1 and 2000),
  asked_by uuid references person on delete set null,
  asked_at timestamptz not null,
  answer text check (length(answer) between 1 and 2000),
  answered_by uuid references person on delete set null,
  answered_at timestamptz,
  check ((answer is null) = (answered_at is null))
);
create index handover_question_of on handover_question (handover_id, id);

-- What whoever worked a shift says of it.
create table shift_review (
  shift_id bigint primary key references shift on delete cascade,
  -- 1 light to 5 too much.
  weight smallint not null check (weight between 1 and 5),
  -- What to fix first; empty: nothing.
  fix text not null default '' check (length(fix) <= 1000),
  at timestamptz not null
);

-- What somebody did in their shift. Entries of monitors, which are most of them, are not in it.
create index log_entry_by_person on log_entry (actor_id, at) where actor_kind = 'person';
