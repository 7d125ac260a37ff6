import { useState } from 'react'
import { priorities } from '../../../domain/paging/priority.ts'
import type { PriorityName } from '../../../domain/paging/priority.ts'
import type { Problem } from '../../problem.ts'
import { useLoaded } from '../../query.tsx'
import { LabelsInput } from '../../services/LabelsInput.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Pair } from '../../ui/Form.tsx'
import { Checkbox, Segmented, Select, TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { asDraft, asWritten, faultsOf, matcherFault, newDraft } from './draft.ts'
import type { Rule, RuleDraft, Written } from './draft.ts'
import { RuleTrial } from './RuleTrial.tsx'

/** One rule: what it looks at, when, what it does, and what it would have done lately. */
export default function RuleDialog({ rule, teamId, busy, problem, onSave, onClose }: RuleDialogProps) {
  const say = useWords('incidentRules')
  const [draft, setDraft] = useState<RuleDraft>(rule ? asDraft(rule) : newDraft)
  const faults = faultsOf(draft)
  const written = asWritten(draft)
  const why = {
    name: say('form.nameMissing'),
    matchers: say('form.matcherWrong', { at: matcherFault(draft.matchers) ?? 1 }),
    numbers: say('form.numberWrong'),
    policy: say('form.policyMissing'),
  }
  const [first] = faults
  const set = (part: Partial<RuleDraft>) => setDraft({ ...draft, ...part })
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={say(rule ? 'form.change' : 'form.new')}
      actions={
        <Button
          tone="primary"
          size="large"
          icon="check"
          busy={busy}
          unavailable={first && why[first]}
          onPress={() => (written ? onSave(written) : undefined)}
        >
          {say('form.save')}
        </Button>
      }
    >
      <Stack>
        {problem ? (
          <Notice tone="critical" title={problem.sentence}>
            {problem.errors.map((error) => error.say).join(' ')}
          </Notice>
        ) : null}
        <TextInput
          label={say('form.name')}
          placeholder={say('form.namePlaceholder')}
          value={draft.name}
          onChange={(name) => set({ name })}
          maxLength={200}
        />
        <WhenFields
          draft={draft}
          teamId={teamId}
          set={set}
          matcherProblem={faults.includes('matchers') ? why.matchers : undefined}
        />
        <Segmented
          label={say('form.doesTitle')}
          value={draft.does}
          options={(['declare', 'join'] as const).map((value) => ({ value, label: say(`form.${value}`) }))}
          onChange={(does) => set({ does })}
        />
        <LabelsInput
          label={say('form.groupLabels')}
          hint={say('form.groupHint')}
          labels={draft.groupLabels}
          onChange={(groupLabels) => set({ groupLabels: [...groupLabels] })}
          error={undefined}
        />
        {draft.does === 'declare' ? <DeclareFields draft={draft} teamId={teamId} set={set} /> : null}
        <Checkbox label={say('form.enabled')} checked={draft.isEnabled} onChange={(isEnabled) => set({ isEnabled })} />
        {written ? <RuleTrial teamId={teamId} rule={written} /> : null}
      </Stack>
    </Dialog>
  )
}

