import { PriorityMark } from '../../alerts/marks.tsx'
import { paths } from '../../paths.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { State } from '../../ui/State.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { worstFirst } from './reading.ts'
import type { MapAlert, Place, Reading } from './reading.ts'
import styles from './ServicePanel.module.css'
import { useTold } from './use-told.ts'

/** One service of the map, beside it. */
export function ServicePanel(props: PanelProps) {
  const say = useWords('serviceMap')
  return (
    <Card
      title={props.place.name}
      actions={<IconButton icon="close" size="small" label={say('panel.close')} onPress={props.onClose} />}
    >
      <PanelBody {...props} />
    </Card>
  )
}

/** What is open on it and why it is marked, what it stands on, who stands on it, and where it is worked on. */
export function PanelBody({ place, reading, onShow }: PanelProps) {
  const say = useWords('serviceMap')
  const told = useTold(reading)
  const alerts = reading.alertsOf.get(place.id) ?? []
  const more = place.openAlerts - Math.min(most, alerts.length)
  const placesOf = (ids: readonly string[] | undefined) =>
    worstFirst(
      reading,
      (ids ?? []).flatMap((id) => reading.place.get(id) ?? []),
    )
  const incidents = reading.incidentsOf(place.id)
  const downstream = told.downstream(place)
  return (
    <div className={styles.panel}>
      {downstream ? <p className={styles.say}>{downstream}</p> : null}
      <section>
        <h3 className={styles.head}>{say('panel.alerts')}</h3>
        {alerts.length === 0 ? <p className={styles.say}>{say('panel.noAlerts')}</p> : null}
        <ul className={styles.list}>
          {alerts.slice(0, most).map((alert) => (
            <AlertLine key={alert.id} alert={alert} why={told.alert(alert)} />
          ))}
        </ul>
        {more > 0 ? (
          <a href={`${paths.alerts}?team=${place.teamId}&service=${place.id}`}>{say('panel.more', { count: more })}</a>
        ) : null}
      </section>
      {incidents.length > 0 ? (
        <section>
          <h3 className={styles.head}>{say('panel.incidents')}</h3>
          <ul className={styles.list}>
            {incidents.map(({ id, title, priority }) => (
              <li key={id} className={styles.line}>
                <PriorityMark priority={priority} />
                <a href={paths.incident(id)}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Neighbours
        head={say('panel.needs')}
        none={say('panel.noNeeds')}
        places={placesOf(reading.graph.needs.get(place.id))}
        onShow={onShow}
      />
      <Neighbours
        head={say('panel.neededBy')}
        none={say('panel.noNeededBy')}
        places={placesOf(reading.graph.neededBy.get(place.id))}
        onShow={onShow}
      />
      <a href={paths.service(place.slug)}>{say('panel.service')}</a>
    </div>
  )
}

function AlertLine({ alert, why }: { readonly alert: MapAlert; readonly why: string | null }) {
  const say = useWords('serviceMap')
  return (
    <li className={styles.alert}>
      <span className={styles.line}>
        {alert.isMuted ? (
          <State tone="calm" icon="soundOff">
            {say('panel.muted')}
          </State>
        ) : (
          <PriorityMark priority={alert.priority} />
        )}
        <a href={paths.alert(alert.id)}>{alert.summary}</a>
        <span className={styles.say}>
          <Time at={alert.firstAt} />
        </span>
      </span>
      {why ? <span className={styles.why}>{why}</span> : null}
    </li>
  )
}

function Neighbours({ head, none, places, onShow }: NeighboursProps) {
  return (
    <section>
      <h3 className={styles.head}>{head}</h3>
      {places.length === 0 ? (
        <p className={styles.say}>{none}</p>
      ) : (
        <ul className={styles.list}>
          {places.map(({ id, name, worst }) => (
            <li key={id} className={styles.line}>
              <button type="button" className={styles.link} onClick={() => onShow(id)}>
                {name}
              </button>
              {worst ? <PriorityMark priority={worst} /> : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const most = 5

export type PanelProps = {
  readonly place: Place
  readonly reading: Reading
  /** Another one is opened instead. */
  readonly onShow: (serviceId: string) => void
  readonly onClose: () => void
}

type NeighboursProps = {
  readonly head: string
  readonly none: string
  readonly places: readonly Place[]
  readonly onShow: (serviceId: string) => void
}
