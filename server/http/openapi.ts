// The API document, made from the endpoint table: what is served is what is written.
import { endpoints, type EndpointName } from '../../domain/api.ts'
import type { Endpoint } from '../../domain/endpoint.ts'
import { permissions } from '../../domain/permissions.ts'
import { problems, type ProblemCode } from '../../domain/problems.ts'
import { examples } from './openapi-examples.ts'
import { monitorDoors } from './openapi-doors.ts'
import { fileDoors } from './openapi-files.ts'
import { operatorDoors } from './openapi-operators.ts'
import { bodyWithout, schemasOf, type JsonSchema } from './openapi-schemas.ts'
import { tagOf, tags } from './openapi-tags.ts'

/** Everything that can be asked of Baton over HTTP, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0). */
export function openApiDocument(of: { readonly release: string; readonly url: string }): object {
  const { shapes, components } = schemasOf(endpoints)
  const paths: Record<string, Record<string, object>> = {}
  for (const [name, row] of rows()) {
    const path = row.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(name, row, shapes[name]) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Baton',
      version: of.release,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: of.url }],
    tags,
    paths: { ...paths, ...monitorDoors.paths, ...operatorDoors.paths, ...fileDoors.paths },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal token, or BATON_ADMIN_TOKEN.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: of.url.startsWith('https:') ? '__Host-baton_session' : 'baton_session',
          description: 'Set by signIn. Changes also need the header `x-baton: 1`.',
        },
        ...monitorDoors.securitySchemes,
        ...operatorDoors.securitySchemes,
      },
      responses: { Refused: { description: refusedAnywhere, content: problemContent } },
      schemas: { ...components, ...monitorDoors.schemas, Problem: problemSchema },
    },
  }
}

/** The table's own keys are the names: \`Object.entries\` alone forgets that. */
function rows(): readonly [EndpointName, Endpoint][] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return Object.entries(endpoints) as [EndpointName, Endpoint][]
}

const description = [
  'Everything the web does, it does through these endpoints.',
  'Sign in with a session cookie (and send `x-baton: 1` with changes) or with a token in `Authorization: Bearer`.',
  'Moments are RFC 3339 with an offset. What an answer may hold grows with releases: ignore fields you do not know.',
  'Refusals are `application/problem+json` with a `code` and what to do next; only intake answers in the words of its callers.',
].join(' ')

function operation(
  name: EndpointName,
  row: Endpoint,
  shape: { readonly input: JsonSchema; readonly output: JsonSchema },
) {
  const { input, output } = shape
  const fields = input.properties ?? {}
  const required = new Set(input.required ?? [])
  const inPath = [...row.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const inQuery = hasBody(row) ? [] : Object.keys(fields).filter((field) => !inPath.includes(field))
  const needs = permissions[row.permission]
  const example = examples[name]
  return {
    operationId: name,
    summary: row.does,
    description: describePermission(row),
    tags: [tagOf(name)],
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
    ...(hasBody(row)
      ? {
          requestBody: {
            required: true,
            content: json(bodyWithout(input, inPath), withoutFields(example?.input, inPath)),
          },
        }
      : {}),
    responses: {
      200: { description: 'Done.', content: json(output, example?.output) },
      ...refusals(row),
      default: { $ref: '#/components/responses/Refused' },
    },
  }
}

function hasBody(row: Endpoint): boolean {
  return row.method !== 'GET' && row.method !== 'DELETE'
}

function json(schema: JsonSchema, example: unknown): object {
  return { 'application/json': { schema, ...(example === undefined ? {} : { example }) } }
}

function withoutFields(example: object | undefined, fields: readonly string[]): object | undefined {
  if (!example) return undefined
  return Object.fromEntries(Object.entries(example).filter(([field]) => !fields.includes(field)))
}

function refusals(row: Endpoint): Record<string, object> {
  const guarded: readonly ProblemCode[] = row.permission === 'open' ? [] : ['signed_out', 'not_allowed']
  const codes = new Set<ProblemCode>(['bad_input', ...guarded, ...row.errors])
  const byStatus = Map.groupBy(codes, (code) => problems[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      status,
      { description: those.map(told).join(' '), content: problemContent },
    ]),
  )
}

function told(code: ProblemCode): string {
  return `\`${code}\`: ${problems[code].say}`
}

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

const everywhere = [
  'bad_json',
  'missing_guard_header',
  'too_large',
  'broken',
  'database_away',
  'shutting_down',
] as const
const refusedAnywhere = `What any endpoint may answer. ${everywhere.map(told).join(' ')}`

const problemSchema = {
  type: 'object',
  description: 'Why something was refused, and what the person reading it does next (RFC 9457).',
  required: ['type', 'status', 'code', 'say'],
  properties: {
    type: { type: 'string', examples: ['urn:baton:problem:not_found'] },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    say: { type: 'string', description: 'What the person reading this does next.' },
    facts: { type: 'object' },
    errors: {
      type: 'array',
      description: 'What each field should have been; `path` is its keys joined by dots.',
      items: {
        type: 'object',
        required: ['path', 'say'],
        properties: { path: { type: 'string' }, say: { type: 'string' } },
      },
    },
  },
}

function describePermission({ permission, of }: Endpoint): string {
  const needs = permissions[permission]
  if (needs === null) return 'Open to everybody.'
  const own = of === 'person' ? ', also in one of the teams of the person; the person always may' : ''
  return `Permission \`${permission}\`: ${needs} or above${own}.`
}
