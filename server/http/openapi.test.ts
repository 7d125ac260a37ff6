import type * as z from 'zod'
import { describe, expect, test } from 'vitest'
import { endpoints } from '../../domain/api.ts'
import type { Endpoint } from '../../domain/endpoint.ts'
import { WebhookMessage } from '../../domain/intake/alertmanager.schema.ts'
import { GenericBody } from '../../domain/intake/generic.schema.ts'
import { readEnqueue } from '../../domain/intake/pagerduty.ts'
import { ChangeBody, EnqueueBody } from '../../domain/intake/pagerduty.schema.ts'
import { PostedAlerts } from '../../domain/intake/prometheus.schema.ts'
import { webhooks } from '../../domain/intake/webhooks.ts'
import { examples } from './openapi-examples.ts'
import { openApiDocument } from './openapi.ts'
import { intakeDoor } from '../intake/doors.ts'
import { cookieName } from '../people/cookie.ts'

const document = asObject(openApiDocument({ release: '1.2.3', url: 'https://baton.example.com' }))
const rows = Object.entries<Endpoint>(endpoints)
const exampleRows: Readonly<Record<string, { readonly input?: object; readonly output?: object }>> = examples
const operations = Object.entries(asObject(document['paths'])).flatMap(([path, item]) =>
  Object.entries(asObject(item))
    .filter(([method]) => method !== 'parameters')
    .map(([method, operation]) => ({ path, method, item: asObject(item), operation: asObject(operation) })),
)

test.each(rows)('%s is in the document', (name, row) => {
  const found = operations.find(({ operation }) => operation['operationId'] === name)
  expect(found).toMatchObject({
    path: row.path.replace(/:(\w+)/g, '{$1}'),
    method: row.method.toLowerCase(),
    operation: { summary: row.does },
  })
  const statuses = Object.keys(asObject(found?.operation['responses']))
  expect(statuses).toEqual(
    expect.arrayContaining(['200', '400', 'default', ...(row.permission === 'open' ? [] : ['401', '403'])]),
  )
})

test.each([
  '/v2/enqueue',
  '/v2/change/enqueue',
  '/api/v2/alerts',
  '/alertmanager',
  '/generic',
  '/in/{key}',
  '/in/{key}/alertmanager',
  '/in/{key}/api/v2/alerts',
  '/in/{key}/v2/enqueue',
  '/in/{key}/v2/change/enqueue',
])('%s is in the document and is a door', (path) => {
  expect(operations.map((one) => `${one.method} ${one.path}`)).toContain(`post ${path}`)
  expect(intakeDoor({ url: path.replace('{key}', 'a'.repeat(32)), method: 'POST', headers: {} })).not.toBeNull()
})

test.each(webhooks.flatMap(({ name, paths, isNamed }) => (isNamed === false ? paths : [...paths, `/in/:key/${name}`])))(
  'the webhook %s is in the document and is a door',
  (path) => {
    expect(operations.map((one) => `${one.method} ${one.path}`)).toContain(`post ${path.replace(/:(\w+)/g, '{$1}')}`)
    const url = path.replace(/:\w+/g, 'a'.repeat(32))
    expect(intakeDoor({ url, method: 'POST', headers: {} })).toMatchObject({ door: 'webhook' })
  },
)

test.each(['/healthz', '/readyz', '/metrics', '/api/live', '/api/openapi.json'])('%s is in the document', (path) => {
  expect(operations.map((one) => `${one.method} ${one.path}`)).toContain(`get ${path}`)
})

