// A call of an operation from a terminal, with believable values where it needs some.
import { isRecord } from './operations.ts'
import type { Operation, Schema } from './operations.ts'

/** The call; `url` is where Baton is reached. Path parameters are shell variables, and so is the token. */
export function curlOf(operation: Operation, url: string): string {
  const { method, path, access, parameters, body } = operation
  const query = parameters
    .filter((parameter) => parameter.place === 'query' && parameter.isRequired)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(plain(exampleOf(schema)))}`)
  const address = `${url}${path.replaceAll(/\{(\w+)\}/g, '$$$1')}${query.length > 0 ? `?${query.join('&')}` : ''}`
  const text = body
    ? JSON.stringify(body.example ?? exampleOf(body.schema), null, 2).replaceAll("'", String.raw`'\''`)
    : ''
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "${address}"`,
    ...(access.to === 'role' ? ['-H "authorization: Bearer $BATON_TOKEN"'] : []),
    ...(body ? [`-H 'content-type: application/json'`, `-d '${text}'`] : []),
  ].join(' \\\n  ')
}

/** The smallest value that fits the schema: what is required, and the first of each choice. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if (schema['default'] !== undefined) return schema['default']
  if ('const' in schema) return schema['const']
  for (const several of ['anyOf', 'oneOf', 'enum'] as const) {
    const values = schema[several]
    if (Array.isArray(values))
      return several === 'enum' ? values[0] : isRecord(values[0]) ? exampleOf(values[0], name) : null
  }
  switch (schema['type']) {
    case 'string':
      return textLike(schema, name)
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' && schema['minimum'] > 0 ? schema['minimum'] : 1
    case 'boolean':
      return true
    case 'array':
      return listLike(schema)
    case 'object':
      return objectLike(schema)
    default:
      return null
  }
}

function objectLike(schema: Schema): object {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {}
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : []
  return Object.fromEntries(
    required.map((name) => {
      const property = properties[name]
      return [name, isRecord(property) ? exampleOf(property, name) : null]
    }),
  )
}

/** One entry where the list must have some, none where it may be empty. */
function listLike(schema: Schema): unknown[] {
  const least = schema['minItems']
  return typeof least === 'number' && least > 0 && isRecord(schema['items']) ? [exampleOf(schema['items'])] : []
}

function textLike({ format, pattern }: Schema, name: string): string {
  if (name === 'zone') return 'Europe/Berlin'
  switch (format) {
    case 'uuid':
      return '01999999-0000-7000-8000-000000000000'
    case 'date-time':
      return '2026-03-29T10:00:00+09:00'
    case 'date':
      return '2026-03-29'
    case 'email':
      return 'ana@example.com'
  }
  if (typeof pattern === 'string' && new RegExp(pattern, 'u').test('09:00')) return '09:00'
  if (typeof pattern === 'string' && new RegExp(pattern, 'u').test('checkout')) return 'checkout'
  return 'text'
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
