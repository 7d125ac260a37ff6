-- Evidence: what is to be kept of a service in an incident, what became of it there, and the files themselves.

-- The list of a service, in its order. A name stands for one thing in it.
create table service_evidence (
  service_id uuid not null references service on delete cascade,
  name text not null check (length(name) between 1 and 200),
  position smallint not null,
  how text not null default '' check (length(how) <= 2000),
  kind text not null check (kind in ('link', 'upload', 'snapshot')),
  address text not null default '' check (length(address) <= 2000),
  primary key (service_id, name)
);

-- With what calls for snapshots of a service are signed.
create table evidence_secret (
  service_id uuid primary key references service on delete cascade,
  sealed text not null
);

create table evidence_file (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  -- Null while it arrives: until then it is of nobody, and swept away when it never ends.
  sha256 bytea check (length(sha256) = 32),
  type text check (type in ('png', 'jpeg', 'gif', 'webp', 'pdf', 'text', 'json', 'gzip', 'zip', 'other')),
  bytes bigint,
  begun_at timestamptz not null,
  constraint evidence_file_is_whole check (
    (sha256 is null) = (type is null) and (sha256 is null) = (bytes is null) and (bytes is null or bytes > 0)),
  -- The same file brought twice is kept once.
  constraint evidence_file_once unique (incident_id, sha256)
);
create index evidence_file_arriving on evidence_file (begun_at) where sha256 is null;

create table evidence_chunk (
  file_id bigint not null references evidence_file on delete cascade,
  at integer not null,
  bytes bytea not null,
  primary key (file_id, at)
);
-- Pictures and archives are compressed already: trying it again only costs time.
alter table evidence_chunk alter column bytes set storage external;

-- What is to be kept of one incident, and what became of it.
create table incident_evidence (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incident on delete cascade,
  service_id uuid references service on delete set null,
  -- It came from the list of its service.
  is_listed boolean not null default false,
  position smallint not null default 0,
  name text not null check (length(name) between 1 and 200),
  how text not null default '',
  kind text not null check (kind in ('link', 'upload', 'snapshot')),
  address text not null default '',
  state text not null default 'open' check (state in ('open', 'waiting', 'failed', 'kept', 'missing')),
  link text not null default '',
  file_id bigint references evidence_file,
  file_name text not null default '',
  note text not null default '',
  by uuid references person on delete set null,
  by_name text not null default '',
  at timestamptz,
  failure text,
  failure_detail text not null default '',
  -- How often a snapshot was tried since it was asked for, and which of those who try it may write down the answer.
  attempts smallint not null default 0,
  epoch integer not null default 0,
  -- When it is tried next.
  due_at timestamptz,
  constraint evidence_is_armed check ((state = 'waiting') = (due_at is not null)),
  constraint evidence_has_file check (file_id is null or state = 'kept'),
  constraint evidence_says_why check (state <> 'missing' or note <> '')
);
create index incident_evidence_incident on incident_evidence (incident_id, id);
create index incident_evidence_file on incident_evidence (file_id) where file_id is not null;
create index incident_evidence_due on incident_evidence (due_at) where due_at is not null;
create unique index incident_evidence_listed on incident_evidence (incident_id, service_id, name) where is_listed;

-- Whatever names a service in an incident, by whichever way, brings the list of that service along.
create function bring_evidence_list() returns trigger language plpgsql as $$
begin
  insert into incident_evidence (incident_id, service_id, is_listed, position, name, how, kind, address)
  select new.incident_id, e.service_id, true, e.position, e.name, e.how, e.kind, e.address
  from service_evidence e where e.service_id = new.service_id order by e.position
  on conflict (incident_id, service_id, name) where is_listed do nothing;
  return null;
end $$;
-- By its name it runs after the reference to the service is checked, and so held: who changes the list meanwhile comes before or after.
create trigger incident_service_brings_evidence after insert or update of incident_id on incident_service
  for each row execute function bring_evidence_list();
