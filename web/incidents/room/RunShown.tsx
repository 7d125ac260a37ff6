import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { isCalling } from '../../../domain/incidents/runbook.ts'
import { stepsOf } from '../../../domain/kit/steps.ts'
import type { EndpointOutput } from '../../api.ts'
import Markdown from '../../markdown/Markdown.tsx'
import { useAction } from '../../query.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { State } from '../../ui/State.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './RunbooksCard.module.css'

type Run = EndpointOutput<'listRuns'>['runs'][number]

/** One runbook that is gone through: its steps are ticked where they stand, and what others tick is seen at once. */
export function RunShown({ incident, run, isFolded, onFold, onNewer, isNewerOpen }: RunShownProps) {
  const say = useWords('kit')
  const unavailable = useWhyNotChange(incident)
  const steps = useMemo(() => stepsOf(run.body), [run.body])
  const tick = useAction('tickStep')
  const untick = useAction('untickStep')
  const of = { incidentId: incident.id, runId: run.id }
  const stepAt = (line: number | null) => steps.find((step) => step.line === line)
  const renderBox = (line: number): ReactNode => {
    const step = stepAt(line)
    if (!step) return <Icon name="ring" />
    const ticked = run.ticks.find((each) => each.step === step.number)
    const facts = { step: step.number, text: step.text.slice(0, 100) }
    return (
      <button
        type="button"
        className={styles.box}
        aria-pressed={ticked !== undefined}
        aria-label={say(ticked ? 'run.untick' : 'run.tick', facts)}
        {...(unavailable ? { 'aria-disabled': true, title: unavailable } : {})}
        onClick={() => {
          if (unavailable) return
          void (ticked ? untick : tick).run({ ...of, step: step.number })
        }}
      >
        <Icon name={ticked ? 'ok' : 'ring'} />
      </button>
    )
  }
  const renderAfter = (line: number): ReactNode => {
    const step = stepAt(line)
    const ticked = run.ticks.find((each) => each.step === step?.number)
    return (
      <>
        {ticked ? (
          <span className={styles.by}>
            {ticked.by} <Time at={ticked.at} as="clock" />
          </span>
        ) : null}
        {step?.call ? <LastCall run={run} step={step.number} /> : null}
      </>
    )
  }
  return (
    <section className={styles.run} aria-label={run.title}>
      <header className={styles.head}>
        <div>
          <h3 className={styles.title}>{run.title}</h3>
          <p className={styles.about}>
            {say('run.progress', { done: run.ticks.length, count: run.steps })} ·{' '}
            {say('version', { version: run.version })}
          </p>
        </div>
        <IconButton
          icon={isFolded ? 'down' : 'up'}
          label={say(isFolded ? 'run.unfold' : 'run.fold', { name: run.title })}
          onPress={onFold}
        />
      </header>
      <progress className={styles.progress} max={Math.max(1, run.steps)} value={run.ticks.length} aria-hidden />
      {run.newerVersion !== null && !isNewerOpen ? (
        <p className={styles.newer}>
          {say('run.newer', { version: run.newerVersion })}{' '}
          <Button size="small" unavailable={unavailable} onPress={onNewer}>
            {say('run.openNewer')}
          </Button>
        </p>
      ) : null}
      {isFolded ? null : (
        <div className={styles.text}>
          <Markdown
            text={run.body}
            renderBox={renderBox}
            renderAfter={renderAfter}
            renderCall={(line, address, name) => {
              const step = stepAt(line)
              return step?.call?.address === address ? (
                <CallButton
                  {...of}
                  step={step.number}
                  address={address}
                  name={name}
                  run={run}
                  unavailable={unavailable}
                />
              ) : (
                <span>{name}</span>
              )
            }}
          />
        </div>
      )}
    </section>
  )
}

/** Asked once more before it is called: whoever presses at night sees where it leads. */
function CallButton({ incidentId, runId, step, address, name, run, unavailable }: CallButtonProps) {
  const say = useWords('kit')
  const call = useAction('callStep', { done: say('run.called') })
  const [isAsking, setAsking] = useState(false)
  const isBusy = call.busy || run.calls.some((each) => each.step === step && isCalling(each.state))
  const send = async () => {
    setAsking(false)
    await call.run({ incidentId, runId, step })
  }
  return isAsking ? (
    <span className={styles.ask}>
      <strong>{say('run.ask', { address })}</strong>
      <span>{say('run.askAbout')}</span>
      <span className={styles.answers}>
        <Button size="small" tone="primary" icon="send" onPress={send}>
          {say('run.callNow')}
        </Button>
        <Button size="small" icon="close" onPress={() => setAsking(false)}>
          {say('run.notNow')}
        </Button>
      </span>
    </span>
  ) : (
    <Button size="small" icon="send" busy={isBusy} unavailable={unavailable} onPress={() => setAsking(true)}>
      {name}
    </Button>
  )
}

function LastCall({ run, step }: { readonly run: Run; readonly step: number }) {
  const say = useWords('kit')
  const last = run.calls.find((each) => each.step === step)
  if (!last) return null
  return (
    <span className={styles.by}>
      <State {...looks[last.state]} look="plain">
        {say(`run.state.${last.state}`)}
      </State>{' '}
      {last.by} <Time at={last.endedAt ?? last.at} as="clock" />
      {last.answer === '' ? null : <span className={styles.answer}>{last.answer}</span>}
    </span>
  )
}

const looks = {
  waiting: { tone: 'info', icon: 'busy' },
  calling: { tone: 'info', icon: 'busy' },
  answered: { tone: 'ok', icon: 'ok' },
  failed: { tone: 'critical', icon: 'critical' },
  lost: { tone: 'warning', icon: 'warning' },
} as const

type RunShownProps = {
  readonly incident: Detail
  readonly run: Run
  readonly isFolded: boolean
  readonly onFold: () => void
  readonly onNewer: () => void
  readonly isNewerOpen: boolean
}

type CallButtonProps = {
  readonly incidentId: number
  readonly runId: number
  readonly step: number
  readonly address: string
  readonly name: ReactNode
  readonly run: Run
  readonly unavailable: string | undefined
}
