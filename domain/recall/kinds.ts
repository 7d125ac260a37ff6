// What can be a past case, and how it stands.

export const caseKinds = ['incident', 'alert', 'note'] as const
export type CaseKind = (typeof caseKinds)[number]

/** `open`: it is under way at this moment; `false_alarm`: there was nothing, or nothing to be done. */
export const stands = ['open', 'over', 'false_alarm'] as const
export type Stands = (typeof stands)[number]

/** What the search finds. */
export const foundKinds = ['incident', 'alert', 'note', 'log'] as const
export type FoundKind = (typeof foundKinds)[number]
