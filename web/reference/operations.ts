// The API document (OpenAPI 3.1) as the reference shows it: read without trusting its shape, references resolved.

/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>

export type Operation = {
  /** The name of the endpoint, for links: `acknowledgeAlert`. */
  readonly name: string
  readonly method: string
  readonly path: string
  readonly does: string
  /** More than the sentence, where there is more to know. */
  readonly about: string
  readonly chapter: string
  readonly access: Access
  readonly parameters: readonly Parameter[]
  readonly body: Content | null
  readonly answer: Content | null
  readonly refusals: readonly Refusal[]
}

/** Who may call it: everybody, a role, or whoever has the key or token that `about` speaks of. */
export type Access =
  | { readonly to: 'everybody' }
  | { readonly to: 'role'; readonly permission: string; readonly role: string }
  | { readonly to: 'holder' }

export type Parameter = {
  readonly name: string
  readonly place: string
  readonly isRequired: boolean
  readonly schema: Schema
}

export type Content = { readonly schema: Schema; readonly example: unknown }
/** `code` is empty for doors that answer in the words of their callers. */
export type Refusal = { readonly status: string; readonly code: string; readonly say: string }

export type Chapter = { readonly name: string; readonly about: string; readonly operations: readonly Operation[] }

/** Every operation of the document, in its order. */
export function operationsIn(document: unknown): readonly Operation[] {
  const resolve = resolverOf(document)
  return Object.entries(recordIn(document, 'paths')).flatMap(([path, methods]) =>
    isRecord(methods)
      ? Object.entries(methods).flatMap(([method, row]) =>
          isRecord(row) ? operationOf(row, { method, path, resolve }) : [],
        )
      : [],
  )
}

/** The operations by chapter, in the order of the document's own list. */
export function chaptersOf(document: unknown, operations: readonly Operation[]): readonly Chapter[] {
  const told = listIn(document, 'tags').filter(isRecord)
  const byName = Map.groupBy(operations, (operation) => operation.chapter)
  const names = new Set([...told.map((tag) => textIn(tag, 'name')), ...byName.keys()])
  return [...names].flatMap((name) => {
    const members = byName.get(name)
    const tag = told.find((each) => textIn(each, 'name') === name) ?? {}
    return members ? [{ name, about: textIn(tag, 'description'), operations: members }] : []
  })
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

type Place = { readonly method: string; readonly path: string; readonly resolve: Resolve }

function operationOf(row: Schema, { method, path, resolve }: Place): Operation {
  const answers = Object.entries(recordIn(row, 'responses')).filter(([, answer]) => isRecord(answer) && !answer['$ref'])
  const description = textIn(row, 'description')
  const isPlain = /^(Permission `|Open to everybody)/.test(description)
  return {
    name: textIn(row, 'operationId'),
    method: method.toUpperCase(),
    path,
    does: textIn(row, 'summary'),
    about: isPlain ? '' : description,
    chapter: listIn(row, 'tags').find((tag) => typeof tag === 'string') ?? 'api',
    access: accessOf(row, description),
    parameters: listIn(row, 'parameters')
      .filter(isRecord)
      .map((parameter) => parameterOf(parameter, resolve)),
    body: contentIn(row['requestBody'], resolve),
    answer: contentIn(answers.find(([status]) => status.startsWith('2'))?.[1], resolve),
    refusals: answers
      .filter(([status]) => !status.startsWith('2'))
      .flatMap(([status, answer]) => refusalsIn(status, isRecord(answer) ? textIn(answer, 'description') : '')),
  }
}

function parameterOf(row: Schema, resolve: Resolve): Parameter {
  return {
    name: textIn(row, 'name'),
    place: textIn(row, 'in'),
    isRequired: row['required'] === true,
    schema: resolve(recordIn(row, 'schema')),
  }
}

/** "Permission `alerts.respond`: responder or above." */
function accessOf(row: Schema, description: string): Access {
  const [, permission, role] = /^Permission `([\w.]+)`: (\w+)/.exec(description) ?? []
  if (permission && role) return { to: 'role', permission, role }
  return listIn(row, 'security').length > 0 ? { to: 'holder' } : { to: 'everybody' }
}

/** "`not_found`: There is nothing at this address." one after the other; else one sentence for the status. */
function refusalsIn(status: string, description: string): readonly Refusal[] {
  const coded = [...description.matchAll(/`(\w+)`: (.*?)(?=\s*`\w+`: |$)/gs)]
  if (coded.length === 0) return [{ status, code: '', say: description }]
  return coded.map(([, code = '', say = '']) => ({ status, code, say }))
}

function contentIn(holder: unknown, resolve: Resolve): Content | null {
  const content = recordIn(recordIn(holder, 'content'), 'application/json')
  const schema = recordIn(content, 'schema')
  return Object.keys(schema).length > 0 ? { schema: resolve(schema), example: content['example'] } : null
}

type Resolve = (schema: Schema) => Schema

/** Puts what a reference points to in its place; one that comes back to itself stays open, as any value. */
function resolverOf(document: unknown): Resolve {
  const named = recordIn(recordIn(document, 'components'), 'schemas')
  const resolved = (value: unknown, within: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((each) => resolved(each, within))
    if (!isRecord(value)) return value
    const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(textIn(value, '$ref')) ?? []
    if (name === undefined) {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolved(part, within)]))
    }
    return within.includes(name) ? {} : resolved(named[name], [...within, name])
  }
  return (schema) => {
    const whole = resolved(schema, [])
    return isRecord(whole) ? whole : {}
  }
}

function recordIn(holder: unknown, name: string): Schema {
  const value = isRecord(holder) ? holder[name] : undefined
  return isRecord(value) ? value : {}
}

function listIn(holder: unknown, name: string): readonly unknown[] {
  const value = isRecord(holder) ? holder[name] : undefined
  return Array.isArray(value) ? value : []
}

function textIn(holder: Schema, name: string): string {
  const value = holder[name]
  return typeof value === 'string' ? value : ''
}
