-- One row that names this installation, and the clock every node shares.

create table installation (
  one boolean primary key default true check (one),
  id uuid not null default gen_random_uuid(),
  -- Which secret key sealed the stored secrets: a node with another key refuses to start.
  secret_fingerprint text,
  created_at timestamptz not null default now()
);
insert into installation default values;

-- Time never goes back, whatever the server's clock does: a tick stores the latest instant seen.
-- `pinned_at` is set by tests and simulations only.
create table clock (
  one boolean primary key default true check (one),
  last timestamptz not null default clock_timestamp(),
  pinned_at timestamptz
);
insert into clock default values;

-- Volatile on purpose; in conditions write `(select baton_now())`, so that it is asked once and indexes serve.
create function baton_now() returns timestamptz language sql volatile as
  'select coalesce(pinned_at, greatest(clock_timestamp(), last)) from clock';

-- A version that grows with every change to what decides who is reached; nodes cache by it.
create table roster_version (
  one boolean primary key default true check (one),
  version bigint not null default 1
);
insert into roster_version default values;

create function roster_changed() returns trigger language plpgsql as $$
begin
  update roster_version set version = version + 1;
  return null;
end $$;

create table node (
  id text primary key,
  name text not null,
  release text not null,
  started_at timestamptz not null,
  seen_at timestamptz not null
);
