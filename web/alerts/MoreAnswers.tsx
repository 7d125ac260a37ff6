import { useState } from 'react'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { Bar } from '../ui/Screen.tsx'
import { useWords } from '../words/words.ts'
import { CannotDialog, ForAnotherDialog, PromiseDialog, TakeOverDialog } from './answer-dialogs.tsx'
import { useHeldBy, useWhyNotMove } from './may.ts'
import type { Alert } from './may.ts'
import { runningPage } from './next.ts'
import type { Page } from './next.ts'

type Asked = 'promise' | 'cannot' | 'takeOver' | 'forAnother'

/** The answers beside the four buttons: only those that mean something as the alert stands now. */
export default function MoreAnswers({ alert, pages }: { readonly alert: Alert; readonly pages: readonly Page[] }) {
  const say = useWords('answers')
  const whyNot = useWhyNotMove()
  const { person } = useMe()
  const holder = useHeldBy(alert)
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const page = runningPage(pages)
  const isMine = alert.state !== 'triggered' && alert.acknowledgedById === person.id
  const hasDeclined = page?.declines.some(({ personId, holds }) => holds && personId === person.id)
  const isRung = page?.deliveries.some(({ personId }) => personId === person.id) && !hasDeclined
  // Said by who may not: the same sentence as on the buttons above, on each of them.
  const unavailable = whyNot('take_over', alert)
  return (
    <Bar>
      {isMine && alert.state === 'acknowledged' ? (
        <Button icon="clock" unavailable={unavailable} onPress={() => setAsked('promise')}>
          {say(alert.promise ? 'do.promiseAnew' : 'do.promise')}
        </Button>
      ) : null}
      {isMine && page ? (
        <Button icon="again" unavailable={unavailable} onPress={() => setAsked('cannot')}>
          {say('do.giveBack')}
        </Button>
      ) : null}
      {alert.state === 'triggered' && isRung ? (
        <Button icon="close" unavailable={unavailable} onPress={() => setAsked('cannot')}>
          {say('do.cannot')}
        </Button>
      ) : null}
      {holder === null ? null : (
        <Button icon="check" unavailable={unavailable} onPress={() => setAsked('takeOver')}>
          {say('do.takeOver')}
        </Button>
      )}
      {alert.state === 'triggered' ? (
        <Button icon="person" unavailable={unavailable} onPress={() => setAsked('forAnother')}>
          {say('do.forAnother')}
        </Button>
      ) : null}
      {asked === 'promise' ? <PromiseDialog alert={alert} onClose={close} /> : null}
      {asked === 'cannot' ? <CannotDialog alert={alert} isMine={isMine} onClose={close} /> : null}
      {asked === 'takeOver' && holder !== null ? (
        <TakeOverDialog alert={alert} holder={holder} onClose={close} />
      ) : null}
      {asked === 'forAnother' ? <ForAnotherDialog alert={alert} onClose={close} /> : null}
    </Bar>
  )
}
