import { useState } from 'react'
import { NameFields, useNaming, useNamingMissing } from '../people/NameFields.tsx'
import { useTeamsWhere } from '../people/teams.ts'
import { TeamSelect } from '../people/TeamSelect.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextArea, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { AlertSettingsFields } from './AlertSettingsFields.tsx'
import { EvidenceList } from './EvidenceList.tsx'
import { asSettings, asSettingsDraft, settingsFaults } from './settings-draft.ts'
import type { Service } from './settings-draft.ts'

/** A new service, or with `service` its name, description and policy. */
export function ServiceDialog({
  service,
  onClose,
}: {
  readonly service: Service | null
  readonly onClose: () => void
}) {
  return service ? <Change service={service} onClose={onClose} /> : <Create onClose={onClose} />
}

function Create({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('services')
  const me = useMe()
  const create = useAction('createService', { inForm: true, done: say('created') })
  const { teams } = useTeamsWhere('services.manage')
  const naming = useNaming()
  const [description, setDescription] = useState('')
  const [chosenTeam, setTeamId] = useState('')
  const teamId = chosenTeam || (teams.find((team) => me.teams.some(({ id }) => id === team.id)) ?? teams[0])?.id || ''
  const [chosenPolicy, setPolicyId] = useState('')
  const policies = usePolicies(teamId)
  const policyId = chosenPolicy || policies[0]?.id || ''
  const missing = useNamingMissing()(naming)
  const [settings, setSettings] = useState(() => asSettingsDraft())
  const wrong = settingsFaults(settings).length > 0 ? say('settingsWrong') : undefined
  const { problem } = create
  const send = async () => {
    const input = {
      name: naming.name,
      slug: naming.slug,
      description: description.trim(),
      teamId,
      policyId,
      ...asSettings(settings),
    }
    if (await create.run(input)) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('new')}>
      <Form
        onSubmit={send}
        actions={
          <Button
            tone="primary"
            type="submit"
            busy={create.busy}
            unavailable={missing ?? (policyId ? wrong : say('policyFirst'))}
          >
            {say('create')}
          </Button>
        }
      >
        {problem && problem.code !== 'slug_taken' ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <NameFields naming={naming} problem={problem} placeholder={say('example')} />
        <Description value={description} onChange={setDescription} error={problem?.of('description')} />
        <TeamSelect teams={teams} value={teamId} onChange={setTeamId} />
        <PolicySelect teamId={teamId} value={policyId} onChange={setPolicyId} />
        <AlertSettingsFields serviceId={null} draft={settings} problem={problem} onChange={setSettings} />
      </Form>
    </Dialog>
  )
}

function Change({ service, onClose }: { readonly service: Service; readonly onClose: () => void }) {
  const say = useWords('services')
  const change = useAction('changeService', { inForm: true, done: say('changed') })
  const remove = useAction('removeService', { inForm: true, done: say('removed', { name: service.name }) })
  const [name, setName] = useState(service.name)
  const [description, setDescription] = useState(service.description)
  const [policyId, setPolicyId] = useState(service.policyId)
  const [settings, setSettings] = useState(() => asSettingsDraft(service))
  const wrong = settingsFaults(settings).length > 0 ? say('settingsWrong') : undefined
  const problem = change.problem ?? remove.problem
  const send = async () => {
    const text = { name: name.trim(), description: description.trim(), policyId, ...asSettings(settings) }
    if (await change.run({ serviceId: service.id, ...text })) onClose()
  }
  const sendRemove = async () => {
    if (await remove.run({ serviceId: service.id })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('changeOne', { name: service.name })}>
      <Form
        onSubmit={send}
        actions={
          <>
            <Button
              tone="primary"
              type="submit"
              busy={change.busy}
              unavailable={name.trim() === '' ? say('nameMissing') : wrong}
            >
              {say('save')}
            </Button>
            <Button tone="quiet" icon="trash" busy={remove.busy} onPress={sendRemove}>
              {say('remove')}
            </Button>
          </>
        }
      >
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <TextInput label={say('name')} value={name} onChange={setName} maxLength={200} error={problem?.of('name')} />
        <Description value={description} onChange={setDescription} error={problem?.of('description')} />
        <PolicySelect teamId={service.teamId} value={policyId} onChange={setPolicyId} />
        <AlertSettingsFields serviceId={service.id} draft={settings} problem={problem} onChange={setSettings} />
      </Form>
      <EvidenceList serviceId={service.id} />
    </Dialog>
  )
}

function Description({ value, onChange, error }: DescriptionProps) {
  const say = useWords('services')
  return (
    <TextArea
      label={say('description')}
      hint={say('descriptionHint')}
      optional
      value={value}
      onChange={onChange}
      maxLength={2000}
      error={error}
    />
  )
}

function PolicySelect({ teamId, value, onChange }: PolicySelectProps) {
  const say = useWords('services')
  const policies = usePolicies(teamId)
  const options = policies.map((policy) => ({ value: policy.id, label: policy.name }))
  return <Select label={say('policy')} hint={say('policyHint')} value={value} options={options} onChange={onChange} />
}

/** All policies, those of the team first: another team may be the one that answers. */
function usePolicies(teamId: string) {
  const policies = useLoaded('listPolicies', {}).data?.policies ?? []
  const isOther = (policy: { readonly teamId: string }) => Number(policy.teamId !== teamId)
  return policies.toSorted((a, b) => isOther(a) - isOther(b) || a.name.localeCompare(b.name))
}

type DescriptionProps = {
  readonly value: string
  readonly onChange: (description: string) => void
  readonly error: string | undefined
}

type PolicySelectProps = {
  readonly teamId: string
  readonly value: string
  readonly onChange: (policyId: string) => void
}
