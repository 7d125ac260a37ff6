// Uptime Kuma's webhook (contracts 7): JSON, a form with the JSON in the field `data`, or since 2.0 a GET with all of it in the query.
import { accepted, tooLarge, unavailable, unknownKey } from './foreign-answers.ts'
import { isSaid, type Sent } from './foreign-fields.ts'
import { bodyOrQuery, hearPlainly, type FoundAlone } from './foreign-hearing.ts'
import type { WebhookDialect } from './foreign.ts'
import { isObject, own } from './json.ts'
import { scalarText } from './text.ts'

export const kuma: WebhookDialect = {
  name: 'kuma',
  methods: ['POST', 'PUT', 'GET'],
  paths: [],
  read(request, context) {
    const body = bodyOrQuery(request)
    const read = hearPlainly(body, context, (sent) => readKuma(isObject(sent.data) ? sent.data : sent, request.method))
    return 'refused' in read ? read : { events: read.events, answer: accepted() }
  },
  unknownKey,
  tooLarge,
  unavailable,
}

const UP = 1
/** A check that is being repeated, and a maintenance somebody planned: neither begins nor ends an alert. */
const unsaid = new Set<unknown>([2, 3])

/** {heartbeat: {monitorID, status, time, msg, ping, ...}, monitor: {id, name, type, url, hostname, port, tags}, msg} */
function readKuma(sent: Sent, method: string): readonly FoundAlone[] | null {
  const { heartbeat, monitor, msg } = sent
  if (!isObject(heartbeat) && !isObject(monitor)) return isNotice(sent, method) ? [] : null
  const beat = isObject(heartbeat) ? heartbeat : {}
  const about = isObject(monitor) ? monitor : {}
  if (unsaid.has(beat.status)) return []
  const tags = tagsOf(about.tags)
  return [
    {
      action: beat.status === UP ? 'resolve' : 'trigger',
      key: [about.id ?? beat.monitorID],
      identity: [about.name, about.url, about.hostname],
      summary: [summaryOf(about.name, beat.msg), msg, about.name],
      severity: tags.find(([name]) => name === 'severity' || name === 'priority')?.[1],
      from: [addressOf(about)],
      labels: [
        ['monitor', about.name],
        ['type', about.type],
        ['hostname', about.hostname],
        ['port', about.port],
        ...tags,
      ],
      links: isWebsite(about.url) ? [[about.url, 'url']] : [],
      startsAt: inUtc(beat.time),
    },
  ]
}

/** The test button, and notices such as a certificate that ends soon, are about no monitor; a GET leaves out what is null. */
function isNotice(sent: Sent, method: string): boolean {
  return isSaid(sent.msg) && (method === 'GET' || (sent.heartbeat === null && sent.monitor === null))
}

function summaryOf(name: unknown, msg: unknown): unknown {
  return isSaid(name) && isSaid(msg) ? `${name}: ${msg}` : null
}

function addressOf(monitor: Sent): unknown {
  return isWebsite(monitor.url) ? monitor.url : (monitor.hostname ?? monitor.name)
}

/** Monitors of other kinds carry a bare `https://`, which the form was filled with. */
function isWebsite(url: unknown): boolean {
  return isSaid(url) && url !== 'https://' && url !== 'http://'
}

/** Kuma writes UTC without saying so. */
function inUtc(time: unknown): unknown {
  return typeof time === 'string' && /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,9})?$/.test(time) ? `${time}Z` : time
}

/** [{name, value}]; a tag without a value is there or not. */
function tagsOf(tags: unknown): [string, string][] {
  if (!Array.isArray(tags)) return []
  return tags.slice(0, MAX_TAGS).flatMap((tag) => {
    const name = isObject(tag) ? scalarText(own(tag, 'name')) : null
    return name ? [[name, (isObject(tag) && scalarText(own(tag, 'value'))) || 'true'] satisfies [string, string]] : []
  })
}

const MAX_TAGS = 200
