import type { Role } from '../../domain/permissions.ts'
import { Badge, State } from '../ui/State.tsx'
import { useWords } from '../words/words.ts'

/** What somebody may do. */
export function RoleBadge({ role }: { readonly role: Role }) {
  return <Badge tone={role === 'admin' ? 'info' : 'calm'}>{useWords('terms')(`role.${role}`)}</Badge>
}

/** No contact would reach this person: pages to them go nowhere. */
export function UnreachableMark() {
  return (
    <State tone="critical" icon="offline">
      {useWords('terms')('unreachable')}
    </State>
  )
}
