import { Loaded } from '../Loaded.tsx'
import { paths } from '../paths.ts'
import { useLoaded } from '../query.tsx'
import type { EndpointOutput } from '../api.ts'
import { Card } from '../ui/Card.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './AlertDetails.module.css'
import { AlertStateMark, PriorityMark } from './marks.tsx'

type Related = EndpointOutput<'listRelatedAlerts'>
const kinds = ['page', 'group', 'service', 'labels'] as const

/** What else was raised with this alert: each once, under what binds it most. */
export function RelatedCard({ alertId, serviceId }: { readonly alertId: number; readonly serviceId: string | null }) {
  const say = useWords('around')
  const related = useLoaded('listRelatedAlerts', { alertId })
  return (
    <Card title={say('related')}>
      <Loaded
        query={related}
        isEmpty={(all) => kinds.every((kind) => all[kind].count === 0)}
        empty={<p className={styles.calm}>{say('noneRelated')}</p>}
      >
        {(all) => (
          <div className={styles.around}>
            {kinds.map((kind, at) => (
              <Some key={kind} of={all[kind]} known={kinds.slice(0, at).flatMap((each) => all[each].alerts)}>
                {say(kind)}
              </Some>
            ))}
            {serviceId && all.service.count > all.service.alerts.length ? (
              <a href={`${paths.alerts}?state=all&service=${serviceId}`}>{say('more')}</a>
            ) : null}
          </div>
        )}
      </Loaded>
    </Card>
  )
}

function Some({ of, known, children }: SomeProps) {
  const say = useWords('around')
  const seen = new Set(known.map(({ id }) => id))
  const fresh = of.alerts.filter(({ id }) => !seen.has(id))
  if (fresh.length === 0) return null
  return (
    <section>
      <h3 className={styles.what}>
        {children} <span className={styles.calm}>{say(of.isMore ? 'atLeast' : 'count', { count: of.count })}</span>
      </h3>
      <ul className={styles.changes}>
        {fresh.map((alert) => (
          <li key={alert.id} className={styles.near}>
            <PriorityMark priority={alert.priority} />
            <span>
              <a href={paths.alert(alert.id)}>{alert.summary}</a>
              <span className={styles.calm}>
                <AlertStateMark alert={alert} look="plain" /> {alert.serviceName} <Time at={alert.firstAt} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

type SomeProps = {
  readonly of: Related['page']
  readonly known: readonly { readonly id: number }[]
  readonly children: string
}
