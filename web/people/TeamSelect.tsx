import { Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import type { Team } from './teams.ts'

/** One of these teams. */
export function TeamSelect({ teams, value, onChange, hint }: TeamSelectProps) {
  const say = useWords('people')
  return (
    <Select
      label={say('field.team')}
      value={value}
      options={teams.map((team) => ({ value: team.id, label: team.name }))}
      onChange={onChange}
      {...(hint ? { hint } : {})}
    />
  )
}

type TeamSelectProps = {
  readonly teams: readonly Team[]
  readonly value: string
  readonly onChange: (teamId: string) => void
  readonly hint?: string
}
