import { useState } from 'react'
import type { EndpointOutput } from '../../api.ts'
import { useAction, useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Checkbox, Select, TextArea } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import type { InRoom } from './RoomDialog.tsx'
import { FieldsDialog } from './FieldsDialog.tsx'

type Announced = EndpointOutput<'announceAction'>

/** "I am about to do this", before it is done; and a warning when others are about to touch the same service. */
export function AnnounceDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRoom')
  const [text, setText] = useState('')
  const [serviceId, setServiceId] = useState(incident.services.length === 1 ? (incident.services[0]?.id ?? '') : '')
  const [isDone, setDone] = useState(false)
  const [clashing, setClashing] = useState<Announced>()
  const services = useServices(incident.services)
  const announce = useAction('announceAction', { inForm: true })
  const missing = text.trim() === '' ? say('why.text') : undefined
  const send = async () => {
    const told = await announce.run({ incidentId: incident.id, text, serviceId: serviceId || null, isDone })
    if (!told) return
    if (told.clashes.length > 0) setClashing(told)
    else onClose()
  }
  if (clashing) return <ClashDialog incidentId={incident.id} announced={clashing} onClose={onClose} />
  return (
    <FieldsDialog
      onClose={onClose}
      title={say('actions.dialogTitle')}
      about={say('actions.dialogAbout')}
      send={{
        say: say(isDone ? 'actions.doDone' : 'actions.do'),
        icon: 'clock',
        busy: announce.busy,
        unavailable: missing,
        problem: announce.problem,
        run: send,
      }}
    >
      <TextArea
        label={say('actions.text')}
        placeholder={say('actions.placeholder')}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={setText}
      />
      <Select
        label={say('actions.service')}
        value={serviceId}
        options={[{ value: '', label: say('actions.noService') }, ...services]}
        onChange={setServiceId}
      />
      <Checkbox label={say('actions.already')} checked={isDone} onChange={setDone} />
    </FieldsDialog>
  )
}

/** Who else is about to touch the same service: it was announced all the same, and whoever reads this decides. */
function ClashDialog({ incidentId, announced, onClose }: ClashDialogProps) {
  const say = useWords('incidentRoom')
  const change = useAction('changeAction')
  const callOff = async () => {
    if (await change.run({ incidentId, actionId: announced.action.id, state: 'called_off' })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('actions.clash')}
      actions={
        <>
          <Button size="large" busy={change.busy} onPress={callOff}>
            {say('actions.callMineOff')}
          </Button>
          <Button tone="primary" size="large" icon="check" onPress={onClose}>
            {say('actions.goOn')}
          </Button>
        </>
      }
    >
      <Stack>
        {announced.clashes.map((clash) => (
          <Notice key={clash.id} tone="warning" title={clash.serviceName}>
            {say('actions.clashBy', { name: clash.by, text: clash.text })}
          </Notice>
        ))}
      </Stack>
    </Dialog>
  )
}

/** All services, those that are suspected first. */
function useServices(suspected: readonly { readonly id: string; readonly name: string }[]) {
  const all = useLoaded('listServices', {}).data?.services ?? []
  const others = all.filter(({ id }) => !suspected.some((service) => service.id === id))
  const inOrder = [...suspected, ...others.toSorted((a, b) => a.name.localeCompare(b.name))]
  return inOrder.map(({ id, name }) => ({ value: id, label: name }))
}

type ClashDialogProps = {
  readonly incidentId: number
  readonly announced: Announced
  readonly onClose: () => void
}
