import { useState } from 'react'
import type { EndpointOutput } from '../api.ts'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form, Pair } from '../ui/Form.tsx'
import { Checkbox, TextInput } from '../ui/inputs.tsx'
import { useWords } from '../words/words.ts'

type SettingsProps = {
  readonly scheduleId: string
  readonly settings: EndpointOutput<'getHandoverSettings'>
  readonly onClose: () => void
}

/** Whether shifts of a schedule are handed over, and how long others wait. */
export function SettingsDialog({ scheduleId, settings, onClose }: SettingsProps) {
  const say = useWords('handover')
  const [isOn, setOn] = useState(settings.isOn)
  const [grace, setGrace] = useState(String(settings.graceMinutes))
  const [valve, setValve] = useState(String(settings.valveMinutes))
  const set = useAction('setHandoverSettings', { done: say('settings.saved'), inForm: true })
  const save = async () => {
    const wanted = { scheduleId, isOn, graceMinutes: Number(grace), valveMinutes: Number(valve) }
    if (await set.run(wanted)) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('settings.title')}>
      <Form
        onSubmit={save}
        actions={
          <Button tone="primary" type="submit" busy={set.busy}>
            {say('settings.save')}
          </Button>
        }
      >
        <Checkbox label={say('settings.isOn')} hint={say('settings.isOnHint')} checked={isOn} onChange={setOn} />
        {isOn ? (
          <Pair>
            <TextInput
              type="number"
              min={1}
              max={720}
              label={say('settings.grace')}
              value={grace}
              onChange={setGrace}
              error={set.problem?.of('graceMinutes')}
            />
            <TextInput
              type="number"
              min={5}
              max={1440}
              label={say('settings.valve')}
              value={valve}
              onChange={setValve}
              error={set.problem?.of('valveMinutes')}
            />
          </Pair>
        ) : null}
      </Form>
    </Dialog>
  )
}
