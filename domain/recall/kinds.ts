// What can be a past case or belong to the kit, and how it stands.

export const pastKinds = ['incident', 'alert', 'note'] as const
export type PastKind = (typeof pastKinds)[number]

/** What is kept for the next time, and fits. */
export const kitKinds = ['runbook', 'bookmark'] as const
export type KitKind = (typeof kitKinds)[number]

export type CaseKind = PastKind | KitKind

/** Did it happen, or does it lie in the kit? */
export function isPast<T extends { readonly kind: CaseKind }>(of: T): of is T & { readonly kind: PastKind } {
  return of.kind !== 'runbook' && of.kind !== 'bookmark'
}

/** `open`: it is under way at this moment; `false_alarm`: there was nothing, or nothing to be done. */
export const stands = ['open', 'over', 'false_alarm'] as const
export type Stands = (typeof stands)[number]

/** What the search finds. */
export const foundKinds = ['incident', 'alert', 'note', 'runbook', 'bookmark', 'log'] as const
export type FoundKind = (typeof foundKinds)[number]

/** What the search may be asked for. */
export const searchKinds = ['all', 'incident', 'alert', 'note', 'kit', 'log'] as const
