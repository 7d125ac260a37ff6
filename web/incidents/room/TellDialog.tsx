import { useState } from 'react'
import { audiences } from '../../../domain/incidents/owed.ts'
import type { Audience } from '../../../domain/incidents/owed.ts'
import { useAction, useLoaded } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyBox } from '../../ui/CopyBox.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { Segmented, Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useLanguage, useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import { minuteChoices, useMinutes } from './minutes.ts'
import type { InRoom } from './RoomDialog.tsx'

/**
 * How it stands, for one audience: written from what is recorded, changed by whoever sends it. Each audience keeps what
 * was written for it, so that nothing meant for responders reaches users by a change of the choice.
 */
export function TellDialog({ incident, audience: first, onClose }: InRoom & { readonly audience: Audience }) {
  const say = useWords('incidentRecords')
  const language = useLanguage()
  const [audience, setAudience] = useState(first)
  const [kind, setKind] = useState<Kind>('news')
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [chosen, setChosen] = useState('')
  const isStill = kind === 'still' ? 'true' : 'false'
  const draft = useLoaded('draftUpdate', { incidentId: incident.id, audience, language, isStill }).data
  const key = `${audience} ${kind}`
  const text = typed[key] ?? draft?.text ?? ''
  const post = useAction('postUpdate', { inForm: true, done: say('updates.done') })
  const forbidden = useWhyNotChange(incident)
  const usual = draft?.nextInMinutes ?? null
  const send = async () => {
    const next = usual !== null && chosen !== '' ? { nextInMinutes: Number(chosen) } : {}
    if (await post.run({ incidentId: incident.id, audience, text, ...next })) onClose()
  }
  return (
    <FieldsDialog
      title={say('updates.dialogTitle')}
      about={say('updates.about')}
      onClose={onClose}
      send={{
        say: say('updates.do'),
        icon: 'message',
        busy: post.busy,
        unavailable: forbidden ?? (text.trim() === '' ? say('why.text') : undefined),
        problem: post.problem,
        run: send,
      }}
      below={<WithoutUpdate key={audience} incident={incident} audience={audience} onClose={onClose} />}
    >
      <Segmented
        label={say('updates.whom')}
        value={audience}
        options={audiences.map((value) => ({ value, label: say(`updates.audience.${value}`) }))}
        onChange={setAudience}
      />
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
        onChange={(words) => setTyped({ ...typed, [key]: words })}
      />
      {usual === null ? null : <NextField usual={usual} value={chosen} onChange={setChosen} />}
      <Fold say={say('updates.preview')}>
        <CopyBox text={text} label={say('updates.preview')} title={say(`updates.audience.${audience}`)} wrap />
      </Fold>
    </FieldsDialog>
  )
}

/** Until the next one; the text may promise another time, which only its writer can change. */
function NextField({ usual, value, onChange }: NextFieldProps) {
  const say = useWords('incidentRecords')
  const minutes = useMinutes()
  const options = [
    { value: '', label: minutes(usual) },
    ...minuteChoices.filter((each) => each !== usual).map((each) => ({ value: String(each), label: minutes(each) })),
  ]
  const isOther = value !== ''
  return (
    <Select
      label={say('updates.next')}
      value={value}
      options={options}
      onChange={onChange}
      {...(isOther ? { hint: say('updates.nextHint') } : {})}
    />
  )
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
