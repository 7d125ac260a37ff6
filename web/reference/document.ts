// The API document (/api/openapi.json, OpenAPI 3.1) as the reference shows it: read without trusting its shape.
import { useQuery } from '@tanstack/react-query'
import { problemFrom, Problem } from '../problem.ts'

/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>

export type Operation = {
  /** The name of the endpoint, for links: `acknowledgeAlert`. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly does: string
  readonly group: string
  /** The permission and the least role, or null when it is open to everybody. */
  readonly access: { readonly permission: string; readonly role: string } | null
  readonly parameters: readonly Parameter[]
  readonly body: Schema | null
  readonly answer: Schema | null
  readonly refusals: readonly Refusal[]
}

export type Parameter = {
  readonly name: string
  readonly place: string
  readonly isRequired: boolean
  readonly schema: Schema
}

export type Refusal = { readonly status: string; readonly code: string; readonly say: string }

/** The document, fetched once; it changes only with a release. */
export function useDocument() {
  return useQuery({ queryKey: ['openapi'], queryFn: ({ signal }) => fetchDocument(signal), staleTime: Infinity })
}

/** Every operation of the document, in its order. */
export function operationsIn(document: unknown): readonly Operation[] {
  return Object.entries(recordIn(document, 'paths')).flatMap(([path, methods]) =>
    isRecord(methods)
      ? Object.entries(methods).flatMap(([method, row]) => (isRecord(row) ? operationOf(method, path, row) : []))
      : [],
  )
}

/** Those whose name, path or sentence holds every word of the text. */
export function found(operations: readonly Operation[], text: string): readonly Operation[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return operations.filter(({ name, method, path, does }) => {
    const all = `${name} ${method} ${path} ${does}`.toLowerCase()
    return words.every((word) => all.includes(word))
  })
}

export function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function fetchDocument(signal: AbortSignal): Promise<readonly Operation[]> {
  const answer = await fetch('/api/openapi.json', { signal }).catch(() => {
    throw new Problem('no_connection', 0)
  })
  const content: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw problemFrom(answer.status, content)
  return operationsIn(content)
}

function operationOf(method: string, path: string, row: Schema): Operation {
  const answers = recordIn(row, 'responses')
  const refused = Object.entries(answers).filter(([status]) => !status.startsWith('2'))
  return {
    name: textIn(row, 'operationId'),
    method: method.toUpperCase(),
    path,
    does: textIn(row, 'summary'),
    group: listIn(row, 'tags').find((tag) => typeof tag === 'string') ?? 'api',
    access: accessIn(textIn(row, 'description')),
    parameters: listIn(row, 'parameters').filter(isRecord).map(parameterOf),
    body: schemaIn(row['requestBody']),
    answer: schemaIn(answers['200']),
    refusals: refused.flatMap(([status, refusal]) =>
      refusalsIn(status, isRecord(refusal) ? textIn(refusal, 'description') : ''),
    ),
  }
}

function parameterOf(row: Schema): Parameter {
  return {
    name: textIn(row, 'name'),
    place: textIn(row, 'in'),
    isRequired: row['required'] === true,
    schema: recordIn(row, 'schema'),
  }
}

/** "Permission `alerts.respond`: responder or above." */
function accessIn(description: string): Operation['access'] {
  const [, permission, role] = /`([\w.]+)`: (\w+)/.exec(description) ?? []
  return permission && role ? { permission, role } : null
}

/** "`not_found`: There is nothing at this address." one after the other. */
function refusalsIn(status: string, description: string): readonly Refusal[] {
  return [...description.matchAll(/`(\w+)`: (.*?)(?=\s*`\w+`: |$)/gs)].map(([, code = '', say = '']) => ({
    status,
    code,
    say,
  }))
}

function schemaIn(holder: unknown): Schema | null {
  const schema = recordIn(recordIn(recordIn(holder, 'content'), 'application/json'), 'schema')
  return Object.keys(schema).length > 0 ? schema : null
}

function recordIn(holder: unknown, name: string): Schema {
  const value = isRecord(holder) ? holder[name] : undefined
  return isRecord(value) ? value : {}
}

function listIn(holder: Schema, name: string): readonly unknown[] {
  const value = holder[name]
  return Array.isArray(value) ? value : []
}

function textIn(holder: Schema, name: string): string {
  const value = holder[name]
  return typeof value === 'string' ? value : ''
}
