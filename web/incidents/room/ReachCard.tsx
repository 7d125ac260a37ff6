import { PriorityMark } from '../../alerts/marks.tsx'
import type { EndpointOutput } from '../../api.ts'
import { Loaded } from '../../Loaded.tsx'
import { paths } from '../../paths.ts'
import { useLoaded } from '../../query.tsx'
import { echoWords } from '../../services/map/use-told.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Skeleton } from '../../ui/faces.tsx'
import { State } from '../../ui/State.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import type { Detail } from '../may.ts'
import styles from './ReachCard.module.css'

type Reach = EndpointOutput<'getReach'>

/** Whom the services of this incident hurt, what that they depend on may be the cause, and which of its alerts are echoes. */
export function ReachCard({ incident }: { readonly incident: Detail }) {
  const say = useWords('incidentReach')
  const reach = useLoaded('getReach', { incidentId: incident.id })
  const first = reach.data?.chain.find(({ id }) => reach.data.serviceIds.includes(id))
  if (reach.data?.serviceIds.length === 0) return null
  return (
    <Card
      title={say('reach.title')}
      actions={
        <Button size="small" icon="link" href={first ? paths.serviceMapAt(first.slug) : paths.serviceMap}>
          {say('reach.map')}
        </Button>
      }
    >
      <Loaded query={reach} skeleton={<Skeleton shape="text" lines={3} />}>
        {(answer) => (
          <div className={styles.parts}>
            <Upstream reach={answer} />
            <Dependants reach={answer} />
            <Echoes reach={answer} incident={incident} />
          </div>
        )}
      </Loaded>
    </Card>
  )
}

function Upstream({ reach }: { readonly reach: Reach }) {
  const say = useWords('incidentReach')
  const nameOf = namesIn(reach)
  if (reach.upstream.length === 0) return null
  return (
    <ul className={styles.list}>
      {reach.upstream.map(({ alert, path, isLikely }) => {
        const over = path.slice(1, -1).map(nameOf).join(', ')
        const of = { service: nameOf(alert.serviceId), own: nameOf(path[0] ?? ''), priority: alert.priority }
        return (
          <li key={alert.id} className={styles.line}>
            {isLikely ? (
              <State tone="critical" icon="now">
                {say('reach.perhapsCause')}
              </State>
            ) : (
              <State tone="calm" icon={alert.isMuted ? 'soundOff' : 'bell'}>
                {say(alert.isMuted ? 'reach.muted' : 'reach.alsoOpen')}
              </State>
            )}
            <span>
              {over === '' ? say('reach.upstream', of) : say('reach.upstreamOver', { ...of, over })}{' '}
              <Time at={alert.firstAt} as="clock" />
            </span>
            <a href={paths.alert(alert.id)}>{alert.summary}</a>
          </li>
        )
      })}
    </ul>
  )
}

function Dependants({ reach: { dependants, further } }: { readonly reach: Reach }) {
  const say = useWords('incidentReach')
  const hurt = dependants.filter(({ worst }) => worst !== null)
  const count = dependants.length
  return (
    <section>
      <h3 className={styles.head}>{say('reach.dependants')}</h3>
      {hurt.length > 0 ? (
        <ul className={styles.list}>
          {hurt.map(({ id, slug, name, worst }) => (
            <li key={id} className={styles.marked}>
              {worst ? <PriorityMark priority={worst} /> : null}
              <a href={paths.serviceMapAt(slug)}>{name}</a>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={styles.say}>
        {count === 0
          ? say('reach.nobody')
          : hurt.length > 0
            ? say('reach.someHurt', { count: hurt.length, all: count })
            : say('reach.noneHurt', { count })}{' '}
        {further > 0 ? say('reach.further', { count: further }) : null}
      </p>
    </section>
  )
}

function Echoes({ reach, incident }: { readonly reach: Reach; readonly incident: Detail }) {
  const say = useWords('incidentReach')
  const sayMap = useWords('serviceMap')
  const place = new Map(reach.chain.map((each) => [each.id, each]))
  const own = reach.echoes.filter(({ alertId }) => incident.alerts.some(({ id }) => id === alertId))
  if (own.length === 0) return null
  return (
    <section>
      <h3 className={styles.head}>{say('reach.echoes')}</h3>
      <ul className={styles.list}>
        {own.map((echo) => (
          <li key={echo.alertId} className={styles.line}>
            <a href={paths.alert(echo.alertId)}>{incident.alerts.find(({ id }) => id === echo.alertId)?.summary}</a>
            <span className={styles.say}>
              {echoWords(sayMap, { place }, echo, reach.causes.find(({ id }) => id === echo.ofAlertId)?.summary ?? '')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function namesIn(reach: Reach): (id: string) => string {
  return (id) => reach.chain.find((each) => each.id === id)?.name ?? ''
}
