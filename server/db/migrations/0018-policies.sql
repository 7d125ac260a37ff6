-- A step reaches one role of a schedule, a team, or goes through the steps of another policy.
alter table policy_target
  -- Whom of those on call; null: the primary, or the secondary where there is no primary.
  add column role text check (role in ('primary', 'secondary', 'everybody')),
  add column team_id uuid references team on delete restrict,
  add column team_part text check (team_part in ('responders', 'on_call')),
  add column named_policy_id uuid references policy on delete restrict,
  drop constraint policy_target_check,
  add constraint policy_target_names_one check (num_nonnulls(person_id, schedule_id, team_id, named_policy_id) = 1),
  add constraint policy_target_role check (role is null or schedule_id is not null),
  add constraint policy_target_part check ((team_part is null) = (team_id is null));
create index policy_target_team on policy_target (team_id) where team_id is not null;
create index policy_target_policy on policy_target (named_policy_id) where named_policy_id is not null;

-- A step may hold for some priorities only, and for some hours of the week only.
alter table policy_step
  -- Null: for all of them.
  add column priorities text[] check (cardinality(priorities) > 0 and priorities <@ array['P1', 'P2', 'P3', 'P4']),
  -- `{"zone": ..., "within": [...]}`, with hours as rotations are restricted to them; null: always.
  add column hours jsonb;
