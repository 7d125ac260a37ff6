import type { ComponentProps } from 'react'
import { paths } from '../paths.ts'
import { useAction } from '../query.tsx'
import { useMe } from '../shell/me.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Row } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { AlertBadges } from './AlertBadges.tsx'
import styles from './AlertRow.module.css'
import { AlertStateMark, PriorityMark } from './marks.tsx'
import type { Alert } from './may.ts'
import { useWhyNotMove } from './may.ts'

/** One alert of a list; one without an answer can be acknowledged from here. */
export function AlertRow({ alert, choice, place }: AlertRowProps) {
  const say = useWords('alerts')
  const whyNot = useWhyNotMove()
  const acknowledge = useAction('acknowledgeAlert', { done: say('done.acknowledge') })
  return (
    <Row
      id={String(alert.id)}
      href={paths.alert(alert.id)}
      chosen={choice?.isChosen ?? false}
      {...(place ? { place } : {})}
      lead={
        choice ? (
          <span className={styles.lead}>
            <Choose alert={alert} {...choice} />
            <PriorityMark priority={alert.priority} />
          </span>
        ) : (
          <PriorityMark priority={alert.priority} />
        )
      }
      title={alert.summary}
      meta={
        <>
          <AlertStateMark alert={alert} look="plain" />
          <TakenBy alert={alert} />
          <AlertBadges alert={alert} />
          <span>{alert.serviceName ?? say('by', { origin: alert.origin })}</span>
          {alert.count > 1 ? (
            <span title={say('timesAbout', { count: alert.count })}>{say('times', { count: alert.count })}</span>
          ) : null}
          <Time at={alert.state === 'closed' ? (alert.closedAt ?? alert.lastAt) : alert.firstAt} />
        </>
      }
      trail={
        alert.state === 'triggered' ? (
          <Button
            size="small"
            icon="check"
            wide
            busy={acknowledge.busy}
            unavailable={whyNot('acknowledge', alert)}
            onPress={() => acknowledge.run({ alertId: alert.id })}
          >
            {say('do.acknowledge')}
          </Button>
        ) : null
      }
    />
  )
}

/** Chooses this alert among those that are answered at once; with shift, all up to here. */
function Choose({ alert, isChosen, isChoosing, onChoose }: { readonly alert: Alert } & Choice) {
  const say = useWords('alerts')
  return (
    <label className={classes(styles.choose, isChoosing && styles.choosing)}>
      <input
        type="checkbox"
        aria-label={say('choose', { summary: alert.summary })}
        checked={isChosen}
        onChange={() => undefined}
        onClick={(event) => onChoose(event.shiftKey)}
      />
    </label>
  )
}

type Choice = {
  readonly isChosen: boolean
  readonly isChoosing: boolean
  readonly onChoose: (isRange: boolean) => void
}

type AlertRowProps = {
  readonly alert: Alert
  readonly choice?: Choice
  readonly place?: ComponentProps<typeof Row>['place']
}

/** Who has it, when somebody has. */
export function TakenBy({ alert }: { readonly alert: Alert }) {
  const say = useWords('alerts')
  const { person } = useMe()
  const { answers } = alert
  if (alert.state === 'triggered' && answers && answers.by.length > 0) {
    const people = answers.by.map(({ name }) => name).join(', ')
    return <span>{say('answeredBy', { people, have: answers.by.length, needed: answers.needed })}</span>
  }
  if (alert.state === 'closed' || !alert.acknowledgedBy) return null
  const isMine = alert.acknowledgedById === person.id
  const backAt = alert.promise?.byId === alert.acknowledgedById ? alert.promise?.backAt : null
  return (
    <span title={backAt ? alert.promise?.lookingInto : undefined}>
      {isMine ? say('takenByYou') : say('takenBy', { name: alert.acknowledgedBy })}
      {backAt ? (
        <>
          , {say('backBy')} <Time at={backAt} as="clock" />
        </>
      ) : null}
    </span>
  )
}
