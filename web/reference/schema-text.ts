// A JSON Schema as text that people who write JSON can read, in the notation of TypeScript, limits as remarks.
import { isRecord } from './operations.ts'
import type { Schema } from './operations.ts'

const deepest = 12

/** `{ name: string // 1..200 }` and so on; an unknown shape is `any`. */
export function schemaText(schema: Schema, depth = 0): string {
  if (depth > deepest) return '…'
  const choices = listIn(schema, 'anyOf') ?? listIn(schema, 'oneOf')
  if (choices) return unionText(choices.map((each) => schemaText(each, depth)))
  const values = schema['enum']
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ')
  if ('const' in schema) return JSON.stringify(schema['const'])
  const types = Array.isArray(schema['type']) ? schema['type'] : [schema['type']]
  return unionText(types.map((type) => typeText(String(type), schema, depth)))
}

/** What a value of this schema may be beyond its type: `uuid`, `1..200`, `at most 50`. Empty when there is nothing to say. */
export function limitsOf(schema: Schema): string {
  const inner = (listIn(schema, 'anyOf') ?? []).find((each) => each['type'] !== 'null')
  if (inner) return limitsOf(inner)
  const range = rangeText(schema, ['minimum', 'maximum']) || rangeText(schema, ['minLength', 'maxLength'])
  const parts = [textIn(schema, 'format'), range, rangeText(schema, ['minItems', 'maxItems']), defaultText(schema)]
  return parts.filter((part) => part !== '').join(', ')
}

function typeText(type: string, schema: Schema, depth: number): string {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
      return 'number'
    case 'array':
      return listText(schema, depth)
    case 'object':
      return objectText(schema, depth)
    default:
      return 'any'
  }
}

function listText(schema: Schema, depth: number): string {
  const items = schema['items']
  const text = isRecord(items) ? schemaText(items, depth) : 'any'
  return text.includes(' | ') && !text.startsWith('{') ? `(${text})[]` : `${text}[]`
}

function objectText(schema: Schema, depth: number): string {
  const properties = isRecord(schema['properties']) ? Object.entries(schema['properties']) : []
  const rest = schema['additionalProperties']
  if (properties.length === 0) return isRecord(rest) ? `{ [name]: ${schemaText(rest, depth + 1)} }` : '{}'
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : [])
  const pad = '  '.repeat(depth + 1)
  const lines = properties.map(([name, property]) => {
    const told = isRecord(property) ? property : {}
    const limits = limitsOf(told)
    return `${pad}${name}${required.has(name) ? '' : '?'}: ${schemaText(told, depth + 1)}${limits ? `  // ${limits}` : ''}`
  })
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

function unionText(parts: readonly string[]): string {
  return [...new Set(parts)].join(' | ')
}

function rangeText(schema: Schema, [least, most]: readonly [string, string]): string {
  const from = numberIn(schema, least)
  const to = numberIn(schema, most)
  if (from === null && to === null) return ''
  return `${from ?? ''}..${to ?? ''}`
}

/** Whole numbers of JSON Schema are bounded by what JSON can hold exactly; that bound says nothing to a reader. */
function numberIn(schema: Schema, name: string): number | null {
  const value = schema[name]
  return typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null
}

function defaultText(schema: Schema): string {
  return schema['default'] === undefined ? '' : `= ${JSON.stringify(schema['default'])}`
}

function listIn(schema: Schema, name: string): readonly Schema[] | null {
  const value = schema[name]
  return Array.isArray(value) ? value.filter(isRecord) : null
}

function textIn(schema: Schema, name: string): string {
  const value = schema[name]
  return typeof value === 'string' ? value : ''
}
