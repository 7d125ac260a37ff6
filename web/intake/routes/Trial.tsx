import { useState } from 'react'
import type { EndpointOutput } from '../../api.ts'
import { FailedFace } from '../../Loaded.tsx'
import { groupWords } from '../../alerts/group-words.ts'
import { useIsNarrow } from '../../narrow.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { classes } from '../../ui/classes.ts'
import { Empty, Skeleton } from '../../ui/faces.tsx'
import { Hidden } from '../../ui/Hidden.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Checkbox } from '../../ui/inputs.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useNames } from './decision-words.ts'
import { goesElsewhere } from './draft.ts'
import type { RouteDraft } from './draft.ts'
import styles from './Trial.module.css'
import type { TrialTold } from './use-trial.ts'

export type TriedEvent = EndpointOutput<'tryRoutes'>['events'][number]

/** Where the last events went, and where they would go by the draft. */
export function Trial({ trial, drafts, isFull, onMake, onOpen }: TrialProps) {
  const say = useWords('routes')
  const [onlyChanges, setOnlyChanges] = useState(false)
  const changed = trial.events.filter(goesElsewhere)
  const isNarrow = useIsNarrow()
  const [isWhole, setWhole] = useState(false)
  const asked = onlyChanges ? changed : trial.events
  // A phone is for a glance: the rest is a touch away.
  const shown = isNarrow && !isWhole ? asked.slice(0, glance) : asked
  const { problem } = trial
  const isRefused = problem?.status === 400
  return (
    <Card
      title={say('trial.title')}
      about={
        trial.events.length > 0
          ? say('trial.about', { changed: changed.length, count: trial.events.length })
          : say('trial.aboutNone')
      }
      flush
    >
      {trial.events.length > 0 ? (
        <div className={styles.filter}>
          <Checkbox label={say('trial.onlyChanges')} checked={onlyChanges} onChange={setOnlyChanges} />
        </div>
      ) : null}
      {isRefused ? (
        <div className={styles.filter}>
          <Notice tone="warning">{say('trial.wrong')}</Notice>
        </div>
      ) : null}
      {problem && !isRefused ? (
        <FailedFace problem={problem} onRetry={trial.again} />
      ) : trial.isLoading ? (
        <Skeleton />
      ) : trial.events.length === 0 ? (
        isRefused ? null : (
          <Empty icon="source" title={say('trial.none')}>
            {say('trial.noneSay')}
          </Empty>
        )
      ) : shown.length === 0 ? (
        <Empty icon="ok" title={say('trial.noChange')}>
          {say('trial.noChangeSay')}
        </Empty>
      ) : (
        <ul className={classes(styles.events, trial.isOld && styles.old)} aria-label={say('trial.title')}>
          {shown.map((event) => (
            <EventLine
              key={event.alertId}
              event={event}
              drafts={drafts}
              isFull={isFull}
              onMake={onMake}
              onOpen={onOpen}
            />
          ))}
        </ul>
      )}
      {shown.length < asked.length ? (
        <div className={styles.filter}>
          <Button onPress={() => setWhole(true)} wide>
            {say('trial.all', { count: asked.length })}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}

const glance = 10

function EventLine({ event, drafts, isFull, onMake, onOpen }: EventLineProps) {
  const say = useWords('routes')
  const { inForce, drafted } = event
  const route = drafted.route === null ? undefined : drafts[drafted.route]
  const labels = Object.entries(event.labels)
  const isElsewhere = goesElsewhere(event)
  return (
    <li className={classes(styles.event, isElsewhere && styles.changed)}>
      <div className={styles.what}>
        <span className={styles.summary}>{event.summary}</span>
        <span className={styles.meta}>
          {event.sourceName} · <Time at={event.at} />
        </span>
        {labels.length > 0 ? (
          <code className={styles.labels}>{labels.map(([name, value]) => `${name}=${value}`).join(' ')}</code>
        ) : null}
        <span className={styles.way}>
          {isElsewhere ? (
            <>
              <del>
                <WentWords went={inForce} />
              </del>
              <Icon name="forward" label={say('trial.becomes')} />
              <ins>
                <WentWords went={drafted} />
              </ins>
            </>
          ) : (
            <WentWords went={inForce} />
          )}
        </span>
      </div>
      <div className={styles.by}>
        {route && drafted.route !== null ? (
          <Button size="small" tone="quiet" onPress={() => onOpen(route.key)}>
            <Hidden>{say('trial.caughtBy')}</Hidden>
            <span className={styles.number}>{drafted.route + 1}</span>
            <span className={styles.routeName}>{route.name.trim() || say('unnamed')}</span>
          </Button>
        ) : (
          <span className={styles.meta}>{say('trial.byNone')}</span>
        )}
        <IconButton
          icon="plus"
          size="small"
          label={say('trial.make')}
          unavailable={isFull}
          onPress={() => onMake(event)}
        />
      </div>
    </li>
  )
}

/** `Checkout · P2 · by Nights · with region=eu` */
function WentWords({ went }: { readonly went: TriedEvent['inForce'] }) {
  const say = useWords('routes')
  const alerts = useWords('alerts')
  const nameOf = useNames()
  const { serviceId, policyId, priority, group } = went
  const parts = [
    serviceId === null ? say('gone') : nameOf.service(serviceId),
    priority,
    policyId === null ? null : say('does.policy', { name: nameOf.policy(policyId) }),
    group && groupWords(group, alerts),
  ]
  return <span>{parts.filter((part) => part !== null).join(' · ')}</span>
}

type TrialProps = {
  readonly trial: TrialTold
  readonly drafts: readonly RouteDraft[]
  /** Why no route can be added. */
  readonly isFull: string | undefined
  readonly onMake: (event: TriedEvent) => void
  readonly onOpen: (key: string) => void
}

type EventLineProps = Omit<TrialProps, 'trial'> & { readonly event: TriedEvent }
