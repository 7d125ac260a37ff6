// From ids to the names that a file uses, and back.
export type NameOf = (id: string) => string

/** The slug of each of these; throws for an id that is none of them. */
export function namesOf(things: readonly { readonly id: string; readonly slug: string }[]): NameOf {
  const names = new Map(things.map(({ id, slug }) => [id, slug]))
  return (id) => {
    const name = names.get(id)
    if (name === undefined) throw new Error(`nothing configured has the id ${id}`)
    return name
  }
}

export function idsOf(things: readonly { readonly id: string; readonly slug: string }[]): Map<string, string> {
  return new Map(things.map(({ id, slug }) => [slug, id]))
}
