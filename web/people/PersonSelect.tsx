import { useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

/** One active person; I come first. `without` leaves people out, `none` offers nobody under this name. */
export function PersonSelect({ label, value, onChange, without = [], none, hint, error }: PersonSelectProps) {
  const say = useWords('people')
  const people = useActivePeople().filter((person) => !without.includes(person.id))
  const me = useMe().person.id
  const options = [
    ...(none || value === '' ? [{ value: '', label: none ?? say('field.choosePerson') }] : []),
    ...people.map(({ id, name }) => ({ value: id, label: id === me ? say('person.me', { name }) : name })),
  ]
  return (
    <Select
      label={label}
      value={value}
      options={options}
      onChange={onChange}
      error={error}
      {...(hint ? { hint } : {})}
    />
  )
}

/** Everybody in service, me first, then by name. */
export function useActivePeople() {
  const me = useMe().person.id
  const people = useLoaded('listPeople', {}).data?.people ?? []
  return people
    .filter((person) => person.deactivatedAt === null)
    .sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name))
}

type PersonSelectProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (personId: string) => void
  readonly without?: readonly string[]
  readonly none?: string
  readonly hint?: string
  readonly error?: string | undefined
}
