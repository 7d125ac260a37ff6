import { createContext, useContext } from 'react'
import type { EndpointOutput } from '../api.ts'
import { can, canFor } from '../../domain/permissions.ts'
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

/** The same about what is somebody's own: theirs, or of whoever may in one of their teams. */
export function useWhyNotFor(): (permission: PermissionName, person: Own) => string | undefined {
  const me = useMe()
  const say = useWords('terms')
  return (permission, { id, teams }) => {
    const whose = { personId: id, teamIds: teams.map(({ teamId }) => teamId) }
    const verdict = canFor(actorOf(me), permission, whose)
    if (verdict.allowed) return undefined
    return say(`needsRole.${verdict.because === 'not_allowed' ? verdict.needs : 'viewer'}`)
  }
}

type Own = { readonly id: string; readonly teams: readonly { readonly teamId: string }[] }

function actorOf(me: Me): Actor {
  const { id, name, role } = me.person
  return { kind: 'person', id, name, role, teams: Object.fromEntries(me.teams.map((team) => [team.id, team.role])) }
}
