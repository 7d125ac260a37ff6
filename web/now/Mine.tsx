import { PriorityMark, TestMark } from '../alerts/marks.tsx'
import type { Alert } from '../alerts/may.ts'
import { useWhyNotMove } from '../alerts/may.ts'
import { useReachedNext } from '../alerts/next-reached.ts'
import { NextLine } from '../alerts/NextLine.tsx'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useKeys } from '../shell/keys.ts'
import { Button } from '../ui/Button.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './Mine.module.css'

/** What waits for my answer, each with one large button. The key answers the first. */
export function Mine({ alerts }: { readonly alerts: readonly Alert[] }) {
  const say = useWords('now')
  if (alerts.length === 0) return null
  return (
    <section className={styles.mine} aria-label={say('mine.title', { count: alerts.length })}>
      <h2 className={styles.title}>{say('mine.title', { count: alerts.length })}</h2>
      {alerts.map((alert, position) => (
        <MineCard key={alert.id} alert={alert} isFirst={position === 0} isNear={position < 3} />
      ))}
    </section>
  )
}

function MineCard({ alert, isFirst, isNear }: MineCardProps) {
  const say = useWords('alerts')
  const whyNot = useWhyNotMove()
  const acknowledge = useAction('acknowledgeAlert', { done: say('done.acknowledge') })
  const pages = useLoaded('listPages', { alertId: alert.id }, { enabled: isNear })
  const reached = useReachedNext(pages.data?.pages)
  const run = () => acknowledge.run({ alertId: alert.id })
  return (
    <article className={styles.card} data-priority={alert.priority}>
      <p className={styles.marks}>
        <PriorityMark priority={alert.priority} full />
        {alert.isTest ? <TestMark /> : null}
        <span>{alert.serviceName ?? say('by', { origin: alert.origin })}</span>
        <span className={styles.since}>
          <Time at={alert.firstAt} />
        </span>
      </p>
      <h3 className={styles.summary}>
        <a href={paths.alert(alert.id)} data-row={String(alert.id)}>
          {alert.summary}
        </a>
      </h3>
      <div className={styles.next}>
        <NextLine alert={alert} reached={reached} compact />
      </div>
      <div className={styles.actions}>
        <Button
          tone="primary"
          size="large"
          icon="check"
          wide
          busy={acknowledge.busy}
          unavailable={whyNot('acknowledge', alert)}
          onPress={run}
          keys={isFirst ? 'a' : undefined}
        >
          {say('do.acknowledge')}
        </Button>
        <Button size="large" href={paths.alert(alert.id)}>
          {say('do.open')}
        </Button>
      </div>
      {isFirst ? <FirstKey run={run} /> : null}
    </article>
  )
}

function FirstKey({ run }: { readonly run: () => unknown }) {
  const say = useWords('alerts')
  useKeys([{ keys: 'a', say: say('do.acknowledge'), run }])
  return null
}

type MineCardProps = {
  readonly alert: Alert
  /** The one that the key answers. */
  readonly isFirst: boolean
  /** Near enough to the top to tell whom it reaches next. */
  readonly isNear: boolean
}
