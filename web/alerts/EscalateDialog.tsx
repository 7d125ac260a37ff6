import { useState } from 'react'
import { useAction, useLoaded } from '../query.tsx'
import { Named } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Stack } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { useHeldBy } from './may.ts'
import type { Alert } from './may.ts'
import { useReachedNext } from './next-reached.ts'
import { useWhyMissing, WhyField } from './WhyField.tsx'

/** Asks before somebody is woken earlier than planned, and says who. */
export default function EscalateDialog({ alert, onClose }: { readonly alert: Alert; readonly onClose: () => void }) {
  const say = useWords('alerts')
  const escalate = useAction('escalateAlert', { done: say('done.escalate') })
  const [because, setBecause] = useState('')
  const holder = useHeldBy(alert)
  const missing = useWhyMissing(holder, because)
  const pages = useLoaded('listPages', { alertId: alert.id })
  // An acknowledged page goes on from the step at which it was answered, not from the start.
  const asOpen = pages.data?.pages.map((page) => ({
    ...page,
    state: page.state === 'closed' ? page.state : ('open' as const),
  }))
  const next = useReachedNext(asOpen)
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('escalateDialog.title')}
      about={alert.summary}
      actions={
        <>
          <Button onPress={onClose}>{say('escalateDialog.cancel')}</Button>
          <Button
            tone="primary"
            icon="escalate"
            busy={escalate.busy}
            unavailable={missing}
            onPress={async () => {
              if (await escalate.run({ alertId: alert.id, because })) onClose()
            }}
          >
            {say('escalateDialog.do')}
          </Button>
        </>
      }
    >
      <Stack>
        <WhyField holder={holder} value={because} onChange={setBecause} />
        {next ? (
          <Stack>
            <p>{say(next.isFallback ? 'escalateDialog.fallback' : 'escalateDialog.reaches')}</p>
            {next.names.map((name) => (
              <Named key={name} name={name} />
            ))}
          </Stack>
        ) : (
          <p>{say('escalateDialog.unknown')}</p>
        )}
      </Stack>
    </Dialog>
  )
}
