-- A team's channels: rooms, topics, webhooks and mail lists that steps of policies may name. They are told, and nobody is woken.
create table team_channel (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  team_id uuid not null references team on delete restrict,
  name text not null check (length(name) between 1 and 200),
  channel text not null check (channel in ('email', 'webhook', 'ntfy', 'slack', 'teams', 'mattermost', 'telegram', 'discord')),
  address text not null check (length(address) between 1 and 2000),
  -- Sealed with the installation's secret key; never given out.
  sealed_secret text,
  language text not null default 'en' check (language in ('en', 'ko')),
  zone text not null default 'UTC',
  created_at timestamptz not null,
  -- When a code that was sent to it came back. Only a channel that was proven is told.
  verified_at timestamptz
);
create index team_channel_team on team_channel (team_id);

-- Whoever changes an address, by whatever way: it is another place, and unproven.
create trigger team_channel_address_changed before update of address, channel on team_channel
  for each row execute function contact_address_changed();
create trigger roster_team_channel after insert or update or delete on team_channel
  for each statement execute function roster_changed();

alter table contact_code add column team_channel_id uuid references team_channel on delete cascade;
create index contact_code_team_channel on contact_code (team_channel_id, sent_at desc) where team_channel_id is not null;

alter table policy_target
  add column channel_id uuid references team_channel on delete restrict,
  drop constraint policy_target_names_one,
  add constraint policy_target_names_one
    check (num_nonnulls(person_id, schedule_id, team_id, named_policy_id, channel_id) = 1);
create index policy_target_channel on policy_target (channel_id) where channel_id is not null;

-- A delivery goes to a person or to a team's channel; what the channel is called stays in the reason when it is removed.
alter table delivery
  alter column person_id drop not null,
  add column channel_id uuid references team_channel on delete set null,
  add constraint delivery_goes_somewhere check (person_id is not null or reason ->> 'kind' = 'told'),
  -- When what became of the page is to be told where this message stands; it counts once the message was sent.
  add column news_due_at timestamptz,
  add column news_tries smallint not null default 0;
create unique index delivery_once_to_channel on delivery (page_id, turn, channel_id) where channel_id is not null;
create index delivery_news_due on delivery (news_due_at) where news_due_at is not null and state = 'sent';

-- Every way in which a page is answered, comes back or ends is news for the messages that were sent for it; for one that is on its
-- way too, which is told once it is sent.
create function page_is_news() returns trigger language plpgsql as $$
begin
  update delivery set news_due_at = baton_now(), news_tries = 0
    where page_id = new.id and state in ('claimed', 'sent')
      -- Those of a person that can be changed where they stand (domain/paging/news.ts); in a room a line can always follow.
      and (channel_id is not null or channel in ('slack', 'telegram', 'discord', 'pushover', 'push'));
  return null;
end $$;
create trigger page_is_news after update of state, due_at on page for each row
  when (old.state is distinct from new.state or (new.state = 'snoozed' and old.due_at is distinct from new.due_at))
  execute function page_is_news();
