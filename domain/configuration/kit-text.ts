// The kit of a team in a file. What the file names becomes as it says; what somebody else added stays.
import * as z from 'zod'
import { kitApi } from '../kit/api.ts'
import { bookmarkLimits } from '../kit/bookmark.ts'
import { runbooksApi } from '../kit/runbooks-api.ts'
import { email, slug } from '../shapes.ts'

const bookmark = kitApi.createBookmark.input.shape
const runbook = runbooksApi.createRunbook.input.shape

/** Known by its name within its service. */
export const KitBookmarkText = z
  .strictObject({
    name: bookmark.name,
    url: bookmark.url,
    /** Left out: of the team as a whole. */
    service: orNone(slug),
    kind: bookmark.kind,
    note: bookmark.note,
    tags: bookmark.tags,
    owner: orNone(email.toLowerCase()),
  })
  .refine(({ url, note }) => url !== '' || note !== '', {
    path: ['url'],
    error: 'Write an address, or a note with what there is to know',
  })

/** Known by its title within its service. */
export const KitRunbookText = z.strictObject({
  title: runbook.title,
  service: orNone(slug),
  tags: runbook.tags,
  owner: orNone(email.toLowerCase()),
  text: runbook.body,
})

export const KitText = z.strictObject({
  team: slug,
  bookmarks: z.array(KitBookmarkText).max(bookmarkLimits.perTeam, `Write at most ${bookmarkLimits.perTeam}`).optional(),
  runbooks: z.array(KitRunbookText).max(bookmarkLimits.runbooks, `Write at most ${bookmarkLimits.runbooks}`).optional(),
})

type Named = { readonly service: string | null }

function nameOf(thing: Named & ({ readonly name: string } | { readonly title: string })): string {
  const name = 'name' in thing ? thing.name : thing.title
  return thing.service === null ? name : `${thing.service}: ${name}`
}

/** How the things of a kit are told apart: by service and name, those of one name by their order. */
export function kitKeys(things: readonly Parameters<typeof nameOf>[0][]): readonly string[] {
  const seen = new Map<string, number>()
  return things.map((thing) => {
    const name = nameOf(thing)
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

/** The one order of a kit in a file; what has one name stays as it was added. */
export function sortedKit<T extends Parameters<typeof nameOf>[0]>(things: readonly T[]): readonly T[] {
  return things.toSorted((a, b) => {
    const [first, second] = [nameOf(a), nameOf(b)]
    return first < second ? -1 : Number(first > second)
  })
}

/** What is there, with what is named in its place or added. */
export function joinedKit<T extends Parameters<typeof nameOf>[0]>(
  there: readonly T[],
  named: readonly T[],
): readonly T[] {
  const all = new Map<string, T>()
  for (const things of [sortedKit(there), sortedKit(named)])
    for (const [at, key] of kitKeys(things).entries()) {
      const thing = things[at]
      if (thing) all.set(key, thing)
    }
  return sortedKit([...all.values()])
}

function orNone<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform((value) => value ?? null)
}
