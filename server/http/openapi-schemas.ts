// From zod to JSON Schema 2020-12, as callers read it: what goes over the wire, without zod's own checks of a format.
import * as z from 'zod'
import { AlertDetail, Alert } from '../../domain/alerts/alert.ts'
import type { EndpointName } from '../../domain/api.ts'
import type { Endpoint } from '../../domain/endpoint.ts'
import { Rehearsal } from '../../domain/escalation/api.ts'
import { Policy, Step, Target } from '../../domain/escalation/policy.ts'
import { Mapping } from '../../domain/intake/mapping.ts'
import { ReceivedBody, SourceKey, SourceSigning } from '../../domain/intake/keys-api.ts'
import { Source } from '../../domain/intake/source.ts'
import { Entry } from '../../domain/log/api.ts'
import { Contact, ContactRule } from '../../domain/paging/contact.ts'
import { Attempt, Delivery, Page, Reason } from '../../domain/paging/page.ts'
import { Invitation, Person, Session, Team, Token } from '../../domain/people/person.ts'
import { schedulesApi, Shift } from '../../domain/schedules/api.ts'
import { Override, Rotation } from '../../domain/schedules/schedule.ts'
import { Service } from '../../domain/services/service.ts'
import { instant, zone } from '../../domain/shapes.ts'

export type JsonSchema = {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly [key: string]: unknown
}

/** The things of the API, under the names they have in the domain: written once, referred to wherever they appear. */
const things: Readonly<Record<string, z.ZodType>> = {
  Person,
  Team,
  Invitation,
  Token,
  Session,
  Service,
  Entry,
  Contact,
  ContactRule,
  Reason,
  Attempt,
  Delivery,
  Page,
  Rotation,
  Override,
  Shift,
  Schedule: schedulesApi.getSchedule.output,
  Target,
  Step,
  Policy,
  Rehearsal,
  Alert,
  AlertDetail,
  Mapping,
  Source,
  SourceKey,
  SourceSigning,
  ReceivedBody,
}

type Shapes<N extends string> = Readonly<Record<N, { readonly input: JsonSchema; readonly output: JsonSchema }>>

/** The input and output of every endpoint, and the schemas they refer to. */
export function schemasOf<N extends EndpointName>(
  rows: Readonly<Record<N, Endpoint>>,
): { readonly shapes: Shapes<N>; readonly components: Readonly<Record<string, JsonSchema>> } {
  const sharing = new Sharing()
  // What is part of another thing is shorter than it, and so has its name first.
  const written = Object.entries(things).map(([name, shape]) => ({ name, schema: wireSchema(shape, 'output') }))
  for (const { name, schema } of written.toSorted((a, b) => sizeOf(a.schema) - sizeOf(b.schema)))
    sharing.add(name, schema)
  const shapes = Object.fromEntries(
    Object.entries<Endpoint>(rows).map(([name, { input, output }]) => [
      name,
      { input: wireSchema(input, 'input'), output: sharing.refer(wireSchema(output, 'output')) },
    ]),
  )
  for (const shape of Object.values(shapes)) shape.input = sharing.inside(shape.input)
  const components = Object.fromEntries(Object.entries(sharing.components).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { shapes: asShapes<N>(shapes), components }
}

/** The body of a request: its input without what stands in the path. */
export function bodyWithout(input: JsonSchema, fields: readonly string[]): JsonSchema {
  const properties = Object.entries(input.properties ?? {}).filter(([field]) => !fields.includes(field))
  const required = (input.required ?? []).filter((field) => !fields.includes(field))
  const { required: _, ...rest } = input
  return { ...rest, properties: Object.fromEntries(properties), ...(required.length > 0 ? { required } : {}) }
}

/** What goes through JSON: moments are text, whole numbers are those that JavaScript can hold. */
export function wireSchema(shape: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...schema } = asSchema(
    z.toJSONSchema(shape, {
      io,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema === instant) Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
        if (zodSchema === zone) Object.assign(jsonSchema, { examples: ['Europe/Berlin'] })
      },
    }),
  )
  return mended(schema, io)
}

function mended(schema: JsonSchema, io: 'input' | 'output'): JsonSchema {
  const { pattern, minimum, maximum, readOnly: _, additionalProperties, anyOf, ...rest } = schema
  const kept: Record<string, unknown> = {
    ...rest,
    // A format says it better than the expression zod checks it by.
    ...(pattern === undefined || 'format' in rest ? {} : { pattern }),
    ...(minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? {} : { minimum }),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? {} : { maximum }),
    // Answers may grow; a request that names a field we do not know has perhaps misspelt one.
    ...(additionalProperties === undefined || (io === 'output' && additionalProperties === false)
      ? {}
      : { additionalProperties }),
    ...(anyOf === undefined ? {} : { anyOf }),
  }
  const inner = Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, mendedWithin(key, value, io)]))
  return orNull(inner)
}

function mendedWithin(key: string, value: unknown, io: 'input' | 'output'): unknown {
  if (literal.has(key)) return value
  if (Array.isArray(value)) return value.map((each: unknown) => (isSchema(each) ? mended(each, io) : each))
  if (key === 'properties' && isSchema(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, isSchema(each) ? mended(each, io) : each]),
    )
  }
  return isSchema(value) ? mended(value, io) : value
}

const literal = new Set(['default', 'const', 'enum', 'examples', 'required', 'type'])

/** `anyOf: [{ type: 'string' }, { type: 'null' }]` is `type: ['string', 'null']`. */
function orNull(schema: JsonSchema): JsonSchema {
  const { anyOf, ...rest } = schema
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return schema
  const [first, second]: unknown[] = anyOf
  if (!isSchema(first) || !isSchema(second) || second['type'] !== 'null' || typeof first['type'] !== 'string')
    return schema
  const values = first['enum']
  return {
    ...rest,
    ...first,
    type: [first['type'], 'null'],
    ...(Array.isArray(values) ? { enum: [...values, null] } : {}),
  }
}

/** Things that have a name, known again by their text wherever they appear. */
class Sharing {
  readonly components: Record<string, JsonSchema> = {}
  readonly #nameOf = new Map<string, string>()

  add(name: string, schema: JsonSchema): void {
    const inside = this.inside(schema)
    this.components[name] = inside
    this.#nameOf.set(JSON.stringify(inside), name)
  }

  /** The schema with every named thing in it as a reference, itself included. */
  refer(schema: JsonSchema): JsonSchema {
    const inside = this.inside(schema)
    const name = this.#nameOf.get(JSON.stringify(inside))
    return name === undefined ? inside : { $ref: `#/components/schemas/${name}` }
  }

  /** The same, but for itself. */
  inside(schema: JsonSchema): JsonSchema {
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, this.#within(key, value)]))
  }

  #within(key: string, value: unknown): unknown {
    if (literal.has(key)) return value
    if (Array.isArray(value)) return value.map((each: unknown) => (isSchema(each) ? this.refer(each) : each))
    if (!isSchema(value)) return value
    return key === 'properties' ? this.inside(value) : this.refer(value)
  }
}

function sizeOf(schema: JsonSchema): number {
  return JSON.stringify(schema).length
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** zod types every keyword of JSON Schema; here it is read and written as plain JSON. */
function asSchema(schema: object): JsonSchema {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return schema as JsonSchema
}

/** Made from the entries of the same rows, so it has their names. */
function asShapes<N extends string>(shapes: object): Shapes<N> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return shapes as Shapes<N>
}
