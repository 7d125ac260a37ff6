// What of a file would come into a kit, what is there already, and what does not come in. The same is said before it happens and done.
import { seenOf } from '../markdown.ts'
import { linkFault, type LinkFault, type LinkKind } from '../services/link.ts'
import { bookmarkLimits, tagPattern } from './bookmark.ts'
import type { KitThing } from './kit-file.ts'
import { mostLetters } from './runbook.ts'

export const refusals = ['not_web', 'too_long', 'credentials', 'note_too_long', 'differs', 'full'] as const
/** Why something does not come in. `differs`: a runbook of this title is there, with another text; `full`: the kit has no room for more. */
export type Refused = Exclude<LinkFault, 'missing'> | 'note_too_long' | 'differs' | 'full'

export type Place = { readonly id: string; readonly slug: string; readonly name: string }
export type Person = { readonly id: string; readonly name: string; readonly email: string }

/** What holds where it comes in. `serviceId`: where something belongs that names no service of the team. */
export type Around = {
  readonly serviceId: string | null
  readonly services: readonly Place[]
  readonly people: readonly Person[]
  readonly bookmarks: readonly Kept<'url' | 'note'>[]
  readonly runbooks: readonly Kept<'body'>[]
}

type Kept<Field extends string> = { readonly serviceId: string | null; readonly name: string } & Readonly<
  Record<Field, string>
>

export type Planned = {
  readonly is: KitThing['is']
  readonly name: string
  readonly url: string
  readonly kind: LinkKind
  readonly note: string
  readonly body: string
  readonly serviceId: string | null
  readonly tags: string[]
  readonly ownerId: string | null
  readonly does: 'add' | 'there' | 'refuse'
  readonly why: Refused | null
}

/**
 * What becomes of each thing of the file, in its order? An address that the kit has at the same place is there already, whatever it is
 * called; so is a runbook of the same title and text. Of the file itself only what is wholly the same is left away.
 */
export function planImport(things: readonly KitThing[], around: Around): readonly Planned[] {
  const there = new Set([...around.bookmarks.map(keyOfBookmark), ...around.runbooks.map(keyOfRunbook)])
  const titles = new Set(around.runbooks.map(keyOfTitle))
  const inFile = new Set<string>()
  const room = {
    bookmark: bookmarkLimits.perTeam - around.bookmarks.length,
    runbook: bookmarkLimits.runbooks - around.runbooks.length,
  }
  return things.map((thing): Planned => {
    const planned = settled(thing, around)
    const fault = faultOf(planned)
    if (fault) return { ...planned, does: 'refuse', why: fault }
    const key = planned.is === 'bookmark' ? keyOfBookmark(planned) : keyOfRunbook(planned)
    const whole = JSON.stringify(planned)
    if (there.has(key) || inFile.has(whole)) return { ...planned, does: 'there' }
    if (planned.is === 'runbook' && titles.has(keyOfTitle(planned)))
      return { ...planned, does: 'refuse', why: 'differs' }
    if (room[planned.is] <= 0) return { ...planned, does: 'refuse', why: 'full' }
    room[planned.is] -= 1
    inFile.add(whole)
    return planned
  })
}

function settled(thing: KitThing, { services, people, serviceId }: Around): Planned {
  const places = thing.folders.map((folder) => ({ folder, service: serviceOf(folder, services) }))
  const own = places.findLast(({ service }) => service !== null)?.service?.id
  const named = places.filter(({ service }) => service === null).map(({ folder }) => folder)
  const isBookmark = thing.is === 'bookmark'
  return {
    is: thing.is,
    name: cut(seenOf(thing.name).replaceAll(/\s+/g, ' ').trim(), bookmarkLimits.name),
    url: isBookmark ? thing.url : '',
    kind: isBookmark ? thing.kind : 'runbook',
    note: isBookmark ? thing.note.trim() : '',
    body: isBookmark ? '' : thing.body.replaceAll(/\r\n?/g, '\n'),
    serviceId: own ?? serviceId,
    tags: tagsFrom([...thing.tags, ...named]),
    ownerId: ownerOf(thing.owner, people),
    does: 'add',
    why: null,
  }
}

function faultOf({ is, url, note, body }: Planned): Refused | null {
  if (note.length > bookmarkLimits.note || body.length > mostLetters) return 'note_too_long'
  const fault = is === 'runbook' || url === '' ? null : linkFault(url)
  return fault === 'missing' ? null : fault
}

/** Which service of the team is meant by this folder? By its name, or by its name with its short name in brackets where several are called so. */
function serviceOf(folder: string, services: readonly Place[]): Place | null {
  const only = (name: string) => {
    const [first, second] = services.filter((each) => each.name.toLowerCase() === name.toLowerCase())
    return first && !second ? first : null
  }
  const [, name = '', slug = ''] = /^(.*) \(([a-z0-9-]+)\)$/s.exec(folder) ?? []
  return only(folder) ?? services.find((each) => each.slug === folder || each.slug === slug) ?? only(name)
}

/** How the service is called in a file, so that it is found again. */
export function folderNameOf(service: Place, all: readonly Place[], taken: readonly string[]): string {
  const isTaken =
    taken.includes(service.name) || all.some(({ id, name }) => id !== service.id && same(name, service.name))
  return isTaken ? `${service.name} (${service.slug})` : service.name
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** Folders are written in all ways; as tags they lose what no tag has. */
function tagsFrom(texts: readonly string[]): string[] {
  const tags = texts.map((text) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} _.-]+/gu, ' ')
      .replaceAll(/ +/g, ' ')
      .replace(/^[ _.-]+/, '')
      .slice(0, 40)
      .trim(),
  )
  return [...new Set(tags.filter((tag) => tagPattern.test(tag)))].slice(0, bookmarkLimits.tags)
}

function ownerOf(owner: string, people: readonly Person[]): string | null {
  const [, name = owner, email] = /^(.*) \(([^()\s]+@[^()\s]+)\)$/s.exec(owner) ?? []
  const byEmail = people.find((each) => email !== undefined && same(each.email, email))
  const [first, second] = people.filter((each) => each.name === name)
  return byEmail?.id ?? (first && !second ? first.id : null)
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`
}

function keyOfBookmark({ serviceId, name, url, note }: Kept<'url' | 'note'>): string {
  return JSON.stringify(url === '' ? ['text', serviceId, plain(name), plain(note)] : ['address', serviceId, url])
}

function keyOfRunbook({ serviceId, name, body }: Kept<'body'>): string {
  return JSON.stringify(['runbook', serviceId, plain(name), body.replaceAll(/\r\n?/g, '\n')])
}

function keyOfTitle({ serviceId, name }: { readonly serviceId: string | null; readonly name: string }): string {
  return JSON.stringify([serviceId, plain(name)])
}

function plain(text: string): string {
  return seenOf(text).replaceAll(/\s+/g, ' ').trim()
}
