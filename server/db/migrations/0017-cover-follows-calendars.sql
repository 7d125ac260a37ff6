-- An open cover request is looked at again at once when a calendar gives the shift to somebody else, as with every other change.
create function cover_looks_again_by_calendar() returns trigger language plpgsql as $$
begin
  update cover_request set due_at = least(due_at, baton_now())
  where state = 'open' and exists (
    select from changed s join schedule_calendar c on c.id = s.calendar_id
    where c.schedule_id in (cover_request.schedule_id, cover_request.return_schedule_id));
  return null;
end $$;
create trigger cover_looks_again_added after insert on schedule_calendar_shift referencing new table as changed
  for each statement execute function cover_looks_again_by_calendar();
create trigger cover_looks_again_changed after update on schedule_calendar_shift referencing new table as changed
  for each statement execute function cover_looks_again_by_calendar();
create trigger cover_looks_again_removed after delete on schedule_calendar_shift referencing old table as changed
  for each statement execute function cover_looks_again_by_calendar();
