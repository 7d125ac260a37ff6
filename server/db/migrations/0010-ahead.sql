-- What will go wrong on a schedule, found weeks before: looked at each night, and at once when something changes.

alter table schedule_history add column ahead_due_at timestamptz not null default baton_now();
create index schedule_history_ahead on schedule_history (ahead_due_at);

create table schedule_trouble (
  id uuid primary key,
  schedule_id uuid not null references schedule on delete cascade,
  kind text not null check (kind in ('nobody_on_call', 'out_of_reach')),
  -- Whom no contact reaches while they are on call.
  person_id uuid references person on delete cascade,
  starts_at timestamptz not null,
  -- Null: as far as anybody looks ahead.
  ends_at timestamptz,
  found_at timestamptz not null,
  check ((kind = 'out_of_reach') = (person_id is not null))
);
create index schedule_trouble_schedule on schedule_trouble (schedule_id, starts_at);

-- Schedules that name this person: by a turn, an override or a temporary schedule.
create function schedules_naming(person uuid) returns setof uuid language sql stable as $$
  select r.schedule_id from rotation_turn t join rotation r on r.id = t.rotation_id where t.person_id = person
  union select schedule_id from schedule_override where person_id = person
  union select t.schedule_id from schedule_temporary_shift s join schedule_temporary t on t.id = s.temporary_id where s.person_id = person
$$;

create or replace function person_comes_back() returns trigger language plpgsql as $$
begin
  if old.deactivated_at is not null and new.deactivated_at is null then new.reactivated_at := baton_now(); end if;
  update schedule_history set due_at = least(due_at, baton_now()), ahead_due_at = least(ahead_due_at, baton_now())
  where schedule_id in (select schedules_naming(new.id));
  return new;
end $$;

create function contact_counts_ahead() returns trigger language plpgsql as $$
begin
  update schedule_history set ahead_due_at = least(ahead_due_at, baton_now())
  where schedule_id in (select schedules_naming(coalesce(new.person_id, old.person_id)));
  return null;
end $$;
create trigger contact_counts_ahead after insert or delete or update of is_enabled on contact
  for each row execute function contact_counts_ahead();
