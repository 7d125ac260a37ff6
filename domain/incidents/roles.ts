// Who does what while an incident runs.

/** In the order in which they are filled. `expert` and `responder` may be several people. */
export const incidentRoles = ['lead', 'commander', 'communications', 'scribe', 'expert', 'responder'] as const
export type IncidentRole = (typeof incidentRoles)[number]

/** Held by one person at a time: another takes it over, with an accept of their own. */
export const singleRoles: ReadonlySet<IncidentRole> = new Set(['lead', 'commander', 'communications', 'scribe'])

export const engagements = ['asked', 'accepted', 'declined', 'stood_down'] as const
export type Engagement = (typeof engagements)[number]