describe('it is OpenAPI 3.1', () => {
  test('with the parts that every document has', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Baton', version: '1.2.3' },
      servers: [{ url: 'https://baton.example.com' }],
    })
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })

  test('every operation has a name of its own, a known tag, known security, and answers that say what they are', () => {
    const names = operations.map(({ operation }) => operation['operationId'])
    expect(new Set(names).size).toBe(names.length)
    const tags = asArray(document['tags']).map((tag) => asObject(tag)['name'])
    const schemes = Object.keys(asObject(asObject(document['components'])['securitySchemes']))
    for (const { path, operation } of operations) {
      expect(tags, path).toEqual(expect.arrayContaining([...asArray(operation['tags'])]))
      expect(schemes).toEqual(
        expect.arrayContaining(asArray(operation['security']).flatMap((one) => Object.keys(asObject(one)))),
      )
      for (const [status, response] of Object.entries(asObject(operation['responses']))) {
        expect(status).toMatch(/^[1-5](\d\d|XX)$|^default$/)
        expect(Object.keys(asObject(response)).filter((key) => key === 'description' || key === '$ref')).toHaveLength(1)
      }
    }
  })

  test('the names in a path are its path parameters, and a parameter stands once', () => {
    for (const { path, method, item, operation } of operations) {
      const parameters = [...asArray(item['parameters'] ?? []), ...asArray(operation['parameters'] ?? [])].map(asObject)
      const inPath = parameters.filter((one) => one['in'] === 'path').map((one) => one['name'])
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
      expect(parameters.filter((one) => one['in'] === 'path' && one['required'] !== true)).toEqual([])
      expect(new Set(parameters.map((one) => `${String(one['in'])} ${String(one['name'])}`)).size).toBe(
        parameters.length,
      )
      if (method === 'get' || method === 'delete') expect(operation).not.toHaveProperty('requestBody')
    }
  })

  test('every reference leads somewhere', () => {
    const references = everyObjectIn(document).flatMap((one) => (typeof one['$ref'] === 'string' ? [one['$ref']] : []))
    expect(references.length).toBeGreaterThan(100)
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([])
  })

  test('every schema is JSON Schema 2020-12', () => {
    const schemas = everySchemaIn(document)
    expect(schemas.length).toBeGreaterThan(500)
    expect(schemas.flatMap(troublesOf)).toEqual([])
  })
})

describe('what callers read', () => {
  test('moments are date-time, ids are uuid, and no expression repeats what a format says', () => {
    const things = Object.entries(asObject(asObject(document['components'])['schemas']))
      // Where monitors, and the rules that read them, name moments.
      .filter(([name, schema]) => !name.endsWith('Body') && !JSON.stringify(schema).includes('resolveWhen'))
      .flatMap(([, schema]) => schemasWithin(schema))
    const properties = things.flatMap((schema) => Object.entries(asObject(schema['properties'] ?? {})))
    const moments = properties.filter(([name]) => /^[a-z]+At$/.test(name))
    expect(moments.length).toBeGreaterThan(20)
    expect(moments.filter(([, schema]) => asObject(schema)['format'] !== 'date-time')).toEqual([])
    const ids = properties.filter(([name, schema]) => name.endsWith('Id') && JSON.stringify(schema).includes('string'))
    expect(ids.filter(([, schema]) => asObject(schema)['format'] !== 'uuid').map(([name]) => name)).toEqual([])
    expect(everySchemaIn(document).filter((schema) => 'format' in schema && 'pattern' in schema)).toEqual([])
  })

  test('the things of the domain are named, and an answer refers to them', () => {
    const answer = asObject(
      operations.find(({ operation }) => operation['operationId'] === 'acknowledgeAlert')?.operation['responses'],
    )
    expect(answer[200]).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Alert' } } },
    })
    expect(resolve('#/components/schemas/AlertDetail')).toBeDefined()
  })

  test('an answer has what its schema promises, a request what it needs', () => {
    const { Rotation } = asObject(asObject(document['components'])['schemas'])
    const sent = operations.find(({ operation }) => operation['operationId'] === 'createSchedule')?.operation[
      'requestBody'
    ]
    // The layer has a default: it may be left out of what is sent, and is always in what comes back.
    expect(JSON.stringify(asArray(asObject(Rotation)['oneOf']).map((one) => asObject(one)['required']))).toContain(
      '"layer"',
    )
    expect(everySchemaIn(asObject(sent)).flatMap((schema) => asArray(schema['required'] ?? []))).not.toContain('layer')
  })
})

