// Things by the names that people type.
import { nearest } from '../domain/configuration/nearest.ts'
import type { Api } from './client.ts'
import { Trouble } from './trouble.ts'

type Named = { readonly id: string; readonly slug: string; readonly name: string }

/** The one thing with this short name, name or id; otherwise a refusal that says which was probably meant. */
export function findNamed<T extends Named>(what: string, things: readonly T[], key: string): T {
  const exact = things.find(({ slug, id }) => slug === key || id === key)
  if (exact) return exact
  const byName = things.filter(({ name }) => name.toLowerCase() === key.toLowerCase())
  if (byName.length === 1 && byName[0]) return byName[0]
  throw noneSuch(
    what,
    key,
    things.map(({ slug }) => slug),
  )
}

/** Which services are meant by these short names or names? */
export async function servicesNamed(api: Api, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const { services } = await api.listServices()
  return keys.map((key) => findNamed('service', services, key).id)
}

export function noneSuch(what: string, key: string, candidates: readonly string[]): Trouble {
  const meant = nearest(key, candidates)
  const hint = meant
    ? ` Did you mean "${meant}"?`
    : candidates.length <= 20
      ? ` There are: ${candidates.join(', ') || 'none'}.`
      : ''
  return new Trouble('unknown_reference', `There is no ${what} "${key}".${hint}`)
}
