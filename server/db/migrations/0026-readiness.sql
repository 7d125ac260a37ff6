-- Can everybody be reached? Why a contact is off, when it was proven last, how its last messages fared; and tests of whole policies.

-- Null: its person switched it off. The network was told STOP, or the provider says that nobody is there any more.
alter table contact add column off_because text check (off_because in ('stopped', 'gone'));
alter table contact add constraint contact_off_because check (off_because is null or not is_enabled);
create function contact_is_on_again() returns trigger language plpgsql as $$
begin
  new.off_because := null;
  return new;
end $$;
create trigger contact_is_on_again before update of is_enabled on contact
  for each row when (new.is_enabled and not old.is_enabled) execute function contact_is_on_again();

-- When a contact was proven last. Beside the contact, for the roster does not change by it: an answer must not make every
-- node read everybody again.
create table contact_proof (
  contact_id uuid primary key references contact on delete cascade,
  proven_at timestamptz not null,
  -- How often its person was asked to prove it again since; what is told at the end counts too.
  asked integer not null default 0,
  -- When it is looked at again.
  due_at timestamptz not null
);
create index contact_proof_due on contact_proof (due_at);

-- By whatever hand a contact is verified, its proof begins; one whose address changed has none.
create function contact_proof_begins() returns trigger language plpgsql as $$
begin
  if new.verified_at is null or new.channel = 'browser' then
    delete from contact_proof where contact_id = new.id;
  else
    insert into contact_proof (contact_id, proven_at, due_at) values (new.id, new.verified_at, new.verified_at + interval '1 day')
    on conflict (contact_id) do update set proven_at = excluded.proven_at, asked = 0, due_at = excluded.due_at;
  end if;
  return null;
end $$;
create trigger contact_proof_begins after insert or update of verified_at on contact
  for each row execute function contact_proof_begins();
create trigger contact_proof_begins_anew after update of address, channel on contact
  for each row execute function contact_proof_begins();

-- What was verified before has been in use: nobody is asked on the day of an upgrade.
insert into contact_proof (contact_id, proven_at, due_at)
  select id, baton_now(), baton_now() + interval '1 day' from contact where verified_at is not null and channel <> 'browser';

-- How the last messages over a contact fared.
create index delivery_by_contact on delivery (contact_id, id desc) where state in ('sent', 'failed');

-- A page that only tests ends by itself and alarms nobody: the first step that reaches somebody, or each step once.
alter table page add column test text check (test in ('first', 'whole'));
alter table page add constraint page_test_says_so check (test is null or (is_test and plan <> 'fallback'));
create index page_test on page (policy_id, id desc) where test is not null;

-- Who answered the test of a policy. It goes on for the others.
create table page_test_answer (
  page_id bigint not null references page on delete cascade,
  person_id uuid not null references person on delete cascade,
  at timestamptz not null,
  via text not null,
  primary key (page_id, person_id)
);
