import { PriorityMark } from '../alerts/marks.tsx'
import type { EndpointOutput } from '../api.ts'
import { IncidentStateMark, MitigatedMark, PrivateMark } from '../incidents/marks.tsx'
import { paths } from '../paths.ts'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import styles from './WorkCard.module.css'

type Work = EndpointOutput<'listWork'>
type Incident = Work['incidents'][number]
type Alert = Work['alerts'][number]

/**
 * What is being worked on now, by whom, and in what state it is: incidents with what is done in them, then alerts that somebody has.
 * `mostIncidents`, `mostAlerts`: so many of them, where there is much else to see; of no alerts none are told of, and they stand nearby.
 */
export function WorkCard({ work, mostIncidents = 15, mostAlerts = 15 }: WorkCardProps) {
  const say = useWords('work')
  const incidents = work.incidents.slice(0, mostIncidents)
  const alerts = work.alerts.slice(0, mostAlerts)
  const moreIncidents = work.moreIncidents + work.incidents.length - incidents.length
  const moreAlerts = mostAlerts === 0 ? 0 : work.moreAlerts + work.alerts.length - alerts.length
  const isIdle = incidents.length === 0 && alerts.length === 0
  return (
    <Card title={say('title')} flush>
      {isIdle ? (
        <p className={styles.none}>{say('none')}</p>
      ) : (
        <Rows label={say('title')}>
          {incidents.map((incident) => (
            <IncidentAtWork key={`incident ${incident.id}`} incident={incident} />
          ))}
          {moreIncidents > 0 ? (
            <Row href={paths.incidents} title={say('moreIncidents', { count: moreIncidents })} />
          ) : null}
          {alerts.map((alert) => (
            <AlertAtWork key={`alert ${alert.id}`} alert={alert} />
          ))}
          {moreAlerts > 0 ? <Row href={paths.alerts} title={say('moreAlerts', { count: moreAlerts })} /> : null}
        </Rows>
      )}
    </Card>
  )
}

type WorkCardProps = { readonly work: Work; readonly mostIncidents?: number; readonly mostAlerts?: number }

function IncidentAtWork({ incident }: { readonly incident: Incident }) {
  const say = useWords('work')
  const { doings, moreDoings, lead } = incident
  return (
    <Row
      id={`incident ${incident.id}`}
      href={paths.incident(incident.id)}
      lead={<PriorityMark priority={incident.priority} />}
      title={incident.title}
      meta={
        <>
          <IncidentStateMark state={incident.state} look="plain" />
          {incident.isMitigated ? <MitigatedMark look="plain" /> : null}
          {incident.isPrivate ? <PrivateMark look="plain" /> : null}
          <span>{lead ? say('leads', { name: lead.name }) : say('nobodyLeads')}</span>
          <Time at={incident.declaredAt} />
          {doings.length === 0 ? null : (
            <ul className={styles.doings} aria-label={say('doings')}>
              {doings.map((doing) => (
                <li key={`${doing.kind} ${doing.since} ${doing.text}`}>
                  <span>{doingWords(doing, say)}</span>{' '}
                  <span className={styles.since}>
                    · <Time at={doing.since} />
                  </span>
                </li>
              ))}
              {moreDoings > 0 ? <li>{say('moreDoings', { count: moreDoings })}</li> : null}
            </ul>
          )}
        </>
      }
    />
  )
}

function AlertAtWork({ alert }: { readonly alert: Alert }) {
  const say = useWords('work')
  const { holder, lookingInto, backAt } = alert
  return (
    <Row
      id={`alert ${alert.id}`}
      href={paths.alert(alert.id)}
      lead={<PriorityMark priority={alert.priority} />}
      title={alert.summary}
      meta={
        <>
          <span>{holder ? say('has', { name: holder.name }) : say('somebodyHas')}</span>
          {lookingInto === '' ? null : <span>{say('looksAt', { what: lookingInto })}</span>}
          {backAt === null ? null : (
            <span>
              {say('back')} <Time at={backAt} as="clock" />
            </span>
          )}
          {alert.serviceName === null ? null : <span>{alert.serviceName}</span>}
          <Time at={alert.since} />
        </>
      }
    />
  )
}

function doingWords(doing: Incident['doings'][number], say: ReturnType<typeof useWords<'work'>>): string {
  const { by: name, text } = doing
  switch (doing.kind) {
    case 'action':
      return say('action', { name, text })
    case 'task':
      return say(doing.isTaken ? 'task' : 'taskGiven', { name, text })
    case 'runbook':
      return say('runbook', { name, text, ticked: doing.ticked, steps: doing.steps })
  }
}
