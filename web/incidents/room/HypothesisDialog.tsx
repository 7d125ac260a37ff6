import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { EarlyBanner } from './EarlyBanner.tsx'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** What may be the cause, and how to find out. */
export function HypothesisDialog({ incident, open, onClose }: InRoom) {
  const say = useWords('incidentRecords')
  const [text, setText] = useState('')
  const [test, setTest] = useState('')
  const add = useAction('addHypothesis', { inForm: true, done: say('hypotheses.added') })
  const forbidden = useWhyNotChange(incident)
  const send = async () => {
    if (await add.run({ incidentId: incident.id, text, test })) onClose()
  }
  return (
    <FieldsDialog
      title={say('hypotheses.dialogTitle')}
      onClose={onClose}
      send={{
        say: say('hypotheses.do'),
        busy: add.busy,
        unavailable: forbidden ?? (text.trim() === '' ? say('why.text') : undefined),
        problem: add.problem,
        run: send,
      }}
    >
      <EarlyBanner incident={incident} open={open} isAboutTo />
      <TextArea
        label={say('hypotheses.text')}
        placeholder={say('hypotheses.placeholder')}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={setText}
      />
      <TextInput
        label={say('hypotheses.test')}
        placeholder={say('hypotheses.testPlaceholder')}
        optional
        value={test}
        onChange={setTest}
        maxLength={2000}
      />
    </FieldsDialog>
  )
}
