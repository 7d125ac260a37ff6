// Acceptance inside a transaction that is under way: what is raised or closed stands or falls with everything else in it.
import { CompiledQuery } from 'kysely'
import type { FreshAlert } from '../alerts/waiting.ts'
import type { Database, Db } from '../db/connect.ts'
import { acceptArrivals, type Arrival } from './accept.ts'

/** The same door that every event takes. Answers with the alerts that wait to be paged, once the transaction is kept. */
export function acceptWithin(tx: Db, arrivals: readonly Arrival[]): Promise<readonly FreshAlert[]> {
  const pool = {
    query: ({ text, values }: { readonly text: string; readonly values: unknown[] }) =>
      tx.executeQuery(CompiledQuery.raw(text, values)),
  }
  const db = { transaction: () => ({ execute: (work: (within: Db) => Promise<unknown>) => work(tx) }) }
  return acceptArrivals(asDatabase({ pool, db }), arrivals)
}

/** Acceptance asks a database for one statement or for one transaction, and both are this transaction here. */
function asDatabase(within: object): Database {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return within as Database
}
