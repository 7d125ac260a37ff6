// What each kind of entry about an incident holds, and the sentence a responder would say aloud.

export type IncidentEntryFacts = {
  /** `rule`: which rule of a team declared it; empty: a person did. */
  incident_declared: { title: string; priority: string; rule: string }
  /** `part`: which of what is written down; empty text: it was taken out. */
  incident_described: { part: string; text: string }
  incident_hidden: { title: string }
  incident_shown: { title: string }
  incident_rated: { priority: string; reason: string }
  incident_rated_anew: { priority: string; before: string; reason: string }
  /** `leaves`: what the stages that were left still owed. */
  incident_advanced: { stageFrom: string; stageTo: string; leaves: string; reason: string }
  incident_went_back: { stageFrom: string; stageTo: string; reason: string }
  incident_closed: { leaves: string; reason: string }
  incident_dismissed: { reason: string }
  incident_reopened: { stageTo: string; reason: string }
  incident_came_back: { summary: string; stageTo: string }
  incident_watch_over: { title: string }
  incident_mitigated: { since: string; note: string }
  incident_not_mitigated: { note: string }
  incident_joined: { incidentRole: string }
  incident_role_passed: { incidentRole: string; holder: string }
  incident_called: { incidentRole: string; person: string; note: string }
  incident_declined: { incidentRole: string; reason: string }
  incident_stood_down: { person: string; reason: string }
  audience_told: { audience: string }
  audience_not_needed: { audience: string; reason: string }
  action_announced: { text: string; service: string }
  action_done: { text: string }
  action_called_off: { text: string }
  action_effect: { text: string; effect: string }
  /** `audience`: who was told; `heard`: so many people and channels of teams are sent it. */
  update_posted: { audience: string; text: string; heard: number }
  /** All its messages have ended: `count` of so many arrived; `failed` names who got none, or is empty. */
  update_sent: { audience: string; count: number; of: number; failed: string }
  follow_up_wanted: { title: string }
  follow_up_not_wanted: { title: string }
  /** 0: as the priority asks. */
  cadence_set: { minutes: number }
  update_overdue: { title: string; person: string }
  hypothesis_added: { text: string; test: string }
  hypothesis_decided: { text: string; hypothesis: string; note: string }
  task_given: { text: string; person: string; minutes: number }
  task_moved: { text: string; task: string; note: string }
  gap_noted: { text: string }
  follow_up_added: { text: string }
  follow_up_changed: { text: string }
  follow_up_moved: { text: string; followUp: string; note: string }
  risk_accepted: { day: string; reason: string }
  /** `evidence`: its name, with the service whose list it stands on. */
  evidence_added: { evidence: string }
  evidence_asked: { evidence: string }
  /** `kept`: the file or the address, and what was said of it. */
  evidence_kept: { evidence: string; kept: string }
  evidence_missing: { evidence: string; reason: string }
  evidence_failed: { evidence: string; snapshotFailure: string; detail: string }
  evidence_dropped: { evidence: string; reason: string }
  evidence_list_changed: { name: string; count: number }
  evidence_secret_renewed: { name: string }
  incident_merged: { title: string; number: number }
  incident_took_in: { title: string }
  alerts_attached: { count: number; summary: string }
  alert_detached: { summary: string }
  /** Without having been offered or asked for. */
  role_taken: { incidentRole: string; holder: string }
  role_offered: { incidentRole: string; person: string; note: string }
  offer_accepted: { incidentRole: string; holder: string }
  offer_declined: { incidentRole: string; holder: string; reason: string }
  offer_withdrawn: { incidentRole: string; person: string }
  /** `receiver`: empty where it is whoever did it. */
  followed: { receiver: string }
  unfollowed: { receiver: string }
  /** A channel hears of this private incident, because somebody said that it may. */
  private_shared: { receiver: string }
  /** `name`: of the team or service; `priority`: the least urgent. */
  subscribed: { receiver: string; name: string; priority: string; audience: string }
  unsubscribed: { receiver: string; name: string }
  incident_room_set: { room: string }
  team_room_set: { name: string; room: string }
  /** Of a private one the title is empty. */
  parent_set: { title: string; number: number }
  parent_left: { title: string; number: number }
  part_added: { title: string; number: number }
  part_left: { title: string; number: number }
  incident_split_from: { title: string; number: number; priority: string }
  incident_split_off: { title: string; number: number }
  incident_rules_changed: { name: string; count: number }
  alerts_joined_by_rule: { count: number; summary: string; rule: string }
  incident_rule_limited: { rule: string; limit: number; summary: string }
  /** `policy`: empty: that of the alert's service. */
  rule_called_nobody: { rule: string; policy: string }
  call_reached_nobody: { person: string }
  rating_asked: { people: string }
  rating_given: { priority: string; reason: string }
  skills_changed: { name: string; skills: string }
  experts_changed: { name: string; count: number }
}

