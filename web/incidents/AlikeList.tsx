import { PriorityMark } from '../alerts/marks.tsx'
import { paths } from '../paths.ts'
import { useAction, useLoaded } from '../query.tsx'
import { useSettled } from '../settled.ts'
import { useGo } from '../shell/go.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { useWords } from '../words/words.ts'
import { IncidentStateMark } from './marks.tsx'

/** What is under way already and may be the same as what is being written; joining one takes the alert along. */
export function AlikeList({ title, serviceIds, alertId }: AlikeListProps) {
  const say = useWords('incidents')
  const go = useGo()
  const asked = useSettled({ title: title.trim(), serviceIds: [...serviceIds] })
  const alike = useLoaded('alikeIncidents', asked, { enabled: asked.title.length > 2, keep: true })
  const join = useAction('joinIncident', { done: say('alike.joined') })
  const attach = useAction('attachAlerts')
  const found = asked.title.length > 2 ? (alike.data?.alike ?? []) : []
  if (found.length === 0) return null
  const joinThis = async (incidentId: number) => {
    if (!(await join.run({ incidentId }))) return
    if (alertId !== undefined && !(await attach.run({ incidentId, alertIds: [alertId] }))) return
    go(paths.incident(incidentId))
  }
  return (
    <Card title={say('alike.title')} tone="warning" flush>
      <Rows label={say('alike.title')}>
        {found.map(({ incident, because }) => (
          <Row
            key={incident.id}
            lead={<PriorityMark priority={incident.priority} />}
            title={<a href={paths.incident(incident.id)}>{incident.title}</a>}
            meta={
              <>
                <IncidentStateMark state={incident.state} look="plain" />
                <span>{say(`alike.${because}`)}</span>
              </>
            }
            trail={
              <Button size="small" busy={join.busy} onPress={() => joinThis(incident.id)}>
                {say('alike.join')}
              </Button>
            }
          />
        ))}
      </Rows>
    </Card>
  )
}

type AlikeListProps = {
  readonly title: string
  readonly serviceIds: readonly string[]
  readonly alertId?: number | undefined
}
