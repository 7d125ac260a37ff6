-- Check-ins that are waited for: one that stays away raises an alert through its source, the next one closes it.
create table heartbeat (
  id uuid primary key,
  source_id uuid not null references source on delete cascade,
  slug text not null check (slug ~ '^[a-z0-9_-]{1,100}$'),
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  -- Either every so many minutes, or when a cron expression says so in a time zone.
  every_minutes integer check (every_minutes between 1 and 527040),
  cron text,
  zone text not null default 'UTC',
  grace_minutes integer not null check (grace_minutes between 0 and 527040),
  priority smallint not null check (priority between 1 and 4),
  -- What the alert says; empty: it says what has happened.
  alert_message text not null default '',
  tags text[] not null default '{}',
  -- A mail with one of these words is a failure.
  fail_words text[] not null default '{}',
  -- The key of its own address, to be found by and to be shown again.
  ping_hash bytea not null unique,
  sealed_ping text not null,
  state text not null default 'new' check (state in ('new', 'up', 'late', 'down', 'paused')),
  state_at timestamptz not null,
  -- From when the next check-in is counted: the last one, or a resumption, or a change of what is expected.
  counts_from timestamptz,
  checked_in_at timestamptz,
  -- A run that has begun and not ended.
  started_at timestamptz,
  start_rid uuid,
  lasted_ms bigint,
  pings bigint not null default 0,
  expected_at timestamptz,
  -- Since when the alert is to hear what the state is now: that it is down, or that it is over. And why it is down.
  news_at timestamptz,
  because text check (because in ('missed', 'never_ended', 'failed')),
  exit_status smallint,
  -- When time does something to it, or it has news.
  due_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (source_id, slug),
  check ((every_minutes is null) <> (cron is null)),
  constraint heartbeat_news_are_due check (news_at is null or due_at is not null),
  -- One that is waited for always has a moment at which its absence is noticed.
  constraint heartbeat_is_armed check (state not in ('up', 'late') or due_at is not null)
);
create index heartbeat_due on heartbeat (due_at) where due_at is not null;
create index heartbeat_name on heartbeat (source_id, name);

-- The last twenty of each: the next one takes the place of the oldest.
create table heartbeat_ping (
  heartbeat_id uuid not null references heartbeat on delete cascade,
  slot smallint not null check (slot between 0 and 19),
  number bigint not null,
  at timestamptz not null,
  kind text not null check (kind in ('success', 'start', 'fail', 'log')),
  exit_status smallint,
  rid uuid,
  lasted_ms bigint,
  -- How it came: a method of HTTP, or mail.
  via text not null,
  address text not null,
  agent text not null,
  body text not null,
  body_bytes integer not null,
  primary key (heartbeat_id, slot)
);
