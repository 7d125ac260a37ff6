// Refusals about what was seen before.

export const recallProblems = {
  vote_needs_person: {
    status: 403,
    say: 'Whether something helped is said by a person, and automation is none. Sign in, or use a personal token.',
  },
  search_place_unknown: {
    status: 422,
    say: 'This search cannot go on from there. Search anew from its first page.',
  },
} as const
