import { useState } from 'react'
import { followUpKinds, isFollowUpOpen } from '../../../domain/incidents/records.ts'
import { PersonSelect } from '../../people/PersonSelect.tsx'
import { useAction } from '../../query.tsx'
import { useWhyNot } from '../../shell/me.ts'
import { Card } from '../../ui/Card.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Pair } from '../../ui/Form.tsx'
import { Checkbox, Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import { FollowUpRows } from './FollowUpRows.tsx'
import { inOrderOfWork } from './records.ts'
import type { InRoom } from './RoomDialog.tsx'
import { useToday } from './use-today.ts'

/** What is to be done, of which kind, by whom and until when: a new one, or one that is there. A draft becomes open by it. */
export function FollowUpDialog({ incident, followUpId, onClose }: OfFollowUp<number | null>) {
  const say = useWords('incidentRecords')
  const before = incident.followUps.find(({ id }) => id === followUpId)
  const [text, setText] = useState(before?.text ?? '')
  const [kind, setKind] = useState(before?.kind ?? 'prevent')
  const [ownerId, setOwnerId] = useState(before?.ownerId ?? '')
  const [dueOn, setDueOn] = useState(before?.dueOn ?? '')
  const [isDraft, setDraft] = useState(false)
  const add = useAction('addFollowUp', { inForm: true, done: say('followUps.added') })
  const change = useAction('changeFollowUp', { inForm: true, done: say('followUps.saved') })
  const forbidden = useWhyNotChange(incident)
  const send = async () => {
    const of = { incidentId: incident.id, text, kind, ownerId: ownerId || null, dueOn: dueOn || null }
    const state = before?.state === 'draft' && !isDraft ? { state: 'open' as const } : {}
    const done = before ? await change.run({ ...of, followUpId: before.id, ...state }) : await add.run(of)
    if (done) onClose()
  }
  return (
    <FieldsDialog
      title={say(before ? 'followUps.edit' : 'followUps.add')}
      about={say('followUps.about')}
      onClose={onClose}
      send={{
        say: say('save'),
        busy: add.busy || change.busy,
        unavailable: forbidden ?? (text.trim() === '' ? say('why.text') : undefined),
        problem: add.problem ?? change.problem,
        run: send,
      }}
    >
      <TextArea
        label={say('followUps.text')}
        placeholder={say('followUps.placeholder')}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={setText}
      />
      <Select
        label={say('followUps.for')}
        value={kind}
        options={followUpKinds.map((value) => ({ value, label: say(`followUps.kindLong.${value}`) }))}
        onChange={setKind}
      />
      <Pair>
        <PersonSelect
          label={say('followUps.owner')}
          value={ownerId}
          none={say('followUps.noOwner')}
          onChange={setOwnerId}
        />
        <TextInput label={say('followUps.dueOn')} optional type="date" value={dueOn} onChange={setDueOn} />
      </Pair>
      {before?.state === 'draft' ? (
        <Checkbox label={say('followUps.stillDraft')} checked={isDraft} onChange={setDraft} />
      ) : null}
    </FieldsDialog>
  )
}

/** It will not be done: why, for whoever asks later. */
export function DropDialog({ incident, followUpId, onClose }: OfFollowUp<number>) {
  const say = useWords('incidentRecords')
  const before = incident.followUps.find(({ id }) => id === followUpId)
  const [note, setNote] = useState(before?.note ?? '')
  const change = useAction('changeFollowUp', { inForm: true, done: say('followUps.dropped') })
  const send = async () => {
    if (await change.run({ incidentId: incident.id, followUpId, state: 'dropped', note })) onClose()
  }
  return (
    <FieldsDialog
      title={say('followUps.dropTitle')}
      about={before?.text}
      onClose={onClose}
      send={{
        say: say('followUps.drop'),
        busy: change.busy,
        unavailable: note.trim() === '' ? say('why.reason') : undefined,
        problem: change.problem,
        run: send,
      }}
    >
      <TextInput label={say('because')} value={note} onChange={setNote} maxLength={2000} />
    </FieldsDialog>
  )
}

/** All that is still open, so that it can be finished; or a manager takes the risk of it. */
export function FollowUpsDialog({ incident, open, onClose }: InRoom) {
  const say = useWords('incidentRecords')
  const forbidden = useWhyNot()('incidents.manage', incident.teamId)
  const left = inOrderOfWork(incident.followUps).filter(({ state }) => isFollowUpOpen(state))
  return (
    <Dialog open onClose={onClose} title={say('followUps.finish')}>
      <Stack>
        {left.length === 0 ? (
          <p>{say('followUps.allDone')}</p>
        ) : (
          <>
            <Card flush>
              <FollowUpRows incident={incident} followUps={left} open={open} />
            </Card>
            <Button wide size="large" unavailable={forbidden} onPress={() => open({ dialog: 'risk' })}>
              {say('risk.open')}
            </Button>
          </>
        )}
      </Stack>
    </Dialog>
  )
}

/** A manager takes the risk of what is not done, until a day. */
export function RiskDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRecords')
  const today = useToday()
  const [until, setUntil] = useState(incident.risk?.until ?? '')
  const [because, setBecause] = useState(incident.risk?.because ?? '')
  const accept = useAction('acceptRisk', { inForm: true, done: say('risk.done') })
  const forbidden = useWhyNot()('incidents.manage', incident.teamId)
  const wrong =
    until === ''
      ? say('why.day')
      : until < today
        ? say('why.past')
        : because.trim() === ''
          ? say('why.reason')
          : undefined
  const send = async () => {
    if (await accept.run({ incidentId: incident.id, until, because })) onClose()
  }
  return (
    <FieldsDialog
      title={say('risk.title')}
      about={say('risk.about')}
      onClose={onClose}
      send={{
        say: say('risk.do'),
        busy: accept.busy,
        unavailable: forbidden ?? wrong,
        problem: accept.problem,
        run: send,
      }}
    >
      <TextInput label={say('risk.until')} type="date" value={until} onChange={setUntil} />
      <TextInput label={say('because')} value={because} onChange={setBecause} maxLength={2000} />
    </FieldsDialog>
  )
}

type OfFollowUp<Id> = InRoom & { readonly followUpId: Id }
