import { useEffect, useRef, useState } from 'react'
import { tellsOnly } from '../../domain/escalation/tell.ts'
import { useActivePeople } from '../people/PersonSelect.tsx'
import { useTeams } from '../people/teams.ts'
import { useLoaded } from '../query.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { FieldError } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import {
  fitsBeside,
  isNewStep,
  isSameTarget,
  namesPolicy,
  newStep,
  numbersOf,
  policiesToName,
  stepFaults,
  targetKey,
  wakesAlways,
  withStepMoved,
} from './draft.ts'
import type { StepDraft, StepNumber, Target } from './draft.ts'
import styles from './StepsCard.module.css'
import { HowFields } from './HowFields.tsx'
import { ConditionFields } from './ConditionFields.tsx'
import { TargetChip } from './TargetChip.tsx'

const mostSteps = 20

/** The steps in their order: whom each reaches, and how long it waits for an answer. */
export function StepsCard({ steps, policyId, onChange }: StepsCardProps) {
  const say = useWords('escalation')
  const policies = useLoaded('listPolicies', {}).data?.policies ?? []
  const numbers = numbersOf(steps, policies)
  const list = useRef<HTMLOListElement>(null)
  const [moved, setMoved] = useState<{ readonly key: string; readonly by: 1 | -1 } | null>(null)
  useEffect(() => {
    // The moved step may be drawn anew; the focus goes with it.
    const which = moved?.by === -1 ? 'up' : 'down'
    if (moved)
      list.current?.querySelector<HTMLElement>(`[data-step="${moved.key}"] [data-move="${which}"] button`)?.focus()
  }, [moved])
  const move = (at: number, by: 1 | -1) => {
    const next = withStepMoved(steps, at, by)
    if (next === steps) return
    onChange(next)
    setMoved({ key: steps[at]?.key ?? '', by })
  }
  const add = () => onChange([...steps, newStep(`new ${Date.now()}`)])
  return (
    <Card title={say('steps')} about={say('stepsAbout')}>
      <ol ref={list} className={styles.steps}>
        {steps.map((step, at) => (
          <li key={step.key} data-step={step.key} className={styles.step}>
            <span className={styles.number} aria-hidden="true">
              {numberWords(numbers[at])}
            </span>
            <OneStep
              step={step}
              at={at}
              of={steps.length}
              number={numberWords(numbers[at])}
              policyId={policyId}
              onChange={(changed) => onChange(steps.with(at, changed))}
              onMove={(by) => move(at, by)}
              onRemove={() => onChange(steps.toSpliced(at, 1))}
            />
          </li>
        ))}
        <li className={styles.step}>
          <span className={styles.number} aria-hidden="true">
            <Icon name="critical" />
          </span>
          <p className={styles.end}>{say('stepsEnd')}</p>
        </li>
      </ol>
      <FieldError id="" error={steps.some(wakesAlways) ? undefined : say('fault.never_all')} />
      <Button icon="plus" onPress={add} unavailable={steps.length >= mostSteps ? say('stepsFull') : undefined}>
        {say('step.add')}
      </Button>
    </Card>
  )
}