test.each(['https://baton.example.com', 'http://localhost:4000'])('the cookie has its name on %s', (url) => {
  const { session } = asObject(
    asObject(asObject(openApiDocument({ release: '1', url }))['components'])['securitySchemes'],
  )
  expect(asObject(session)['name']).toBe(cookieName({ url }))
})

describe('examples', () => {
  test.each(rows.filter(([name]) => name in examples))('%s', (name, row) => {
    const { input, output } = exampleRows[name] ?? {}
    if (input) expect(() => row.input.parse(input)).not.toThrow()
    if (output) expect(() => row.output.parse(output)).not.toThrow()
    const text = JSON.stringify(operations.find(({ operation }) => operation['operationId'] === name)?.operation)
    expect(text).toContain('"example":')
  })

  test.each([
    ['/v2/enqueue', EnqueueBody],
    ['/v2/change/enqueue', ChangeBody],
    ['/api/v2/alerts', PostedAlerts],
    ['/alertmanager', WebhookMessage],
    ['/generic', GenericBody],
  ])('%s', (path, schema: z.ZodType) => {
    expect(() => schema.parse(exampleOf(path))).not.toThrow()
  })

  test('the first event somebody sends is understood', () => {
    const read = readEnqueue(Buffer.from(JSON.stringify(exampleOf('/v2/enqueue'))), {
      pathKey: null,
      headers: {},
      newKey: () => 'x',
    })
    expect(read).toMatchObject({ events: [{ action: 'trigger', key: 'web1/disk', priority: 'P1' }] })
  })
})

function exampleOf(path: string): unknown {
  const body = asObject(operations.find((one) => one.path === path)?.operation['requestBody'])
  return asObject(asObject(body['content'])['application/json'])['example']
}

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'].map((type) => JSON.stringify(type))

function troublesOf(schema: Readonly<Record<string, unknown>>): string[] {
  const given = [schema['type'] ?? []].flat().map((type) => JSON.stringify(type))
  const properties = Object.keys(asObject(schema['properties'] ?? {}))
  const required = asArray(schema['required'] ?? [])
  return [
    ...given.filter((type) => !types.includes(type)).map((type) => `unknown type ${type}`),
    ...required
      .filter((field) => properties.length > 0 && !properties.includes(String(field)))
      .map((field) => `no ${String(field)}`),
    ...('enum' in schema && asArray(schema['enum']).length === 0 ? ['an empty enum'] : []),
    ...('$defs' in schema || '$schema' in schema ? ['a schema of its own'] : []),
    ...('nullable' in schema || 'example' in schema ? ['a word of OpenAPI 3.0'] : []),
  ]
}

/** Every schema: those named, those of parameters and bodies, and what is in them. */
function everySchemaIn(value: unknown): Readonly<Record<string, unknown>>[] {
  const roots = everyObjectIn(value).flatMap((one) => ('schema' in one ? [one['schema']] : []))
  const named = Object.values(asObject(asObject(asObject(value)['components'] ?? {})['schemas'] ?? {}))
  return [...roots, ...named].flatMap(schemasWithin)
}

function schemasWithin(value: unknown): Readonly<Record<string, unknown>>[] {
  const schema = asObject(value)
  const inside = ['items', 'additionalProperties', 'not'].flatMap((key) => (isObject(schema[key]) ? [schema[key]] : []))
  const lists = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => asArray(schema[key] ?? []))
  const properties = Object.values(asObject(schema['properties'] ?? {}))
  return [schema, ...[...inside, ...lists, ...properties].flatMap(schemasWithin)]
}

function everyObjectIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.flatMap(everyObjectIn)
  return isObject(value) ? [value, ...Object.values(value).flatMap(everyObjectIn)] : []
}

function resolve(reference: string): unknown {
  const [, ...keys] = reference.split('/')
  return keys.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), document)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new Error(`${JSON.stringify(value)} is no object`)
  return value
}

function asArray(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is no list`)
  return value
}
