import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { TextArea } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { Decision } from './opened.ts'
import type { InRoom } from './RoomDialog.tsx'

/** How a hypothesis turned out, and what showed it. */
export function DecideDialog({ incident, onClose, hypothesisId, to }: InRoom & Decision) {
  const say = useWords('incidentReach')
  const sayRecords = useWords('incidentRecords')
  const hypothesis = incident.hypotheses.find(({ id }) => id === hypothesisId)
  const [note, setNote] = useState(hypothesis?.note ?? '')
  const decide = useAction('decideHypothesis', { inForm: true })
  const forbidden = useWhyNotChange(incident)
  const send = async () => {
    if (await decide.run({ incidentId: incident.id, hypothesisId, outcome: to, note })) onClose()
  }
  return (
    <FieldsDialog
      title={say(`decide.${to}`)}
      about={hypothesis?.text}
      onClose={onClose}
      send={{
        say: sayRecords(`hypotheses.mark.${to}`),
        busy: decide.busy,
        unavailable: forbidden,
        problem: decide.problem,
        run: send,
      }}
    >
      <TextArea
        label={say('decide.note')}
        placeholder={say('decide.placeholder')}
        optional
        rows={2}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
    </FieldsDialog>
  )
}
