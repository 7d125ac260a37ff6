import { lazy, Suspense, useEffect, useState } from 'react'
import { useAction } from '../query.tsx'
import { useKeys } from '../shell/keys.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { useWords } from '../words/words.ts'
import styles from './AlertActions.module.css'
import type { Alert } from './may.ts'
import { useWhyNotMove } from './may.ts'

const EscalateDialog = lazy(() => import('./EscalateDialog.tsx'))
const loadSnoozeMenu = () => import('./SnoozeMenu.tsx')
const SnoozeMenu = lazy(loadSnoozeMenu)
const CloseDialog = lazy(() => import('./CloseDialog.tsx'))

/** What can be done to one alert, and why what cannot. On a phone the answer is as wide as the screen. */
export function AlertActions({ alert }: { readonly alert: Alert }) {
  const say = useWords('alerts')
  const whyNot = useWhyNotMove()
  const [inFront, setInFront] = useState<'escalate' | 'close'>()
  const [snoozeOpened, setSnoozeOpened] = useState(0)
  const acknowledge = useAction('acknowledgeAlert', { done: say('done.acknowledge') })
  const why = {
    acknowledge: whyNot('acknowledge', alert),
    escalate: whyNot('escalate', alert),
    close: whyNot('close', alert),
    snooze: whyNot('snooze', alert),
  }
  const run = () => acknowledge.run({ alertId: alert.id })
  const taken = useTaken(alert)
  const openSnooze = () => setSnoozeOpened((before) => before + 1)
  useKeys([
    ...(why.acknowledge ? [] : [{ keys: 'a', say: say('do.acknowledge'), run }]),
    ...(why.snooze ? [] : [{ keys: 's', say: say('do.snooze'), run: openSnooze }]),
    ...(why.escalate ? [] : [{ keys: 'e', say: say('do.escalate'), run: () => setInFront('escalate') }]),
    ...(why.close ? [] : [{ keys: 'c', say: say('do.close'), run: () => setInFront('close') }]),
  ])
  const snoozeButton = (
    <Button size="large" icon="clock" unavailable={why.snooze} onPress={openSnooze}>
      {say('do.snooze')}
    </Button>
  )
  // The menu is not part of the first picture, but must be there when somebody reaches for it.
  useEffect(() => void loadSnoozeMenu(), [])
  return (
    <div className={styles.actions}>
      <div className={classes(styles.first, taken && styles.taken)}>
        <Button
          tone="primary"
          size="large"
          icon="check"
          keys="a"
          wide
          busy={acknowledge.busy}
          unavailable={why.acknowledge}
          onPress={run}
        >
          {taken ?? say('do.acknowledge')}
        </Button>
      </div>
      {snoozeOpened > 0 && !why.snooze ? (
        <Suspense fallback={snoozeButton}>
          <SnoozeMenu key={snoozeOpened} alert={alert} isOpen />
        </Suspense>
      ) : (
        snoozeButton
      )}
      <Button size="large" icon="escalate" unavailable={why.escalate} onPress={() => setInFront('escalate')}>
        {say('do.escalate')}
      </Button>
      <Button size="large" icon="ok" unavailable={why.close} onPress={() => setInFront('close')}>
        {say('do.close')}
      </Button>
      <Suspense>
        {inFront === 'escalate' ? <EscalateDialog alert={alert} onClose={() => setInFront(undefined)} /> : null}
        {inFront === 'close' ? <CloseDialog alert={alert} onClose={() => setInFront(undefined)} /> : null}
      </Suspense>
    </div>
  )
}

/** Who has it, said on the button in the place where it was pressed: nothing moves under the thumb. */
function useTaken(alert: Alert): string | undefined {
  const say = useWords('alerts')
  const { person } = useMe()
  if (alert.state !== 'acknowledged') return undefined
  if (alert.acknowledgedById === person.id) return say('taken.you')
  return alert.acknowledgedBy ? say('taken.other', { name: alert.acknowledgedBy }) : say('taken.somebody')
}
