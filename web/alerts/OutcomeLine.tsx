import { lazy, Suspense, useState } from 'react'
import { canStillSay } from '../../domain/alerts/outcome.ts'
import { useAction } from '../query.tsx'
import { useWhyNot } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Bar } from '../ui/Screen.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import type { Alert } from './may.ts'
import { useOutcomeWords } from './outcome-words.ts'

const OutcomeDialog = lazy(() => import('./OutcomeDialog.tsx'))

/** What came of a closed alert, and the way to say it, or to take it back, while that can be done. */
export function OutcomeLine({ alert }: { readonly alert: Alert }) {
  const say = useWords('outcome')
  const whyNot = useWhyNot()
  const words = useOutcomeWords()
  const [isSaying, setSaying] = useState(false)
  const now = useNow().getTime()
  const takeBack = useAction('takeBackOutcome', { done: say('doneTakenBack') })
  const { outcome, closedAt } = alert
  if (closedAt === null || alert.isTest) return null
  const isOpen = canStillSay({ epochMilliseconds: Date.parse(closedAt) }, { epochMilliseconds: now })
  const unavailable = whyNot('alerts.respond', alert.teamId)
  return (
    <>
      {outcome ? (
        <p>
          <strong>{words(outcome)}</strong>{' '}
          {outcome.by && outcome.is === 'no_action' ? (
            <>
              {say('by', { name: outcome.by })}, <Time at={outcome.at} as="moment" />
            </>
          ) : null}
        </p>
      ) : alert.acknowledgedAt === null ? (
        <p>{say('itself')}</p>
      ) : null}
      {isOpen ? (
        <Bar>
          <Button icon="edit" unavailable={unavailable} onPress={() => setSaying(true)}>
            {outcome?.is === 'no_action' ? say('change') : say('say')}
          </Button>
          {outcome?.is === 'no_action' ? (
            <Button
              tone="quiet"
              busy={takeBack.busy}
              unavailable={unavailable}
              onPress={() => takeBack.run({ alertId: alert.id })}
            >
              {say('takeBack')}
            </Button>
          ) : null}
        </Bar>
      ) : null}
      {isSaying ? (
        <Suspense>
          <OutcomeDialog alert={alert} onClose={() => setSaying(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
