import type { Link } from './event.ts'
import { cutTo, note, type Notes } from './text.ts'

export type Labels = Record<string, string>

export const MAX_LABELS = 64
export const MAX_LABEL = 1024
const MAX_LINKS = 32
const MAX_HREF = 2048

/** An empty label set. It inherits nothing, so that a label named `__proto__` or `constructor` is an ordinary entry. */
export function noLabels(): Labels {
  return new Bare()
}

/** Labels within bounds and storable: at most 64, those that routing looks at first; the same object when nothing changes. */
export function bounded(labels: Labels, notes: Notes): Labels {
  const names = Object.keys(labels)
  if (names.length <= MAX_LABELS && names.every((name) => fits(name) && fits(labels[name] ?? ''))) return labels
  if (names.length > MAX_LABELS) note(notes, 'labels_dropped')
  const kept = noLabels()
  for (const name of mostTelling(names)) {
    kept[cutTo(MAX_LABEL, name, notes, 'label_cut')] = cutTo(MAX_LABEL, labels[name] ?? '', notes, 'label_cut')
  }
  return kept
}

/** Adds a link that a browser may follow safely; anything but http and https is dropped with a note. */
export function addLink(links: Link[], href: unknown, text: unknown, notes: Notes): void {
  if (href === undefined || href === null || href === '') return
  const isSafe = typeof href === 'string' && href.length <= MAX_HREF && webAddress.test(href) && href.isWellFormed()
  if (!isSafe || links.length === MAX_LINKS) note(notes, 'link_dropped')
  else links.push({ href, text: typeof text === 'string' && text !== '' ? cutTo(256, text, notes, 'label_cut') : href })
}

/** Three times as fast as `Object.create(null)`, which the engine treats as a dictionary. */
class Bare {
  [name: string]: string
}
Object.setPrototypeOf(Bare.prototype, null)
Reflect.deleteProperty(Bare.prototype, 'constructor')

const webAddress = /^https?:\/\/[^\s<>"\\\p{Cc}]+$/iu
const telling = [
  'alertname',
  'severity',
  'priority',
  'service',
  'team',
  'instance',
  'job',
  'namespace',
  'cluster',
  'env',
]

function fits(text: string): boolean {
  return text.length <= MAX_LABEL && text.isWellFormed() && !text.includes('\0')
}

function mostTelling(names: readonly string[]): readonly string[] {
  if (names.length <= MAX_LABELS) return names
  const first = telling.filter((name) => names.includes(name))
  return [...first, ...names.filter((name) => !first.includes(name))].slice(0, MAX_LABELS)
}