type Sentences = {
  readonly [K in keyof IncidentEntryFacts]: (facts: IncidentEntryFacts[K], who: string) => string
}

const why = (reason: string) => (reason === '' ? '' : ` (${reason})`)
const inWords = (f: { title: string; number: number }) => `#${f.number}${f.title === '' ? '' : `: ${f.title}`}`
const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const left = (leaves: string) => (leaves === '' ? '' : `; left open: ${leaves}`)

export const incidentSentences: Sentences = {
  incident_declared: (f, who) =>
    `${who} declared an incident${f.rule === '' ? '' : ` by the rule "${f.rule}"`}, ${f.priority}: ${f.title}`,
  incident_described: (f, who) => `${who} wrote down ${f.part}: ${f.text}`,
  incident_hidden: (f, who) => `${who} made it private: ${f.title}`,
  incident_shown: (f, who) => `${who} made it visible to all: ${f.title}`,
  incident_rated: (f, who) => `${who} rated it ${f.priority}${why(f.reason)}`,
  incident_rated_anew: (f, who) => `${who} changed it from ${f.before} to ${f.priority}${why(f.reason)}`,
  incident_advanced: (f, who) =>
    `${who} moved it on from ${f.stageFrom} to ${f.stageTo}${why(f.reason)}${left(f.leaves)}`,
  incident_went_back: (f, who) => `${who} moved it back from ${f.stageFrom} to ${f.stageTo}${why(f.reason)}`,
  incident_closed: (f, who) => `${who} closed the incident${why(f.reason)}${left(f.leaves)}`,
  incident_dismissed: (f, who) => `${who} dismissed it: ${f.reason}`,
  incident_reopened: (f, who) => `${who} opened it again, in ${f.stageTo}: ${f.reason}`,
  incident_came_back: (f) => `It came back while it was watched, so it is open again in ${f.stageTo}: ${f.summary}`,
  incident_watch_over: (f) => `Nothing came back while it was watched: ${f.title}`,
  incident_mitigated: (f, who) => `${who}: mitigated since ${f.since}${why(f.note)}`,
  incident_not_mitigated: (f, who) => `${who}: not mitigated after all${why(f.note)}`,
  incident_joined: (f, who) => `${who} takes part as ${f.incidentRole}`,
  incident_role_passed: (f, who) => `${who} took over as ${f.incidentRole} from ${f.holder}`,
  incident_called: (f, who) => `${who} called ${f.person} as ${f.incidentRole}${why(f.note)}`,
  incident_declined: (f, who) => `${who} cannot take part as ${f.incidentRole}${why(f.reason)}`,
  incident_stood_down: (f, who) => `${who} stood ${f.person} down${why(f.reason)}`,
  audience_told: (f, who) => `${who} told the ${f.audience}`,
  audience_not_needed: (f, who) => `${who}: the ${f.audience} need not be told (${f.reason})`,
  action_announced: (f, who) => `${who} is about to: ${f.text}${f.service === '' ? '' : ` (${f.service})`}`,
  action_done: (f, who) => `${who} did: ${f.text}`,
  action_called_off: (f, who) => `${who} called it off: ${f.text}`,
  action_effect: (f, who) => `${who}: ${f.effect}: ${f.text}`,
  update_posted: (f, who) => `${who} told the ${f.audience}${f.heard === 0 ? '' : ` (sent to ${f.heard})`}: ${f.text}`,
  update_sent: (f) =>
    `The update for the ${f.audience} arrived at ${f.count} of ${f.of}${f.failed === '' ? '' : `; not at ${f.failed}`}`,
  follow_up_wanted: (f, who) => `${who} wants a follow-up: ${f.title}`,
  follow_up_not_wanted: (f, who) => `${who} wants no follow-up any more: ${f.title}`,
  cadence_set: (f, who) =>
    f.minutes === 0
      ? `${who}: updates as its priority asks`
      : `${who}: an update every ${counted(f.minutes, 'minute')}`,
  update_overdue: (f) => `An update is due, and ${f.person} was reminded: ${f.title}`,
  hypothesis_added: (f, who) => `${who} suspects: ${f.text}${f.test === '' ? '' : ` (to find out: ${f.test})`}`,
  hypothesis_decided: (f, who) => `${who}: ${f.hypothesis}: ${f.text}${why(f.note)}`,
  task_given: (f, who) => `${who} asked ${f.person}, within ${f.minutes} min: ${f.text}`,
  task_moved: (f, who) => `${who}: ${f.task}: ${f.text}${why(f.note)}`,
  gap_noted: (f, who) => `${who} noted a gap: ${f.text}`,
  follow_up_added: (f, who) => `${who} added a follow-up: ${f.text}`,
  follow_up_changed: (f, who) => `${who} changed a follow-up: ${f.text}`,
  follow_up_moved: (f, who) => `${who}: follow-up ${f.followUp}: ${f.text}${why(f.note)}`,
  risk_accepted: (f, who) => `${who} accepts the risk of what is not done, until ${f.day} (${f.reason})`,
  evidence_added: (f, who) => `${who} wants to keep: ${f.evidence}`,
  evidence_asked: (f, who) => `${who} asked for a snapshot: ${f.evidence}`,
  evidence_kept: (f, who) => `${who} kept ${f.evidence}: ${f.kept}`,
  evidence_missing: (f, who) => `${who}: ${f.evidence} is missing${why(f.reason)}`,
  evidence_failed: (f) => `No snapshot of ${f.evidence}: ${f.snapshotFailure}${why(f.detail)}`,
  evidence_dropped: (f, who) => `${who} took out ${f.evidence} with its content (${f.reason})`,
  evidence_list_changed: (f, who) => `${who} changed what is kept of ${f.name} in an incident; entries: ${f.count}`,
  evidence_secret_renewed: (f, who) => `${who} made a new secret for snapshots of ${f.name}`,
  incident_merged: (f, who) => `${who} merged it into ${inWords(f)}`,
  incident_took_in: (f, who) => `${who} merged another incident into this one${f.title === '' ? '' : `: ${f.title}`}`,
  alerts_attached: (f, who) => `${who} added ${f.count === 1 ? 'an alert' : `${f.count} alerts`}: ${f.summary}`,
  alert_detached: (f, who) => `${who} took out an alert: ${f.summary}`,
  role_taken: (f, who) => `${who} took over as ${f.incidentRole} from ${f.holder}, who had not offered it`,
  role_offered: (f, who) => `${who} offered ${f.person} to take over as ${f.incidentRole}${why(f.note)}`,
  offer_accepted: (f, who) => `${who} accepted: ${f.incidentRole} passed from ${f.holder}`,
  offer_declined: (f, who) => `${who} cannot take over as ${f.incidentRole} from ${f.holder}${why(f.reason)}`,
  offer_withdrawn: (f, who) => `${who} stays ${f.incidentRole}, and no longer offers it to ${f.person}`,
  followed: (f, who) => (f.receiver === '' ? `${who} follows it` : `${who} lets ${f.receiver} hear how it goes on`),
  unfollowed: (f, who) =>
    f.receiver === '' ? `${who} does not follow it any more` : `${who} no longer lets ${f.receiver} hear of it`,
  private_shared: (f, who) => `${who} lets ${f.receiver} hear of this private incident: everybody there may know`,
  subscribed: (f, who) =>
    f.receiver === ''
      ? `${who} hears of all incidents of ${f.name} from ${f.priority} on`
      : `${who} lets ${f.receiver} hear of all incidents of ${f.name} from ${f.priority} on`,
  unsubscribed: (f, who) =>
    f.receiver === ''
      ? `${who} no longer hears of all incidents of ${f.name}`
      : `${who} no longer lets ${f.receiver} hear of all incidents of ${f.name}`,
  incident_room_set: (f, who) => (f.room === '' ? `${who}: there is no call for it` : `${who}: we meet at ${f.room}`),
  team_room_set: (f, who) =>
    f.room === '' ? `${who}: ${f.name} has no call for its incidents` : `${who}: ${f.name} meets at ${f.room}`,
  parent_set: (f, who) => `${who} made it a part of ${inWords(f)}`,
  parent_left: (f, who) => `${who}: it is no longer a part of ${inWords(f)}`,
  part_added: (f, who) => `${who} made ${inWords(f)} a part of it`,
  part_left: (f, who) => `${who} took it out of the parts: ${inWords(f)}`,
  incident_split_from: (f, who) => `${who} split it off, ${f.priority}, from ${inWords(f)}`,
  incident_split_off: (f, who) => `${who} split off ${inWords(f)}`,
  incident_rules_changed: (f, who) => `${who} changed the incident rules of ${f.name}: ${counted(f.count, 'rule')} now`,
  alerts_joined_by_rule: (f, who) =>
    `${who} added ${f.count === 1 ? 'an alert' : `${f.count} alerts`} by the rule "${f.rule}": ${f.summary}`,
  incident_rule_limited: (f) =>
    `The rule "${f.rule}" has declared ${counted(f.limit, 'incident')} within an hour, its limit, and declares no more for now. Pages go on: ${f.summary}`,
  call_reached_nobody: (f) => `${f.person} could not be called: no usable contact`,
  rating_asked: (f, who) => `${who} asked how bad it is: ${f.people}`,
  rating_given: (f, who) => `${who} would rate it ${f.priority}${why(f.reason)}`,
  skills_changed: (f, who) => `${who} wrote down what ${f.name} knows well: ${f.skills === '' ? 'nothing' : f.skills}`,
  experts_changed: (f, who) => `${who} changed the experts of ${f.name}: ${f.count} now`,
  rule_called_nobody: (f) =>
    `The rule "${f.rule}" called nobody: ${f.policy === '' ? 'nobody is on call for the service' : `${f.policy} reaches nobody`} now`,
}
