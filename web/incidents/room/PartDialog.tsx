import { useState } from 'react'
import type { EndpointInput } from '../../api.ts'
import { useAction } from '../../query.tsx'
import { fromLocalText, toLocalText } from '../../schedules/zoned.ts'
import { useMe } from '../../shell/me.ts'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import { ServicesField } from '../ServicesField.tsx'
import type { Part } from './opened.ts'
import type { InRoom } from './RoomDialog.tsx'
import { FieldsDialog } from './FieldsDialog.tsx'

/** One thing that is known, written down: one field, so that it can be paid at night. */
export function PartDialog({ incident, part, onClose }: InRoom & { readonly part: Part }) {
  const say = useWords('incidentRoom')
  const { zone } = useMe().person
  const [text, setText] = useState(() => textOf(incident, part, zone))
  const [serviceIds, setServiceIds] = useState(incident.services.map(({ id }) => id))
  const describe = useAction('describeIncident', { inForm: true })
  const written = changeOf(part, { text: text.trim(), serviceIds, zone })
  const unavailable = written ? undefined : say(part === 'since' ? 'why.time' : 'why.text')
  const send = async () => {
    if (!written) return
    if (await describe.run({ incidentId: incident.id, ...written })) onClose()
  }
  const label = say(`facts.part.${part}`)
  return (
    <FieldsDialog
      onClose={onClose}
      title={label}
      about={say(`facts.hint.${part}`)}
      send={{ say: say('facts.save'), busy: describe.busy, unavailable, problem: describe.problem, run: send }}
    >
      {part === 'service' ? (
        <>
          <ServicesField teamId={incident.teamId} chosen={serviceIds} onChange={setServiceIds} />
          {serviceIds.length === 0 ? (
            <TextInput label={say('facts.nobodyKnows')} value={text} onChange={setText} maxLength={2000} />
          ) : null}
        </>
      ) : part === 'since' ? (
        <TextInput label={label} hideLabel type="datetime-local" value={text} onChange={setText} />
      ) : part === 'title' ? (
        <TextInput label={label} hideLabel value={text} onChange={setText} maxLength={200} />
      ) : (
        <TextArea label={label} hideLabel value={text} onChange={setText} rows={3} maxLength={4000} />
      )}
    </FieldsDialog>
  )
}

type Written = Omit<EndpointInput<'describeIncident'>, 'incidentId'>

/** What is sent for this part; undefined while nothing is written. */
function changeOf(part: Part, { text, serviceIds, zone }: Typed): Written | undefined {
  switch (part) {
    case 'service':
      if (serviceIds.length > 0) return { serviceIds, serviceUnknownBecause: '' }
      return text === '' ? undefined : { serviceIds, serviceUnknownBecause: text }
    case 'since': {
      const at = fromLocalText(zone, text)
      return at === null ? undefined : { since: new Date(at).toISOString() }
    }
    case 'last_steps':
      return text === '' ? undefined : { lastSteps: text }
    case 'title':
    case 'what':
    case 'impact':
    case 'fix':
      return text === '' ? undefined : { [part]: text }
  }
}

function textOf(incident: Detail, part: Part, zone: string): string {
  switch (part) {
    case 'service':
      return incident.serviceUnknownBecause
    case 'since':
      return toLocalText(zone, Date.parse(incident.since ?? incident.declaredAt))
    case 'last_steps':
      return incident.lastSteps
    case 'title':
    case 'what':
    case 'impact':
    case 'fix':
      return incident[part]
  }
}

type Typed = { readonly text: string; readonly serviceIds: string[]; readonly zone: string }
