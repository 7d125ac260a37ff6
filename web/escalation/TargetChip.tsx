import { onCallRoles, teamParts } from '../../domain/escalation/whom.ts'
import { IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Select } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import type { Target } from './draft.ts'
import styles from './StepsCard.module.css'
import { targetIcons, useThingName } from './targets.ts'

/** One target of a step: what it is called, whom of it the step reaches, and the way to take it out. */
export function TargetChip({ target, onChange, onDrop }: TargetChipProps) {
  const say = useWords('escalation')
  const channels = useWords('channels')
  const thingName = useThingName()
  // The name alone: whom of it is said by the field beside it.
  const name = thingName(target)
  return (
    <li className={styles.target}>
      <Icon name={targetIcons[target.kind]} />
      <span>{name}</span>
      {target.kind === 'schedule' ? (
        <div className={styles.whom}>
          <Select
            label={say('role.label', { name })}
            hideLabel
            value={target.role ?? 'first'}
            options={[
              { value: 'first', label: say('role.first') },
              ...onCallRoles.map((role) => ({ value: role, label: say(`role.${role}`) })),
            ]}
            onChange={(role) => {
              const { scheduleId } = target
              onChange(role === 'first' ? { kind: 'schedule', scheduleId } : { kind: 'schedule', scheduleId, role })
            }}
          />
        </div>
      ) : null}
      {target.kind === 'team' ? (
        <div className={styles.whom}>
          <Select
            label={say('part.label', { name })}
            hideLabel
            value={target.part}
            options={teamParts.map((part) => ({ value: part, label: say(`part.${part}`) }))}
            onChange={(part) => onChange({ ...target, part })}
          />
        </div>
      ) : null}
      {target.kind === 'channel' ? <span className={styles.told}>{channels('told')}</span> : null}
      <IconButton icon="close" size="small" label={say('step.drop', { name })} onPress={onDrop} />
    </li>
  )
}

type TargetChipProps = {
  readonly target: Target
  readonly onChange: (target: Target) => void
  readonly onDrop: () => void
}
