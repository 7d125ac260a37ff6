// What a bookmark of the kit may hold. Without shapes, for browsers.

export const bookmarkLimits = { name: 200, note: 2_000, tags: 20, perTeam: 1_000, runbooks: 500 } as const

/** So many things of each kind are listed where nobody said of which team or service. */
export const mostOfAllTeams = 1_000

/** A tag as it is kept: one word or a few, in small letters. */
export const tagPattern = /^[\p{Letter}\p{Number}][\p{Letter}\p{Number} _.-]{0,39}$/u

/** The tags that somebody wrote, apart from each other by commas: trimmed, in small letters, each once. */
export function tagsOf(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim().replaceAll(/\s+/g, ' ').toLowerCase())
  return [...new Set(tags.filter((tag) => tag !== ''))]
}
