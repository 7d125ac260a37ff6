import type { Actor, Role } from '../../domain/permissions.ts'
import { rank } from '../../domain/permissions.ts'
import type { Context } from '../context.ts'
import { refuse } from '../refusal.ts'

export type PersonCalling = Extract<Actor, { kind: 'person' }>

/** Which person is calling? Refuses automation, which has no sessions, tokens or password of its own. */
export function callerOf(ctx: Pick<Context, 'actor'>): PersonCalling {
  return ctx.actor.kind === 'person' ? ctx.actor : refuse('not_allowed', { because: 'not_a_person' })
}

/** The highest role the person has anywhere: everywhere, or in one of their teams. */
export function highestRole(person: PersonCalling): Role {
  return [person.role, ...Object.values(person.teams)].reduce(higherRole)
}

export function higherRole(a: Role, b: Role): Role {
  return rank(b) > rank(a) ? b : a
}
