// Whom of a schedule or a team a step reaches.

/** Whom of those on call on a schedule; left out: the primary, or the secondary where there is no primary. */
export const onCallRoles = ['primary', 'secondary', 'everybody'] as const
export type OnCallRole = (typeof onCallRoles)[number]

/** Whom of a team: all who may respond to its alerts, or whoever is on call on one of its schedules. */
export const teamParts = ['responders', 'on_call'] as const
export type TeamPart = (typeof teamParts)[number]
