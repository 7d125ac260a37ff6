import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextArea } from '../ui/inputs.tsx'
import { Stack } from '../ui/Screen.tsx'
import { sendByKeys } from '../ui/send-keys.ts'
import { useWords } from '../words/words.ts'
import { useHeldBy } from './may.ts'
import type { Alert } from './may.ts'
import { ReasonField, type Reason } from './ReasonField.tsx'
import { useWhyMissing, WhyField } from './WhyField.tsx'

/** Closes an alert, with what was learnt when somebody wants to write it. */
export default function CloseDialog({ alert, onClose }: { readonly alert: Alert; readonly onClose: () => void }) {
  const say = useWords('alerts')
  const [note, setNote] = useState('')
  const [because, setBecause] = useState('')
  const holder = useHeldBy(alert)
  const missing = useWhyMissing(holder, because)
  const told = useWords('outcome')
  const [reason, setReason] = useState<Reason>('other')
  const close = useAction('closeAlert', {
    done: ({ outcome }) => (outcome?.is === 'no_action' ? told('doneNoAction') : say('done.close')),
  })
  const send = async (outcome: 'acted' | 'no_action' = 'acted') => {
    if (close.busy || missing) return
    const said = outcome === 'acted' ? {} : { outcome, reason }
    if (await close.run({ alertId: alert.id, note: note.trim(), because, ...said })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('closeDialog.title')}
      about={alert.summary}
      actions={
        <>
          <Button onPress={onClose}>{say('closeDialog.cancel')}</Button>
          <Button busy={close.busy} unavailable={missing} onPress={() => send('no_action')}>
            {told('closeNoAction')}
          </Button>
          <Button tone="primary" icon="ok" busy={close.busy} unavailable={missing} onPress={() => send()}>
            {say('closeDialog.do')}
          </Button>
        </>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field */}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={sendByKeys(() => send())}
      >
        <Stack>
          <WhyField holder={holder} value={because} onChange={setBecause} />
          <TextArea
            label={say('closeDialog.note')}
            hint={say('closeDialog.noteHint')}
            optional
            value={note}
            onChange={setNote}
            maxLength={4000}
            rows={3}
          />
          <ReasonField label={told('reasonLabel')} value={reason} onChange={setReason} />
        </Stack>
      </form>
    </Dialog>
  )
}
