import { PersonSelect } from '../people/PersonSelect.tsx'
import type { Problem } from '../problem.ts'
import { Segmented, Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import type { ScheduleTold } from './draft.ts'
import { peopleOn } from './override-draft.ts'
import type { OverrideDraft, OverrideFaults } from './override-draft.ts'
import { usePersonName } from './person-name.ts'
import { roles } from './roles.ts'
import styles from './RotationForm.module.css'

/** Who the override is about: as many fields as its kind has. */
export function OverridePeople({ schedule, draft, faults, problem, onChange }: OverridePeopleProps) {
  const say = useWords('schedules')
  const terms = useWords('terms')
  const { kind, personId, replaces, role } = draft
  const person = (
    <PersonSelect
      label={say('override.who')}
      value={personId}
      onChange={(id) => onChange({ personId: id })}
      error={problem?.of('personId')}
    />
  )
  switch (kind) {
    case 'take_over':
      return person
    case 'replace':
      return (
        <>
          {person}
          <OnSchedule
            label={say('override.replaces')}
            schedule={schedule}
            value={replaces}
            onChange={(id) => onChange({ replaces: id })}
            error={
              faults.replaces === 'replaces_itself' ? say('override.fault.replaces_itself') : problem?.of('replaces')
            }
          />
        </>
      )
    case 'add':
      return (
        <>
          {person}
          <div className={styles.said}>
            <Segmented
              label={say('rotation.role')}
              value={role}
              onChange={(next) => onChange({ role: next })}
              options={roles.map((each) => ({ value: each, label: terms(`onCallRole.${each}`) }))}
            />
            <p className={styles.hint}>{say(`rotation.roleSay.${role}`)}</p>
          </div>
        </>
      )
    case 'remove':
      return (
        <OnSchedule
          label={say('override.whom')}
          schedule={schedule}
          value={personId}
          onChange={(id) => onChange({ personId: id })}
          error={problem?.of('personId')}
        />
      )
  }
}

/** One of those who may be on call by this schedule. */
function OnSchedule({ label, schedule, value, onChange, error }: OnScheduleProps) {
  const say = useWords('schedules')
  const nameOf = usePersonName()
  const people = [...new Set([...peopleOn(schedule), ...(value === '' ? [] : [value])])]
  const options = people.map((id) => ({ value: id, label: nameOf(id) })).sort((a, b) => a.label.localeCompare(b.label))
  return (
    <Select
      label={label}
      value={value}
      options={[...(value === '' ? [{ value: '', label: say('override.choose') }] : []), ...options]}
      onChange={onChange}
      error={error}
    />
  )
}

type OverridePeopleProps = {
  readonly schedule: ScheduleTold
  readonly draft: OverrideDraft
  readonly faults: OverrideFaults
  readonly problem: Problem | null
  readonly onChange: (part: Partial<Pick<OverrideDraft, 'personId' | 'replaces' | 'role'>>) => void
}

type OnScheduleProps = {
  readonly label: string
  readonly schedule: ScheduleTold
  readonly value: string
  readonly onChange: (personId: string) => void
  readonly error: string | undefined
}
