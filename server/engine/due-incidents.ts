// When the rules of incidents look next, and when a risk that somebody took is over.
import { sql } from 'kysely'

/** So far behind the log is read: what was written a moment ago may stand after something that is not committed yet. */
export const settledSeconds = 5

/** Is there a rule that looks, or an incident of one that nobody leads yet? */
export const looking = sql<boolean>`(exists (select from incident_rule where disabled_at is null)
  or exists (select from incident where rule_id is not null and state = 'triage'))`

/** Some seconds after the first entry of the log that was not read, and when something has waited long enough. */
export const looksNext = sql<Temporal.Instant | null>`case when ${looking} then least(
  (select greatest(next.at + ${settledSeconds} * interval '1 second', look.not_before) from incident_look look,
    lateral (select at from log_entry where id > look.entry_id order by id limit 1) next),
  (select min(due_at) from incident_waiting)) end`

/** A risk ends with its last day in the zone of whoever took it. Null: nobody did, or they have been told. */
export const riskEnds = sql<Temporal.Instant | null>`(
  select min((i.risk_until + 1)::timestamp at time zone coalesce(p.zone, 'UTC'))
  from incident i left join person p on p.id = i.risk_accepted_by
  where i.risk_until is not null and i.risk_reminded_at is null and i.state not in ('dismissed', 'merged'))`
