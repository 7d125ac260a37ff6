-- Messages to a person that are not pages: what somebody should know at a decent hour.
create table notice (
  id bigint generated always as identity primary key,
  person_id uuid not null references person on delete cascade,
  -- Which teller puts it into words when it is sent.
  kind text not null check (kind ~ '^[a-z_]{1,40}$'),
  -- What it is about, in the teller's own words; empty where one notice speaks of everything.
  subject text not null default '' check (length(subject) <= 200),
  -- Dropped: there was nothing to say any more.
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'not_sent', 'failed', 'dropped')),
  -- The next try, or the end of the lease of the node that is trying.
  due_at timestamptz,
  attempts integer not null default 0,
  epoch integer not null default 0,
  outcome text,
  -- What was or would have been sent, as text.
  message jsonb,
  created_at timestamptz not null,
  ended_at timestamptz,
  constraint notice_is_armed check ((state in ('waiting', 'sending')) = (due_at is not null)),
  constraint notice_has_ended check ((state in ('waiting', 'sending')) = (ended_at is null))
);
-- News of one thing for one person gathers in one notice until it is sent.
create unique index notice_waiting on notice (person_id, kind, subject) where state = 'waiting';
create index notice_due on notice (due_at) where due_at is not null;
create index notice_not_sent on notice (id desc) where state = 'not_sent';
create index notice_ended on notice (ended_at) where ended_at is not null;
