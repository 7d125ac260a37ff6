import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Segmented, TextArea } from '../ui/inputs.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import type { Alert } from './may.ts'
import { ReasonField, type Reason } from './ReasonField.tsx'

/** Says of a closed alert what came of it, or says it otherwise. */
export default function OutcomeDialog({ alert, onClose }: { readonly alert: Alert; readonly onClose: () => void }) {
  const say = useWords('outcome')
  const before = alert.outcome
  const [is, setIs] = useState<'acted' | 'no_action'>('no_action')
  const [reason, setReason] = useState<Reason>(before?.reason ?? 'other')
  const [note, setNote] = useState(before?.note ?? '')
  const action = useAction('sayOutcome', { done: say('done') })
  const send = async () => {
    if (await action.run({ alertId: alert.id, outcome: is, note, ...(is === 'no_action' ? { reason } : {}) })) onClose()
  }
  const options = (['no_action', 'acted'] as const).map((value) => ({ value, label: say(`is.${value}`) }))
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('dialog.title')}
      about={alert.summary}
      actions={
        <>
          <Button onPress={onClose}>{say('dialog.cancel')}</Button>
          <Button tone="primary" icon="ok" busy={action.busy} onPress={send}>
            {say('dialog.do')}
          </Button>
        </>
      }
    >
      <Stack>
        <Segmented label={say('dialog.what')} value={is} options={options} onChange={setIs} />
        {is === 'no_action' ? <ReasonField label={say('dialog.why')} value={reason} onChange={setReason} /> : null}
        <TextArea
          label={say('dialog.note')}
          hint={say('dialog.noteHint')}
          optional
          value={note}
          onChange={setNote}
          maxLength={4000}
          rows={2}
        />
      </Stack>
    </Dialog>
  )
}
