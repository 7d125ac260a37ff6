// The names under which monitors usually put things, in the order in which they are believed (contracts 7, "Generic JSON").
import type { ReceivedEvent } from './event.ts'
import { isObject, own } from './json.ts'
import { scalarText } from './text.ts'

const names = {
  summary: ['title', 'summary', 'message', 'description', 'details'],
  severity: ['severity', 'priority'],
  status: ['status', 'state', 'action'],
  key: ['dedup_key', 'alias', 'id', 'fingerprint'],
  from: ['source'],
  startsAt: ['startsAt', 'starts_at', 'timestamp', 'time'],
} as const

/** The first of the usual fields that holds non-blank text (or a number); null when none does. */
export function usual(sent: unknown, what: keyof typeof names): string | null {
  if (!isObject(sent)) return null
  for (const name of names[what]) {
    const text = scalarText(own(sent, name))
    if (text !== null && text.trim() !== '') return name === 'priority' ? numbered(text) : text
  }
  return null
}

/** What a status word asks for; every word that is not known to close or to acknowledge opens. Takes lower case. */
export function statusWord(word: string): ReceivedEvent['action'] {
  if (resolving.has(word)) return 'resolve'
  return acknowledging.has(word) ? 'acknowledge' : 'trigger'
}

/** Labels as `tags` and `labels` give them: an object, a list of `name:value`, or such a list in one string. Top-level scalars too. */
export function tagLabels(sent: unknown): [string, string][] {
  if (!isObject(sent)) return []
  const tags = [own(sent, 'tags'), own(sent, 'labels')].flatMap(tagsIn)
  const scalars = Object.entries(sent)
    .filter(([name]) => !spoken.has(name))
    .flatMap(([name, value]) => short(name, value))
  return [...tags, ...scalars]
}

export function usualLinks(sent: unknown): { readonly href: unknown; readonly text: unknown }[] {
  if (!isObject(sent)) return []
  const listed = own(sent, 'links')
  const links = (Array.isArray(listed) ? listed.slice(0, MAX_LISTED) : []).map((link) =>
    isObject(link)
      ? { href: own(link, 'href') ?? own(link, 'url'), text: own(link, 'text') ?? own(link, 'title') }
      : { href: link, text: null },
  )
  return [...links, { href: own(sent, 'url'), text: 'url' }, { href: own(sent, 'link'), text: 'link' }]
}

const MAX_LISTED = 1000
const MAX_SHORT = 256

const resolving = new Set(['ok', 'resolved', 'resolve', 'recovered', 'closed', 'close', 'up', 'success', 'normal', '0'])
const acknowledging = new Set(['acknowledge', 'acknowledged', 'ack'])

/** Fields that already became something else, or hold labels and links themselves. */
const spoken = new Set<string>([
  ...names.summary,
  ...names.status,
  ...names.key,
  'tags',
  'labels',
  'links',
  'url',
  'link',
])

/** A bare priority number counts from 1, the most urgent. Severity numbers are left alone: monitors disagree on their direction. */
function numbered(text: string): string {
  return /^[1-5]$/.test(text.trim()) ? `p${text.trim()}` : text
}

function tagsIn(tags: unknown): [string, string][] {
  if (isObject(tags))
    return Object.entries(tags)
      .slice(0, MAX_LISTED)
      .flatMap(([name, value]) => short(name, value))
  const list =
    typeof tags === 'string' ? tags.split(',', MAX_LISTED) : Array.isArray(tags) ? tags.slice(0, MAX_LISTED) : []
  return list.flatMap((tag) => {
    const text = scalarText(tag)?.trim() ?? ''
    const [, name, value] = /^([^:=]+)[:=](.*)$/s.exec(text) ?? [null, text, 'true']
    return name === undefined || name === '' || !value ? [] : [[name.trim(), value.trim()] satisfies [string, string]]
  })
}

/** A label from a field, unless it is long prose or nothing at all. */
function short(name: string, value: unknown): [string, string][] {
  const text = scalarText(value)
  return text === null || text === '' || text.length > MAX_SHORT || name === '' ? [] : [[name, text]]
}
