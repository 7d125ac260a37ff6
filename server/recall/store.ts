// The index of recall as rows. Whatever changes a case counts its terms in the same statement.
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { NewRow } from '../db/tables.ts'

/** Writes these cases in place of what was kept of the same things, and counts in how many cases each term occurs. */
export async function putCases(tx: Db, cases: readonly NewRow<'recall_case'>[]): Promise<void> {
  if (cases.length === 0) return
  const before = await dropped(
    tx,
    cases.map(({ subject }) => subject),
    'kept',
  )
  for (let at = 0; at < cases.length; at += mostAtOnce) {
    const some = cases.slice(at, at + mostAtOnce)
    await tx
      .insertInto('recall_case')
      .values(some.map((one) => ({ ...one, ...votesOf(one.subject) })))
      .onConflict((conflict) =>
        conflict.expression(sql`md5(subject)`).doUpdateSet((each) => ({
          alert_id: each.ref('excluded.alert_id'),
          team_id: each.ref('excluded.team_id'),
          service_ids: each.ref('excluded.service_ids'),
          title: each.ref('excluded.title'),
          text: each.ref('excluded.text'),
          fixed: each.ref('excluded.fixed'),
          who: each.ref('excluded.who'),
          priority: each.ref('excluded.priority'),
          stands: each.ref('excluded.stands'),
          is_verified: each.ref('excluded.is_verified'),
          at: each.ref('excluded.at'),
          ended_at: each.ref('excluded.ended_at'),
          times: each.ref('excluded.times'),
          helped: each.ref('excluded.helped'),
          did_not: each.ref('excluded.did_not'),
          marks: each.ref('excluded.marks'),
        })),
      )
      .execute()
  }
  await count(tx, { added: cases.map(({ marks }) => marks), removed: before.map(({ marks }) => marks) })
}

const mostAtOnce = 500

/** These things are no past cases any more. */
export async function dropCases(tx: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  const gone = await dropped(tx, subjects, 'gone')
  await count(tx, { added: [], removed: gone.map(({ marks }) => marks) })
}

async function dropped(tx: Db, subjects: readonly string[], then: 'kept' | 'gone') {
  const which = sql`where md5(subject) = any(array(select md5(s) from unnest(${subjects}::text[]) s))`
  const { rows } =
    then === 'gone'
      ? await sql<{ marks: number[] }>`delete from recall_case ${which} returning marks`.execute(tx)
      : await sql<{ marks: number[] }>`select marks from recall_case ${which}`.execute(tx)
  return rows
}

/** What people said of it is not part of the index, and stays when that is made anew. */
function votesOf(subject: string) {
  const said = (helped: boolean) =>
    sql<number>`(select count(*)::int from recall_vote v where md5(v.subject) = md5(${subject}) and v.helped = ${helped})`
  return { helped: said(true), did_not: said(false) }
}

async function count(
  tx: Db,
  {
    added,
    removed,
  }: { readonly added: readonly (readonly number[])[]; readonly removed: readonly (readonly number[])[] },
): Promise<void> {
  const changes = new Map<number, number>()
  for (const marks of added) for (const mark of marks) changes.set(mark, (changes.get(mark) ?? 0) + 1)
  for (const marks of removed) for (const mark of marks) changes.set(mark, (changes.get(mark) ?? 0) - 1)
  const changed = [...changes].filter(([, by]) => by !== 0)
  if (changed.length > 0)
    await sql`
      insert into recall_mark (mark, cases)
      select * from unnest(${changed.map(([mark]) => mark)}::int[], ${changed.map(([, by]) => by)}::int[])
      on conflict (mark) do update set cases = greatest(0, recall_mark.cases + excluded.cases)`.execute(tx)
  if (added.length !== removed.length)
    await sql`update recall_progress set cases = greatest(0, cases + ${added.length - removed.length})`.execute(tx)
}

/** Keeps these entries of the log by their terms. */
export async function putEntries(
  tx: Db,
  entries: readonly { readonly id: number; readonly at: Temporal.Instant; readonly marks: readonly number[] }[],
): Promise<void> {
  if (entries.length === 0) return
  await sql`
    insert into recall_entry (entry_id, at, marks)
    select id, at, marks::int[] from unnest(${entries.map(({ id }) => id)}::bigint[],
      ${entries.map(({ at }) => at.toString())}::timestamptz[],
      ${entries.map(({ marks }) => `{${marks.join(',')}}`)}::text[]) as t(id, at, marks)
    on conflict (entry_id) do update set marks = excluded.marks`.execute(tx)
}

/** Keeps the words by which somebody may begin to ask. */
export async function putWords(tx: Db, words: ReadonlyMap<string, number>): Promise<void> {
  if (words.size === 0) return
  await sql`
    insert into recall_word (word, mark)
    select * from unnest(${[...words.keys()]}::text[], ${[...words.values()]}::int[])
    on conflict (word) do nothing`.execute(tx)
}

/** Nothing is kept any more: what follows makes it anew. What people said of past cases stays. */
export async function emptyIndex(tx: Db, method: number): Promise<void> {
  await sql`truncate recall_case`.execute(tx)
  await sql`truncate recall_mark`.execute(tx)
  await sql`truncate recall_word`.execute(tx)
  await sql`truncate recall_entry`.execute(tx)
  await sql`update recall_progress set indexed_before = 0, method = ${method}, cases = 0`.execute(tx)
}
