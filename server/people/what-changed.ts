import type { Row } from '../db/tables.ts'

const words = { name: 'name', role: 'role', zone: 'time zone', language: 'language', holidays: 'holidays' } as const
const fields = ['name', 'role', 'zone', 'language', 'holidays'] as const

type Told = Pick<Row<'person'>, (typeof fields)[number]>

/** What about a person is different afterwards, for the log: `role responder → manager`; empty when nothing is. */
export function whatChanged(before: Told, change: Partial<Told>): string {
  return fields
    .filter((field) => change[field] !== undefined && change[field] !== before[field])
    .map((field) => `${words[field]} ${before[field] ?? 'none'} → ${change[field] ?? 'none'}`)
    .join(', ')
}
