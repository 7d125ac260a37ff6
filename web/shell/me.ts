import { createContext, useContext } from 'react'
import type { EndpointOutput } from '../api.ts'
import { can } from '../../domain/permissions.ts'
import type { Actor, PermissionName } from '../../domain/permissions.ts'
import { useWords } from '../words/words.ts'

type Answer = EndpointOutput<'getMe'>

/** Who is signed in, and which Baton this is. Inside the frame there always is a person. */
export type Me = Omit<Answer, 'person'> & { readonly person: NonNullable<Answer['person']> }

export const MeContext = createContext<Me | null>(null)

export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe outside the frame')
  return me
}

/** Asks why I may not do something (in a team): a sentence for a button's `unavailable`, or undefined when I may. */
export function useWhyNot(): (permission: PermissionName, teamId?: string | null) => string | undefined {
  const me = useMe()
  const say = useWords('terms')
  return (permission, teamId) => {
    const verdict = can(actorOf(me), permission, teamId)
    if (verdict.allowed) return undefined
    return say(`needsRole.${verdict.because === 'not_allowed' ? verdict.needs : 'viewer'}`)
  }
}

function actorOf(me: Me): Actor {
  const { id, name, role } = me.person
  return { kind: 'person', id, name, role, teams: Object.fromEntries(me.teams.map((team) => [team.id, team.role])) }
}
