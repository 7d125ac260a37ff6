import { backstageService, isBackstage } from './backstage.ts'
import { isMap, type FilePart, type Found } from './found.ts'
import { ownService } from './own-form.ts'

export const mostFound = 1_000

/** Everything in the parts of a file that may be a service, in its order. Of two with one short name the first holds. */
export function readServices(parts: readonly FilePart[]): readonly Found[] {
  const all = parts.flatMap(foundIn)
  const first = new Map<string, string>()
  return all.map((found) => {
    if (found.skip) return found
    const before = first.get(found.slug)
    if (before !== undefined) return { ...found, skip: { why: 'twice', text: before } }
    first.set(found.slug, `${found.ref} (${found.place})`)
    return found
  })
}

function foundIn({ value, place, places }: FilePart): readonly Found[] {
  if (value === null || value === undefined) return []
  if (isBackstage(value)) return [backstageService(value, place)]
  const [path, list] = Array.isArray(value) ? ['', value] : isMap(value) ? ['services.', value['services']] : ['', null]
  if (!Array.isArray(list)) return [{ ...ownService(undefined, { place, index: 0 }), ref: nameOf(value) }]
  return list.map((each: unknown, index) => {
    const at = places.get(`${path}${index}`) ?? place
    return isBackstage(each) ? backstageService(each, at) : ownService(each, { place: at, index })
  })
}

/** What stands where a service was expected, as far as it has a name. */
function nameOf(value: unknown): string {
  return isMap(value) ? Object.keys(value).slice(0, 3).join(', ').slice(0, 100) : String(value).slice(0, 100)
}
