import { useState } from 'react'
import { PersonSelect, useActivePeople } from '../../people/PersonSelect.tsx'
import { useAction } from '../../query.tsx'
import { Select, TextArea, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import { minuteChoices, useMinutes } from './minutes.ts'
import type { InRoom } from './RoomDialog.tsx'

/** One person is asked for one thing within so many minutes. */
export function TaskDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRecords')
  const span = useMinutes()
  const [text, setText] = useState('')
  const [ownerId, setOwnerId] = useState('')
  const [minutes, setMinutes] = useState('15')
  const name = useActivePeople().find(({ id }) => id === ownerId)?.name ?? ''
  const give = useAction('giveTask', { inForm: true, done: say('tasks.given', { name }) })
  const forbidden = useWhyNotWork(incident)
  const missing = text.trim() === '' ? say('why.text') : ownerId === '' ? say('why.person') : undefined
  const send = async () => {
    if (await give.run({ incidentId: incident.id, text, ownerId, minutes: Number(minutes) })) onClose()
  }
  return (
    <FieldsDialog
      title={say('tasks.dialogTitle')}
      about={say('tasks.about')}
      onClose={onClose}
      send={{
        say: say('tasks.give'),
        busy: give.busy,
        unavailable: forbidden ?? missing,
        problem: give.problem,
        run: send,
      }}
    >
      <TextArea
        label={say('tasks.text')}
        placeholder={say('tasks.placeholder')}
        rows={2}
        maxLength={4000}
        value={text}
        onChange={setText}
      />
      <PersonSelect label={say('tasks.whom')} value={ownerId} onChange={setOwnerId} />
      <Select
        label={say('tasks.within')}
        value={minutes}
        options={minuteChoices.map((each) => ({ value: String(each), label: span(each) }))}
        onChange={setMinutes}
      />
    </FieldsDialog>
  )
}

/** I take it, and say in my own words what I will do: so both know that it was understood. */
export function SayBackDialog({ incident, taskId, onClose }: InRoom & { readonly taskId: number }) {
  const say = useWords('incidentRecords')
  const task = incident.tasks.find(({ id }) => id === taskId)
  const [readBack, setReadBack] = useState(task?.readBack ?? '')
  const change = useAction('changeTask', { inForm: true, done: say('tasks.taken') })
  const forbidden = useWhyNotChange(incident)
  const send = async () => {
    if (await change.run({ incidentId: incident.id, taskId, state: 'taken', readBack })) onClose()
  }
  return (
    <FieldsDialog
      title={say('tasks.sayBackTitle')}
      about={task?.text}
      onClose={onClose}
      send={{
        say: say('tasks.take'),
        icon: 'check',
        busy: change.busy,
        unavailable: forbidden,
        problem: change.problem,
        run: send,
      }}
    >
      <TextInput
        label={say('tasks.readBack')}
        placeholder={say('tasks.readBackPlaceholder')}
        optional
        value={readBack}
        onChange={setReadBack}
        maxLength={2000}
      />
    </FieldsDialog>
  )
}
