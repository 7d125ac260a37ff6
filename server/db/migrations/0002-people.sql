create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  email text not null check (length(email) between 3 and 254),
  zone text not null default 'UTC',
  language text not null default 'en' check (language in ('en', 'ko')),
  role text not null default 'responder' check (role in ('viewer', 'responder', 'manager', 'admin')),
  password_hash text,
  deactivated_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index person_email on person (lower(email));

create table team (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);

create table team_member (
  team_id uuid not null references team on delete cascade,
  person_id uuid not null references person on delete cascade,
  role text not null default 'responder' check (role in ('viewer', 'responder', 'manager', 'admin')),
  primary key (team_id, person_id)
);
create index team_member_person on team_member (person_id);

create table invitation (
  id uuid primary key,
  token_hash bytea not null unique,
  email text,
  role text not null check (role in ('viewer', 'responder', 'manager', 'admin')),
  team_id uuid references team on delete cascade,
  -- Nobody invited the first admin: the printed link did.
  invited_by uuid references person on delete set null,
  is_first_run boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references person on delete set null,
  revoked_at timestamptz,
  check (expires_at > created_at)
);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text,
  agent text,
  revoked_at timestamptz
);
create index session_person on session (person_id) where revoked_at is null;

create table token (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  name text not null check (length(name) between 1 and 200),
  hint text not null,
  token_hash bytea not null unique,
  at_most text not null check (at_most in ('viewer', 'responder', 'manager', 'admin')),
  created_at timestamptz not null,
  used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index token_person on token (person_id) where revoked_at is null;

-- Failed tries, shared by all nodes; the engine removes what is older than an hour.
create table sign_in_try (
  id bigint generated always as identity primary key,
  subject text not null,
  at timestamptz not null
);
create index sign_in_try_subject on sign_in_try (subject, at);

create trigger roster_person after insert or update of name, email, zone, language, role, deactivated_at or delete on person
  for each statement execute function roster_changed();
create trigger roster_team_member after insert or update or delete on team_member
  for each statement execute function roster_changed();
