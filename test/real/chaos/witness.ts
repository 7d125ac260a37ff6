// Who changed which delivery, as the database itself saw it: a stale node must never write an outcome.
import { Client } from 'pg'

export type Witness = {
  /** Outcomes that were written by a node which did not hold the delivery, and claims that skipped an epoch. */
  stale(): Promise<readonly string[]>
  /** Pages that wait for nothing and have not ended, and deliveries that nobody will look at again. */
  forgotten(): Promise<readonly string[]>
  /** Which connections listen for hints, by node: their processes in the database. */
  listeners(): Promise<ReadonlyMap<string, number>>
}

/** Looks on from now, beside Baton: with a connection of its own that no trouble goes through. */
export async function startWitness(url: string): Promise<Witness> {
  await ask(url, note)
  return {
    stale: async () => (await ask(url, staleChanges)).map((row) => JSON.stringify(row)),
    forgotten: async () => (await ask(url, forgottenRows)).map((row) => JSON.stringify(row)),
    listeners: async () => {
      const rows = await ask(url, listening)
      return new Map(rows.map(({ name, pid }) => [String(name), Number(pid)]))
    },
  }
}

const note = `
  create table trial_change (
    at timestamptz not null default clock_timestamp(), delivery_id bigint not null, by text not null,
    old_state text not null, new_state text not null, old_epoch int not null, new_epoch int not null,
    old_node text, new_node text
  );
  create function trial_note() returns trigger language plpgsql as $$
  begin
    insert into trial_change (delivery_id, by, old_state, new_state, old_epoch, new_epoch, old_node, new_node)
    values (old.id, current_setting('application_name'), old.state, new.state, old.epoch, new.epoch, old.node, new.node);
    return null;
  end $$;
  create trigger trial_note after update on delivery for each row
    when (old.state is distinct from new.state or old.epoch is distinct from new.epoch) execute function trial_note()`

/** Nodes are named by one word: 'a-1f2e3d4c' holds what 'baton a' and 'baton quick a' may write. */
const staleChanges = `
  select * from trial_change
  where (new_epoch = old_epoch and old_state = 'claimed' and new_state in ('sent', 'failed', 'not_sent', 'queued')
      and old_node not like substring(by from '\\S+$') || '-%')
    or new_epoch not in (old_epoch, old_epoch + 1)
    or (old_state in ('sent', 'failed', 'not_sent') and new_epoch <> old_epoch)
  limit 10`

const forgottenRows = `
  select 'page' as what, id, state from page where state in ('open', 'acknowledged', 'snoozed') and due_at is null
  union all
  select 'delivery', id, state from delivery where state in ('queued', 'claimed') and due_at is null
  union all
  select 'alert', id, state from alert where state = 'triggered' and page_id is null and paging_due_at is null
  limit 10`

const listening = `
  select substring(application_name from '\\S+$') as name, max(pid) as pid from pg_stat_activity
  where application_name like 'baton signals %' group by 1`

async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 30_000 })
  client.on('error', () => {}) // the query that it fails says so
  try {
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return rows
  } finally {
    await client.end().catch(() => {})
  }
}
