-- A source may have many keys at once, so that one is changed without losing an alert in between.
create table source_key (
  id uuid primary key,
  source_id uuid not null references source on delete cascade,
  hash bytea not null unique,
  hint text not null,
  -- Null: by automation, or before keys said who made them.
  created_by uuid references person on delete set null,
  created_at timestamptz not null,
  -- To the minute.
  used_at timestamptz,
  -- Null: until somebody revokes it.
  expires_at timestamptz,
  revoked_at timestamptz
);
create index source_key_source on source_key (source_id, created_at desc);

insert into source_key (id, source_id, hash, hint, created_at, used_at)
select gen_random_uuid(), id, key_hash, key_hint, created_at, used_at from source;

-- The previous release runs beside this one: it looks sources up by their own columns, and writes new keys there. What it writes
-- becomes a key, and the keys before it end at once, as it promises. What this release writes is the newest key there. The
-- columns and both triggers go when that release cannot run any more.
alter table source alter column key_hash drop not null, alter column key_hint drop not null;

create function source_column_becomes_key() returns trigger language plpgsql as $$
begin
  if new.key_hash is null or exists (select from source_key where hash = new.key_hash) then
    return null;
  end if;
  update source_key set revoked_at = baton_now() where source_id = new.id and revoked_at is null;
  insert into source_key (id, source_id, hash, hint, created_at)
  values (gen_random_uuid(), new.id, new.key_hash, coalesce(new.key_hint, ''), baton_now());
  return null;
end $$;
create trigger source_column_becomes_key after insert or update of key_hash on source
  for each row execute function source_column_becomes_key();

create function source_key_fills_column() returns trigger language plpgsql as $$
begin
  update source s set key_hash = newest.hash, key_hint = coalesce(newest.hint, s.key_hint, '')
  from (select 1) one left join lateral (
    select hash, hint from source_key where source_id = new.source_id and revoked_at is null order by created_at desc, id desc limit 1
  ) newest on true
  where s.id = new.source_id and s.key_hash is distinct from newest.hash;
  return null;
end $$;
create trigger source_key_fills_column after insert or update of revoked_at on source_key
  for each row execute function source_key_fills_column();

-- How the requests of a source are signed, for those that must be. The secrets are sealed with the key of the installation.
create table source_signing (
  source_id uuid primary key references source on delete cascade,
  -- Where the signature stands and what it is over: domain/intake/signing.ts.
  signing jsonb not null,
  secret text not null,
  -- The secret before, while it still holds; without an end it holds until the next is set.
  secret_before text,
  secret_before_until timestamptz,
  changed_at timestamptz not null,
  check (secret_before is not null or secret_before_until is null)
);

-- The newest bodies of each source, taken and refused, for people who connect a tool. It takes the place of `rejection`, which
-- only the previous release still writes.
create table received_body (
  id bigint generated always as identity primary key,
  source_id uuid not null references source on delete cascade,
  at timestamptz not null,
  path text not null,
  address text not null,
  status integer not null,
  -- Why it was not let in, where that was not its content.
  because text,
  -- What its sender was told; empty when it was taken.
  answer text not null,
  -- What it became, the first few: [{"action", "key", "summary", "priority", "notes"}].
  events text not null,
  event_count integer not null,
  -- The first 16 KiB, without keys.
  body text not null,
  bytes integer not null
);
alter table received_body alter column body set storage external;
create index received_body_newest on received_body (source_id, (status >= 400), id desc);

insert into received_body (source_id, at, path, address, status, answer, events, event_count, body, bytes)
select source_id, at, path, address, status, reason, '[]', 0, body, octet_length(body) from (
  select *, row_number() over (partition by source_id order by id desc) as nth from rejection where source_id is not null
) kept where nth <= 20 order by id;
