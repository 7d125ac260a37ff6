-- Pages are claimed the most urgent first: each priority from its earliest, without sorting all that is due.
create index page_due_first on page (priority, due_at) where due_at is not null;
drop index page_due;
