// The doors for monitors in the API document: what each dialect takes and what it is answered.
import type * as z from 'zod'
import { WebhookMessage } from '../../domain/intake/alertmanager.schema.ts'
import { GenericBody, GenericReply } from '../../domain/intake/generic.schema.ts'
import {
  ChangeBody,
  ChangeReply,
  EnqueueBody,
  EnqueueReply,
  InvalidReply,
} from '../../domain/intake/pagerduty.schema.ts'
import { PostedAlerts, Reasons } from '../../domain/intake/prometheus.schema.ts'
import { wireSchema } from './openapi-schemas.ts'
import { webhookDoors } from './openapi-webhooks.ts'

const exampleKey = 'x4T9fGm2QpLw7sVbN1cRzKd8HyJ5uE3a'

type Door = {
  readonly path: string
  readonly name: string
  readonly says: string
  readonly about: string
  readonly takes: z.ZodType
  readonly example: unknown
  readonly answers: Readonly<
    Record<number, { readonly says: string; readonly shape?: z.ZodType; readonly type?: string }>
  >
}

const keyPlaces = 'The key of the source stands in the path (`/in/{key}` before this one), or'
const unavailable = { says: 'Nothing was stored; send it again. `Retry-After` says when.' }

const pagerdutyAnswers = {
  400: { says: 'The event cannot be taken; `errors` says why. An unknown key is told here too.', shape: InvalidReply },
  401: { says: 'The source takes signed requests only, and this one is not signed as it should.', shape: InvalidReply },
  413: { says: 'More than 1 MiB.', shape: InvalidReply },
  503: { ...unavailable, shape: InvalidReply },
}

const doors: readonly Door[] = [
  {
    path: '/v2/enqueue',
    name: 'enqueueEvent',
    says: 'PagerDuty Events API v2: trigger, acknowledge or resolve an alert.',
    about: `${keyPlaces} in \`routing_key\`, as PagerDuty has it, or in the header \`X-Routing-Key\`.`,
    takes: EnqueueBody,
    example: {
      routing_key: exampleKey,
      event_action: 'trigger',
      dedup_key: 'web1/disk',
      payload: { summary: 'Disk is 95 % full on web1', source: 'web1', severity: 'critical' },
    },
    answers: { 202: { says: 'Durable.', shape: EnqueueReply }, ...pagerdutyAnswers },
  },
  {
    path: '/v2/change/enqueue',
    name: 'enqueueChange',
    says: 'PagerDuty Change Events: a deploy or a change of configuration, shown beside alerts. It pages nobody.',
    about: `${keyPlaces} in \`routing_key\`, or in the header \`X-Routing-Key\`.`,
    takes: ChangeBody,
    example: { routing_key: exampleKey, payload: { summary: 'Deploy 41f2a9 to production', source: 'ci' } },
    answers: { 202: { says: 'Durable.', shape: ChangeReply }, ...pagerdutyAnswers },
  },
  {
    path: '/api/v2/alerts',
    name: 'postAlerts',
    says: 'Prometheus, as if Baton were an Alertmanager: firing and resolved alerts.',
    about: `${keyPlaces} in \`Authorization\` (bearer or basic), \`X-Routing-Key\`, or \`?key=\`. An alert that is not sent again before its \`endsAt\` closes by itself.`,
    takes: PostedAlerts,
    example: [
      {
        labels: { alertname: 'DiskFull', instance: 'web1', severity: 'critical' },
        annotations: { summary: 'Disk is full on web1' },
      },
    ],
    answers: {
      200: { says: 'All of them are durable. The body is empty.' },
      400: { says: 'Some alerts were not valid, and why; the valid ones are durable.', shape: Reasons },
      401: { says: 'No source has this key, or it takes signed requests only.', shape: Reasons },
      413: { says: 'More than 1 MiB, or than 10,000 alerts.', shape: Reasons },
      503: { ...unavailable, shape: Reasons },
    },
  },
  {
    path: '/alertmanager',
    name: 'receiveAlertmanager',
    says: 'The webhook of Alertmanager, and of what speaks like it.',
    about: `${keyPlaces} in \`Authorization\`, \`X-Routing-Key\`, or \`?key=\`.`,
    takes: WebhookMessage,
    example: {
      version: '4',
      status: 'firing',
      receiver: 'baton',
      groupKey: '{}:{alertname="DiskFull"}',
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'DiskFull', instance: 'web1' },
          annotations: { summary: 'Disk is full on web1' },
        },
      ],
    },
    answers: {
      200: { says: 'Durable. The body is empty.' },
      400: { says: 'The body is no webhook message.', type: 'text/plain' },
      401: { says: 'No source has this key, or it takes signed requests only.', type: 'text/plain' },
      413: { says: 'More than 1 MiB.', type: 'text/plain' },
      503: { ...unavailable, type: 'text/plain' },
    },
  },
  {
    path: '/generic',
    name: 'receiveGeneric',
    says: 'Any JSON: read by the mapping of the source, or by the usual names.',
    about: `${keyPlaces} in \`Authorization\`, \`X-Routing-Key\`, or \`?key=\`. \`/in/{key}\` alone is this door too.`,
    takes: GenericBody,
    example: { title: 'Nightly backup failed', severity: 'high', dedup_key: 'backup/nightly', tags: { env: 'prod' } },
    answers: {
      202: { says: 'Durable: what was made of each event.', shape: GenericReply },
      400: { says: 'The body is neither JSON nor a form.' },
      401: { says: 'No source has this key, or it takes signed requests only.' },
      413: { says: 'More than 1 MiB, or than 10,000 events.' },
      503: unavailable,
    },
  },
]

const keyInPath = {
  name: 'key',
  in: 'path',
  required: true,
  schema: { type: 'string', maxLength: 256 },
  example: exampleKey,
}

/** Their part of the document. Each door for monitors stands twice: at its own path, and behind `/in/{key}`. */
export const monitorDoors = {
  paths: { ...Object.fromEntries(doors.flatMap(pathsOf)), ...webhookDoors },
  schemas: Object.fromEntries(doors.map(({ name, takes }) => [bodyName(name), wireSchema(takes, 'input')])),
  securitySchemes: {
    sourceKey: {
      type: 'apiKey',
      in: 'header',
      name: 'X-Routing-Key',
      description: 'The key of a source: 32 letters and digits.',
    },
  },
}

function pathsOf(door: Door): [path: string, item: object][] {
  const behindKey = door.path === '/generic' ? '/in/{key}' : `/in/{key}${door.path}`
  return [
    [door.path, { post: operation(door, door.name, [{ sourceKey: [] }]) }],
    [behindKey, { parameters: [keyInPath], post: operation(door, `${door.name}ByPath`, []) }],
  ]
}

function operation(door: Door, operationId: string, security: readonly object[]): object {
  return {
    operationId,
    summary: door.says,
    description: door.about,
    tags: ['doors for monitors'],
    security,
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: { $ref: `#/components/schemas/${bodyName(door.name)}` }, example: door.example },
      },
    },
    responses: Object.fromEntries(
      Object.entries(door.answers).map(([status, { says, shape, type }]) => [
        status,
        { description: says, ...content(status, shape, type) },
      ]),
    ),
  }
}

function content(status: string, shape: z.ZodType | undefined, type: string | undefined): object {
  if (type !== undefined) return { content: { [type]: { schema: { type: 'string' } } } }
  if (shape !== undefined) return { content: { 'application/json': { schema: wireSchema(shape, 'output') } } }
  const isRefused = Number(status) >= 400
  return isRefused ? { content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } } : {}
}

function bodyName(operationId: string): string {
  return `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}Body`
}
