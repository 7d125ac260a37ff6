import { isAcute, isUnderWay } from '../../../domain/incidents/stages.ts'
import { Button } from '../../ui/Button.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange, useWhyNotWork } from '../may.ts'
import type { Detail } from '../may.ts'
import { decisionFor, openDebts, stageAfter } from './facts.ts'
import styles from './MainMove.module.css'
import { dialogOf } from './opened.ts'
import type { Open } from './opened.ts'

/** What matters most now: that it no longer hurts while it does, then the way on. On a phone it stays under the thumb. */
export function MainMove({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const stage = useWords('incidents')
  const whyNotWork = useWhyNotWork(incident)
  const whyNotChange = useWhyNotChange(incident)
  const { state } = incident
  const next = stageAfter(state)
  const hurts = isAcute(state) && incident.mitigatedAt === null
  const closing = decisionFor(incident, 'closed', '-')
  const whyNotClose =
    closing.do === 'refuse' && closing.because === 'follow_ups_open' ? say('why.follow_ups_open') : undefined
  return (
    <div className={styles.bar}>
      <FirstDebt incident={incident} open={open} />
      <div className={styles.moves}>
        {hurts ? (
          <div className={styles.mitigate}>
            <Button
              tone="primary"
              size="large"
              icon="check"
              keys="m"
              wide
              unavailable={whyNotWork}
              onPress={() => open({ dialog: 'mitigate' })}
            >
              {say('mitigate.do')}
            </Button>
          </div>
        ) : null}
        {next ? (
          <Button
            tone={hurts ? 'plain' : 'primary'}
            size="large"
            iconAfter="forward"
            unavailable={whyNotChange}
            onPress={() => open({ dialog: 'move', to: next })}
          >
            {say('next', { stage: stage(`stage.${next}`) })}
          </Button>
        ) : null}
        {state === 'follow_up' ? (
          <Button
            tone="primary"
            size="large"
            icon="ok"
            unavailable={whyNotChange ?? whyNotClose}
            onPress={() => open({ dialog: 'move', to: 'closed' })}
          >
            {say('close')}
          </Button>
        ) : null}
        {isUnderWay(state) ? null : (
          <Button
            size="large"
            icon="again"
            unavailable={whyNotChange}
            onPress={() => open({ dialog: 'move', to: state === 'closed' ? 'resolution' : 'triage' })}
          >
            {say('reopen')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** On a phone the first thing that is owed stands above the buttons, so that nothing has to be scrolled for. */
function FirstDebt({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const unavailable = useWhyNotChange(incident)
  const payable = openDebts(incident).now.filter((debt) => debt !== 'mitigated' && dialogOf(debt))
  const [first, ...more] = payable
  const dialog = first && dialogOf(first)
  if (!dialog || unavailable !== undefined) return null
  return (
    <div className={styles.first}>
      <Button tone="quiet" icon="ring" wide onPress={() => open(dialog)}>
        <span className={styles.words}>{say(`owed.debt.${first}`)}</span>
        {more.length > 0 ? <span className={styles.more}>{say('owed.more', { count: more.length })}</span> : null}
      </Button>
    </div>
  )
}
