import { lazy, Suspense, useState } from 'react'
import { useAction } from '../query.tsx'
import { useKeys } from '../shell/keys.ts'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { absolute } from '../ui/time-words.ts'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import styles from './AlertActions.module.css'
import type { Alert } from './may.ts'
import { useWhyNotMove } from './may.ts'
import { snoozeChoices } from './snooze.ts'
import type { SnoozeChoice } from './snooze.ts'

const EscalateDialog = lazy(() => import('./EscalateDialog.tsx'))
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
  useKeys([
    ...(why.acknowledge ? [] : [{ keys: 'a', say: say('do.acknowledge'), run }]),
    ...(why.snooze ? [] : [{ keys: 's', say: say('do.snooze'), run: () => setSnoozeOpened((before) => before + 1) }]),
    ...(why.escalate ? [] : [{ keys: 'e', say: say('do.escalate'), run: () => setInFront('escalate') }]),
    ...(why.close ? [] : [{ keys: 'c', say: say('do.close'), run: () => setInFront('close') }]),
  ])
  return (
    <div className={styles.actions}>
      <div className={styles.first}>
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
          {say('do.acknowledge')}
        </Button>
      </div>
      {why.snooze ? (
        <Button size="large" icon="clock" unavailable={why.snooze}>
          {say('do.snooze')}
        </Button>
      ) : (
        <SnoozeMenu key={snoozeOpened} alert={alert} isOpen={snoozeOpened > 0} />
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

/** The spans one can be quiet for. It pages again by itself when the alert is still open then. */
function SnoozeMenu({ alert, isOpen }: { readonly alert: Alert; readonly isOpen: boolean }) {
  const say = useWords('alerts')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  const moment = (until: number) => absolute(new Date(until), { language, zone, style: 'moment', now })
  const snooze = useAction('snoozeAlert', {
    done: ({ pageDueAt }) => say('done.snooze', { until: pageDueAt ? moment(Date.parse(pageDueAt)) : '' }),
  })
  const words = (choice: SnoozeChoice) => {
    if (choice.kind === 'morning') return say('snooze.morning', { moment: moment(choice.until) })
    return choice.minutes < 60
      ? say('snooze.minutes', { count: choice.minutes })
      : say('snooze.hours', { count: choice.minutes / 60 })
  }
  return (
    <Menu
      label={say('snooze.label')}
      icon="clock"
      size="large"
      defaultOpen={isOpen}
      items={snoozeChoices(now.getTime(), zone).map((choice) => ({
        say: words(choice),
        onPress: () => snooze.run({ alertId: alert.id, until: new Date(choice.until).toISOString() }),
      }))}
    >
      {say('do.snooze')}
    </Menu>
  )
}
