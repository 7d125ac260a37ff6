-- Updates of incidents are delivered: who hears of them, and what became of each message. And the family of an incident.

alter table team
  -- Where people meet about an incident of this team; `{incident}` stands for its number. Empty: nowhere in particular.
  add column incident_room text not null default '' check (length(incident_room) <= 500);

alter table incident
  -- Null: as its team says. Empty: nowhere in particular.
  add column room_url text check (room_url is null or room_url = '' or room_url ~ '^https://'),
  add column room_channel_id uuid references team_channel on delete set null,
  -- A big one has parts; a part has none (domain/incidents/family.ts).
  add column parent_id bigint references incident check (parent_id <> id),
  -- Which one it was split off from.
  add column split_from bigint references incident check (split_from <> id);
create index incident_parent on incident (parent_id) where parent_id is not null;
create index incident_split_from on incident (split_from) where split_from is not null;

alter table incident_update
  -- As it was when it was told.
  add column priority smallint check (priority between 1 and 4),
  -- Nothing is new but that work goes on: said in the words of each receiver.
  add column is_still boolean not null default false,
  -- Who follows its parts hears it too.
  add column is_to_parts boolean not null default false,
  -- Made by who sends it, once: the same key again tells nobody anything more.
  add column key text check (length(key) between 1 and 100),
  -- When the last of its messages had its outcome.
  add column sent_at timestamptz;
create unique index incident_update_key on incident_update (incident_id, key) where key is not null;

-- Who hears of updates: of every incident of a team or a service, or of one incident; a person, or a channel of a team.
create table incident_subscription (
  id uuid primary key,
  team_id uuid references team on delete cascade,
  service_id uuid references service on delete cascade,
  incident_id bigint references incident on delete cascade,
  person_id uuid references person on delete cascade,
  channel_id uuid references team_channel on delete cascade,
  -- Responders hear as those who work on it.
  audience text not null check (audience in ('stakeholders', 'users')),
  -- The least urgent priority of which it is told.
  priority smallint not null default 4 check (priority between 1 and 4),
  -- Of one incident: whoever would hear of it does not want to.
  is_off boolean not null default false,
  -- Somebody who may respond has said that this channel may hear of this incident although it is private.
  is_private_meant boolean not null default false,
  by_name text not null,
  created_at timestamptz not null,
  constraint subscription_is_of_one check (num_nonnulls(team_id, service_id, incident_id) = 1),
  constraint subscription_is_of_somebody check (num_nonnulls(person_id, channel_id) = 1),
  -- Users are told where they look, not as persons.
  constraint subscription_of_users check (audience = 'stakeholders' or channel_id is not null),
  constraint subscription_off_is_of_incident check (incident_id is not null or not is_off)
);
create unique index incident_subscription_once on incident_subscription
  (coalesce(team_id::text, service_id::text, incident_id::text), coalesce(person_id, channel_id), audience);
create index incident_subscription_incident on incident_subscription (incident_id) where incident_id is not null;
create index incident_subscription_team on incident_subscription (team_id) where team_id is not null;
create index incident_subscription_service on incident_subscription (service_id) where service_id is not null;
create index incident_subscription_person on incident_subscription (person_id) where person_id is not null;
create index incident_subscription_channel on incident_subscription (channel_id) where channel_id is not null;

-- A notice goes to a person or to a channel of a team; what it was called stays when it is removed.
alter table notice
  alter column person_id drop not null,
  add column channel_id uuid references team_channel on delete set null,
  add column receiver text not null default '',
  -- Over which channel it went out.
  add column carrier text,
  add constraint notice_goes_somewhere check (person_id is not null or receiver <> '');
-- Each update goes to each receiver once, also when it is ended.
create unique index notice_update_person on notice (subject, person_id)
  where kind = 'incident_update' and person_id is not null;
create unique index notice_update_channel on notice (subject, channel_id)
  where kind = 'incident_update' and channel_id is not null;
