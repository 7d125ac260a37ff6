-- Answers beside "I have it": what one looks at and by when one is back, "I cannot", and who closed it.
alter table alert
  -- Of whoever has it, or had it last: it stays readable when the page came back.
  add column promised_by uuid references person on delete set null,
  add column looking_at text,
  -- Until when whoever answered wants it quiet: a promise, or a snooze before there was a page. Null: as the policy says.
  add column back_at timestamptz,
  add column closed_by uuid references person on delete set null;

-- Who cannot take a page. It holds until the page returns to its start: until then nobody rings them for it.
create table page_decline (
  page_id bigint not null references page on delete cascade,
  person_id uuid not null references person on delete cascade,
  -- The page's version when it was said.
  turn integer not null,
  at timestamptz not null,
  reason text not null default '',
  holds boolean not null default true,
  primary key (page_id, person_id, turn)
);
create unique index page_decline_holds on page_decline (page_id, person_id) where holds;
