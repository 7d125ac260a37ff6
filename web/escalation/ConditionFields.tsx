import { priorities } from '../../domain/paging/priority.ts'
import { ZoneSelect } from '../people/ZoneSelect.tsx'
import { asWritten, usualHours } from '../schedules/restriction-draft.ts'
import { RestrictionFields } from '../schedules/RestrictionFields.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { FieldError } from '../ui/Field.tsx'
import { Hidden } from '../ui/Hidden.tsx'
import { PriorityChoices } from '../ui/PriorityChoices.tsx'
import { useWords } from '../words/words.ts'
import { isAlways, stepFaults } from './draft.ts'
import type { HoursDraft, Priority, StepDraft } from './draft.ts'
import styles from './ConditionFields.module.css'

const choices = ['working', 'nights', 'weekends'] as const

/** For which priorities and in which hours a step holds; folded while it always does. */
export function ConditionFields({ step, number, onChange }: ConditionFieldsProps) {
  const say = useWords('escalation')
  const summary = useConditionWords()(step)
  return (
    <details className={styles.conditions} open={!isAlways(step)}>
      <summary>
        {say('only.title')} <span className={styles.summary}>{summary ?? say('only.always')}</span>
      </summary>
      <div className={styles.fields}>
        <Priorities step={step} number={number} onChange={(meant) => onChange({ priorities: meant })} />
        <HoursFields step={step} number={number} onChange={(hours) => onChange({ hours })} />
      </div>
    </details>
  )
}

/** What a step is only for, in a few words; null when it always holds. */
export function useConditionWords(): (of: Pick<StepDraft, 'priorities' | 'hours'>) => string | null {
  const say = useWords('escalation')
  return (of) => {
    if (isAlways(of)) return null
    return [
      ...(of.priorities.length === priorities.length ? [] : [of.priorities.join(', ')]),
      ...(of.hours === null ? [] : [say('only.someHours')]),
    ].join(' · ')
  }
}

function Priorities({ step, number, onChange }: PartProps<readonly Priority[]>) {
  const say = useWords('escalation')
  return (
    <fieldset>
      <legend>
        {say('only.priorities')}
        <Hidden>{say('step.title', { number })}</Hidden>
      </legend>
      <PriorityChoices of={priorities} chosen={step.priorities} onChange={onChange} />
      <FieldError id="" error={stepFaults(step).includes('no_priority') ? say('fault.no_priority') : undefined} />
    </fieldset>
  )
}

function HoursFields({ step, number, onChange }: PartProps<HoursDraft | null>) {
  const say = useWords('escalation')
  const hoursWords = useWords('schedules')
  const own = useMe().person.zone
  const within = step.hours?.within ?? []
  const zone = step.hours?.zone ?? own
  const put = (next: HoursDraft['within']) => onChange(next.length === 0 ? null : { zone, within: next })
  return (
    <fieldset>
      <legend>
        {say('only.hours')}
        <Hidden>{say('step.title', { number })}</Hidden>
      </legend>
      <div className={styles.windows}>
        {within.map((restriction, at) => (
          <RestrictionFields
            key={at}
            restriction={restriction}
            number={at + 1}
            onChange={(changed) => put(within.with(at, changed))}
            onRemove={() => put(within.toSpliced(at, 1))}
          />
        ))}
        <div className={styles.choices}>
          {choices.map((choice) => (
            <Button
              key={choice}
              size="small"
              icon="plus"
              onPress={() => put([...within, asWritten(usualHours[choice])])}
            >
              {hoursWords(`hours.${choice}`)}
            </Button>
          ))}
        </div>
        {step.hours === null ? null : (
          <ZoneSelect label={say('only.zone')} value={zone} onChange={(next) => onChange({ zone: next, within })} />
        )}
      </div>
    </fieldset>
  )
}

type ConditionFieldsProps = {
  readonly step: StepDraft
  readonly number: string
  readonly onChange: (part: Partial<Pick<StepDraft, 'priorities' | 'hours'>>) => void
}

type PartProps<Value> = {
  readonly step: StepDraft
  readonly number: string
  readonly onChange: (value: Value) => void
}
