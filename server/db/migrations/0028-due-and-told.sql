-- Pages are claimed the most urgent first: each priority from its earliest, without sorting all that is due.
create index page_due_first on page (priority, due_at) where due_at is not null;
drop index page_due;

-- A page that is deleted is looked for as the alarm of others.
create index page_alarm on page (alarm_page_id) where alarm_page_id is not null;

-- Somebody is being told of it at this moment; whoever dies over that has told nobody.
alter table self_trouble add column telling_until timestamptz;
