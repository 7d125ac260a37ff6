import { useState } from 'react'
import type { EndpointInput } from '../../api.ts'
import { useAction } from '../../query.tsx'
import { fromLocalText, toLocalText } from '../../schedules/zoned.ts'
import { useMe } from '../../shell/me.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea, TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { sendByKeys } from '../../ui/send-keys.ts'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import { ServicesField } from '../ServicesField.tsx'
import type { Part } from './opened.ts'
import type { InRoom } from './RoomDialog.tsx'

/** One thing that is known, written down: one field, so that it can be paid at night. */
export function PartDialog({ incident, part, onClose }: InRoom & { readonly part: Part }) {
  const say = useWords('incidentRoom')
  const { zone } = useMe().person
  const [text, setText] = useState(() => textOf(incident, part, zone))
  const [serviceIds, setServiceIds] = useState(incident.services.map(({ id }) => id))
  const describe = useAction('describeIncident', { inForm: true })
  const { problem } = describe
  const written = changeOf(part, { text: text.trim(), serviceIds, zone })
  const unavailable = written ? undefined : say(part === 'since' ? 'why.time' : 'why.text')
  const send = async () => {
    if (!written || describe.busy) return
    if (await describe.run({ incidentId: incident.id, ...written })) onClose()
  }
  const label = say(`facts.part.${part}`)
  return (
    <Dialog
      open
      onClose={onClose}
      title={label}
      about={say(`facts.hint.${part}`)}
      actions={
        <Button tone="primary" size="large" busy={describe.busy} unavailable={unavailable} onPress={send}>
          {say('facts.save')}
        </Button>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it hears the keys of its field */}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
        onKeyDown={sendByKeys(send)}
      >
        <Stack>
          {problem ? <Notice tone="critical">{problem.sentence}</Notice> : null}
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
        </Stack>
      </form>
    </Dialog>
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
