-- Open alerts are listed newest first, most urgent first, by team, by service, and counted by state: one index answers all of it from
-- its own pages, where the one by id had to look at each alert. Ids come in order within each of its few leading values.
create index alert_open_listed on alert (state, priority, id, team_id, service_id) where state <> 'closed';
drop index alert_open;
