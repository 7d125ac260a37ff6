-- Many pages to one person: after the first messages a delivery waits for others to its contact, and goes out with them as one.
alter table delivery add column is_gathered boolean not null default false;
create index delivery_gathered on delivery (contact_id) where is_gathered and state in ('queued', 'claimed');

-- Which deliveries one message carried. Written before it goes out; its link, its digits and its receipt speak of all of them.
create sequence bundle_number;
create table delivery_bundle (
  bundle bigint not null,
  delivery_id bigint not null references delivery on delete cascade,
  primary key (bundle, delivery_id)
);
create index delivery_bundle_delivery on delivery_bundle (delivery_id);

-- A rule may hold in some hours of the week only, on the wall clock of its person; null: always. One contact may have several
-- rules for a priority as long as their hours differ.
alter table contact_rule
  add column within jsonb,
  drop constraint contact_rule_pkey;
create unique index contact_rule_once on contact_rule (person_id, priority, contact_id, (coalesce(within::text, '')));

-- Hours in which what rings waits, for pages of these priorities; never for the first.
create table quiet_hours (
  person_id uuid primary key references person on delete cascade,
  within jsonb not null,
  priorities text[] not null check (cardinality(priorities) > 0 and priorities <@ array['P2', 'P3', 'P4'])
);
create trigger roster_quiet_hours after insert or update or delete on quiet_hours
  for each statement execute function roster_changed();
