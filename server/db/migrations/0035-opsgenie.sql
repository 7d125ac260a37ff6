-- What came of each write over Opsgenie's Alert API: its clients are answered with an id, and ask by it.
create table opsgenie_request (
  id uuid primary key,
  source_id uuid not null references source on delete cascade,
  at timestamptz not null,
  action text not null,
  is_success boolean not null,
  status text not null,
  -- As the client knows them; '' where no alert was found.
  alert_id text not null,
  alias text not null
);
create index opsgenie_request_at on opsgenie_request (at);
create index opsgenie_request_source on opsgenie_request (source_id);
