// What a file of another catalog says of a service, in our words, before anybody has asked what is here already.
import { linkFault, linkLimits, type LinkFault, type ServiceLink } from '../link.ts'
import { asTier, type Tier } from '../tier.ts'

/** Something that was read and not kept as it stands, or is worth knowing. `text` is what it is about. */
export type Note = { readonly what: NoteKind; readonly text: string }
export const noteKinds = [
  'link_missing',
  'link_too_long',
  'link_not_web',
  'link_credentials',
  'links_full',
  'tier_unknown',
  'cut',
  'not_kept',
  'dependency_unknown',
  'dependency_skipped',
  'dependency_elsewhere',
  'dependencies_full',
  'depends_on_itself',
  'in_circle',
  'team_stays',
] as const
export type NoteKind = (typeof noteKinds)[number]

/** Why something in the file becomes no service. */
export type Skip = { readonly why: SkipKind; readonly text: string }
export const skipKinds = [
  'not_a_service',
  'not_understood',
  'no_name',
  'twice',
  'no_owner',
  'unknown_owner',
  'no_policy',
  'unknown_policy',
  'not_allowed',
] as const
export type SkipKind = (typeof skipKinds)[number]

/** What the file does not say is null: it stays as it is. */
export type Found = {
  /** How the file calls it: `checkout`, `component:default/checkout`. */
  readonly ref: string
  /** Its line and column. */
  readonly place: string
  readonly skip: Skip | null
  readonly slug: string
  readonly name: string | null
  readonly description: string | null
  readonly tier: Tier | null
  /** The team as the file names it. */
  readonly owner: string | null
  readonly policy: string | null
  readonly links: readonly ServiceLink[]
  readonly dependsOn: readonly string[]
  /** What depends on it. */
  readonly dependencyOf: readonly string[]
  readonly notes: readonly Note[]
}

/** One part of a file: a value as JSON would have it, where it begins, and where its keys stand. */
export type FilePart = {
  readonly value: unknown
  readonly place: string
  readonly places: ReadonlyMap<string, string>
}

/** A short name from what others call a name: `My_Service.v2` becomes `my-service-v2`; empty where nothing is left. */
export function slugFrom(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return plain.replace(/^-+/, '').slice(0, 63).replace(/-+$/, '')
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The text of a value that a person would call text; null for lists, maps and what is empty. */
export function textOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const text = String(value).trim()
  return text === '' ? null : text
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

/** The text, cut where it is longer than a service may have it. */
export function within(most: number, field: string, text: string | null, notes: Note[]): string | null {
  if (text === null || text.length <= most) return text
  notes.push({ what: 'cut', text: field })
  return text.slice(0, most).toWellFormed()
}

/** Adds a link that may be kept, and notes one that may not. The same address counts once. */
export function addLink(links: ServiceLink[], { name, url, kind }: ServiceLink, notes: Note[]): void {
  const fault = linkFault(url)
  if (fault) {
    notes.push({ what: faultNotes[fault], text: (url || name).slice(0, 200) })
    return
  }
  if (links.some((link) => link.url === url)) return
  links.push({ name: name.slice(0, linkLimits.name).trim() || url.slice(0, linkLimits.name), url, kind })
}

const faultNotes = {
  missing: 'link_missing',
  too_long: 'link_too_long',
  not_web: 'link_not_web',
  credentials: 'link_credentials',
} as const satisfies Record<LinkFault, NoteKind>

/** Which tier is meant by `2`, `tier-2`, `T2`, `Tier 2`? Null, with a note, for another word. */
export function tierOf(value: unknown, notes: Note[]): Tier | null {
  const text = textOf(value)
  if (text === null) return null
  const [, digit] = /^(?:t|tier)?[-_ ]?([1-4])$/i.exec(text) ?? []
  const tier = asTier(digit === undefined ? null : Number(digit))
  if (tier === null) notes.push({ what: 'tier_unknown', text: text.slice(0, 100) })
  return tier
}
