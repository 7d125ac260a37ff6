-- The log of a team has an address that mail goes to; which mails were taken already.

create table log_address (
  team_id uuid primary key references team on delete cascade,
  -- Found by its hash when mail comes, and opened for those who may write there.
  key_hash bytea not null unique check (length(key_hash) = 32),
  sealed_key text not null,
  made_by_name text not null,
  made_at timestamptz not null
);

create table log_mail (
  team_id uuid not null references team on delete cascade,
  ref text not null check (length(ref) between 1 and 64),
  at timestamptz not null,
  primary key (team_id, ref)
);
create index log_mail_moment on log_mail (team_id, at);
