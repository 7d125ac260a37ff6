import { useState } from 'react'
import { audiences } from '../../../domain/incidents/owed.ts'
import type { Audience } from '../../../domain/incidents/owed.ts'
import { useAction, useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Segmented, Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { showNotice } from '../../ui/notices.ts'
import { Stack } from '../../ui/Screen.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import { Hearers } from './Hearers.tsx'
import { minuteChoices, useMinutes } from './minutes.ts'
import type { InRoom } from './RoomDialog.tsx'
import { UpdatePreview } from './UpdatePreview.tsx'
import { useUpdate } from './use-update.ts'

/**
 * How it stands, for one audience: written from what is recorded, changed by whoever sends it. Each audience keeps what
 * was written for it, so that nothing meant for responders reaches users by a change of the choice.
 */
export function TellDialog({ incident, audience: first, onClose }: InRoom & { readonly audience: Audience }) {
  const say = useWords('incidentRecords')
  const hearing = useWords('hearing')
  const language = useLanguage()
  const [audience, setAudience] = useState(first)
  const [kind, setKind] = useState<Kind>('news')
  const [chosen, setChosen] = useState('')
  const [isToParts, setToParts] = useState(false)
  const update = useUpdate(incident.id)
  const isStill = kind === 'still'
  const asked = { incidentId: incident.id, audience, language, isStill: isStill ? 'true' : 'false' } as const
  const draft = useLoaded('draftUpdate', asked).data
  const hasParts = (useLoaded('getFamily', { incidentId: incident.id }).data?.parts.length ?? 0) > 0
  const name = `${audience} ${kind}`
  const text = update.typed[name] ?? draft?.text ?? ''
  const forbidden = useWhyNotChange(incident)
  const usual = draft?.nextInMinutes ?? null
  const nextInMinutes = usual !== null && chosen !== '' ? Number(chosen) : null
  const toParts = hasParts && audience !== 'responders' && isToParts
  const send = async () => {
    const told = await update.send({ audience, text: text.trim(), isStill, isToParts: toParts, nextInMinutes })
    if (told === 'refused') return
    if (told === 'sent') showNotice({ tone: 'ok', say: say('updates.done') })
    onClose()
  }
  const waits = update.waiting === null ? undefined : hearing('waits')
  return (
    <FieldsDialog
      title={say('updates.dialogTitle')}
      about={say('updates.about')}
      onClose={onClose}
      send={{
        say: say('updates.do'),
        icon: 'send',
        busy: update.isSending,
        unavailable: forbidden ?? waits ?? (text.trim() === '' ? say('why.text') : undefined),
        problem: null,
        run: send,
      }}
      below={<WithoutUpdate key={audience} incident={incident} audience={audience} onClose={onClose} />}
    >
      {update.refused ? <Notice tone="critical">{update.refused}</Notice> : null}
      <Segmented
        label={say('updates.whom')}
        value={audience}
        options={audiences.map((value) => ({ value, label: say(`updates.audience.${value}`) }))}
        onChange={setAudience}
      />
      <Hearers incidentId={incident.id} audience={audience} isToParts={toParts} />
      {hasParts && audience !== 'responders' ? (
        <Checkbox label={hearing('toParts')} hint={hearing('toPartsHint')} checked={isToParts} onChange={setToParts} />
      ) : null}
      <Segmented
        label={say('updates.kind')}
        hideLabel
        value={kind}
        options={kinds.map((value) => ({ value, label: say(`updates.${value}`) }))}
        onChange={setKind}
      />
      <TextArea
        label={say('updates.text')}
        rows={5}
        maxLength={20_000}
        value={text}
        onChange={(words) => update.type(name, words)}
      />
      {usual === null ? null : <NextField usual={usual} value={chosen} onChange={setChosen} />}
      <UpdatePreview incidentId={incident.id} audience={audience} text={text} isStill={isStill} next={nextInMinutes} />
    </FieldsDialog>
  )
}

/** Until the next one; the message says by when, on the clock of each reader. */
function NextField({ usual, value, onChange }: NextFieldProps) {
  const say = useWords('incidentRecords')
  const minutes = useMinutes()
  const options = [
    { value: '', label: minutes(usual) },
    ...minuteChoices.filter((each) => each !== usual).map((each) => ({ value: String(each), label: minutes(each) })),
  ]
  return <Select label={say('updates.next')} value={value} options={options} onChange={onChange} />
}

/** They heard it otherwise, or why they need not hear it. */
function WithoutUpdate({ incident, audience, onClose }: Omit<InRoom, 'open'> & { readonly audience: Audience }) {
  const say = useWords('incidentRecords')
  const room = useWords('incidentRoom')
  const [because, setBecause] = useState('')
  // Most often they were told: the field, and the keyboard of a phone, come when they are wanted.
  const [isAsked, setAsked] = useState(false)
  const tell = useAction('tellAudience')
  const forbidden = useWhyNotChange(incident)
  const send = async (notNeededBecause: string) => {
    if (await tell.run({ incidentId: incident.id, audience, notNeededBecause })) onClose()
  }
  return (
    <Stack>
      <Button icon="check" wide busy={tell.busy} unavailable={forbidden} onPress={() => send('')}>
        {say('updates.toldOtherwise')}
      </Button>
      {isAsked ? (
        <>
          <TextInput label={room('tell.notNeeded')} value={because} onChange={setBecause} maxLength={2000} />
          <Button
            wide
            busy={tell.busy}
            unavailable={forbidden ?? (because.trim() === '' ? room('why.reason') : undefined)}
            onPress={() => send(because)}
          >
            {room('tell.do')}
          </Button>
        </>
      ) : (
        <Button wide tone="quiet" onPress={() => setAsked(true)}>
          {room('tell.ask')}
        </Button>
      )}
    </Stack>
  )
}

const kinds = ['news', 'still'] as const
type Kind = (typeof kinds)[number]

type NextFieldProps = {
  readonly usual: number
  readonly value: string
  readonly onChange: (value: string) => void
}