function WhenFields({
  draft,
  teamId,
  set,
  matcherProblem,
}: FieldsProps & { readonly matcherProblem: string | undefined }) {
  const say = useWords('incidentRules')
  const services = ofTeam(useLoaded('listServices', {}).data?.services ?? [], teamId)
  const sources = useLoaded('listSources', {}).data?.sources ?? []
  const every = { value: '', label: say('form.any') }
  const own = new Set(services.map(({ id }) => id))
  return (
    <>
      <Pair>
        <Select
          label={say('form.service')}
          value={draft.serviceId ?? ''}
          options={[every, ...services.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(id) => set({ serviceId: id || null })}
        />
        <Select
          label={say('form.source')}
          value={draft.sourceId ?? ''}
          options={[
            every,
            ...sources
              .filter(({ serviceId, id }) => own.has(serviceId) || id === draft.sourceId)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => set({ sourceId: id || null })}
        />
      </Pair>
      <PrioritySelect
        label={say('form.atLeast')}
        none={say('form.anyPriority')}
        wordsOf={(priority) => (priority === 'P1' ? say('when.atLeastP1') : say('when.atLeast', { priority }))}
        value={draft.atLeast}
        onChange={(atLeast) => set({ atLeast })}
      />
      <TextInput
        label={say('form.matchers')}
        hint={say('form.matchersHint')}
        optional
        code
        autoComplete="off"
        spellCheck={false}
        maxLength={20_000}
        value={draft.matchers}
        onChange={(matchers) => set({ matchers })}
        error={matcherProblem}
      />
      <Pair>
        <NumberInput
          label={say('form.afterAlerts')}
          value={draft.afterAlerts}
          onChange={(afterAlerts) => set({ afterAlerts })}
        />
        <NumberInput
          label={say('form.withinMinutes')}
          value={draft.withinMinutes}
          onChange={(withinMinutes) => set({ withinMinutes })}
        />
      </Pair>
      <NumberInput
        label={say('form.unanswered')}
        hint={say('form.unansweredHint')}
        value={draft.unacknowledgedMinutes}
        onChange={(unacknowledgedMinutes) => set({ unacknowledgedMinutes })}
      />
    </>
  )
}

function DeclareFields({ draft, teamId, set }: FieldsProps) {
  const say = useWords('incidentRules')
  const policies = useLoaded('listPolicies', {}).data?.policies ?? []
  const sorted = policies.toSorted((a, b) => Number(a.teamId !== teamId) - Number(b.teamId !== teamId))
  return (
    <>
      <TextInput
        label={say('form.title')}
        hint={say('form.titleHint')}
        value={draft.title}
        onChange={(title) => set({ title })}
        maxLength={200}
      />
      <Pair>
        <PrioritySelect
          label={say('form.priority')}
          none={say('form.asAlert')}
          wordsOf={(priority) => priority}
          value={draft.priority}
          onChange={(priority) => set({ priority })}
        />
        <NumberInput
          label={say('form.mostPerHour')}
          hint={say('form.mostHint')}
          value={draft.mostPerHour}
          onChange={(mostPerHour) => set({ mostPerHour })}
        />
      </Pair>
      <Pair>
        <Select
          label={say('form.calls')}
          hint={say('form.callsHint')}
          value={draft.calls}
          options={(['nobody', 'on_call', 'policy'] as const).map((value) => ({ value, label: say(`form.${value}`) }))}
          onChange={(calls) => set({ calls })}
        />
        {draft.calls === 'policy' ? (
          <Select
            label={say('form.whichPolicy')}
            value={draft.policyId ?? ''}
            options={[
              { value: '', label: say('form.choosePolicy') },
              ...sorted.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(id) => set({ policyId: id || null })}
          />
        ) : null}
      </Pair>
      <Checkbox
        label={say('form.private')}
        hint={say('form.privateHint')}
        checked={draft.isPrivate}
        onChange={(isPrivate) => set({ isPrivate })}
      />
    </>
  )
}

function NumberInput(props: {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onChange: (text: string) => void
}) {
  return <TextInput inputMode="numeric" autoComplete="off" maxLength={4} {...props} />
}

function PrioritySelect({ label, none, wordsOf, value, onChange }: PrioritySelectProps) {
  return (
    <Select
      label={label}
      value={value ?? 'none'}
      options={[
        { value: 'none' as const, label: none },
        ...priorities.map((priority) => ({ value: priority, label: wordsOf(priority) })),
      ]}
      onChange={(chosen) => onChange(chosen === 'none' ? null : chosen)}
    />
  )
}

function ofTeam<T extends { readonly teamId: string }>(things: readonly T[], teamId: string): readonly T[] {
  return things.filter((thing) => thing.teamId === teamId)
}

type FieldsProps = {
  readonly draft: RuleDraft
  readonly teamId: string
  readonly set: (part: Partial<RuleDraft>) => void
}

type PrioritySelectProps = {
  readonly label: string
  readonly none: string
  readonly wordsOf: (priority: PriorityName) => string
  readonly value: PriorityName | null
  readonly onChange: (priority: PriorityName | null) => void
}

type RuleDialogProps = {
  readonly rule: Rule | null
  readonly teamId: string
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSave: (written: Written) => unknown
  readonly onClose: () => void
}
