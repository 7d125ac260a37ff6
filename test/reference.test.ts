// The reference in the web reads whatever the document holds, so it is held here against the document that is served.
import { expect, test } from 'vitest'
import { endpoints } from '../domain/api.ts'
import { openApiDocument } from '../server/http/openapi.ts'
import { curlOf, exampleOf } from '../web/reference/curl.ts'
import { chaptersOf, found, operationsIn } from '../web/reference/operations.ts'
import { limitsOf, schemaText } from '../web/reference/schema-text.ts'

const document = openApiDocument({ release: '1', url: 'https://baton.example.com' })
const operations = operationsIn(document)
const rows = operations.flatMap((operation) => {
  const row = Object.entries(endpoints).find(([name]) => name === operation.name)?.[1]
  return row ? [{ operation, row }] : []
})

test('every endpoint is in the reference, with its access and what it refuses', () => {
  expect(rows.map(({ operation }) => operation.name).sort()).toEqual(Object.keys(endpoints).sort())
  for (const { operation, row } of rows) {
    const { name, access, refusals } = operation
    expect(operation.does, name).toBe(row.does)
    expect(operation.answer, name).not.toBeNull()
    expect(
      refusals.map((refusal) => refusal.code),
      name,
    ).toEqual(expect.arrayContaining([...row.errors]))
    expect(access.to === 'role' ? access.permission : 'open', name).toBe(row.permission)
  }
})

test('every schema reads as text without anything unknown in the place of a thing', () => {
  for (const { name, body, answer } of operations) {
    for (const content of [body, answer]) expect(content ? schemaText(content.schema) : '', name).not.toContain('…')
  }
  const alert = operations.find((operation) => operation.name === 'getAlert')
  expect(alert?.answer ? schemaText(alert.answer.schema) : '').toContain('summary: string')
})

test.each(rows)('$operation.name: the body of its call is one that it takes', ({ operation, row }) => {
  if (!operation.body) return
  const inPath = operation.parameters.map(({ name, schema }) => [name, exampleOf(schema)])
  for (const body of [operation.body.example ?? {}, exampleOf(operation.body.schema)]) {
    if (Object.keys(Object(body)).length === 0) continue
    const read = row.input.safeParse({ ...Object.fromEntries(inPath), ...Object(body) })
    expect(read.error?.issues ?? []).toEqual([])
  }
})

test('chapters hold every operation once, in the order of the document', () => {
  const chapters = chaptersOf(document, operations)
  expect(
    chapters
      .flatMap((chapter) => chapter.operations)
      .map((each) => each.name)
      .sort(),
  ).toEqual(operations.map((each) => each.name).sort())
  expect(chapters[0]?.name).toBe('alerts')
  for (const { name, about } of chapters) expect(about, name).not.toBe('')
})

test('a call carries the token, and the parts of the path as variables', () => {
  const get = operations.find((operation) => operation.name === 'getAlert')
  expect(get ? curlOf(get, 'https://baton.example.com') : '').toBe(
    'curl "https://baton.example.com/api/alerts/$alertId" \\\n  -H "authorization: Bearer $BATON_TOKEN"',
  )
})

test.each([
  [{ type: 'string', format: 'uuid' }, 'string', 'uuid'],
  [{ type: 'integer', minimum: 1, maximum: 9007199254740991 }, 'number', '1..'],
  [{ enum: ['a', 'b'] }, '"a" | "b"', ''],
  [{ anyOf: [{ type: 'string', maxLength: 9 }, { type: 'null' }] }, 'string | null', '..9'],
  [{ type: 'array', items: { enum: ['a', 'b'] }, maxItems: 3 }, '("a" | "b")[]', '..3'],
  [{ type: 'object', properties: {} }, '{}', ''],
  [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [name]: number }', ''],
  [{ const: true }, 'true', ''],
  [{}, 'any', ''],
])('%j reads %j, %j', (schema, text, limits) => {
  expect(schemaText(schema)).toBe(text)
  expect(limitsOf(schema)).toBe(limits)
})

test('an object is written line by line, optional fields marked', () => {
  const at = { type: 'object', properties: { on: { type: 'boolean' } } }
  const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 9 }, at } }
  expect(schemaText(schema)).toBe('{\n  name: string  // ..9\n  at?: {\n    on?: boolean\n  }\n}')
})

test('search takes every word, in any order', () => {
  const names = (text: string) => found(operations, text).map((operation) => operation.name)
  expect(names('override POST')).toContain('addOverride')
  expect(names('override POST')).not.toContain('removeOverride')
  expect(names('')).toHaveLength(operations.length)
  expect(names('no such thing')).toEqual([])
})
