import { lazy, Suspense, useState } from 'react'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Menu } from '../ui/Menu.tsx'
import { absolute } from '../ui/time-words.ts'
import { useNow } from '../ui/Time.tsx'
import { useLanguage, useWords } from '../words/words.ts'
import { useHeldBy } from './may.ts'
import type { Alert } from './may.ts'
import { snoozeChoices } from './snooze.ts'
import type { SnoozeChoice } from './snooze.ts'

const WhySnoozeDialog = lazy(() => import('./WhySnoozeDialog.tsx'))

/** The spans one can be quiet for. It pages again by itself when the alert is still open then. */
export default function SnoozeMenu({ alert, isOpen }: { readonly alert: Alert; readonly isOpen: boolean }) {
  const say = useWords('alerts')
  const language = useLanguage()
  const { zone } = useMe().person
  const now = useNow()
  const moment = (until: number) => absolute(new Date(until), { language, zone, style: 'moment', now })
  const snooze = useAction('snoozeAlert', {
    done: ({ pageDueAt }) => say('done.snooze', { until: pageDueAt ? moment(Date.parse(pageDueAt)) : '' }),
  })
  const holder = useHeldBy(alert)
  const [asked, setAsked] = useState<number>()
  const words = (choice: SnoozeChoice) => {
    if (choice.kind === 'morning') return say('snooze.morning', { moment: moment(choice.until) })
    return choice.minutes < 60
      ? say('snooze.minutes', { count: choice.minutes })
      : say('snooze.hours', { count: choice.minutes / 60 })
  }
  return (
    <>
      <Menu
        label={say('snooze.label')}
        icon="clock"
        size="large"
        defaultOpen={isOpen}
        items={snoozeChoices(now.getTime(), zone).map((choice) => ({
          say: words(choice),
          onPress: () =>
            holder === null
              ? snooze.run({ alertId: alert.id, until: new Date(choice.until).toISOString() })
              : setAsked(choice.until),
        }))}
      >
        {say('do.snooze')}
      </Menu>
      <Suspense>
        {asked !== undefined && holder !== null ? (
          <WhySnoozeDialog
            alert={alert}
            holder={holder}
            until={new Date(asked).toISOString()}
            done={moment(asked)}
            onClose={() => setAsked(undefined)}
          />
        ) : null}
      </Suspense>
    </>
  )
}
