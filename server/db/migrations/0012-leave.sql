-- When people are away: leave they enter, and the place whose public holidays they keep. Nobody is taken off call by it.

create table leave (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- For the person, the managers of their teams and admins alone.
  note text not null default '' check (length(note) <= 500),
  created_by uuid references person on delete set null,
  created_at timestamptz not null,
  check (ends_at > starts_at)
);
create index leave_person on leave (person_id, ends_at);

-- Such as DE, DE-BY or US-CA; null: none.
alter table person add column holidays text check (holidays ~ '^[A-Z]{2}(-[A-Za-z0-9]{1,12}){0,2}$');

create function absence_counts_ahead() returns trigger language plpgsql as $$
begin
  update schedule_history set ahead_due_at = least(ahead_due_at, baton_now())
  where schedule_id in (select schedules_naming(coalesce(new.person_id, old.person_id)));
  return null;
end $$;
create trigger absence_counts_ahead after insert or update or delete on leave
  for each row execute function absence_counts_ahead();

-- Holidays are whole days in the person's zone.
create function holidays_count_ahead() returns trigger language plpgsql as $$
begin
  update schedule_history set ahead_due_at = least(ahead_due_at, baton_now())
  where schedule_id in (select schedules_naming(new.id));
  return null;
end $$;
create trigger holidays_count_ahead after update of holidays, zone on person
  for each row when (old.holidays is distinct from new.holidays or (new.holidays is not null and old.zone <> new.zone))
  execute function holidays_count_ahead();
