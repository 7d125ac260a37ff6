// From what a dialect finds in a foreign object to one of our events. Dialects name fields; bounds and notes are here, once.
import type { Link, Priority, ReceivedEvent } from './event.ts'
import { hashOf } from '../fingerprint.ts'
import { firstSaid } from './foreign-fields.ts'
import { detailsText } from './json.ts'
import { addLink, bounded, noLabels, type Labels } from './labels.ts'
import { priorityOf, UNSAID } from './severity.ts'
import { cutTo, keyFrom, note, scalarText, titleOf, type Notes } from './text.ts'
import { momentOf } from './timestamps.ts'

/** Foreign values as they are: nothing here needs to be text, or of any size. */
export type Found = {
  readonly action: ReceivedEvent['action']
  /** What the sender tells its alerts apart by: the first that says something. */
  readonly key: readonly unknown[]
  /** Where it said none: what is the same when the alert is over as when it began. */
  readonly identity: unknown
  /** The first that holds text is the line people read. */
  readonly summary: readonly unknown[]
  /** A priority, or a word for how bad it is, in any monitor's vocabulary. */
  readonly severity?: unknown
  /** How bad it is where no word says so. */
  readonly otherwise?: Priority
  readonly from?: readonly unknown[]
  readonly labels?: Labels | Iterable<readonly [name: string, value: unknown]>
  readonly links?: readonly (readonly [href: unknown, text: unknown])[]
  readonly startsAt?: unknown
  readonly groupKey?: unknown
  /** JSON text of what was sent about it. */
  readonly details: string
}

/** One event, bounded and storable, from whatever stood in the fields; `before` is noted of it already. */
export function eventFrom(found: Found, before: readonly Notes[number][] = []): ReceivedEvent {
  const notes: Notes = [...before]
  const key = keyOfFound(found, notes)
  const groupKey = firstSaid([found.groupKey])
  return {
    action: found.action,
    key,
    summary: summaryOf(found.summary, key, notes),
    priority: priorityIn(found, notes),
    from: cutTo(1024, firstSaid(found.from ?? []) ?? '', notes, 'label_cut'),
    labels: bounded(labelsOf(found.labels ?? []), notes),
    links: linksOf(found.links ?? [], notes),
    details: detailsText(found.details, notes),
    startsAt: found.action === 'trigger' ? (momentOf(found.startsAt, notes)?.text ?? null) : null,
    endsAt: null,
    groupKey: groupKey === null ? null : keyFrom(groupKey, notes),
    notes,
  }
}

function keyOfFound(found: Found, notes: Notes): string {
  const said = firstSaid(found.key)
  if (said !== null) return keyFrom(said, notes)
  note(notes, 'key_made')
  return hashOf(scalarText(found.identity) ?? JSON.stringify(found.identity) ?? '')
}

function summaryOf(said: readonly unknown[], key: string, notes: Notes): string {
  for (const one of said) {
    const title = titleOf(scalarText(one) ?? '', notes)
    if (title !== '') return title
  }
  note(notes, 'summary_made')
  return titleOf(key, notes) || '""'
}

function priorityIn(found: Found, notes: Notes): Priority {
  const known = priorityOf(scalarText(found.severity) ?? '')
  if (known === null && found.otherwise === undefined && found.action === 'trigger') note(notes, 'severity_unknown')
  return known ?? found.otherwise ?? UNSAID
}

function labelsOf(said: NonNullable<Found['labels']>): Labels {
  const labels = noLabels()
  for (const [name, value] of isPairs(said) ? said : Object.entries(said)) {
    const text = scalarText(value)
    if (name !== '' && text) labels[name] ??= text
  }
  return labels
}

function linksOf(said: readonly (readonly [unknown, unknown])[], notes: Notes): Link[] {
  const links: Link[] = []
  for (const [href, text] of said) addLink(links, href, text, notes)
  return links
}

function isPairs(said: NonNullable<Found['labels']>): said is Iterable<readonly [string, unknown]> {
  return Symbol.iterator in said
}
