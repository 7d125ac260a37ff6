import type { EndpointOutput } from '../api.ts'
import { paths } from '../paths.ts'
import { useTeams } from '../people/teams.ts'
import { Card } from '../ui/Card.tsx'
import { CopyBox } from '../ui/CopyBox.tsx'
import { Fold } from '../ui/Fold.tsx'
import { Facts } from '../ui/Screen.tsx'
import type { Fact } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './AlertDetails.module.css'
import { HistoryCard } from './HistoryCard.tsx'
import { RelatedCard } from './RelatedCard.tsx'
import { groupWords } from './group-words.ts'
import { ReopensWords } from './GroupMarks.tsx'

type Detail = EndpointOutput<'getAlert'>

/** What is known about an alert: its facts, labels, the changes before it, and what the sender wrote. */
export function AlertDetails({ alert }: { readonly alert: Detail }) {
  const say = useWords('around')
  const labels = Object.entries(alert.labels)
  return (
    <>
      {alert.sourceId ? <HistoryCard alertId={alert.id} /> : null}
      {alert.serviceId ? <Changes alert={alert} /> : null}
      <RelatedCard alertId={alert.id} serviceId={alert.serviceId} />
      {labels.length > 0 ? (
        <Card title={say('detail.labels')}>
          <dl className={styles.labels}>
            {labels.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
      ) : null}
      <Card title={say('detail.title')}>
        <Facts facts={useFacts(alert)} />
        {alert.details ? (
          <div className={styles.fold}>
            <Fold say={say('detail.sentFold')}>
              <CopyBox text={alert.details} label={say('detail.sent')} title={say('detail.sent')} wrap />
            </Fold>
          </div>
        ) : null}
      </Card>
    </>
  )
}

/** Deploys and changes on the service just before: the first suspects. */
function Changes({ alert }: { readonly alert: Detail }) {
  const say = useWords('around')
  return (
    <Card title={say('detail.changes')} about={alert.changes.length > 0 ? say('detail.changesAbout') : undefined}>
      {alert.changes.length === 0 ? (
        <p className={styles.calm}>{say('detail.noChanges')}</p>
      ) : (
        <ul className={styles.changes}>
          {alert.changes.map((change) => (
            <li key={`${change.at} ${change.summary}`}>
              <span>{change.summary}</span>
              <span className={styles.calm}>
                <Time at={change.at} /> · <Time at={change.at} as="clock" /> · {change.origin}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function useFacts(alert: Detail): readonly Fact[] {
  const say = useWords('around')
  const alerts = useWords('alerts')
  const { nameOf } = useTeams()
  const facts: readonly (Fact | null)[] = [
    {
      name: say('detail.service'),
      value: alert.serviceId ? (
        <a href={paths.service(alert.serviceId)}>{alert.serviceName}</a>
      ) : (
        (alert.serviceName ?? say('detail.noService'))
      ),
    },
    { name: say('detail.team'), value: nameOf(alert.teamId) },
    {
      name: say('detail.source'),
      value: alert.sourceId ? (
        <a href={paths.source(alert.sourceId)}>{alert.sourceName}</a>
      ) : (
        say('detail.byHand', { name: alert.origin })
      ),
    },
    alert.sourceId && alert.origin !== alert.sourceName ? { name: say('detail.origin'), value: alert.origin } : null,
    { name: say('detail.count'), value: alert.count },
    { name: say('detail.first'), value: <Time at={alert.firstAt} as="moment" /> },
    alert.count > 1 ? { name: say('detail.last'), value: <Time at={alert.lastAt} as="moment" /> } : null,
    alert.endsAt ? { name: say('detail.ends'), value: <Time at={alert.endsAt} as="moment" /> } : null,
    alert.acknowledgedAt
      ? {
          name: say('detail.acknowledged'),
          value: (
            <>
              {alert.acknowledgedBy ? say('detail.person', { name: alert.acknowledgedBy }) : null}{' '}
              <Time at={alert.acknowledgedAt} as="moment" />
            </>
          ),
        }
      : null,
    { name: say('detail.key'), value: <code className={styles.key}>{alert.key}</code> },
    alert.reopens > 0
      ? { name: alerts('shared.detail.reopens'), value: <ReopensWords reopens={alert.reopens} /> }
      : null,
    alert.group ? { name: alerts('shared.detail.group'), value: groupWords(alert.group, alerts) } : null,
    alert.groupKey ? { name: say('detail.group'), value: <code className={styles.key}>{alert.groupKey}</code> } : null,
  ]
  return facts.filter((fact) => fact !== null)
}
