// Who is meant by `@ana` in a note: by the first part of the e-mail address, by the whole name, or by a first name that only one has.

export type Mentionable = { readonly id: string; readonly name: string; readonly email: string }

const mostMentions = 20

/** The names that stand behind an @, in small letters, each once. An e-mail address in the text mentions nobody. */
export function mentionsIn(text: string): readonly string[] {
  const names = Array.from(text.matchAll(mention), ([, name = '']) => name.replace(/[._-]+$/, '').toLowerCase())
  return [...new Set(names)].slice(0, mostMentions)
}

const mention = /(?<![\p{L}\p{N}_.+@/-])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,63})/gu

/** Whom do these names mean? A name that several have without being the beginning of an address means nobody. */
export function whoIsMeant(names: readonly string[], people: readonly Mentionable[]): readonly string[] {
  const meant = names.flatMap((name) => {
    const byAddress = people.filter((person) => localPart(person) === name)
    if (byAddress.length > 0) return byAddress
    const byName = people.filter((person) => joined(person.name) === name.replaceAll(/[._-]/g, ''))
    if (byName.length > 0) return byName
    const byFirst = people.filter((person) => firstOf(person.name) === name)
    return byFirst.length === 1 ? byFirst : []
  })
  return [...new Set(meant.map(({ id }) => id))]
}

/** What one writes to mean this person. */
export function localPart({ email }: Pick<Mentionable, 'email'>): string {
  return email.slice(0, email.lastIndexOf('@')).toLowerCase()
}

function joined(name: string): string {
  return name.toLowerCase().replaceAll(/[\s._-]+/gu, '')
}

function firstOf(name: string): string {
  return name.toLowerCase().split(/\s+/)[0] ?? ''
}
