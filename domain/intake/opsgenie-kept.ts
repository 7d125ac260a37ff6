// What Baton keeps of an Opsgenie alert beside its title and priority: the sender's fields, cut to Opsgenie's lengths.
import type { Link } from './event.ts'
import { tagLabels } from './generic-fields.ts'
import { isObject, MAX_DETAILS_BYTES, own } from './json.ts'
import { addLink, bounded, noLabels, type Labels } from './labels.ts'
import { byteLength, cutTo, note, scalarText, type Notes } from './text.ts'

export type Responder = { readonly type: string; readonly id?: string; readonly name?: string }

export type Kept = {
  readonly message: string
  readonly description: string
  readonly responders: readonly Responder[]
  readonly visibleTo: readonly Responder[]
  readonly actions: readonly string[]
  readonly tags: readonly string[]
  readonly details: Readonly<Record<string, string>>
  readonly entity: string
  readonly source: string
  /** As it was sent: Opsgenie has a P5. */
  readonly priority: string
  readonly user: string
  readonly note: string
}

export const keptNames = [
  'message',
  'description',
  'responders',
  'visibleTo',
  'actions',
  'tags',
  'details',
  'entity',
  'source',
  'priority',
  'user',
  'note',
] as const satisfies readonly (keyof Kept)[]

export const limits = {
  description: 15_000,
  listed: 50,
  actions: 10,
  tags: 20,
  word: 50,
  details: 8_000,
  entity: 512,
  source: 100,
  user: 100,
  /** Opsgenie takes 25,000; a line of Baton's log holds what a person can write there. */
  note: 4_000,
} as const

/** The fields of a body, each within its bounds; whatever has another shape than Opsgenie's is read as well as can be. */
export function keptFrom(sent: Readonly<Record<string, unknown>>, notes: Notes): Kept {
  const text = (name: string, limit: number) => textIn(own(sent, name), limit, notes)
  return {
    message: textIn(own(sent, 'message'), limits.description, notes),
    description: text('description', limits.description),
    responders: respondersIn([own(sent, 'responders'), own(sent, 'teams'), own(sent, 'recipients')], notes),
    visibleTo: respondersIn([own(sent, 'visibleTo')], notes),
    actions: wordsIn(own(sent, 'actions'), limits.actions, notes),
    tags: wordsIn(own(sent, 'tags'), limits.tags, notes),
    details: pairsIn(own(sent, 'details'), notes),
    entity: text('entity', limits.entity),
    source: text('source', limits.source),
    priority: textIn(own(sent, 'priority'), limits.word, notes).trim(),
    user: text('user', limits.user),
    note: text('note', limits.note),
  }
}

/** What is kept, read back from the alert's details; an alert that came by another door of the source has less of it. */
export function keptOf(details: string): Kept {
  let value: unknown = null
  try {
    value = JSON.parse(details)
  } catch {
    // Raised by hand, or by a tool that sent no JSON: none of Opsgenie's fields.
  }
  return keptFrom(isObject(value) ? value : {}, [])
}

/** As the alert's details: empty fields left out, other fields of the sender beside them where there is room. */
export function keptText(kept: Kept, others: Readonly<Record<string, unknown>>, notes: Notes): string {
  const told = Object.entries(kept).filter(([, value]) => !isEmpty(value))
  const whole = JSON.stringify({ ...Object.fromEntries(told), ...others })
  if (byteLength(whole) <= MAX_DETAILS_BYTES) return whole
  note(notes, 'details_truncated')
  const alone = JSON.stringify(Object.fromEntries(told))
  if (byteLength(alone) <= MAX_DETAILS_BYTES) return alone
  // Only the long texts can be too long together: what a person reads last goes first.
  for (const left of [7_000, 3_000, 1_000, 300]) {
    const shorter = { ...kept, message: cut(left, kept.message), description: cut(left, kept.description) }
    const text = JSON.stringify({ ...shorter, note: cut(left, kept.note), details: cutPairs(kept.details, left) })
    if (byteLength(text) <= MAX_DETAILS_BYTES) return text
  }
  return JSON.stringify({ message: cut(100, kept.message), tags: kept.tags })
}

