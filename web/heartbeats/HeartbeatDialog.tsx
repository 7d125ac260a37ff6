import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { NameFields, useNaming, useNamingMissing } from '../people/NameFields.tsx'
import { useAction, useLoaded } from '../query.tsx'
import { useServiceName } from '../services/service-name.ts'
import { useGo } from '../shell/go.ts'
import { useMe, useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Select, TextInput } from '../ui/inputs.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/words.ts'
import { ExpectFields } from './ExpectFields.tsx'
import { draftOf, faultsIn, inputOf, newDraft } from './heartbeat-draft.ts'

/** A new heartbeat of a source; where to check in is on the screen it leads to. */
export function CreateHeartbeatDialog({ onClose }: { readonly onClose: () => void }) {
  const say = useWords('heartbeats')
  const go = useGo()
  const whyNot = useWhyNot()
  const serviceName = useServiceName()
  const create = useAction('createHeartbeat', { inForm: true })
  // Those that were made for jobs come first.
  const sources = (useLoaded('listSources', {}).data?.sources ?? [])
    .filter((source) => !whyNot('sources.manage', source.teamId))
    .toSorted((one, other) => Number(other.dialect === 'healthchecks') - Number(one.dialect === 'healthchecks'))
  const naming = useNaming()
  const [draft, setDraft] = useState(newDraft(useMe().person.zone ?? 'UTC'))
  const [chosen, setSourceId] = useState('')
  const sourceId = chosen || sources[0]?.id || ''
  const faults = faultsIn(draft)
  const missing =
    useNamingMissing()(naming) ??
    (sourceId ? undefined : say('sourceFirst')) ??
    (faults[0] ? say(`fault.${faults[0]}`) : undefined)
  const { problem } = create
  const send = async () => {
    const made = await create.run({ sourceId, name: naming.name, slug: naming.slug, ...inputOf(draft) })
    if (!made) return
    onClose()
    go(paths.heartbeat(made.heartbeat.id))
  }
  return (
    <Dialog open onClose={onClose} title={say('new')} about={say('newAbout')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={create.busy} unavailable={missing}>
            {say('create')}
          </Button>
        }
      >
        {problem && problem.code !== 'slug_taken' ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <NameFields naming={naming} problem={problem} placeholder={say('example')} />
        <Select
          label={say('source')}
          hint={say('sourceHint')}
          value={sourceId}
          options={sources.map(({ id, name, serviceId }) => ({
            value: id,
            label: say('sourceOf', { source: name, service: serviceName(serviceId) }),
          }))}
          onChange={setSourceId}
          error={problem?.of('sourceId')}
        />
        <ExpectFields draft={draft} faults={faults} onChange={setDraft} />
      </Form>
    </Dialog>
  )
}

/** Another name, another expectation: it counts from now on. */
export function ChangeHeartbeatDialog({ heartbeat, onClose }: ChangeProps) {
  const say = useWords('heartbeats')
  const change = useAction('changeHeartbeat', { inForm: true, done: say('change.done') })
  const [name, setName] = useState(heartbeat.name)
  const [draft, setDraft] = useState(draftOf(heartbeat))
  const faults = faultsIn(draft)
  const missing = name.trim() === '' ? say('nameMissing') : faults[0] ? say(`fault.${faults[0]}`) : undefined
  const { problem } = change
  const send = async () => {
    if (await change.run({ heartbeatId: heartbeat.id, name: name.trim(), ...inputOf(draft) })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('change.title')} about={say('change.about')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" busy={change.busy} unavailable={missing}>
            {say('save')}
          </Button>
        }
      >
        {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
        <TextInput label={say('name')} value={name} onChange={setName} maxLength={200} error={problem?.of('name')} />
        <ExpectFields draft={draft} faults={faults} onChange={setDraft} />
      </Form>
    </Dialog>
  )
}

type ChangeProps = {
  readonly heartbeat: EndpointOutput<'getHeartbeat'>['heartbeat']
  readonly onClose: () => void
}
