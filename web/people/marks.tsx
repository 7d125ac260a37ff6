import { roles } from '../../domain/permissions.ts'
import type { Role } from '../../domain/permissions.ts'
import { Select } from '../ui/inputs.tsx'
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
      {useWords('people')('person.unreachable')}
    </State>
  )
}

/** One of the roles; the least one may be left out. */
export function RoleSelect({ label, value, onChange, hint }: RoleSelectProps) {
  const say = useWords('terms')
  const about = useWords('people')
  return (
    <Select
      label={label}
      value={value}
      options={roles.map((role) => ({ value: role, label: say(`role.${role}`) }))}
      onChange={onChange}
      hint={hint ?? about(`roleAbout.${value}`)}
    />
  )
}

type RoleSelectProps = {
  readonly label: string
  readonly value: Role
  readonly onChange: (role: Role) => void
  readonly hint?: string
}
