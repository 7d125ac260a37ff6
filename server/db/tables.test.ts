// The tables as Kysely sees them, held against the schema that the migrations make.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { freshDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, type Database } from './connect.ts'

/** A column: may it be null, and does the database fill it in when it is left out? */
type Column = { readonly type: string; readonly isNullable: boolean; readonly isGenerated: boolean }
type Schema = Readonly<Record<string, Readonly<Record<string, Column>>>>

/** How PostgreSQL's types are read here (see `connect.ts`). */
const readAs: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  text: 'string',
  uuid: 'string',
  date: 'string',
  bytea: 'Buffer',
  timestamptz: 'Instant',
  jsonb: 'json',
  _int4: 'number[]',
  _text: 'string[]',
  _uuid: 'string[]',
  _timestamptz: 'Instant[]',
}

let server: TestDatabase
let database: Database

beforeAll(async () => {
  server = await freshDatabase()
  database = connect(server.config, { connections: 1, name: 'tables' })
})

afterAll(async () => {
  await database.close()
  await server.drop()
})

const written = readTypes(readFileSync(path.join(import.meta.dirname, 'tables.ts'), 'utf8'))

test('the same tables with the same columns', async () => {
  const migrated = await readSchema()
  expect(namesIn(written)).toEqual(namesIn(migrated))
})

test('the same columns may be null, are filled in, and hold the same kind of value', async () => {
  expect(written).toEqual(await readSchema())
})

test.each([
  ['a: { b: string }', { type: 'string', isNullable: false, isGenerated: false }],
  ['a: { b: Generated<number>; c: string }', { type: 'number', isNullable: false, isGenerated: true }],
  ["a: {\n  b: 'x' | 'y' | null\n}", { type: 'string', isNullable: true, isGenerated: false }],
  ['a: { b: Id }', { type: 'number', isNullable: false, isGenerated: true }],
  ['a: { b: ColumnType<A | null, string | null, never> }', { type: 'json', isNullable: true, isGenerated: false }],
])('the types are read: %s', (text, column) => {
  expect(readTypes(`export type Tables = { ${text} }`)['a']?.['b']).toEqual(column)
})

/** The types are written in one way throughout: `table: { column: Type; column: Type }`. */
function readTypes(text: string): Schema {
  const body = text.slice(text.indexOf('export type Tables = {') + 'export type Tables = {'.length)
  const tables = Array.from(body.matchAll(/(\w+): \{((?:[^{}]|\{[^{}]*\})*)\}/g), ([, table = '', columns = '']) => {
    return [table, Object.fromEntries(splitColumns(columns).map(readColumn))] as const
  })
  return Object.fromEntries(tables)
}

/** One for each line or semicolon that stands in no brackets. */
function splitColumns(text: string): string[] {
  const columns = ['']
  let depth = 0
  for (const letter of text) {
    if ('<{('.includes(letter)) depth++
    if ('>})'.includes(letter)) depth--
    if (depth === 0 && (letter === ';' || letter === '\n')) columns.push('')
    else columns.push((columns.pop() ?? '') + letter)
  }
  return columns.map((column) => column.trim()).filter(Boolean)
}

function readColumn(text: string): [string, Column] {
  const [, name = '', type = ''] = /^(\w+): ([\s\S]+)$/.exec(text) ?? []
  const isGenerated = type.startsWith('Generated<') || type === 'Id' || /^ColumnType<.*\bundefined\b/.test(type)
  const inner = type.replace(/^Generated<([\s\S]+)>$/, '$1')
  // Of a column that is read otherwise than written, the first type is what is read.
  const read = /^ColumnType<([\s\S]+)>$/.exec(inner)?.[1]?.split(/,(?![^<{]*[>}])/)[0] ?? inner
  return [name, { type: kindOf(inner), isNullable: /\|\s*null\b/.test(read) || read === 'unknown', isGenerated }]
}

function kindOf(type: string): string {
  if (/^(?:ColumnType|Json)</.test(type)) return 'json'
  const plain = type.replace(/\s*\|\s*null\b/, '')
  if (plain === 'Id') return 'number'
  if (/^(?:boolean|number|string|Buffer|Instant)$/.test(plain)) return plain
  if (plain === 'Instant[]' || plain === 'number[]') return plain
  if (/^\w+\[\]$/.test(plain)) return 'string[]'
  return 'string' // words from a list: their spelling is a CHECK
}

function namesIn(schema: Schema): string[] {
  const names = Object.entries(schema).flatMap(([table, columns]) => {
    return Object.keys(columns).map((column) => `${table}.${column}`)
  })
  return names.toSorted()
}

async function readSchema(): Promise<Schema> {
  const { rows } = await sql<{ table: string; column: string; type: string; nullable: boolean; filled: boolean }>`
    select table_name as table, column_name as column, udt_name as type, is_nullable = 'YES' as nullable,
      column_default is not null or is_identity = 'YES' as filled
    from information_schema.columns where table_schema = 'public' and table_name <> 'migration'`.execute(database.db)
  const tables = Map.groupBy(rows, ({ table }) => table)
  return Object.fromEntries(
    [...tables].map(([table, columns]) => [
      table,
      Object.fromEntries(
        columns.map(({ column, type, nullable, filled }) => [
          column,
          { type: readAs[type] ?? type, isNullable: nullable, isGenerated: filled },
        ]),
      ),
    ]),
  )
}
