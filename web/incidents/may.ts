import { isUnderWay } from '../../domain/incidents/stages.ts'
import type { EndpointOutput } from '../api.ts'
import { useWhyNot } from '../shell/me.ts'
import { useWords } from '../words/words.ts'

export type Incident = EndpointOutput<'listIncidents'>['incidents'][number]
export type Detail = EndpointOutput<'getIncident'>

/** Asks why I may not change anything in this incident: a sentence for a button's `unavailable`, or undefined when I may. */
export function useWhyNotChange(incident: Incident): string | undefined {
  const say = useWords('incidentRoom')
  const forbidden = useWhyNot()('incidents.respond', incident.teamId)
  return forbidden ?? (incident.state === 'merged' ? say('why.incident_merged') : undefined)
}

/** The same for what is only done while it is under way: rating, calling, announcing. */
export function useWhyNotWork(incident: Incident): string | undefined {
  const say = useWords('incidentRoom')
  const whyNot = useWhyNotChange(incident)
  return whyNot ?? (isUnderWay(incident.state) ? undefined : say('why.incident_is_over'))
}
