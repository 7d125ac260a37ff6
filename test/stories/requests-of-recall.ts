// One good request for every endpoint about what was seen before.
import type { Requests, Things } from './requests.ts'

export function recallRequests({ alertId, incidentId }: Things): Requests {
  return {
    recallForAlert: { alertId },
    recallForIncident: { incidentId },
    recallForText: { title: 'Made' },
    voteOnAlertRecall: { alertId, caseId: 999_999, vote: 'helped' },
    voteOnIncidentRecall: { incidentId, caseId: 999_999, vote: 'did_not' },
    rebuildRecall: {},
    search: { text: 'made' },
  }
}
