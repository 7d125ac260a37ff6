// Which things of the kit somebody looks at: by text, tag and service; what is dead stands first.
import { linkKinds } from '../../domain/services/link.ts'
import type { EndpointOutput } from '../api.ts'

export type Kit = Omit<EndpointOutput<'readKit'>, 'hasMore'>
export type Bookmark = Kit['bookmarks'][number]
export type ServiceLink = Kit['links'][number]
export type RunbookHead = Kit['runbooks'][number]

export type KitAsked = { readonly text: string; readonly tag: string; readonly serviceId: string }

/** What is left of the kit when somebody asks for a part of it. Empty asks for nothing in particular. */
export function narrowed(kit: Kit, { text, tag, serviceId }: KitAsked): Kit {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const has = (...told: readonly (string | undefined)[]) => {
    const all = told.join('\n').toLowerCase()
    return words.every((word) => all.includes(word))
  }
  const isTagged = (tags: readonly string[]) => tag === '' || tags.includes(tag)
  const isOf = (id: string | null) => serviceId === '' || id === serviceId || id === null
  return {
    bookmarks: kit.bookmarks.filter(
      (each) => isOf(each.serviceId) && isTagged(each.tags) && has(each.name, each.url, each.note, ...each.tags),
    ),
    // What stands in the catalog has no tags.
    links: kit.links.filter((each) => isOf(each.serviceId) && tag === '' && has(each.name, each.url, each.serviceName)),
    runbooks: kit.runbooks.filter(
      (each) => isOf(each.serviceId) && isTagged(each.tags) && has(each.title, ...each.tags),
    ),
  }
}

/** Every tag that is used, the most used first. */
export function tagsIn({ bookmarks, runbooks }: Kit): readonly string[] {
  const counts = new Map<string, number>()
  for (const { tags } of [...bookmarks, ...runbooks])
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].toSorted(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([tag]) => tag)
}

/** Does its address not answer? */
export function isDead({ check }: Pick<Bookmark, 'check'>): boolean {
  return check?.state === 'failing'
}

/** In the order in which somebody reads them who was woken: by kind, then by name. */
export function byKind<Each extends Pick<Bookmark, 'kind' | 'name'>>(all: readonly Each[]): readonly Each[] {
  return all.toSorted((a, b) => linkKinds.indexOf(a.kind) - linkKinds.indexOf(b.kind) || a.name.localeCompare(b.name))
}
