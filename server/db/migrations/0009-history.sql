-- What was worked stays as it was worked: shifts become rows when they begin, and no later edit of a schedule reaches them.

create table shift (
  id bigint generated always as identity primary key,
  schedule_id uuid not null references schedule on delete cascade,
  person_id uuid not null references person on delete restrict,
  role text not null check (role in ('primary', 'secondary', 'shadow')),
  starts_at timestamptz not null,
  -- Null while it runs.
  ends_at timestamptz,
  -- Which rule put the person on call when it began, in the words of the API.
  because jsonb not null,
  -- The zone data by which it was resolved.
  zone_version text not null,
  check (ends_at > starts_at)
);
create unique index shift_running on shift (schedule_id, role, person_id) where ends_at is null;
create index shift_schedule on shift (schedule_id, starts_at);
create index shift_person on shift (person_id, starts_at);

-- Up to when the shifts of a schedule are written down, and when somebody next begins or ends one.
create table schedule_history (
  schedule_id uuid primary key references schedule on delete cascade,
  since timestamptz not null,
  kept_until timestamptz not null,
  due_at timestamptz not null,
  check (kept_until >= since)
);
create index schedule_history_due on schedule_history (due_at);
insert into schedule_history select id, now, now, now from schedule cross join (select baton_now() as now) clock;

-- Somebody who comes back was away until now. Schedules that name them look again at once, whoever made the change.
alter table person add column reactivated_at timestamptz;
create function person_comes_back() returns trigger language plpgsql as $$
begin
  if old.deactivated_at is not null and new.deactivated_at is null then new.reactivated_at := baton_now(); end if;
  update schedule_history h set due_at = least(due_at, baton_now())
  where exists (select from rotation_turn t join rotation r on r.id = t.rotation_id where t.person_id = new.id and r.schedule_id = h.schedule_id)
    or exists (select from schedule_override o where o.person_id = new.id and o.schedule_id = h.schedule_id)
    or exists (select from schedule_temporary_shift s join schedule_temporary t on t.id = s.temporary_id
      where s.person_id = new.id and t.schedule_id = h.schedule_id);
  return new;
end $$;
create trigger person_comes_back before update of deactivated_at on person
  for each row when (old.deactivated_at is distinct from new.deactivated_at) execute function person_comes_back();
