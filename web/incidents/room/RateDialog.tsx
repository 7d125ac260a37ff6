import { useState } from 'react'
import { useAction } from '../../query.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Stack } from '../../ui/Screen.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotWork } from '../may.ts'
import { PriorityField } from '../PriorityField.tsx'
import type { InRoom } from './RoomDialog.tsx'

/** How bad it is, by the four meanings; lowering what somebody has said before asks why. */
export function RateDialog({ incident, onClose }: InRoom) {
  const say = useWords('incidentRoom')
  const [priority, setPriority] = useState(incident.priority)
  const [because, setBecause] = useState('')
  const rate = useAction('rateIncident', { inForm: true })
  const isLower = incident.isRated && priority > incident.priority
  const missing = isLower && because.trim() === '' ? say('why.reason') : undefined
  const unavailable = useWhyNotWork(incident) ?? missing
  const send = async () => {
    if (unavailable || rate.busy) return
    if (await rate.run({ incidentId: incident.id, priority, because: isLower ? because : '' })) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('rate.title')}
      actions={
        <Button tone="primary" size="large" icon="check" busy={rate.busy} unavailable={unavailable} onPress={send}>
          {say('rate.do')}
        </Button>
      }
    >
      <Stack>
        {rate.problem ? <Notice tone="critical">{rate.problem.sentence}</Notice> : null}
        <PriorityField value={priority} onChange={setPriority} hideLabel />
        {isLower ? (
          <TextInput label={say('rate.because')} value={because} onChange={setBecause} maxLength={2000} />
        ) : null}
      </Stack>
    </Dialog>
  )
}
