// The webhooks of other vendors in the API document: every address of `domain/intake/webhooks.ts`, made from that list.
import type { WebhookDialect } from '../../domain/intake/foreign.ts'
import { webhooks } from '../../domain/intake/webhooks.ts'

/** Each dialect at `/in/{key}/<name>`, and at the addresses that its vendor's clients cannot leave out. */
export const webhookDoors: Readonly<Record<string, object>> = Object.fromEntries(
  webhooks.flatMap((dialect) => addressesOf(dialect).map((path) => pathOf(dialect, path))),
)

function addressesOf({ name, paths, isNamed }: WebhookDialect): readonly string[] {
  return isNamed === false ? paths : [`/in/:key/${name}`, ...paths]
}

function pathOf(dialect: WebhookDialect, path: string): [path: string, item: object] {
  const named = Array.from(path.matchAll(/:(\w+)/g), ([, name = '']) => name)
  const parameters = named.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))
  const item = { post: operation(dialect, path, named.includes('key')) }
  return [path.replaceAll(/:(\w+)/g, '{$1}'), parameters.length === 0 ? item : { parameters, ...item }]
}

function operation(dialect: WebhookDialect, path: string, hasKey: boolean): object {
  const methods = dialect.methods.join(', ')
  return {
    operationId: `receive${path.replaceAll(/[^A-Za-z0-9]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: `A webhook in the dialect \`${dialect.name}\`.`,
    description: `What is read, and what its sender hears: docs/dialects. Taken by ${methods}; forms are read as well as JSON, and JSON of another shape by its usual names.`,
    tags: ['doors for monitors'],
    security: hasKey ? [] : [{ sourceKey: [] }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { description: `As the vendor documents it.` } } },
    },
    responses: {
      '2XX': { description: 'Durable, in the words of the vendor.' },
      '4XX': { description: 'No source has this key, or the body cannot be read; in the words of the vendor.' },
      503: { description: 'Nothing was stored; send it again. `Retry-After` says when.' },
    },
  }
}
