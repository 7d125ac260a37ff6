// Every action, under its endpoint's name. The type asks for each of them.
import type { EndpointName } from '../domain/api.ts'
import { alertsActions } from './alerts/actions.ts'
import { inhibitionsActions } from './alerts/inhibition-actions.ts'
import { noiseActions } from './alerts/noise.ts'
import { outcomeActions } from './alerts/outcomes.ts'
import { silencesActions } from './alerts/silence-actions.ts'
import { aroundActions } from './alerts/around.ts'
import { bulkActions } from './alerts/bulk.ts'
import { policyTestActions } from './alerts/policy-tests.ts'
import { pageActions } from './alerts/pages.ts'
import { calendarsActions } from './calendars/actions.ts'
import type { CalendarReader } from './calendars/reader.ts'
import { configurationActions } from './configuration/actions.ts'
import type { Actions } from './context.ts'
import type { Signals } from './engine/signals.ts'
import { escalationActions } from './escalation/actions.ts'
import { readinessActions } from './escalation/who-is-ready.ts'
import { routeActions } from './intake/route-actions.ts'
import { heartbeatActions } from './intake/heartbeats/actions.ts'
import { intakeActions } from './intake/actions.ts'
import { keyActions } from './intake/key-actions.ts'
import type { Batches } from './intake/batches.ts'
import { handoverActions } from './handover/actions.ts'
import { contactCardActions } from './handover/card.ts'
import { handoverSettingActions } from './handover/settings.ts'
import { workedShiftActions } from './handover/shifts.ts'
import { incidentActions } from './incidents/actions.ts'
import { mapActions } from './incidents/map.ts'
import { atWorkActions } from './incidents/at-work.ts'
import { incidentReachActions } from './incidents/reach.ts'
import { incidentEvidenceActions } from './incidents/evidence.ts'
import { incidentOfferActions } from './incidents/offers.ts'
import { familyActions } from './incidents/family.ts'
import { hearingActions } from './incidents/hearing.ts'
import { incidentRecordActions } from './incidents/records.ts'
import { incidentTimelineActions } from './incidents/timeline.ts'
import { incidentRatingActions } from './incidents/ratings.ts'
import { incidentRuleActions } from './incidents/rule-actions.ts'
import { incidentWorkActions } from './incidents/work.ts'
import { incidentRunbookActions } from './incidents/runbooks.ts'
import { kitActions } from './kit/actions.ts'
import { kitExchangeActions } from './kit/exchange-actions.ts'
import { runbookActions } from './kit/runbook-actions.ts'
import { logActions } from './log/actions.ts'
import { logAddressActions } from './log/addresses.ts'
import { noteActions } from './notices/notes.ts'
import { healthActions } from './operations/actions.ts'
import { figuresActions } from './operations/figures.ts'
import { contactActions } from './paging/contacts.ts'
import type { PagingDoors } from './paging/doors.ts'
import type { Channels } from './paging/sender-parts.ts'
import { teamChannelActions } from './paging/team-channels.ts'
import { proofActions } from './paging/proof-link.ts'
import { verifyActions } from './paging/verify.ts'
import { peopleActions } from './people/actions.ts'
import { skillActions } from './people/skill-actions.ts'
import { recallActions } from './recall/actions.ts'
import { schedulesActions } from './schedules/actions.ts'
import { companyActions } from './schedules/company.ts'
import { coverActions } from './schedules/cover-actions.ts'
import { servicesActions } from './services/actions.ts'
import { expertActions } from './services/experts.ts'

export type ActionTable = Actions<EndpointName>

/** The table of this node: some actions fire pages or take events in at once, through the node's own doors. */
export function makeActions(
  doors: PagingDoors,
  batches: Batches,
  signals: Signals,
  calendars: CalendarReader,
  channels: Channels,
): ActionTable {
  return {
    ...peopleActions,
    ...servicesActions,
    ...mapActions,
    ...logActions,
    ...noteActions,
    ...logAddressActions,
    ...calendarsActions(calendars),
    ...schedulesActions,
    ...coverActions,
    ...companyActions(doors.roster),
    ...contactActions,
    ...verifyActions(channels),
    ...teamChannelActions(channels),
    ...proofActions,
    ...escalationActions,
    ...readinessActions(doors, channels),
    ...alertsActions(doors),
    ...outcomeActions,
    ...noiseActions,
    ...silencesActions,
    ...inhibitionsActions,
    ...bulkActions(doors),
    ...aroundActions,
    ...policyTestActions(doors),
    ...pageActions(doors, signals),
    ...intakeActions(batches),
    ...routeActions,
    ...keyActions,
    ...heartbeatActions,
    ...incidentActions,
    ...incidentWorkActions(doors),
    ...incidentRecordActions,
    ...incidentReachActions,
    ...atWorkActions,
    ...incidentEvidenceActions,
    ...incidentTimelineActions,
    ...incidentOfferActions(doors),
    ...hearingActions,
    ...familyActions,
    ...incidentRuleActions,
    ...incidentRatingActions(doors),
    ...incidentRunbookActions,
    ...kitActions,
    ...kitExchangeActions,
    ...runbookActions,
    ...recallActions,
    ...skillActions,
    ...expertActions,
    ...handoverActions,
    ...handoverSettingActions,
    ...workedShiftActions,
    ...contactCardActions,
    ...healthActions(doors, channels),
    ...figuresActions,
    ...configurationActions,
  }
}
