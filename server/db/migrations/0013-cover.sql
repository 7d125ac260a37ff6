-- "Who takes my shift?" and "I take yours if you take mine": asked, answered, and reminded of while it is open.

create table cover_request (
  id bigint generated always as identity primary key,
  schedule_id uuid not null references schedule on delete cascade,
  -- Whose shift it is, and who asked for them: null when they asked themselves.
  asker_id uuid not null references person on delete restrict,
  asked_by uuid references person on delete set null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- The times in it in which the asker was on call when it was asked, as [{"from", "until"}].
  pieces jsonb not null,
  -- Of a swap: the shift of the one who is asked.
  return_schedule_id uuid references schedule on delete cascade,
  return_pieces jsonb,
  is_for_everybody boolean not null,
  note text not null default '',
  state text not null default 'open'
    check (state in ('open', 'accepted', 'declined', 'withdrawn', 'expired', 'void')),
  -- Why it is void.
  because text check (because in ('asker_left', 'shift_changed', 'return_changed')),
  asked_at timestamptz not null,
  closed_at timestamptz,
  -- Up to when reminders have been sent, and when somebody next looks at it: for ever while it is open.
  reminded_until timestamptz,
  due_at timestamptz,
  constraint cover_open_is_looked_at check ((state = 'open') = (due_at is not null)),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'void') = (because is not null)),
  check ((return_schedule_id is null) = (return_pieces is null))
);
create index cover_request_due on cover_request (due_at) where due_at is not null;
create index cover_request_schedule on cover_request (schedule_id, starts_at);
create index cover_request_return on cover_request (return_schedule_id) where return_schedule_id is not null;
create index cover_request_asker on cover_request (asker_id, starts_at);
create index cover_request_open on cover_request (starts_at) where state = 'open';

create table cover_asked (
  request_id bigint not null references cover_request on delete cascade,
  person_id uuid not null references person on delete restrict,
  declined_at timestamptz,
  note text not null default '',
  primary key (request_id, person_id)
);
create index cover_asked_person on cover_asked (person_id);

-- What somebody would take, and takes once it is agreed on. No moment of a request is taken by two, whoever is quicker.
create table cover_part (
  id bigint generated always as identity primary key,
  request_id bigint not null references cover_request on delete cascade,
  person_id uuid not null references person on delete restrict,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  offered_at timestamptz not null,
  agreed_at timestamptz,
  constraint cover_part_taken_once exclude using gist
    (int8range(request_id, request_id, '[]') with &&, tstzrange(starts_at, ends_at) with &&) where (agreed_at is not null)
);
create index cover_part_request on cover_part (request_id);

-- Whatever happens to a schedule or to a person, an open request is looked at again at once, whoever made the change.
create function cover_looks_again() returns trigger language plpgsql as $$
begin
  case tg_table_name
    when 'schedule' then
      update cover_request set due_at = least(due_at, baton_now())
      where state = 'open' and new.id in (schedule_id, return_schedule_id);
    when 'schedule_override' then
      update cover_request set due_at = least(due_at, baton_now())
      where state = 'open' and coalesce(new.schedule_id, old.schedule_id) in (schedule_id, return_schedule_id);
    when 'person' then
      update cover_request r set due_at = least(due_at, baton_now())
      where state = 'open' and (asker_id = new.id
        or exists (select from cover_asked a where a.request_id = r.id and a.person_id = new.id));
  end case;
  return null;
end $$;
create trigger cover_looks_again after update of version on schedule
  for each row execute function cover_looks_again();
create trigger cover_looks_again after insert or update or delete on schedule_override
  for each row execute function cover_looks_again();
create trigger cover_looks_again after update of deactivated_at on person
  for each row when (old.deactivated_at is distinct from new.deactivated_at) execute function cover_looks_again();
