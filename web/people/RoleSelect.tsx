import { roles } from '../../domain/permissions.ts'
import type { Role } from '../../domain/permissions.ts'
import { Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

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
