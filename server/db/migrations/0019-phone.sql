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
