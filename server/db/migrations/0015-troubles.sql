-- More of what will go wrong on a schedule: answering first in two places, leave and holidays in a shift. Whoever answers
-- for the schedule is told, and may accept what cannot be mended.

alter table schedule_trouble
  drop constraint schedule_trouble_kind_check,
  drop constraint schedule_trouble_check,
  -- The other schedule on which the person answers first; the row is about both.
  add column other_id uuid references schedule on delete cascade,
  -- What the holiday is called, by language.
  add column holiday jsonb,
  -- When whoever mends it was told last; null: not yet.
  add column told_at timestamptz,
  add column accepted_at timestamptz,
  add column accepted_by uuid references person on delete set null,
  add column accepted_reason text check (length(accepted_reason) between 1 and 500),
  -- The bounds that were seen: what grows beyond them is not accepted any more. Without an end: as far as anybody looks.
  add column accepted_from timestamptz,
  add column accepted_until timestamptz,
  add column accepted_weekly boolean not null default false,
  add constraint schedule_trouble_kind_check
    check (kind in ('nobody_on_call', 'out_of_reach', 'two_primaries', 'on_leave', 'on_holiday')),
  add constraint schedule_trouble_person check ((kind <> 'nobody_on_call') = (person_id is not null)),
  add constraint schedule_trouble_other check ((kind = 'two_primaries') = (other_id is not null) and other_id <> schedule_id),
  add constraint schedule_trouble_holiday check ((kind = 'on_holiday') = (holiday is not null)),
  add constraint schedule_trouble_accepted check (
    (accepted_at is null) = (accepted_reason is null) and (accepted_at is null) = (accepted_from is null)
    and (accepted_at is not null or (accepted_by is null and accepted_until is null and not accepted_weekly)));
create index schedule_trouble_other on schedule_trouble (other_id) where other_id is not null;
create index schedule_trouble_person on schedule_trouble (person_id) where person_id is not null;

-- From this moment on there is more ahead than is listed.
alter table schedule_history add column ahead_cut_at timestamptz;

-- Who is named by an override is asked each night.
create index schedule_override_person on schedule_override (person_id, ends_at);
