import { useState } from 'react'
import { Loaded } from '../../Loaded.tsx'
import { paths } from '../../paths.ts'
import { useAction, useLoaded } from '../../query.tsx'
import { useGo } from '../../shell/go.ts'
import { Select } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Incident } from '../may.ts'
import { FieldsDialog } from './FieldsDialog.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** It is the same as another that is under way: that one goes on with what both have. Those that are alike come first. */
export function MergeDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRecords')
  const names = useWords('incidents')
  const go = useGo()
  const [into, setInto] = useState('')
  const serviceIds = incident.services.map(({ id }) => id)
  const alike = useLoaded('alikeIncidents', { title: incident.title, serviceIds })
  const open = useLoaded('listIncidents', { state: 'open', limit: 200 })
  const merge = useAction('mergeIncident', { inForm: true, done: say('merge.done') })
  const forbidden = useWhyNotChange(incident)
  const send = async () => {
    if (!(await merge.run({ incidentId: incident.id, into: Number(into) }))) return
    onClose()
    go(paths.incident(Number(into)))
  }
  const known = (alike.data?.alike ?? []).filter((each) => each.incident.id !== incident.id)
  const others = (open.data?.incidents ?? []).filter(
    ({ id }) => id !== incident.id && !known.some((each) => each.incident.id === id),
  )
  const options = [
    { value: '', label: say('merge.choose') },
    ...known.map((each) => ({
      value: String(each.incident.id),
      label: `${nameOf(each.incident)} (${names(`alike.${each.because}`)})`,
    })),
    ...others.map((each) => ({ value: String(each.id), label: nameOf(each) })),
  ]
  return (
    <FieldsDialog
      title={say('merge.title')}
      about={say('merge.about')}
      onClose={onClose}
      send={{
        say: say('merge.do'),
        icon: 'link',
        busy: merge.busy,
        unavailable: forbidden ?? (into === '' ? say('merge.missing') : undefined),
        problem: merge.problem,
        run: send,
      }}
    >
      <Loaded query={open} isEmpty={() => options.length === 1} empty={<p>{say('merge.none')}</p>}>
        {() => <Select label={say('merge.into')} value={into} options={options} onChange={setInto} />}
      </Loaded>
    </FieldsDialog>
  )
}

function nameOf({ priority, title }: Incident): string {
  return `${priority} · ${title}`
}
