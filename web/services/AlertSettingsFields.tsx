import { groupings } from '../../domain/services/grouping.ts'
import type { Problem } from '../problem.ts'
import { useLoaded } from '../query.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Pair } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'
import styles from './AlertSettingsFields.module.css'
import { LabelsInput } from './LabelsInput.tsx'
import { isUsual, settingsFaults } from './settings-draft.ts'
import type { SettingsDraft, SettingsFault } from './settings-draft.ts'

/** How the alerts of a service become pages: with whom they ring, when one is the same again, from when there is a flood. */
export function AlertSettingsFields({ serviceId, draft, problem, onChange }: AlertSettingsFieldsProps) {
  const say = useWords('grouping')
  const faults = settingsFaults(draft)
  const wrong = (fault: SettingsFault, words: string) => (faults.includes(fault) ? words : undefined)
  const set = (part: Partial<SettingsDraft>) => onChange({ ...draft, ...part })
  return (
    <>
      <Fold say={say('settings.title')} open={!isUsual(draft)}>
        <div className={styles.fields}>
          <Select
            label={say('settings.title')}
            hideLabel
            hint={say(`settings.about.${draft.grouping}`)}
            value={draft.grouping}
            options={groupings.map((value) => ({ value, label: say(`settings.kind.${value}`) }))}
            onChange={(grouping) => set({ grouping })}
          />
          {draft.grouping === 'labels' ? (
            <LabelsInput
              label={say('settings.labels')}
              hint={say('settings.labelsHint')}
              labels={draft.groupLabels}
              onChange={(groupLabels) => set({ groupLabels })}
              error={wrong('labels_missing', say('settings.labelsMissing')) ?? problem?.of('groupLabels')}
            />
          ) : null}
          {draft.grouping === 'none' ? null : (
            <TextInput
              label={say('settings.minutes')}
              hint={say('settings.minutesHint')}
              inputMode="numeric"
              value={draft.groupMinutes}
              onChange={(groupMinutes) => set({ groupMinutes })}
              error={wrong('group_minutes', say('settings.minutesWrong'))}
            />
          )}
          <DependsOn
            serviceId={serviceId}
            dependsOn={draft.dependsOn}
            error={problem?.of('dependsOn')}
            onChange={(dependsOn) => set({ dependsOn })}
          />
        </div>
      </Fold>
      <Fold say={say('settings.watchTitle')} open={!isUsual(draft)}>
        <Pair>
          <TextInput
            label={say('settings.watch')}
            hint={say('settings.watchHint')}
            inputMode="numeric"
            value={draft.watchMinutes}
            onChange={(watchMinutes) => set({ watchMinutes })}
            error={wrong('watch_minutes', say('settings.minutesWrong'))}
          />
          <TextInput
            label={say('settings.flood')}
            hint={say('settings.floodHint')}
            inputMode="numeric"
            value={draft.floodLimit}
            onChange={(floodLimit) => set({ floodLimit })}
            error={wrong('flood_limit', say('settings.floodWrong'))}
          />
        </Pair>
      </Fold>
    </>
  )
}

/** The services that it cannot do without. */
function DependsOn({ serviceId, dependsOn, error, onChange }: DependsOnProps) {
  const say = useWords('grouping')
  const services = useLoaded('listServices', {}).data?.services ?? []
  const nameOf = (id: string) => services.find((service) => service.id === id)?.name ?? '…'
  const free = services.filter(({ id }) => id !== serviceId && !dependsOn.includes(id))
  return (
    <div className={styles.fields}>
      <Select
        label={say('settings.depends')}
        hint={say('settings.dependsHint')}
        value=""
        options={[
          { value: '', label: say('settings.addDepends') },
          ...free.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => (id === '' ? undefined : onChange([...dependsOn, id]))}
        error={error}
      />
      {dependsOn.length > 0 ? (
        <ul className={styles.chosen} aria-label={say('settings.depends')}>
          {dependsOn.map((id) => (
            <li key={id}>
              {nameOf(id)}
              <IconButton
                icon="close"
                size="small"
                label={say('settings.dropDepends', { name: nameOf(id) })}
                onPress={() => onChange(dependsOn.filter((each) => each !== id))}
              />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

type AlertSettingsFieldsProps = {
  /** Null for a new one. */
  readonly serviceId: string | null
  readonly draft: SettingsDraft
  readonly problem: Problem | null
  readonly onChange: (draft: SettingsDraft) => void
}

type DependsOnProps = {
  readonly serviceId: string | null
  readonly dependsOn: readonly string[]
  readonly error: string | undefined
  readonly onChange: (dependsOn: readonly string[]) => void
}
