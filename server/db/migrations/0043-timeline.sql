-- The timeline of an incident in the order in which it happened; notes that are corrected; what is pinned; roles that are offered.

alter table log_entry
  -- A note that was corrected says what holds now; who wrote this wording, and when.
  add column version integer not null default 1,
  add column corrected_by_name text,
  add column corrected_at timestamptz;
create index log_entry_incident_moment on log_entry (incident_id, coalesce(happened_at, at), id)
  where incident_id is not null;
create index log_entry_alert_moment on log_entry (alert_id, coalesce(happened_at, at), id)
  where alert_id is not null and incident_id is null;

-- What a note said before it was corrected: version by version, kept by the database itself.
create table log_wording (
  entry_id bigint not null,
  version integer not null,
  text text not null,
  happened_at timestamptz,
  by_name text not null,
  at timestamptz not null,
  primary key (entry_id, version)
);
create trigger log_wording_is_append_only before update or delete on log_wording
  for each row execute function log_is_append_only();

create function log_is_corrected() returns trigger language plpgsql as $$
declare
  -- `tx`: the search index takes the entry again.
  corrected constant text[] := array['facts', 'says', 'happened_at', 'version', 'corrected_by_name', 'corrected_at', 'tx'];
begin
  if old.kind <> 'note_written' or new.version <> old.version + 1
    or to_jsonb(new) - corrected <> to_jsonb(old) - corrected then
    raise exception 'the on-call log is append-only, and only notes are corrected';
  end if;
  insert into log_wording (entry_id, version, text, happened_at, by_name, at) values (
    old.id, old.version, old.facts ->> 'text', old.happened_at,
    coalesce(old.corrected_by_name, old.actor_name), coalesce(old.corrected_at, old.at));
  new.tx := pg_current_xact_id()::text::bigint;
  return new;
end $$;
drop trigger log_is_append_only on log_entry;
create trigger log_is_append_only before delete on log_entry
  for each row execute function log_is_append_only();
create trigger log_is_corrected before update on log_entry
  for each row execute function log_is_corrected();

-- What stands on top of the timeline of an incident.
create table incident_pin (
  incident_id bigint not null references incident on delete cascade,
  entry_id bigint not null,
  by uuid references person on delete set null,
  by_name text not null,
  at timestamptz not null,
  primary key (incident_id, entry_id)
);

-- A role that its holder offers to somebody; it is theirs when they accept.
create table incident_offer (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  role text not null check (role in ('lead', 'commander', 'communications', 'scribe')),
  from_id uuid not null references person,
  to_id uuid not null references person,
  -- What is open, in the words of whoever offers.
  note text not null default '',
  -- `lapsed`: whoever offered it no longer has it, or the incident is over.
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  offered_at timestamptz not null,
  ended_at timestamptz
);
create index incident_offer_incident on incident_offer (incident_id, id);
create unique index incident_offer_open on incident_offer (incident_id, role) where state = 'open';
