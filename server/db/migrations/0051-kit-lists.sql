-- Lists of runbooks read no texts, an address that is named is always looked at, open handovers are found without those that are done,
-- and what is taken on between an early acceptance and the change is passed on.

-- How many steps this version has. Null: not counted yet, as those from before and those that an older release writes beside this one; a
-- node counts them within a minute (server/kit/runbook-store.ts), and until then their text is read.
alter table kit_runbook_version add column steps smallint check (steps between 0 and 500);
create index kit_runbook_version_uncounted on kit_runbook_version (runbook_id) where steps is null;

-- Whoever names an address holds its row: one that is forgotten in this moment, because nobody named it, is either kept or made anew.
create or replace function link_is_checked() returns trigger language plpgsql as $$
begin
  if new.url ~* '^https?://' then
    insert into link_check (digest, url, host, due_at)
    values (link_digest(new.url), new.url, lower(substring(new.url from '^[^/]*//([^/?#]*)')), baton_now())
    on conflict (digest) do update set url = excluded.url;
  end if;
  return null;
end $$;

-- When somebody last asked for it at once: they may do so once a minute.
alter table link_check add column hurried_at timestamptz;

-- What still has to be done is little, and what was done grows for years.
create index handover_open on handover (begins_at, id) where state not in ('accepted', 'called_off');

-- Accepted before the change: what whoever goes takes on until then is passed on at the change.
alter table handover add column passes_at timestamptz;
create index handover_passes on handover (passes_at) where passes_at is not null;
