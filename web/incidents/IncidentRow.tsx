import { PriorityMark } from '../alerts/marks.tsx'
import { paths } from '../paths.ts'
import { Row } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { useWords } from '../words/words.ts'
import { IncidentStateMark, MitigatedMark, PrivateMark } from './marks.tsx'
import type { Incident } from './may.ts'

/** One incident of a list: how bad, where it stands and since when, who leads, how many work on it, what still rings. */
export function IncidentRow({ incident }: { readonly incident: Incident }) {
  const say = useWords('incidents')
  const { lead, responders, openAlerts, endedAt } = incident
  return (
    <Row
      id={String(incident.id)}
      href={paths.incident(incident.id)}
      lead={<PriorityMark priority={incident.priority} />}
      title={incident.title}
      meta={
        <>
          <IncidentStateMark state={incident.state} look="plain" />
          <span>
            {say('row.since')} <Time at={incident.stateAt} />
          </span>
          {incident.mitigatedAt && !endedAt ? <MitigatedMark look="plain" /> : null}
          {incident.isPrivate ? <PrivateMark look="plain" /> : null}
          {endedAt ? null : (
            <>
              <span>{lead ? say('row.lead', { name: lead.name }) : say('row.noLead')}</span>
              <span>{say('row.responders', { count: responders })}</span>
            </>
          )}
          {openAlerts > 0 ? <span>{say('row.alerts', { count: openAlerts })}</span> : null}
        </>
      }
    />
  )
}
