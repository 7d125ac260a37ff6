// What comes back of an incident: an alert of it that is open again, or a new one of the same source and key, where the old one had
// been closed for too long to be opened again itself (its service says for how long).
import { sql } from 'kysely'

/** For `incident i` in a statement: the alert that came back last, as a row with `alert_id`, `at` and `summary`. */
export const cameBack = sql`select a.id as alert_id, greatest(a.first_at, a.reopens[cardinality(a.reopens)]) as at, a.summary
  from incident_alert m join alert was on was.id = m.alert_id
  join alert a on a.state <> 'closed' and a.id = coalesce(
    (select o.id from alert o where o.source_id = was.source_id and o.key = was.key and o.state <> 'closed'), was.id)
  where m.incident_id = i.id
    and not exists (select from incident_alert e where e.alert_id = a.id and e.incident_id <> i.id)
  order by 2 desc limit 1`
