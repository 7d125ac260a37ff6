// Our own simple form: a list of services, alone or under `services:` as in a configuration file.
import { listOf, addLink, isMap, slugFrom, textOf, tierOf, within, type Found, type Note, type Skip } from './found.ts'
import type { ServiceLink } from '../link.ts'
import { kindOf } from './link-kind.ts'

const known = ['slug', 'name', 'team', 'tier', 'description', 'policy', 'dependsOn', 'links']

/** What does this entry of the list say of a service? */
export function ownService(value: unknown, at: { readonly place: string; readonly index: number }): Found {
  const notes: Note[] = []
  const said = isMap(value) ? value : {}
  const written = textOf(said['slug']) ?? textOf(said['name'])
  const slug = slugFrom(written ?? '')
  const skip: Skip | null = !isMap(value)
    ? { why: 'not_understood', text: textOf(value)?.slice(0, 100) ?? '' }
    : slug === ''
      ? { why: 'no_name', text: written?.slice(0, 100) ?? '' }
      : null
  for (const key of Object.keys(said))
    if (!known.includes(key)) notes.push({ what: 'not_kept', text: key.slice(0, 100) })
  const links: ServiceLink[] = []
  for (const each of listOf(said['links'])) addOwnLink(links, each, notes)
  return {
    ref: slug || `#${at.index + 1}`,
    place: at.place,
    skip,
    slug,
    name: within(200, 'name', textOf(said['name']), notes),
    description: within(2000, 'description', textOf(said['description']), notes),
    tier: tierOf(said['tier'], notes),
    owner: textOf(said['team']),
    policy: textOf(said['policy']),
    links,
    dependsOn: listOf(said['dependsOn']).flatMap((each) => textOf(each) ?? []),
    dependencyOf: [],
    notes,
  }
}

/** A link with its parts, or its address alone. */
function addOwnLink(links: ServiceLink[], value: unknown, notes: Note[]): void {
  const said = isMap(value) ? value : { url: value }
  const url = textOf(said['url']) ?? ''
  const name = textOf(said['name']) ?? url
  addLink(links, { name, url, kind: kindOf({ type: textOf(said['kind']), icon: null, name, url }) }, notes)
}
