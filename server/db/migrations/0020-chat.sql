-- Contacts over chat and push; a push contact is one browser, and goes with the session in which it was allowed.
alter table contact drop constraint contact_channel_check;
alter table contact add constraint contact_channel_check check (channel in ('email', 'webhook', 'ntfy', 'browser', 'sms',
  'voice', 'push', 'slack', 'teams', 'mattermost', 'telegram', 'discord', 'pushover'));
alter table contact add column session_id uuid references session on delete set null;
create index contact_session on contact (session_id) where session_id is not null;
-- One browser is one person: whoever else signed in there takes it over.
create unique index contact_push on contact (address) where channel = 'push';

-- A session that is ended takes the browser with it. One that merely expires does not: nobody asked to be out of reach.
create function push_ends_with_session() returns trigger language plpgsql as $$
begin
  delete from contact where session_id = new.id and channel = 'push';
  return null;
end $$;
create trigger push_ends_with_session after update of revoked_at on session
  for each row when (old.revoked_at is null and new.revoked_at is not null) execute function push_ends_with_session();

-- Keys that the installation makes for itself, once; the private one is sealed.
create table own_key (
  purpose text primary key,
  public_key text not null,
  sealed_private_key text not null,
  created_at timestamptz not null
);
