// Pages that need the answers of several people.

/** `more` others must still answer, of `needed` people in all. */
export type InPart = { readonly needed: number; readonly more: number }

/** How many are still needed of those who must answer, where this person has; null where they have not, or one is enough. */
export function inPartFor(
  personId: string,
  answers: { readonly needed: number; readonly by: readonly { readonly personId: string }[] } | null,
): InPart | null {
  if (!answers?.by.some((one) => one.personId === personId)) return null
  return { needed: answers.needed, more: Math.max(1, answers.needed - answers.by.length) }
}
