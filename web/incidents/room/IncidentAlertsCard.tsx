import { AlertStateMark, PriorityMark } from '../../alerts/marks.tsx'
import { paths } from '../../paths.ts'
import { useAction } from '../../query.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Time } from '../../ui/Time.tsx'
import { useWords } from '../../words/words.ts'
import { useWhyNotChange } from '../may.ts'
import type { Detail } from '../may.ts'
import styles from './ActionsCard.module.css'
import type { Open } from './opened.ts'

/** The alerts that belong to it; each can be taken out again. */
export function IncidentAlertsCard({ incident, open }: { readonly incident: Detail; readonly open: Open }) {
  const say = useWords('incidentRoom')
  const unavailable = useWhyNotChange(incident)
  const detach = useAction('detachAlert')
  return (
    <Card
      title={say('alerts.title')}
      flush
      actions={
        <Button size="small" icon="plus" unavailable={unavailable} onPress={() => open({ dialog: 'attach' })}>
          {say('alerts.attach')}
        </Button>
      }
    >
      {incident.alerts.length === 0 ? (
        <p className={styles.none}>{say('alerts.none')}</p>
      ) : (
        <Rows label={say('alerts.title')}>
          {incident.alerts.map((alert) => (
            <Row
              key={alert.id}
              id={String(alert.id)}
              href={paths.alert(alert.id)}
              lead={<PriorityMark priority={alert.priority} />}
              title={alert.summary}
              meta={
                <>
                  <AlertStateMark alert={alert} look="plain" />
                  <Time at={alert.state === 'closed' ? (alert.closedAt ?? alert.lastAt) : alert.firstAt} />
                </>
              }
              wrapTrail={false}
              trail={
                <IconButton
                  icon="close"
                  size="small"
                  label={say('alerts.detach', { summary: alert.summary })}
                  busy={detach.busy}
                  unavailable={unavailable}
                  onPress={() => detach.run({ incidentId: incident.id, alertId: alert.id })}
                />
              }
            />
          ))}
        </Rows>
      )}
    </Card>
  )
}
