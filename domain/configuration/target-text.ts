import * as z from 'zod'
import { onCallRoles, teamParts } from '../escalation/whom.ts'
import { email, slug } from '../shapes.ts'

const isThere = (value: string | undefined) => value !== undefined

/** Whom or what a step names. */
export const TargetText = z
  .strictObject({
    schedule: slug.optional(),
    /** Whom of those on call on the schedule: the primary, or the secondary where there is no primary, when it is left out. */
    role: z.enum(onCallRoles).optional(),
    person: email.toLowerCase().optional(),
    team: slug.optional(),
    /** Whom of the team: all who may respond, or whoever is on call on one of its schedules. */
    part: z.enum(teamParts).optional(),
    policy: slug.optional(),
    /** A channel of a team, which is told and wakes nobody. */
    channel: slug.optional(),
  })
  .refine(
    ({ schedule, person, team, policy, channel }) =>
      [schedule, person, team, policy, channel].filter(isThere).length === 1,
    { error: 'Name one of a schedule, a person, a team, a channel and a policy' },
  )
  .refine(({ role, schedule }) => !isThere(role) || isThere(schedule), {
    path: ['role'],
    error: 'Only a schedule has roles',
  })
  .refine(({ part, team }) => !isThere(part) || isThere(team), { path: ['part'], error: 'Only a team has parts' })
