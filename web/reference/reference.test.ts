import { expect, test } from 'vitest'
import { openApiDocument } from '../../server/http/openapi.ts'
import { endpoints } from '../../domain/api.ts'
import { curlOf, exampleOf } from './curl.ts'
import { found, operationsIn } from './document.ts'
import { limitsOf, schemaText } from './schema-text.ts'

const operations = operationsIn(openApiDocument({ release: '1', url: 'http://localhost' }))

test('every endpoint is in the reference, with its access and what it refuses', () => {
  expect(operations.map((operation) => operation.name).sort()).toEqual(Object.keys(endpoints).sort())
  for (const operation of operations) {
    expect(operation.does, operation.name).not.toBe('')
    expect(operation.answer, operation.name).not.toBeNull()
    expect(operation.refusals.length, operation.name).toBeGreaterThan(0)
  }
  const override = operations.find((operation) => operation.name === 'addOverride')
  expect(override?.access).toEqual({ permission: 'schedules.override', role: 'responder' })
  expect(override?.refusals.map((refusal) => refusal.code)).toContain('override_ends_first')
  expect(operations.find((operation) => operation.name === 'signIn')?.access).toBeNull()
})

test('the example body of every operation is one that the endpoint takes', () => {
  for (const [name, row] of Object.entries(endpoints)) {
    const operation = operations.find((each) => each.name === name)
    if (!operation?.body) continue
    const inPath = operation.parameters.map(({ name, schema }) => [name, exampleOf(schema)])
    const given = { ...Object.fromEntries(inPath), ...Object(exampleOf(operation.body)) }
    const read = row.input.safeParse(given)
    expect(read.error?.issues ?? [], `${name} ${JSON.stringify(given)}`).toEqual([])
  }
})

test('a call carries the token, the body in quotes, and the path as variables', () => {
  const close = operations.find((operation) => operation.name === 'closeAlert')
  const call = close ? curlOf(close, 'https://baton.example.com') : ''
  expect(call).toContain('"https://baton.example.com/api/alerts/$alertId')
  expect(call).toContain('-H "authorization: Bearer $BATON_TOKEN"')
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
  const schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', maxLength: 9 },
      at: { type: 'object', properties: { on: { type: 'boolean' } } },
    },
  }
  expect(schemaText(schema)).toBe('{\n  name: string  // ..9\n  at?: {\n    on?: boolean\n  }\n}')
})

test('search takes every word, in any order', () => {
  const names = (text: string) => found(operations, text).map((operation) => operation.name)
  expect(names('override POST')).toEqual(['addOverride'])
  expect(names('')).toHaveLength(operations.length)
  expect(names('no such thing')).toEqual([])
})
