-- Replies by mail that were taken: one that comes again changes nothing and is answered no second time.
create table mail_answer (
  delivery_id bigint not null references delivery on delete cascade,
  -- Of a mail with many pages, which is answered as a whole.
  bundle bigint,
  -- What the mail is known by: a hash of its Message-ID, or of what it says.
  ref text not null,
  -- To which mail the answer belongs; null when it had no name.
  message_id text,
  -- Whether it was understood: what may be written is explained once.
  is_clear boolean not null,
  -- What the person is told, in their language; null when nothing is told.
  says text,
  at timestamptz not null,
  primary key (delivery_id, ref)
);
create index mail_answer_at on mail_answer (at);
