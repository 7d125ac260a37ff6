-- A phone is rung: numbers as contacts. Channels that a later release brings are in the list already, so that it can run beside this one.
alter table contact drop constraint contact_channel_check;
alter table contact add constraint contact_channel_check check (channel in
  ('email', 'webhook', 'ntfy', 'browser', 'sms', 'voice', 'push', 'slack', 'teams', 'mattermost', 'telegram', 'discord', 'pushover'));

-- What a provider said after it had accepted a message. The receipt that is missing is a row that is due.
alter table delivery
  add column receipt_due_at timestamptz,
  -- Which of the accepted messages the network gave up, and what it said.
  add column failed_ref text,
  add column failed_because text;
create index delivery_receipt_due on delivery (receipt_due_at) where receipt_due_at is not null;
-- The pages that went to a number: an answer by SMS is read among these.
create index delivery_to_number on delivery (address, id desc) where channel = 'sms';

-- Answers by SMS and by key that were taken: a request that comes again changes nothing.
create table phone_answer (
  ref text primary key,
  at timestamptz not null
);
create index phone_answer_at on phone_answer (at);

-- A contact counts as reach once a code that was sent to it came back. What was there before stays as it was: it has been in use.
alter table contact add column verified_at timestamptz;
update contact set verified_at = created_at;

-- Whoever changes an address, by whatever way: it is another contact, and unverified.
create function contact_address_changed() returns trigger language plpgsql as $$
begin
  if new.address is distinct from old.address or new.channel is distinct from old.channel then new.verified_at := null; end if;
  return new;
end $$;
create trigger contact_address_changed before update of address, channel on contact
  for each row execute function contact_address_changed();

-- Who is out of reach depends on it: schedules look ahead again.
drop trigger contact_counts_ahead on contact;
create trigger contact_counts_ahead after insert or delete or update of is_enabled, verified_at on contact
  for each row execute function contact_counts_ahead();

-- Codes that were sent. They are counted after their contact is gone, or numbers could be tried without end.
create table contact_code (
  id uuid primary key,
  person_id uuid not null references person on delete cascade,
  contact_id uuid references contact on delete set null,
  channel text not null,
  address text not null,
  -- What the code is, signed with the installation's key: the code itself is kept nowhere.
  proof text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0
);
create index contact_code_person on contact_code (person_id, sent_at);
create index contact_code_address on contact_code (address, sent_at);
create index contact_code_contact on contact_code (contact_id, sent_at desc);
create index contact_code_sent on contact_code (sent_at);
