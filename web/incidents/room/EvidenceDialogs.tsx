import { useState } from 'react'
import { faultOfAddress } from '../../../domain/services/evidence-link.ts'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segmented, TextInput } from '../../ui/inputs.tsx'
import { Bar } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** It is not to be had: why, in one press where it is one of the usual reasons. */
export function EvidenceMissingDialog({ incident, evidenceId, onClose }: OfEvidence) {
  const say = useWords('evidence')
  const name = useNameOf(incident, evidenceId)
  const [because, setBecause] = useState('')
  const miss = useAction('missEvidence', { inForm: true, done: say('said') })
  const forbidden = useWhyNotChange(incident)
  const send = async (why: string) => {
    if (await miss.run({ incidentId: incident.id, evidenceId, because: why })) onClose()
  }
  return (
    <FieldsDialog
      title={say('miss.title', name)}
      about={say('miss.about')}
      onClose={onClose}
      send={{
        say: say('missing'),
        busy: miss.busy,
        unavailable: forbidden ?? (because.trim() === '' ? say('miss.missing') : undefined),
        problem: miss.problem,
        run: () => send(because),
      }}
    >
      <TextInput
        label={say('miss.because')}
        placeholder={say('miss.placeholder')}
        value={because}
        onChange={setBecause}
        maxLength={2000}
      />
      <Bar>
        {(['gone', 'permission', 'tool', 'metric'] as const).map((reason) => (
          <Button
            key={reason}
            size="small"
            unavailable={forbidden}
            onPress={() => (miss.busy ? undefined : send(say(`miss.quick.${reason}`)))}
          >
            {say(`miss.quick.${reason}`)}
          </Button>
        ))}
      </Bar>
    </FieldsDialog>
  )
}

/** Where it is kept, or a word on it. */
export function EvidenceKeepDialog({ incident, evidenceId, onClose }: OfEvidence) {
  const say = useWords('evidence')
  const name = useNameOf(incident, evidenceId)
  const { fields, link, note, wrong } = useLinkFields()
  const keep = useAction('keepEvidence', { inForm: true, done: say('kept') })
  const forbidden = useWhyNotChange(incident)
  const missing = link === '' && note === '' ? say('keep.nothing') : undefined
  const send = async () => {
    if (await keep.run({ incidentId: incident.id, evidenceId, link, note })) onClose()
  }
  return (
    <FieldsDialog
      title={say('keep.title', name)}
      about={say('keep.about')}
      onClose={onClose}
      send={{
        say: say('save'),
        busy: keep.busy,
        unavailable: forbidden ?? missing ?? wrong,
        problem: keep.problem,
        run: send,
      }}
    >
      {fields}
    </FieldsDialog>
  )
}

/** Something that stands on no list. */
export function EvidenceOwnDialog({ incident, onClose }: InRoom) {
  const say = useWords('evidence')
  const [name, setName] = useState('')
  const { fields, link, note, wrong } = useLinkFields()
  const add = useAction('addEvidence', { inForm: true, done: say('said') })
  const forbidden = useWhyNotChange(incident)
  const send = async () => {
    if (await add.run({ incidentId: incident.id, name, link, note })) onClose()
  }
  return (
    <FieldsDialog
      title={say('own.title')}
      about={say('own.about')}
      onClose={onClose}
      send={{
        say: say('add'),
        busy: add.busy,
        unavailable: forbidden ?? (name.trim() === '' ? say('own.nameMissing') : wrong),
        problem: add.problem,
        run: send,
      }}
    >
      <TextInput
        label={say('own.name')}
        placeholder={say('own.namePlaceholder')}
        value={name}
        onChange={setName}
        maxLength={200}
      />
      {fields}
    </FieldsDialog>
  )
}

/** What should never have been kept goes, with a reason. */
export function EvidenceDropDialog({ incident, evidenceId, onClose }: OfEvidence) {
  const say = useWords('evidence')
  const name = useNameOf(incident, evidenceId)
  const [because, setBecause] = useState('')
  const drop = useAction('dropEvidence', { inForm: true, done: say('dropped') })
  const send = async () => {
    if (await drop.run({ incidentId: incident.id, evidenceId, because })) onClose()
  }
  return (
    <FieldsDialog
      title={say('dropDialog.title', name)}
      about={say('dropDialog.about')}
      onClose={onClose}
      send={{
        say: say('dropDialog.do'),
        busy: drop.busy,
        unavailable: because.trim() === '' ? say('miss.missing') : undefined,
        problem: drop.problem,
        run: send,
      }}
    >
      <TextInput label={say('dropDialog.because')} value={because} onChange={setBecause} maxLength={2000} />
    </FieldsDialog>
  )
}

/** What is missing in general: a metric, a permission, a tool. One line, and it stands as a draft of a follow-up. */
export function GapDialog({ incident, onClose }: InRoom) {
  const say = useWords('evidence')
  const [text, setText] = useState('')
  const [kind, setKind] = useState<(typeof gaps)[number]>('other')
  const add = useAction('addFollowUp', { inForm: true, done: say('gap.done') })
  const forbidden = useWhyNotChange(incident)
  const send = async () => {
    const told = kind === 'other' ? text : say(`gap.prefix.${kind}`, { text })
    const isSent = await add.run({ incidentId: incident.id, text: told, kind: 'detect', isDraft: true })
    if (isSent) onClose()
  }
  return (
    <FieldsDialog
      title={say('gap.title')}
      about={say('gap.about')}
      onClose={onClose}
      send={{
        say: say('gap.do'),
        icon: 'note',
        busy: add.busy,
        unavailable: forbidden ?? (text.trim() === '' ? say('gap.missing') : undefined),
        problem: add.problem,
        run: send,
      }}
    >
      <TextInput
        label={say('gap.text')}
        placeholder={say('gap.placeholder')}
        value={text}
        onChange={setText}
        maxLength={3900}
      />
      <Segmented
        label={say('gap.kind')}
        value={kind}
        options={gaps.map((value) => ({ value, label: say(`gap.${value}`) }))}
        onChange={setKind}
      />
    </FieldsDialog>
  )
}

const gaps = ['metric', 'permission', 'tool', 'other'] as const

function useLinkFields() {
  const say = useWords('evidence')
  const [link, setLink] = useState('')
  const [note, setNote] = useState('')
  const wrong = link.trim() !== '' && faultOfAddress(link.trim()) !== null ? say('keep.wrong') : undefined
  const fields = (
    <>
      <TextInput
        label={say('keep.link')}
        optional
        inputMode="url"
        placeholder={say('keep.linkPlaceholder')}
        value={link}
        onChange={setLink}
        maxLength={2000}
        error={wrong}
      />
      <TextInput
        label={say('keep.note')}
        optional
        placeholder={say('keep.notePlaceholder')}
        value={note}
        onChange={setNote}
        maxLength={2000}
      />
    </>
  )
  return { fields, link: link.trim(), note: note.trim(), wrong }
}

function useNameOf({ evidence }: InRoom['incident'], evidenceId: number) {
  const name = evidence.find(({ id }) => id === evidenceId)?.name ?? ''
  return { name }
}

type OfEvidence = InRoom & { readonly evidenceId: number }