/** The labels that routing rules look at: custom details, tags (`env:prod` is a label with a value), entity, source, responders. */
export function labelsOf(kept: Kept, notes: Notes): Labels {
  const labels = noLabels()
  for (const [name, value] of Object.entries(kept.details)) {
    if (value !== '' && value.length <= MAX_LABELLED && !value.includes('\n')) labels[name] = value
  }
  const responders = kept.responders.map(({ name, id }) => name ?? id ?? '').filter(Boolean)
  for (const [name, value] of [
    ...tagLabels({ tags: kept.tags }),
    ['entity', kept.entity],
    ['source', kept.source],
    ['responders', responders.join(', ')],
  ] as const) {
    if (value !== '') labels[name] ??= value
  }
  return bounded(labels, notes)
}

/** Addresses among the custom details, and the source where it is one, as Alertmanager's is. */
export function linksOf(kept: Kept, source: unknown, notes: Notes): Link[] {
  const links: Link[] = []
  const addresses: [string, unknown][] = [...Object.entries(kept.details), ['source', source]]
  for (const [name, value] of addresses) {
    if (typeof value === 'string' && /^https?:\/\//i.test(value)) addLink(links, value, name, notes)
  }
  return links
}

const MAX_LABELLED = 256

/** Text, a number as text, or anything else as its JSON; '' for nothing. */
export function textIn(value: unknown, limit: number, notes: Notes): string {
  if (value === undefined || value === null) return ''
  return cutTo(limit, scalarText(value) ?? JSON.stringify(value) ?? '', notes, 'label_cut')
}

/** A list of words, or one string of them with commas between. */
export function wordsIn(value: unknown, most: number, notes: Notes): readonly string[] {
  const list = typeof value === 'string' ? value.split(',', 1_000) : Array.isArray(value) ? value.slice(0, 1_000) : []
  const words = list.map((word) => textIn(word, limits.word, notes).trim()).filter((word) => word !== '')
  const once = [...new Set(words)]
  if (once.length > most) note(notes, 'labels_dropped')
  return once.slice(0, most)
}

/** Custom details: names and texts, together no longer than Opsgenie lets them be. */
export function pairsIn(value: unknown, notes: Notes): Readonly<Record<string, string>> {
  const sent = isObject(value) ? value : value === undefined || value === null ? {} : { details: value }
  const pairs = noLabels()
  let left: number = limits.details
  for (const [name, each] of Object.entries(sent).slice(0, 1_000)) {
    if (left <= 0) note(notes, 'labels_dropped')
    if (left <= 0) break
    const key = cutTo(Math.min(left, 512), name, notes, 'label_cut')
    if (key === '') continue
    const text = textIn(each, Math.max(0, left - key.length), notes)
    pairs[key] = text
    left -= key.length + text.length
  }
  return pairs
}

function respondersIn(lists: readonly unknown[], notes: Notes): readonly Responder[] {
  const all = lists.flatMap((list, at) =>
    (Array.isArray(list) ? list.slice(0, 1_000) : list ? [list] : []).flatMap((one) => responderIn(one, at, notes)),
  )
  if (all.length > limits.listed) note(notes, 'labels_dropped')
  return all.slice(0, limits.listed)
}

/** Somebody by name alone is a team: so did the old clients write them. */
function responderIn(one: unknown, at: number, notes: Notes): Responder[] {
  if (!isObject(one)) {
    const name = textIn(one, 200, notes)
    return name === '' ? [] : [{ type: 'team', name }]
  }
  const id = textIn(own(one, 'id'), 200, notes)
  const name = textIn(own(one, 'name') ?? own(one, 'username'), 200, notes)
  if (id === '' && name === '') return []
  const type = textIn(own(one, 'type'), 50, notes).toLowerCase()
  return [
    {
      type: type || (own(one, 'username') !== undefined ? 'user' : at < 2 ? 'team' : 'user'),
      ...(id ? { id } : {}),
      ...(name ? { name } : {}),
    },
  ]
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value === ''
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0
}

function cut(limit: number, text: string): string {
  return cutTo(limit, text, [], 'label_cut')
}

function cutPairs(pairs: Readonly<Record<string, string>>, limit: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(pairs)
      .slice(0, 20)
      .map(([name, value]) => [cut(100, name), cut(Math.min(200, limit), value)]),
  )
}
