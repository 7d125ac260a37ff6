// Who may do what. One question, asked in one place for every door; the screens ask the same question to explain a button.

/** Roles in rising order; each may do all that the ones before it may. */
export const roles = ['viewer', 'responder', 'manager', 'admin'] as const
export type Role = (typeof roles)[number]

/** The least role for each permission. `open` asks nobody to sign in; `self` is about the caller's own things. */
export const permissions = {
  open: null,
  self: 'viewer',
  'people.read': 'viewer',
  'people.manage': 'admin',
  'teams.create': 'admin',
  'teams.manage': 'manager',
  'services.read': 'viewer',
  'services.manage': 'manager',
  'kit.read': 'viewer',
  'kit.write': 'responder',
  'schedules.read': 'viewer',
  'schedules.override': 'responder',
  'schedules.manage': 'manager',
  'absences.manage': 'manager',
  'policies.read': 'viewer',
  'policies.manage': 'manager',
  'alerts.read': 'viewer',
  'alerts.respond': 'responder',
  'silences.manage': 'responder',
  'inhibitions.manage': 'manager',
  'pages.raise': 'responder',
  'incidents.read': 'viewer',
  'incidents.respond': 'responder',
  'incidents.manage': 'manager',
  'log.read': 'viewer',
  'log.write': 'responder',
  'sources.read': 'responder',
  'sources.manage': 'manager',
  'outbox.read': 'manager',
  'configuration.read': 'manager',
  'configuration.apply': 'admin',
  'operations.read': 'viewer',
} as const satisfies Record<string, Role | null>
export type PermissionName = keyof typeof permissions

/** Whoever is asking. A person's role holds everywhere; a team role can only add to it inside that team. */
export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person'
      readonly id: string
      readonly name: string
      readonly role: Role
      readonly teams: Readonly<Record<string, Role>>
      /** A personal token may carry less than its owner; absent for a signed-in browser. */
      readonly atMost?: Role
    }
  | { readonly kind: 'automation'; readonly name: string; readonly role: Role }
  | { readonly kind: 'source'; readonly id: string; readonly name: string }
  | { readonly kind: 'engine'; readonly node: string }

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: 'signed_out' }
  | { readonly allowed: false; readonly because: 'not_allowed'; readonly needs: Role }

/** May this actor do this, in this team when the thing belongs to one? */
export function can(actor: Actor, permission: PermissionName, teamId?: string | null): Verdict {
  const needs = permissions[permission]
  if (needs === null) return { allowed: true }
  const has = roleOf(actor, teamId)
  if (has === null) return { allowed: false, because: 'signed_out' }
  return rank(has) >= rank(needs) ? { allowed: true } : { allowed: false, because: 'not_allowed', needs }
}

/** Whose thing it is, and in which teams they are. */
export type Whose = { readonly personId: string; readonly teamIds: readonly string[] }

/** May this actor do this with what is somebody's own? Everybody with their own; else as in a team that the person is in. */
export function canFor(actor: Actor, permission: PermissionName, { personId, teamIds }: Whose): Verdict {
  if (actor.kind === 'person' && actor.id === personId) return can(actor, 'self')
  const verdicts = [null, ...teamIds].map((teamId) => can(actor, permission, teamId))
  return verdicts.find(({ allowed }) => allowed) ?? can(actor, permission)
}

/** The role this actor has in this team (or everywhere), or null for callers who are nobody here. */
export function roleOf(actor: Actor, teamId?: string | null): Role | null {
  switch (actor.kind) {
    case 'person': {
      const inTeam = teamId ? actor.teams[teamId] : undefined
      const most = inTeam && rank(inTeam) > rank(actor.role) ? inTeam : actor.role
      return actor.atMost && rank(actor.atMost) < rank(most) ? actor.atMost : most
    }
    case 'automation':
      return actor.role
    case 'engine':
      return 'admin'
    case 'source':
    case 'nobody':
      return null
  }
}

/** What somebody sees of what is private: all of it, or that of these teams and that in which they take part. */
export type Sight =
  | { readonly all: true }
  | { readonly all: false; readonly teamIds: readonly string[]; readonly personId: string | null }

/**
 * How much of what is private does this actor see? Managers see that of their teams, everybody what they declared or were asked to help
 * with. For everybody else there is nothing: not in lists, the log, search, feeds or counts.
 */
export function sightOf(actor: Actor): Sight {
  const isManager = (teamId?: string) => rank(roleOf(actor, teamId) ?? 'viewer') >= rank('manager')
  if (isManager()) return { all: true }
  if (actor.kind !== 'person') return { all: false, teamIds: [], personId: null }
  return { all: false, teamIds: Object.keys(actor.teams).filter(isManager), personId: actor.id }
}

export function rank(role: Role): number {
  return roles.indexOf(role)
}
