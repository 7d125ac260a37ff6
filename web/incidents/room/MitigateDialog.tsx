import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { fromLocalText, toLocalText } from '../../schedules/zoned.ts'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Segmented, TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useNow } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import type { InRoom } from './RoomDialog.tsx'

const sinces = ['now', '5', '15', 'at'] as const
type Since = (typeof sinces)[number]

/** Users are no longer hurt: since when, and what helped. Two touches at night. */
export function MitigateDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRoom')
  const { zone } = useMe().person
  const now = useNow()
  const [since, setSince] = useState<Since>('now')
  const [text, setText] = useState(() => toLocalText(zone, Date.now()))
  const [note, setNote] = useState('')
  const mitigate = useAction('mitigateIncident', { inForm: true, done: say('mitigate.done') })
  const asked = since === 'at' ? fromLocalText(zone, text) : null
  const wrong =
    since !== 'at'
      ? undefined
      : asked === null
        ? say('why.time')
        : asked > now.getTime() + slackMs
          ? say('why.future')
          : undefined
  const unavailable = useWhyNotWork(incident) ?? wrong
  const send = async () => {
    if (unavailable || mitigate.busy) return
    const at = since === 'now' ? null : (asked ?? Date.now() - Number(since) * 60_000)
    const given = at === null ? {} : { at: new Date(at).toISOString() }
    if (await mitigate.run({ incidentId: incident.id, isMitigated: true, note, ...given })) onClose()
  }
  const label = (value: Since) =>
    value === 'now'
      ? say('mitigate.now')
      : value === 'at'
        ? say('mitigate.custom')
        : say('mitigate.ago', { count: Number(value) })
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('mitigate.title')}
      about={say('mitigate.about')}
      actions={
        <Button tone="primary" size="large" icon="check" busy={mitigate.busy} unavailable={unavailable} onPress={send}>
          {say('mitigate.yes')}
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
          {mitigate.problem ? <Notice tone="critical">{mitigate.problem.sentence}</Notice> : null}
          <Segmented
            label={say('mitigate.when')}
            value={since}
            options={sinces.map((value) => ({ value, label: label(value) }))}
            onChange={setSince}
          />
          {since === 'at' ? (
            <TextInput label={say('mitigate.at')} type="datetime-local" value={text} onChange={setText} />
          ) : null}
          <TextInput label={say('mitigate.note')} optional value={note} onChange={setNote} maxLength={4000} />
        </Stack>
      </form>
    </Dialog>
  )
}

/** The clock on the screen ticks every ten seconds, and a field holds whole minutes. */
const slackMs = 60_000
