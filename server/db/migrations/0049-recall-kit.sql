-- Runbooks and bookmarks of the kit stand in the index of recall beside past cases.

alter table recall_case drop constraint recall_case_kind_check,
  add constraint recall_case_kind_check check (kind in ('incident', 'alert', 'note', 'runbook', 'bookmark'));
-- Which runbook or bookmark it is.
alter table recall_case add column kit_id bigint,
  add constraint recall_case_kit_is_known check ((kit_id is not null) = (kind in ('runbook', 'bookmark')));
