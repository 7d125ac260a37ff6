-- Alerts by mail: how a source reads mails, and which of them it has taken, since mail servers send again what they are not sure of.

alter table source add column mail_rules jsonb;

create table source_mail (
  source_id uuid not null references source on delete cascade,
  -- The same whenever the same mail comes again: a hash of its Message-ID.
  ref text not null,
  at timestamptz not null,
  primary key (source_id, ref)
);
create index source_mail_at on source_mail (at);
