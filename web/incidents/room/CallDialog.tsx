import { useState } from 'react'
import { incidentRoles } from '../../../domain/incidents/roles.ts'
import type { IncidentRole } from '../../../domain/incidents/roles.ts'
import { PersonSelect, useActivePeople } from '../../people/PersonSelect.tsx'
import { useAction } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Checkbox, Select, TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import { PeopleToCall } from './PeopleToCall.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** Somebody is asked to do something here, and paged for it unless they sit beside one. */
export function CallDialog({ incident, role: first, onClose }: InRoom & { readonly role: IncidentRole }) {
  const say = useWords('incidentRoom')
  const { person } = useMe()
  const help = useWords('incidentHelp')
  const [personId, setPersonId] = useState('')
  const [wanted, setWanted] = useState({ serviceId: '', skill: '' })
  const [role, setRole] = useState(first)
  const [isPaged, setPaged] = useState(true)
  const [note, setNote] = useState('')
  const people = useActivePeople()
  const name = people.find(({ id }) => id === personId)?.name ?? ''
  const call = useAction('callIntoIncident', { inForm: true, done: say('call.done', { name }) })
  const unavailable = useWhyNotWork(incident) ?? (personId === '' ? say('why.person') : undefined)
  const send = async () => {
    if (unavailable || call.busy) return
    if (await call.run({ incidentId: incident.id, personId, role, isPaged, note })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('call.title')}
      actions={
        <Button
          tone="primary"
          size="large"
          icon={isPaged ? 'ringing' : 'person'}
          busy={call.busy}
          unavailable={unavailable}
          onPress={send}
        >
          {say('call.do')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack>
          {call.problem ? <Notice tone="critical">{call.problem.sentence}</Notice> : null}
          <PersonSelect label={say('call.who')} value={personId} onChange={setPersonId} without={[person.id]} />
          <Fold say={help('people.open')} open>
            <Stack>
              <PeopleToCall
                incident={incident}
                wanted={wanted}
                onWanted={setWanted}
                chosen={[personId]}
                onChoose={setPersonId}
              />
            </Stack>
          </Fold>
          <Select
            label={say('call.role')}
            hint={say(`roleAbout.${role}`)}
            value={role}
            options={incidentRoles.map((value) => ({ value, label: say(`role.${value}`) }))}
            onChange={setRole}
          />
          <TextInput
            label={say('call.note')}
            placeholder={say('call.notePlaceholder')}
            optional
            value={note}
            onChange={setNote}
            maxLength={2000}
          />
          <Checkbox label={say('call.paged')} hint={say('call.pagedHint')} checked={isPaged} onChange={setPaged} />
        </Stack>
      </form>
    </Dialog>
  )
}
