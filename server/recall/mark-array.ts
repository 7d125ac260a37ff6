// The terms of a question as a parameter of a statement.
import { sql, type RawBuilder } from 'kysely'

/** These marks as an array of whole numbers. */
export function markArray(marks: readonly number[]): RawBuilder<readonly number[]> {
  return sql`${`{${marks.join(',')}}`}::int[]`
}
