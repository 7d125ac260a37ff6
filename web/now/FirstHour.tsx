import { useAction } from '../query.tsx'
import { paths } from '../paths.ts'
import { useGo } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words/words.ts'
import styles from './FirstHour.module.css'
import { useFirstHour } from './first-hour.ts'
import type { Step } from './first-hour.ts'

/** The way of a new Baton to its first alert: what is done, and what comes next. Gone once all of it is done. */
export function FirstHour() {
  const say = useWords('now')
  const steps = useFirstHour()
  if (!steps) return null
  const done = steps.filter((step) => step.isDone).length
  if (done === steps.length) return null
  const next = steps.find((step) => !step.isDone)
  return (
    <Card title={say('first.title')} about={say('first.about', { done, all: steps.length })} flush>
      <ol className={styles.steps}>
        {steps.map((step, position) => (
          <StepLine key={step.name} step={step} position={position + 1} isNext={step === next} />
        ))}
      </ol>
    </Card>
  )
}

function StepLine({ step, position, isNext }: StepLineProps) {
  const say = useWords('now')
  return (
    <li className={classes(styles.step, step.isDone && styles.done, isNext && styles.next)}>
      <span className={styles.mark}>{step.isDone ? <Icon name="check" label={say('first.done')} /> : position}</span>
      <div className={styles.words}>
        <strong>{say(`first.${step.name}.title`)}</strong>
        {step.isDone ? null : (
          <span>{step.lacksMail ? say('first.contact.noMail') : say(`first.${step.name}.say`)}</span>
        )}
      </div>
      {step.isDone ? null : <StepButton step={step} isNext={isNext} />}
    </li>
  )
}

function StepButton({ step, isNext }: { readonly step: Step; readonly isNext: boolean }) {
  const say = useWords('now')
  const go = useGo()
  const send = useAction('sendTestAlert')
  const tone = isNext ? 'primary' : 'plain'
  const words = say(`first.${step.name}.do`)
  if (step.name !== 'test') {
    return (
      <Button tone={tone} href={hrefs[step.name]} unavailable={step.unavailable}>
        {words}
      </Button>
    )
  }
  const { sourceId } = step
  return (
    <Button
      tone={tone}
      icon="send"
      busy={send.busy}
      unavailable={step.unavailable ?? (sourceId ? undefined : say('first.test.needs'))}
      onPress={async () => {
        const sent = sourceId ? await send.run({ sourceId }) : undefined
        if (sent) go(paths.alert(sent.alertId))
      }}
    >
      {words}
    </Button>
  )
}

const hrefs = {
  contact: paths.me,
  team: paths.teams,
  people: paths.people,
  schedule: paths.schedules,
  policy: paths.policies,
  service: paths.services,
  source: paths.sources,
} as const

type StepLineProps = { readonly step: Step; readonly position: number; readonly isNext: boolean }
