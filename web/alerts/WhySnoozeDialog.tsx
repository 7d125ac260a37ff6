import { useState } from 'react'
import { useAction } from '../query.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { useWords } from '../words/words.ts'
import type { Alert } from './may.ts'
import { useWhyMissing, WhyField } from './WhyField.tsx'

/** Snoozes what somebody else has, and says why. */
export default function WhySnoozeDialog({ alert, holder, until, done, onClose }: WhySnoozeProps) {
  const say = useWords('answers')
  const alerts = useWords('alerts')
  const [because, setBecause] = useState('')
  const snooze = useAction('snoozeAlert', { done: alerts('done.snooze', { until: done }) })
  const missing = useWhyMissing(holder, because)
  const send = async () => {
    if (!missing && (await snooze.run({ alertId: alert.id, until, because }))) onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('why.title', { name: holder })} about={alert.summary}>
      <Form
        onSubmit={send}
        actions={
          <Button tone="primary" type="submit" icon="clock" busy={snooze.busy} unavailable={missing}>
            {say('why.snooze')}
          </Button>
        }
      >
        <WhyField holder={holder} value={because} onChange={setBecause} />
      </Form>
    </Dialog>
  )
}

type WhySnoozeProps = {
  readonly alert: Alert
  readonly holder: string
  readonly until: string
  /** The end of the snooze in words. */
  readonly done: string
  readonly onClose: () => void
}
