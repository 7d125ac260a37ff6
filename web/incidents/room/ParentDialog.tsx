import { useState } from 'react'
import { useAction, useLoaded } from '../../query.tsx'
import { Loaded } from '../../Loaded.tsx'
import { Select } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** It is a part of a bigger one that is under way, or stands alone again. */
export function ParentDialog({ incident, onClose }: InRoom) {
  const say = useWords('family')
  const family = useLoaded('getFamily', { incidentId: incident.id }).data
  const open = useLoaded('listIncidents', { state: 'open', limit: 200 })
  const [chosen, setChosen] = useState<string>()
  const set = useAction('setParent', { inForm: true, done: say('parent.done') })
  const forbidden = useWhyNotChange(incident)
  const current = family?.parent ? String(family.parent.id) : ''
  const value = chosen ?? current
  const hasParts = (family?.parts.length ?? 0) > 0
  const send = async () => {
    const parentId = value === '' ? null : Number(value)
    if (await set.run({ incidentId: incident.id, parentId })) onClose()
  }
  const unchanged = value === current ? say('parent.missing') : undefined
  return (
    <FieldsDialog
      title={say('parent.title')}
      about={say('parent.about')}
      onClose={onClose}
      send={{
        say: say(value === '' && current !== '' ? 'parent.leave' : 'parent.do'),
        icon: 'link',
        busy: set.busy,
        unavailable: forbidden ?? (hasParts ? say('parent.hasParts') : unchanged),
        problem: set.problem,
        run: send,
      }}
    >
      {hasParts ? <Notice tone="info">{say('parent.hasParts')}</Notice> : null}
      <Loaded query={open}>
        {(answer) => (
          <Select
            label={say('parent.which')}
            value={value}
            options={[
              { value: '', label: say('parent.none') },
              ...answer.incidents
                .filter(({ id }) => id !== incident.id)
                .map(({ id, priority, title }) => ({ value: String(id), label: `${priority} · ${title}` })),
            ]}
            onChange={setChosen}
          />
        )}
      </Loaded>
    </FieldsDialog>
  )
}
