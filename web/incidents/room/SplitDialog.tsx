import { useState } from 'react'
import { paths } from '../../paths.ts'
import { useAction } from '../../query.tsx'
import { useGo } from '../../shell/go.ts'
import { Checkbox, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { InRoom } from './RoomDialog.tsx'
import styles from './SplitDialog.module.css'

/** Two troubles in one: what belongs to the other moves to a new incident, led by whoever does it. */
export function SplitDialog({ incident, onClose }: InRoom) {
  const say = useWords('family')
  const go = useGo()
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isPart, setPart] = useState(false)
  const split = useAction('splitIncident', { inForm: true, done: say('split.done') })
  const forbidden = useWhyNotWork(incident)
  const people = incident.people.filter(({ engagement }) => engagement === 'accepted')
  const groups = [
    { name: 'alerts', of: incident.alerts.map(({ id, summary }) => ({ id: String(id), says: summary })) },
    { name: 'services', of: incident.services.map(({ id, name }) => ({ id, says: name })) },
    {
      name: 'people',
      of: [...new Map(people.map(({ personId, name }) => [personId, { id: personId, says: name }])).values()],
    },
  ] as const
  const toggle = (key: string) => {
    const next = new Set(chosen)
    if (!next.delete(key)) next.add(key)
    setChosen(next)
  }
  const of = (group: (typeof groups)[number]['name']) =>
    (groups.find(({ name }) => name === group)?.of ?? []).flatMap(({ id }) =>
      chosen.has(`${group} ${id}`) ? [id] : [],
    )
  const send = async () => {
    const made = await split.run({
      incidentId: incident.id,
      title: title.trim(),
      alertIds: of('alerts').map(Number),
      serviceIds: [...of('services')],
      personIds: [...of('people')],
      isPart,
    })
    if (!made) return
    onClose()
    go(paths.incident(made.id))
  }
  return (
    <FieldsDialog
      title={say('split.title')}
      about={say('split.about')}
      onClose={onClose}
      send={{
        say: say('split.do'),
        icon: 'forward',
        busy: split.busy,
        unavailable: forbidden ?? (title.trim() === '' ? say('split.missing') : undefined),
        problem: split.problem,
        run: send,
      }}
    >
      <TextInput label={say('split.name')} value={title} onChange={setTitle} maxLength={200} />
      {groups
        .filter((group) => group.of.length > 0)
        .map((group) => (
          <fieldset key={group.name} className={styles.group}>
            <legend>{say(`split.${group.name}`)}</legend>
            {group.of.map(({ id, says }) => (
              <Checkbox
                key={id}
                label={says}
                checked={chosen.has(`${group.name} ${id}`)}
                onChange={() => toggle(`${group.name} ${id}`)}
              />
            ))}
          </fieldset>
        ))}
      <Checkbox label={say('split.isPart')} hint={say('split.isPartHint')} checked={isPart} onChange={setPart} />
    </FieldsDialog>
  )
}
