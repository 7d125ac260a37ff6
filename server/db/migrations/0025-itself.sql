-- Baton watches itself: pages that nobody is woken by, what is wrong with it and who was told, and figures of its work.

-- A page of Baton to itself goes to the sink, which is nobody. Its plan is its mark.
alter table page drop constraint page_plan_check;
alter table page add constraint page_plan_check check (plan in ('policy', 'person', 'fallback', 'itself')) not valid;
-- ... and so is the reason of its delivery, which goes to no person.
alter table delivery alter column person_id drop not null;
alter table delivery drop constraint if exists delivery_goes_somewhere;
alter table delivery add constraint delivery_goes_somewhere
  check (person_id is not null or reason ->> 'kind' in ('told', 'itself')) not valid;

alter table node
  -- A node of an earlier release would call the fallback for such a page: while one lives, none is made.
  add column pages_itself boolean not null default false,
  -- Of the disk that the embedded database lies on, where this node has one.
  add column disk_free_percent real;

create table self_page (
  id uuid primary key default gen_random_uuid(),
  state text not null check (state in ('waiting', 'running', 'good', 'late', 'failed')),
  -- When it begins; then when it is looked at again.
  due_at timestamptz,
  begun_at timestamptz,
  accepted_at timestamptz,
  handed_over_at timestamptz,
  ended_at timestamptz,
  -- Which node began it, and which one handed it over.
  begun_by text,
  sent_by text,
  because text,
  created_at timestamptz not null default baton_now(),
  constraint self_page_is_armed check ((state in ('waiting', 'running')) = (due_at is not null)),
  constraint self_page_has_ended check ((state in ('waiting', 'running')) = (ended_at is null))
);
-- There is one at a time, whatever nodes there are.
create unique index self_page_armed on self_page ((true)) where due_at is not null;
create index self_page_ended on self_page (ended_at desc) where ended_at is not null;

-- What is wrong with Baton itself, one row for each kind and what it is about; it stays when it is over, for what was told.
create table self_trouble (
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  subject text not null default '' check (length(subject) <= 200),
  since timestamptz not null,
  detail text not null default '',
  ended_at timestamptz,
  -- When people were last told that it began.
  told_at timestamptz,
  primary key (kind, subject)
);

-- Whose turn it is to look, and to tell the outside watcher: whoever moves the moment on.
create table self_watch (
  one boolean primary key default true check (one),
  look_due_at timestamptz not null default 'epoch',
  looked_at timestamptz,
  beat_due_at timestamptz not null default 'epoch',
  beat_at timestamptz,
  -- Why the last beat was not sent, or did not arrive; null: it did.
  beat_held text
);
insert into self_watch default values;

-- Sums of hours that are over: how many of each measure fell into which bucket of time (-1 for what has none).
create table paging_figure (
  hour timestamptz not null,
  measure text not null,
  subject text not null default '',
  provider text not null default '',
  bucket smallint not null default -1,
  count bigint not null,
  -- The longest of them, in milliseconds.
  most double precision not null default 0,
  primary key (hour, measure, subject, provider, bucket)
);

-- Deliveries and pages lie in the order in which they were made: a coarse index finds an hour of them and costs the page path nothing.
create index delivery_created on delivery using brin (created_at) with (pages_per_range = 16, autosummarize = on);
create index page_opened on page using brin (opened_at) with (pages_per_range = 16, autosummarize = on);
