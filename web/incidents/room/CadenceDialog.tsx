import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { Select } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import { minuteChoices, useMinutes } from './minutes.ts'
import type { InRoom } from './RoomDialog.tsx'

/** How often those outside hear how it stands: as its priority asks, or as is chosen here. */
export function CadenceDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRecords')
  const minutes = useMinutes()
  const { updateEveryMinutes: before } = incident
  const [every, setEvery] = useState(before === null ? '' : String(before))
  const describe = useAction('describeIncident', { inForm: true, done: say('cadence.done') })
  const choices = before === null || minuteChoices.includes(before) ? minuteChoices : [before, ...minuteChoices]
  const send = async () => {
    const updateEveryMinutes = every === '' ? null : Number(every)
    if (await describe.run({ incidentId: incident.id, updateEveryMinutes })) onClose()
  }
  return (
    <FieldsDialog
      title={say('cadence.title')}
      about={say('cadence.about')}
      onClose={onClose}
      send={{
        say: say('save'),
        busy: describe.busy,
        unavailable: useWhyNotWork(incident),
        problem: describe.problem,
        run: send,
      }}
    >
      <Select
        label={say('cadence.every')}
        value={every}
        options={[
          { value: '', label: say('cadence.usual') },
          ...choices.map((each) => ({ value: String(each), label: minutes(each) })),
        ]}
        onChange={setEvery}
      />
    </FieldsDialog>
  )
}
