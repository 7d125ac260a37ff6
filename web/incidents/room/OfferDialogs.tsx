import { useState } from 'react'
import type { OfferedRole } from '../../../domain/incidents/offers.ts'
import { openText } from '../../../domain/incidents/summary.ts'
import { PersonSelect, useActivePeople } from '../../people/PersonSelect.tsx'
import { useAction } from '../../query.tsx'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { Checkbox, TextArea, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import type { InRoom } from './RoomDialog.tsx'
import { useAsk } from './use-ask.ts'
import { FieldsDialog } from './FieldsDialog.tsx'

/** A role of mine is offered to somebody, with a sentence about what is open. */
export function OfferDialog({ incident, role, onClose }: InRoom & { readonly role: OfferedRole }) {
  const say = useWords('incidentStory')
  const room = useWords('incidentRoom')
  const { person } = useMe()
  const ask = useAsk(incident)
  const [personId, setPersonId] = useState('')
  const [note, setNote] = useState(() => openText(ask).slice(0, longest))
  const [isPaged, setPaged] = useState(true)
  const name = useActivePeople().find(({ id }) => id === personId)?.name ?? ''
  const offer = useAction('offerRole', { inForm: true, done: say('offer.sent', { name }) })
  const unavailable = useWhyNotWork(incident) ?? (personId === '' ? say('offer.person') : undefined)
  const send = async () => {
    if (await offer.run({ incidentId: incident.id, personId, role, note, isPaged })) onClose()
  }
  return (
    <FieldsDialog
      onClose={onClose}
      title={say('offer.title', { role: room(`role.${role}`) })}
      about={say('offer.about')}
      send={{
        say: say('offer.send'),
        icon: isPaged ? 'ringing' : 'handover',
        busy: offer.busy,
        unavailable,
        problem: offer.problem,
        run: send,
      }}
    >
      <PersonSelect label={say('offer.who')} value={personId} onChange={setPersonId} without={[person.id]} />
      <TextArea
        label={say('offer.note')}
        hint={say('offer.noteHint')}
        optional
        value={note}
        onChange={setNote}
        rows={4}
        maxLength={longest}
      />
      <Checkbox label={say('offer.paged')} hint={say('offer.pagedHint')} checked={isPaged} onChange={setPaged} />
    </FieldsDialog>
  )
}

const longest = 4_000

/** I cannot take what I was offered. */
export function DeclineOfferDialog({ incident, offerId, role, from, onClose }: DeclineProps) {
  const say = useWords('incidentStory')
  const room = useWords('incidentRoom')
  const [because, setBecause] = useState('')
  const decline = useAction('declineOffer', { done: say('offer.declined', { name: from }) })
  const send = async () => {
    if (await decline.run({ incidentId: incident.id, offerId, because })) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('offer.declineTitle', { role: room(`role.${role}`) })}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" size="large" type="submit" busy={decline.busy}>
            {say('offer.decline')}
          </Button>
        }
      >
        <TextInput label={room('people.because')} optional value={because} onChange={setBecause} maxLength={2000} />
      </Form>
    </Dialog>
  )
}

type DeclineProps = InRoom & { readonly offerId: number; readonly role: OfferedRole; readonly from: string }