function OneStep({ step, at, of, number, policyId, onChange, onMove, onRemove }: OneStepProps) {
  const say = useWords('escalation')
  const channels = useWords('channels')
  const faults = stepFaults(step)
  const put = (targets: readonly Target[]) => onChange({ ...step, targets })
  return (
    <div className={styles.body}>
      <div className={styles.head}>
        <strong>{say('step.title', { number })}</strong>
        <span data-move="up">
          <IconButton
            icon="up"
            size="small"
            label={say('step.up', { number })}
            unavailable={at === 0 ? say('step.isFirst') : undefined}
            onPress={() => onMove(-1)}
          />
        </span>
        <span data-move="down">
          <IconButton
            icon="down"
            size="small"
            label={say('step.down', { number })}
            unavailable={at + 1 === of ? say('step.isLast') : undefined}
            onPress={() => onMove(1)}
          />
        </span>
        <IconButton
          icon="trash"
          size="small"
          label={say('step.remove', { number })}
          unavailable={of === 1 ? say('step.isOnly') : undefined}
          onPress={onRemove}
        />
      </div>
      <ul className={styles.targets} aria-label={say('step.targets', { number })}>
        {step.targets.map((target) => (
          <TargetChip
            key={targetKey(target)}
            target={target}
            onChange={(changed) => put(step.targets.map((each) => (isSameTarget(each, target) ? changed : each)))}
            onDrop={() => put(step.targets.filter((each) => !isSameTarget(each, target)))}
          />
        ))}
      </ul>
      <TargetSelect chosen={step.targets} policyId={policyId} onAdd={(target) => put([...step.targets, target])} />
      <FieldError
        id=""
        error={faults.includes('nobody_named') && !isNewStep(step) ? say('fault.nobody_named') : undefined}
      />
      {step.targets.length > 0 && tellsOnly(step) ? <p className={styles.told}>{channels('onlyTells')}</p> : null}
      {namesPolicy(step.targets) ? null : (
        <HowFields step={step} number={number} onChange={(part) => onChange({ ...step, ...part })} />
      )}
      <ConditionFields step={step} number={number} onChange={(part) => onChange({ ...step, ...part })} />
      <div className={styles.wait}>
        <TextInput
          label={step.targets.some(({ kind }) => kind === 'policy') ? say('step.waitAfter') : say('step.wait')}
          inputMode="numeric"
          value={step.waitMinutes}
          onChange={(waitMinutes) => onChange({ ...step, waitMinutes })}
          error={faults.includes('wait_out_of_range') ? say('fault.wait_out_of_range') : undefined}
        />
      </div>
    </div>
  )
}

/** Adds a schedule, a team, a policy, a channel or a person; schedules come first, because people go on holiday. */
function TargetSelect({ chosen, policyId, onAdd }: TargetSelectProps) {
  const say = useWords('escalation')
  const people = useActivePeople()
  const { teams } = useTeams()
  const policies = policiesToName(policyId, useLoaded('listPolicies', {}).data?.policies ?? [])
  const schedules = useLoaded('listSchedules', {}).data?.schedules ?? []
  const channels = useLoaded('listTeamChannels', {}).data?.channels ?? []
  const ofChannels = useWords('channels')
  const targets: readonly (readonly [Target, string])[] = [
    ...schedules.map(
      ({ id, name }) => [{ kind: 'schedule' as const, scheduleId: id }, say('target.schedule', { name })] as const,
    ),
    ...teams.map(
      ({ id, name }) =>
        [{ kind: 'team' as const, teamId: id, part: 'responders' as const }, say('target.team', { name })] as const,
    ),
    ...policies.map(
      ({ id, name }) => [{ kind: 'policy' as const, policyId: id }, say('target.policy', { name })] as const,
    ),
    ...channels.map(
      ({ id, name }) => [{ kind: 'channel' as const, channelId: id }, ofChannels('target', { name })] as const,
    ),
    ...people.map(
      ({ id, name }) => [{ kind: 'person' as const, personId: id }, say('target.person', { name })] as const,
    ),
  ]
  const free = targets.filter(([target]) => fitsBeside(chosen, target))
  // Whoever names a policy has said all that the step is.
  if (free.length === 0) return null
  return (
    <Select
      label={chosen.length === 0 ? say('target.first') : say('target.add')}
      value=""
      options={[
        { value: '', label: say('target.choose') },
        ...free.map(([target, label]) => ({ value: targetKey(target), label })),
      ]}
      onChange={(key) => {
        const found = free.find(([target]) => targetKey(target) === key)
        if (found) onAdd(found[0])
      }}
    />
  )
}

function numberWords(number: StepNumber | undefined): string {
  if (!number) return ''
  return number.first === number.last ? String(number.first) : `${number.first}–${number.last}`
}

type StepsCardProps = {
  readonly steps: readonly StepDraft[]
  /** The policy that is changed; null for a new one. */
  readonly policyId: string | null
  readonly onChange: (steps: readonly StepDraft[]) => void
}

type OneStepProps = {
  readonly step: StepDraft
  readonly at: number
  readonly of: number
  readonly number: string
  readonly policyId: string | null
  readonly onChange: (step: StepDraft) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}

type TargetSelectProps = {
  readonly chosen: readonly Target[]
  readonly policyId: string | null
  readonly onAdd: (target: Target) => void
}
