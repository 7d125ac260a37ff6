import { MailPattern, MailPriority, MailRules } from '../intake/mail-rules.ts'
import { Mapping } from '../intake/mapping.ts'
import { CalendarText } from './calendar-text.ts'
import { ChannelText } from './channel-text.ts'
import { InhibitionText } from './inhibition-text.ts'
import { HeartbeatText } from './heartbeat-text.ts'
import { IncidentRuleText, IncidentRulesText } from './incident-rule-text.ts'
import { KitBookmarkText, KitRunbookText, KitText } from './kit-text.ts'
import { RouteText, RoutesText } from './route-text.ts'
import { ListedEvidence } from '../services/evidence.ts'
import { LinkText, ServiceText } from './service-text.ts'
import { SourceText } from './source-text.ts'
import { TargetText } from './target-text.ts'
import * as shapes from './document.ts'

/** Which keys may stand in the map at this path? Empty where any key may. */
export function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  return byPlace.get(path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('.')) ?? []
}

const byPlace = new Map<string, readonly string[]>([
  ['', shapes.sectionNames],
  ['teams.*', Object.keys(shapes.TeamText.shape)],
  ['teams.*.members.*', Object.keys(shapes.MemberText.shape)],
  ['people.*', Object.keys(shapes.PersonText.shape)],
  ['people.*.contacts.*', Object.keys(shapes.ContactText.in.shape)],
  ['people.*.rules.*', Object.keys(shapes.RuleText.shape)],
  ['people.*.rules.*.within.*', Object.keys(shapes.RestrictionText.shape)],
  ['people.*.quiet', Object.keys(shapes.QuietText.shape)],
  ['people.*.quiet.within.*', Object.keys(shapes.RestrictionText.shape)],
  ['schedules.*', Object.keys(shapes.ScheduleText.shape)],
  ['schedules.*.rotations.*', Object.keys(shapes.RotationText.shape)],
  ['schedules.*.rotations.*.restrictions.*', Object.keys(shapes.RestrictionText.shape)],
  ['schedules.*.overrides.*', Object.keys(shapes.OverrideText.shape)],
  ['schedules.*.temporaries.*', Object.keys(shapes.TemporaryText.shape)],
  ['schedules.*.temporaries.*.shifts.*', Object.keys(shapes.TemporaryText.shape.shifts.element.shape)],
  ['schedules.*.handsOver', ['grace', 'valve']],
  ['schedules.*.calendars.*', Object.keys(CalendarText.shape)],
  ['schedules.*.calendars.*.people.*', ['text', 'person']],
  ['channels.*', Object.keys(ChannelText.shape)],
  ['policies.*', Object.keys(shapes.PolicyText.shape)],
  ['policies.*.steps.*', Object.keys(shapes.StepText.shape)],
  ['policies.*.steps.*.hours', ['zone', 'within']],
  ['policies.*.steps.*.hours.within.*', Object.keys(shapes.RestrictionText.shape)],
  ['policies.*.steps.*.targets.*', Object.keys(TargetText.shape)],
  ['services.*', Object.keys(ServiceText.shape)],
  ['services.*.evidence.*', Object.keys(ListedEvidence.shape)],
  ['services.*.links.*', Object.keys(LinkText.shape)],
  ['sources.*', Object.keys(SourceText.shape)],
  ['heartbeats.*', Object.keys(HeartbeatText.shape)],
  ['sources.*.mapping', Object.keys(Mapping.shape)],
  ['sources.*.mapping.links.*', ['href', 'text']],
  ['inhibitions.*', Object.keys(InhibitionText.shape)],
  ['sources.*.mailRules', Object.keys(MailRules.shape)],
  ['sources.*.mailRules.key', Object.keys(MailPattern.shape)],
  ['sources.*.mailRules.resolveWhen.*', Object.keys(MailPattern.shape)],
  ['sources.*.mailRules.acknowledgeWhen.*', Object.keys(MailPattern.shape)],
  ['sources.*.mailRules.priorities.*', Object.keys(MailPriority.shape)],
  ['services.*.experts.*', ['person', 'skill']],
  ['incidentRules.*', Object.keys(IncidentRulesText.shape)],
  ['incidentRules.*.inOrder.*', Object.keys(IncidentRuleText.shape)],
  ['kit.*', Object.keys(KitText.shape)],
  ['kit.*.bookmarks.*', Object.keys(KitBookmarkText.shape)],
  ['kit.*.runbooks.*', Object.keys(KitRunbookText.shape)],
  ['routes.*', Object.keys(RoutesText.shape)],
  ['routes.*.inOrder.*', Object.keys(RouteText.shape)],
])
