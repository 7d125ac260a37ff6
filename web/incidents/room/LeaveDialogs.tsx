import { useState } from 'react'
import type { IncidentRole } from '../../../domain/incidents/roles.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import type { InRoom } from './RoomDialog.tsx'

/** I cannot do what I was asked for. */
export function DeclineDialog({ incident, role, onClose }: InRoom & { readonly role: IncidentRole }) {
  const say = useWords('incidentRoom')
  const [because, setBecause] = useState('')
  const decline = useAction('declineIncident', { done: say('people.declined') })
  const send = async () => {
    if (await decline.run({ incidentId: incident.id, role, because })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('people.declineTitle', { role: say(`role.${role}`) })}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" size="large" type="submit" busy={decline.busy}>
            {say('people.cannot')}
          </Button>
        }
      >
        <TextInput label={say('people.because')} optional value={because} onChange={setBecause} maxLength={2000} />
      </Form>
    </Dialog>
  )
}

/** They are no longer needed, and hear so. */
export function StandDownDialog({ incident, personId, name, onClose }: StandDownDialogProps) {
  const say = useWords('incidentRoom')
  const [because, setBecause] = useState('')
  const release = useAction('standDownFromIncident', { done: say('people.stoodDown', { name }) })
  const send = async () => {
    if (await release.run({ incidentId: incident.id, personId, because })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('people.standDownTitle', { name })} about={say('people.standDownAbout')}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" size="large" type="submit" busy={release.busy}>
            {say('people.standDown')}
          </Button>
        }
      >
        <TextInput label={say('people.because')} optional value={because} onChange={setBecause} maxLength={2000} />
      </Form>
    </Dialog>
  )
}

type StandDownDialogProps = InRoom & { readonly personId: string; readonly name: string }
