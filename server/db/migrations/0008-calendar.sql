-- Secret addresses under which calendar programs read who is on call. The secret itself is never stored.
create table calendar_feed (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  -- Null: the owner's own shifts, on every schedule.
  schedule_id uuid references schedule on delete cascade,
  hint text not null,
  secret_hash bytea not null unique,
  created_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  -- What the feed said last: how often it had changed by then, since when it says so, and the hash of its text. So every
  -- node stamps the same words the same, and a calendar program hears a higher number whenever something changed.
  edition integer not null default 0,
  edition_at timestamptz,
  edition_hash text,
  check ((edition_at is null) = (edition_hash is null))
);
create index calendar_feed_person on calendar_feed (person_id) where revoked_at is null;
create index calendar_feed_schedule on calendar_feed (schedule_id);

-- Whoever goes out of service loses the feeds in the same moment, also by the hand of a release that knows none; who
-- comes back makes new ones, as with tokens.
create function end_calendar_feeds() returns trigger language plpgsql as $$
begin
  update calendar_feed set revoked_at = new.deactivated_at where person_id = new.id and revoked_at is null;
  return null;
end $$;
create trigger end_calendar_feeds after update of deactivated_at on person
  for each row when (old.deactivated_at is null and new.deactivated_at is not null)
  execute function end_calendar_feeds();
