import * as z from 'zod'
import { roles } from '../permissions.ts'
import { email, id, instant, language, name, slug, zone } from '../shapes.ts'

export const RoleShape = z.enum(roles)

/** Somebody who can be on call, or only look. The role holds everywhere; team roles add to it. */
export const Person = z.object({
  id,
  name,
  email,
  zone,
  language,
  role: RoleShape,
  /** The place whose public holidays they keep, such as `DE-BY` or `KR`; null: none. */
  holidays: z.string().nullable(),
  deactivatedAt: instant.nullable(),
  teams: z.array(z.object({ teamId: id, role: RoleShape })),
  /** How many enabled contacts Baton could use to reach this person, the open browser not counted. */
  contacts: z.int(),
})
export type Person = z.output<typeof Person>

export const Team = z.object({
  id,
  slug,
  name,
  members: z.array(z.object({ personId: id, name, role: RoleShape })),
})
export type Team = z.output<typeof Team>

/** A one-time way in. The link itself is shown once, when it is made. */
export const Invitation = z.object({
  id,
  email: email.nullable(),
  role: RoleShape,
  teamId: id.nullable(),
  invitedBy: z.string().nullable(),
  createdAt: instant,
  expiresAt: instant,
})

/** A personal token: acts as its owner, with at most this role. */
export const Token = z.object({
  id,
  name,
  hint: z.string(),
  atMost: RoleShape,
  createdAt: instant,
  usedAt: instant.nullable(),
  expiresAt: instant.nullable(),
})

export const Session = z.object({
  id,
  createdAt: instant,
  seenAt: instant,
  address: z.string().nullable(),
  agent: z.string().nullable(),
  isThisOne: z.boolean(),
})
