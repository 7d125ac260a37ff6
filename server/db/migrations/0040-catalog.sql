-- The catalog: how much depends on a service, and where it is looked at and mended.

alter table service
  -- 1 is what the business stops without; null: nobody has said.
  add column tier smallint check (tier between 1 and 4);

create table service_link (
  service_id uuid not null references service on delete cascade,
  position integer not null,
  name text not null check (length(name) between 1 and 200),
  url text not null check (length(url) between 1 and 2000),
  kind text not null check (kind in ('runbook', 'dashboard', 'logs', 'repository', 'room', 'other')),
  primary key (service_id, position)
);
