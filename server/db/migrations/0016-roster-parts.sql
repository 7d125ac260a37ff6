-- The roster in parts: which schedules changed in which of its versions, and when anything else last did. A node that has one
-- version in memory reads only what is newer.
alter table roster_version
  -- The last version in which something else than a schedule changed.
  add column rest_version bigint not null default 1,
  -- The last version in which a schedule was removed.
  add column removed_version bigint not null default 1;
update roster_version set rest_version = version, removed_version = version;

create table schedule_edition (
  schedule_id uuid primary key,
  version bigint not null
);
create index schedule_edition_version on schedule_edition (version);
insert into schedule_edition select schedule.id, roster_version.version from schedule cross join roster_version;

create or replace function roster_changed() returns trigger language plpgsql as $$
begin
  update roster_version set version = version + 1, rest_version = version + 1;
  return null;
end $$;

-- The row of the version is locked until the end of the transaction: versions are counted in the order of commits.
create function schedules_in_roster_changed(schedules uuid[], are_removed boolean) returns void language plpgsql as $$
declare counted bigint;
begin
  update roster_version set version = version + 1,
    removed_version = case when are_removed then version + 1 else removed_version end
    returning version into counted;
  if are_removed then
    delete from schedule_edition where schedule_id = any(schedules);
  else
    -- What goes with its schedule needs no edition.
    insert into schedule_edition select id, counted from schedule where id = any(schedules)
      on conflict (schedule_id) do update set version = excluded.version;
  end if;
end $$;

create function roster_schedules_changed() returns trigger language plpgsql as $$
begin
  perform schedules_in_roster_changed(array(select id from changed), tg_op = 'DELETE');
  return null;
end $$;
create function roster_parts_of_schedules_changed() returns trigger language plpgsql as $$
begin
  perform schedules_in_roster_changed(array(select distinct schedule_id from changed), false);
  return null;
end $$;
create function roster_turns_changed() returns trigger language plpgsql as $$
begin
  perform schedules_in_roster_changed(
    array(select distinct r.schedule_id from changed c join rotation r on r.id = c.rotation_id), false);
  return null;
end $$;
create function roster_temporary_shifts_changed() returns trigger language plpgsql as $$
begin
  perform schedules_in_roster_changed(
    array(select distinct t.schedule_id from changed c join schedule_temporary t on t.id = c.temporary_id), false);
  return null;
end $$;

create function roster_calendar_shifts_changed() returns trigger language plpgsql as $$
begin
  perform schedules_in_roster_changed(
    array(select distinct k.schedule_id from changed c join schedule_calendar k on k.id = c.calendar_id), false);
  return null;
end $$;

-- Rows that changed can be looked at by a trigger of one kind of event only: three for each table.
do $$
declare
  watched record;
begin
  for watched in select * from (values
    ('schedule', 'roster_schedule', 'roster_schedules_changed'),
    ('rotation', 'roster_rotation', 'roster_parts_of_schedules_changed'),
    ('rotation_turn', 'roster_rotation_turn', 'roster_turns_changed'),
    ('schedule_override', 'roster_override', 'roster_parts_of_schedules_changed'),
    ('schedule_temporary', 'roster_schedule_temporary', 'roster_parts_of_schedules_changed'),
    ('schedule_temporary_shift', 'roster_schedule_temporary_shift', 'roster_temporary_shifts_changed'),
    ('schedule_calendar', 'roster_schedule_calendar', 'roster_parts_of_schedules_changed'),
    ('schedule_calendar_shift', 'roster_schedule_calendar_shift', 'roster_calendar_shifts_changed')
  ) as w(on_table, named, calls)
  loop
    execute format('drop trigger %I on %I', watched.named, watched.on_table);
    execute format('create trigger %I after insert on %I referencing new table as changed for each statement execute function %I()',
      watched.named || '_added', watched.on_table, watched.calls);
    execute format('create trigger %I after update on %I referencing new table as changed for each statement execute function %I()',
      watched.named || '_changed', watched.on_table, watched.calls);
    execute format('create trigger %I after delete on %I referencing old table as changed for each statement execute function %I()',
      watched.named || '_removed', watched.on_table, watched.calls);
  end loop;
end $$;
