// The API document, made from the endpoint table: what is served is what is written.
import * as z from 'zod'
import { endpoints, type EndpointName } from '../../domain/api.ts'
import type { Endpoint } from '../../domain/endpoint.ts'
import { permissions } from '../../domain/permissions.ts'
import { problems } from '../../domain/problems.ts'

export function openApiDocument(of: { readonly release: string; readonly url: string }): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, row] of Object.entries(endpoints) as [EndpointName, Endpoint][]) {
    const path = row.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(name, row) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Baton',
      version: of.release,
      description:
        'Everything the web does, it does through these endpoints. Sign in with a session cookie (and send `x-baton: 1` with changes) or with a token in `Authorization: Bearer`. Refusals are `application/problem+json` with a `code` and what to do next.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: of.url }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'baton_session' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

function operation(name: EndpointName, row: Endpoint): object {
  const input = schemaOf(row.input)
  const fields = (input.properties ?? {}) as Record<string, object>
  const required = new Set((input.required as string[] | undefined) ?? [])
  const inPath = [...row.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const others = Object.keys(fields).filter((field) => !inPath.includes(field))
  const inQuery = row.method === 'GET' || row.method === 'DELETE' ? others : []
  const inBody = row.method === 'GET' || row.method === 'DELETE' ? [] : others
  const needs = permissions[row.permission]
  return {
    operationId: name,
    summary: row.does,
    description: needs === null ? 'Open to everybody.' : `Permission \`${row.permission}\`: ${needs} or above.`,
    tags: [row.path.split('/')[2] ?? 'api'],
    security: needs === null ? [] : [{ token: [] }, { session: [] }],
    parameters: [
      ...inPath.map((field) => ({ name: field, in: 'path', required: true, schema: fields[field] ?? {} })),
      ...inQuery.map((field) => ({
        name: field,
        in: 'query',
        required: required.has(field),
        schema: fields[field] ?? {},
      })),
    ],
    ...(inBody.length > 0 || (row.method !== 'GET' && row.method !== 'DELETE')
      ? { requestBody: { required: true, content: { 'application/json': { schema: bodySchema(input, inPath) } } } }
      : {}),
    responses: {
      200: { description: 'Done.', content: { 'application/json': { schema: schemaOf(row.output) } } },
      ...refusals(row),
    },
  }
}

function refusals(row: Endpoint): Record<string, object> {
  const codes = [
    'bad_input' as const,
    ...(row.permission === 'open' ? [] : (['signed_out', 'not_allowed'] as const)),
    ...row.errors,
  ]
  const byStatus = new Map<number, string[]>()
  for (const code of new Set(codes)) {
    const { status, say } = problems[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${say}`])
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries([...byStatus].map(([status, says]) => [status, { description: says.join(' '), content }]))
}

function bodySchema(input: JsonSchema, inPath: readonly string[]): object {
  if (!input.properties) return input
  const properties = Object.fromEntries(Object.entries(input.properties).filter(([field]) => !inPath.includes(field)))
  const required = ((input.required as string[] | undefined) ?? []).filter((field) => !inPath.includes(field))
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
}

type JsonSchema = { properties?: Record<string, object>; required?: unknown }

/** The wire side: what goes through JSON, moments as RFC 3339 text. */
function schemaOf(shape: z.ZodType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return schema as JsonSchema
}

const problemSchema = {
  type: 'object',
  required: ['type', 'status', 'code', 'say'],
  properties: {
    type: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    say: { type: 'string', description: 'What the person reading this does next.' },
    facts: { type: 'object' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, say: { type: 'string' } } },
    },
  },
}
