// Every kind of entry the on-call log can hold, with its facts and the sentence a responder would say aloud.
// The web has the same sentences in other languages under web/words/<language>/log; a test keeps the kinds in step.

import { logAddressSentences } from './address-facts.ts'
import type { Facts } from './facts.ts'
import { handoverSentences } from './handover-facts.ts'
import { incidentSentences } from './incident-facts.ts'
import { kitSentences } from './kit-facts.ts'
import { recallSentences } from './recall-facts.ts'

export type Kind = keyof Facts

type Sentences = { readonly [K in Kind]: (facts: Facts[K], who: string) => string }

const sentences: Sentences = {
  ...incidentSentences,
  ...kitSentences,
  ...handoverSentences,
  ...recallSentences,
  ...logAddressSentences,
  alert_raised: (f) => `${f.by} raised ${f.priority}: ${f.summary}`,
  alert_rose: (f) => `${f.by} raised it to ${f.priority}, so it is paged again: ${f.summary}`,
  alert_joined: (f) => `${f.by} raised ${f.priority}, and it joins what ${f.who} has: ${f.summary}`,
  alert_reopened: (f) => `${f.by} raised it again, ${f.priority}: ${f.summary}`,
  alert_reopened_by_hand: (f, who) => `${who} opened it again: ${f.summary}${f.note ? ` (${f.note})` : ''}`,
  alert_flaps: (f) =>
    `It came back ${f.times} times within an hour, so it is paged when it stays, at the latest at ${f.until}: ${f.summary}`,
  alert_stays: (f) => `It came and went, and now it stays or has done so for too long, so it is paged: ${f.summary}`,
  flood_began: (f) => `Flood on ${f.name}: its alerts are told as one from now on`,
  flood_ended: (f) => `The flood on ${f.name} is over: ${f.alerts} alerts`,
  routes_changed: (f, who) => `${who} changed the routes of ${f.name}: ${f.count} now`,
  alert_acknowledged: (f, who) =>
    `${who} acknowledged: ${f.summary}${f.others > 0 ? ` (and ${f.others} more on the same page)` : ''}`,
  promise_made: (f, who) =>
    `${who} is back by ${f.until}${f.lookingInto ? ` and looks at: ${f.lookingInto}` : ''}: ${f.summary}`,
  looks_at: (f, who) => `${who} looks at: ${f.lookingInto}: ${f.summary}`,
  promise_over: (f) =>
    `${f.by} said to be back by ${f.until}${f.lookingInto ? ` (looking at: ${f.lookingInto})` : ''} and it is still open, so it is paged again: ${f.summary}`,
  alert_acknowledged_for: (f, who) =>
    `${who} acknowledged for ${f.for} (${f.reason}): ${f.summary}${f.others > 0 ? ` (and ${f.others} more on the same page)` : ''}`,
  alert_taken_over: (f, who) =>
    `${who} took it over from ${f.holder} (${f.reason}): ${f.summary}${f.others > 0 ? ` (and ${f.others} more on the same page)` : ''}`,
  alert_declined: (f, who) => `${who} cannot take it${f.reason ? ` (${f.reason})` : ''}: ${f.summary}`,
  alert_given_back: (f, who) => `${who} gave it back${f.reason ? ` (${f.reason})` : ''}: ${f.summary}`,
  reason_given: (f, who) => `${who} acted although ${f.holder} had it (${f.reason}): ${f.summary}`,
  target_declined: (f) => `${f.target} cannot take it, so step ${f.step} was passed: ${f.summary}`,
  alert_snoozed: (f, who) => `${who} snoozed until ${f.until}: ${f.summary}`,
  alert_silenced: (f) => `Silenced until ${f.until} (${f.title}): ${f.summary}`,
  alert_inhibited: (f) => `Muted as an echo (${f.title}), until ${f.until} at the latest: ${f.summary}`,
  silence_over: (f) => `The silence ended (${f.title}), so it is paged: ${f.summary}`,
  silence_lifted: (f) => `No longer silenced (${f.title}), so it is paged: ${f.summary}`,
  inhibition_over: (f) => `What it echoed is over (${f.title}), so it is paged: ${f.summary}`,
  inhibited_too_long: (f) => `An echo for 4 hours (${f.title}), so it is paged all the same: ${f.summary}`,
  silence_created: (f, who) => `${who} silenced ${f.scope} from ${f.from} until ${f.until} (${f.reason})`,
  maintenance_created: (f, who) => `${who} set maintenance of ${f.scope} from ${f.from} until ${f.until} (${f.reason})`,
  silence_began: (f) => `It has begun: ${f.scope} is silenced until ${f.until} (${f.reason})`,
  silence_changed: (f, who) =>
    `${who} changed the silence of ${f.scope}: from ${f.from} until ${f.until} (${f.reason})`,
  silence_ended_early: (f, who) =>
    `${who} ended the silence of ${f.scope} (${f.reason}); ${f.open} alerts that it muted are open and page now`,
  silence_lapses: (f) =>
    `The silence of ${f.scope} ends at ${f.until} (${f.reason}); ${f.open} alerts that it mutes are open`,
  silence_ended: (f) =>
    `The silence of ${f.scope} is over (${f.reason}); ${f.open} alerts that it muted are open and page now`,
  inhibition_created: (f, who) => `${who} added the inhibition ${f.name}`,
  inhibition_changed: (f, who) => `${who} changed the inhibition ${f.name}`,
  inhibition_removed: (f, who) => `${who} removed the inhibition ${f.name}`,
  alert_escalated: (f, who) => `${who} asked for the next step now: ${f.summary}`,
  alert_closed: (f, who) => `${who} closed: ${f.summary}${f.note ? ` (${f.note})` : ''}`,
  alerts_acknowledged: (f, who) => `${who} acknowledged ${f.count} alerts at once`,
  alert_acknowledged_among: (f, who) => `${who} acknowledged it, one of ${f.count} at once: ${f.summary}`,
  acknowledgements_undone: (f, who) => `${who} took back the acknowledgement of ${f.count} alerts`,
  alert_waits_again: (f, who) => `${who} took the acknowledgement back, and its page begins anew: ${f.summary}`,
  alerts_closed: (f, who) => `${who} closed ${f.count} alerts at once${f.note ? ` (${f.note})` : ''}`,
  alert_closed_among: (f, who) =>
    `${who} closed it, one of ${f.count} at once: ${f.summary}${f.note ? ` (${f.note})` : ''}`,
  alert_closed_no_action: (f, who) => `${who} closed it, no action needed (${noActionWords(f)}): ${f.summary}`,
  no_action_said: (f, who) => `${who} said that no action was needed (${noActionWords(f)}): ${f.summary}`,
  acted_said: (f, who) => `${who} said that somebody acted: ${f.summary}${f.note ? ` (${f.note})` : ''}`,
  outcome_taken_back: (f, who) => `${who} took back what was said of it: ${f.summary}`,
  alert_closed_by_source: (f) => `${f.by} says it is over: ${f.summary}`,
  alert_ended: (f) => `No longer reported, so it was closed: ${f.summary}`,
  source_edited: (f, who) => `${who} changed the ${f.field} to "${f.to}": ${f.summary}`,
  source_asked: (f, who) => `${who} asked to ${askedWords[f.act]} ${f.name}, which is only written down: ${f.summary}`,
  source_asked_to_delete: (f, who) => `${who} asked to delete it; what happened is kept: ${f.summary}`,
  source_acted_for: (f, who) => `${who} did so for ${f.user}: ${f.summary}`,
  people_paged: (f) => `${f.people} paged (${f.because}): ${f.summary}`,
  next_people_paged: (f) => `${f.silent} did not answer; ${f.people} paged (${f.because}): ${f.summary}`,
  nobody_on_call: (f) => `Nobody is on call for ${f.target}, so step ${f.step} was passed: ${f.summary}`,
  nobody_in_role: (f) => `Nobody is on call as ${f.role} for ${f.target}, so step ${f.step} was passed: ${f.summary}`,
  nobody_in_team: (f) => `Nobody in the team ${f.target} may respond, so step ${f.step} was passed: ${f.summary}`,
  step_for_other_priority: (f) => `Step ${f.step} is for other priorities, so it was passed: ${f.summary}`,
  step_outside_hours: (f) => `Step ${f.step} is for other hours, so it was passed: ${f.summary}`,
  policy_not_followed: (f) =>
    `The policy ${f.target} could not be followed in place of step ${f.step}, so that was passed: ${f.summary}`,
  person_quiet: (f) =>
    `${f.target} has quiet hours until ${f.until}, so step ${f.step} did not ring them: ${f.summary}`,
  nobody_reachable: (f) => `${f.target} has no usable contact, so step ${f.step} was passed: ${f.summary}`,
  channels_told: (f) => `Told ${f.channels}: ${f.summary}`,
  channel_not_told: (f) =>
    `${f.target}, named by step ${f.step}, was not told, because no code has come back from it: ${f.summary}`,
  channel_failed: (f) => `${f.name} could not be told by ${f.channel} (${f.address}): ${f.detail}`,
  page_exhausted: (f) => `Nobody answered ${f.policy}; the fallback was alarmed (${f.people}): ${f.summary}`,
  page_short_of_answers: (f) =>
    `${f.policy} was gone through with ${f.have} of ${f.needed} answers (${f.by}); the fallback was alarmed (${f.people}): ${f.summary}`,
  page_held: (f) => `Nobody is on call now, so it is held until ${f.until}, then ${f.people}: ${f.summary}`,
  page_answered_in_part: (f, who) => `${who} answered, ${f.have} of ${f.needed}: ${f.summary}`,
  page_answered_in_part_for: (f, who) =>
    `${who} answered for ${f.for} (${f.reason}), ${f.have} of ${f.needed}: ${f.summary}`,
  page_returned: (f) =>
    `${f.by} acknowledged ${f.minutes} minutes ago and it is still open, so it is paged again: ${f.summary}`,
  snooze_ended: (f) => `The snooze is over and it is still open, so it is paged again: ${f.summary}`,
  delivery_failed: (f) => `${f.person} could not be reached by ${f.channel} (${f.address}): ${f.detail}`,
  notice_failed: (f) => `${f.person} could not be told by ${f.channel} (${f.address}): ${f.notice} (${f.detail})`,
  test_paged: (f) => `${f.person} asked for a test page`,
  test_ended: (f) => `The test is over, and nobody is alarmed: ${f.summary}`,
  policy_test_answered: (f, who) => `${who} answered the test of ${f.policy} after ${f.seconds} s`,
  policy_test_ended: (f) =>
    `The test of ${f.policy} is over: ${f.answered} of ${f.asked} answered. In earnest its end alarms ${f.fallback || 'nobody'}; a test does not`,
  own_trouble_found: (f) => `Baton is in trouble itself: ${ownTrouble(f)}`,
  own_trouble_over: (f) => `Baton is no longer in trouble itself: ${ownTrouble(f)}`,
  note_written: (f, who) => `${who}: ${f.text}`,
  person_joined: (f) => `${f.name} joined as ${f.role}`,
  person_invited: (f, who) => `${who} invited ${f.email || 'somebody'} as ${f.role}`,
  invitation_revoked: (f, who) => `${who} took back the invitation for ${f.email || 'somebody'}`,
  person_changed: (f, who) => `${who} changed ${f.name}: ${f.what}`,
  person_deactivated: (f, who) => `${who} took ${f.name} out of service`,
  person_reactivated: (f, who) => `${who} brought ${f.name} back`,
  password_changed: (f) => `${f.name} changed the password`,
  signed_in: (f) => `${f.name} signed in`,
  signed_out: (f) => `${f.name} signed out`,
  session_revoked: (f) => `${f.name} ended a session`,
  token_created: (f, who) => `${who} made the token ${f.name}`,
  token_revoked: (f, who) => `${who} ended the token ${f.name}`,
  team_created: (f, who) => `${who} started the team ${f.name}`,
  team_changed: (f, who) => `${who} changed the team ${f.name}`,
  member_set: (f, who) => `${who} made ${f.name} ${f.role} in ${f.team}`,
  member_removed: (f, who) => `${who} took ${f.name} out of ${f.team}`,
  contact_added: (f, who) => `${who} added ${f.channel} ${f.address} for ${f.name}`,
  contact_changed: (f, who) => `${who} changed ${f.channel} ${f.address} of ${f.name}`,
  contact_removed: (f, who) => `${who} removed ${f.channel} ${f.address} of ${f.name}`,
  contact_code_sent: (f, who) => `${who} had a code sent to ${f.channel} ${f.address} of ${f.name}`,
  contact_verified: (f, who) => `${who} verified ${f.channel} ${f.address} of ${f.name}`,
  contact_gone: (f) => `${f.channel} ${f.address} of ${f.name} no longer exists, so it was switched off`,
  channel_added: (f, who) => `${who} added the channel ${f.name} (${f.channel} ${f.address})`,
  channel_changed: (f, who) => `${who} changed the channel ${f.name} (${f.channel} ${f.address})`,
  channel_removed: (f, who) => `${who} removed the channel ${f.name} (${f.channel} ${f.address})`,
  channel_tested: (f, who) => `${who} had a test sent to the channel ${f.name} (${f.channel} ${f.address})`,
  channel_confirmed: (f, who) =>
    `${who} gave back the code that the channel ${f.name} showed (${f.channel} ${f.address})`,
  channel_gone: (f) =>
    `The channel ${f.name} is gone (${f.channel} ${f.address}): it is told nothing until it is confirmed anew`,
  contact_stopped: (f) =>
    `${f.channel} ${f.address} of ${f.name} wants no more messages (STOP), so it was switched off`,
  contact_started: (f) => `${f.channel} ${f.address} of ${f.name} wants messages again (START), so it was switched on`,
  contact_proven: (f) => `${f.name} confirmed ${f.channel} ${f.address} again`,
  contact_lapsed: (f) =>
    `Nobody confirmed ${f.channel} ${f.address} of ${f.name} within ${f.days} days; it counts as not proven`,
  rules_changed: (f, who) => `${who} changed how ${f.name} is reached`,
  service_created: (f, who) => `${who} added the service ${f.name}`,
  service_changed: (f, who) => `${who} changed the service ${f.name}`,
  service_removed: (f, who) => `${who} removed the service ${f.name}`,
  services_imported: (f, who) => `${who} imported services: ${f.created} added, ${f.changed} changed`,
  schedule_created: (f, who) => `${who} wrote the schedule ${f.name}`,
  schedule_changed: (f, who) => `${who} changed the schedule ${f.name}`,
  schedule_removed: (f, who) => `${who} removed the schedule ${f.name}`,
  override_added: (f, who) =>
    `${who} put ${f.person} on call for ${f.schedule} from ${f.from} until ${f.until}${f.reason ? ` (${f.reason})` : ''}`,
  taken_off_call: (f, who) =>
    `${who} took ${f.person} off call for ${f.schedule} from ${f.from} until ${f.until}${f.reason ? ` (${f.reason})` : ''}`,
  override_removed: (f, who) =>
    `${who} took back the override of ${f.person} on ${f.schedule} from ${f.from} until ${f.until}`,
  cover_asked: (f, who) =>
    `${who} asked ${f.asked || 'everybody who could'} to take ${f.schedule} for ${f.person} from ${f.from} until ${f.until}`,
  swap_asked: (f, who) =>
    `${who} asked ${f.asked} to take ${f.schedule} for ${f.person} from ${f.from} until ${f.until}, in return for ${f.other} from ${f.otherFrom} until ${f.otherUntil}`,
  cover_part_offered: (f) =>
    `${f.by} would take a part of ${f.schedule} for ${f.person}, from ${f.from} until ${f.until}`,
  cover_taken: (f) => `${f.by} takes ${f.schedule} for ${f.person} from ${f.from} until ${f.until}`,
  swap_made: (f) =>
    `${f.by} takes ${f.schedule} for ${f.person} from ${f.from} until ${f.until}, and ${f.person} takes ${f.other} from ${f.otherFrom} until ${f.otherUntil}`,
  cover_declined: (f) =>
    `${f.by} cannot take ${f.schedule} for ${f.person} from ${f.from} until ${f.until}${f.note ? ` (${f.note})` : ''}`,
  cover_declined_by_all: (f) =>
    `Nobody who was asked can take ${f.schedule} for ${f.person} from ${f.from} until ${f.until}`,
  cover_withdrawn: (f, who) =>
    `${who} no longer looks for somebody to take ${f.schedule} for ${f.person} from ${f.from} until ${f.until}`,
  cover_still_open: (f) =>
    `Nobody has yet taken ${f.schedule} for ${f.person} from ${f.from} until ${f.until}; the owners were told`,
  cover_smaller: (f) =>
    `A part of the shift has changed: ${f.schedule} is still looked for from ${f.from} until ${f.until}, for ${f.person}`,
  cover_expired: (f) => `Nobody took ${f.schedule} for ${f.person} from ${f.from} until ${f.until}`,
  cover_void: (f) =>
    `The request to take ${f.schedule} for ${f.person} from ${f.from} until ${f.until} is void: ${f.because}`,
  calendar_feed_created: (f, who) => `${who} made a calendar feed of ${f.schedule || 'their own shifts'}`,
  calendar_feed_revoked: (f, who) => `${who} revoked a calendar feed of ${f.schedule || 'their own shifts'}`,
  calendar_connected: (f, who) => `${who} connected the calendar ${f.calendar} to ${f.schedule}`,
  calendar_moved: (f, who) => `${who} gave a calendar of ${f.schedule} another address: ${f.calendar}`,
  calendar_followed: (f) => `${f.schedule} follows a change of its calendar ${f.calendar}`,
  calendar_names_nobody: (f) =>
    `The calendar ${f.calendar} of ${f.schedule} names somebody who is not known here: ${f.names}`,
  calendar_failing: (f) =>
    `The calendar ${f.calendar} of ${f.schedule} cannot be read since ${f.since}; what was read last holds: ${f.detail}`,
  calendar_mended: (f) => `The calendar ${f.calendar} of ${f.schedule} can be read again`,
  leave_calendar_connected: (_, who) => `${who} connected a calendar of their leave`,
  leave_calendar_removed: (_, who) => `${who} removed a calendar of their leave`,
  gap_found: (f) => `Nobody is on call for ${f.schedule} from ${f.from}${f.until ? ` until ${f.until}` : ' on'}`,
  gap_mended: (f) => `The gap of ${f.schedule} from ${f.from} is closed`,
  out_of_reach_found: (f) => `${f.person} is on call for ${f.schedule} from ${f.from}, and no contact reaches them`,
  out_of_reach_mended: (f) => `${f.person} is no longer on call for ${f.schedule} without a contact`,
  leave_added: (f, who) => `${who} entered leave${whose(f.for)} from ${f.from} until ${f.until}`,
  leave_changed: (f, who) => `${who} changed leave${whose(f.for)} to be from ${f.from} until ${f.until}`,
  leave_removed: (f, who) => `${who} took back leave${whose(f.for)} from ${f.from} until ${f.until}`,
  two_primaries_found: (f) => `${f.person} is primary on ${f.schedule} and on ${f.other} at once from ${f.from}`,
  two_primaries_mended: (f) => `${f.person} is no longer primary on ${f.schedule} and on ${f.other} at once`,
  leave_in_shift_found: (f) => `${f.person} is on call for ${f.schedule} during leave from ${f.from}`,
  leave_in_shift_mended: (f) => `${f.person} is no longer on call for ${f.schedule} during leave from ${f.from}`,
  holiday_in_shift_found: (f) => `${f.person} is on call for ${f.schedule} on a public holiday from ${f.from}`,
  holiday_in_shift_mended: (f) =>
    `${f.person} is no longer on call for ${f.schedule} on a public holiday from ${f.from}`,
  more_troubles_found: (f) => `${f.count} more such spans of ${f.schedule} were found`,
  more_troubles_mended: (f) => `${f.count} more such spans of ${f.schedule} are mended`,
  trouble_accepted: (f, who) =>
    `${who} accepted for ${f.schedule} from ${f.from}: ${f.trouble}${f.person ? `, ${f.person}` : ''} (${f.reason})`,
  trouble_reopened: (f, who) =>
    `${who} no longer accepts for ${f.schedule} from ${f.from}: ${f.trouble}${f.person ? `, ${f.person}` : ''}`,
  policy_created: (f, who) => `${who} wrote the policy ${f.name}`,
  policy_changed: (f, who) => `${who} changed the policy ${f.name}`,
  policy_removed: (f, who) => `${who} removed the policy ${f.name}`,
  source_created: (f, who) => `${who} added the source ${f.name} for ${f.service}`,
  source_changed: (f, who) => `${who} changed the source ${f.name}`,
  source_key_rotated: (f, who) => `${who} gave the source ${f.name} a new key`,
  source_key_added: (f, who) => `${who} gave the source ${f.name} another key, ending in ${f.hint}`,
  source_key_revoked: (f, who) => `${who} revoked the key of the source ${f.name} that ended in ${f.hint}`,
  source_signing_set: (f, who) => `${who} set how the source ${f.name} must sign: ${f.scheme}`,
  source_signing_ended: (f, who) => `${who} no longer asks the source ${f.name} for signatures`,
  source_disabled: (f, who) => `${who} switched the source ${f.name} off`,
  source_removed: (f, who) => `${who} removed the source ${f.name}`,
  heartbeat_created: (f, who) => `${who} added the heartbeat ${f.name} to ${f.source}`,
  heartbeat_changed: (f, who) => `${who} changed the heartbeat ${f.name}`,
  heartbeat_paused: (f, who) => `${who} paused the heartbeat ${f.name}`,
  heartbeat_resumed: (f, who) => `${who} resumed the heartbeat ${f.name}`,
  heartbeat_key_rotated: (f, who) => `${who} gave the heartbeat ${f.name} a new address`,
  heartbeat_removed: (f, who) => `${who} removed the heartbeat ${f.name}`,
  heartbeat_first_heard: (f) => `${f.name} checked in for the first time, so it is waited for from now on`,
  heartbeat_failed: (f) => `${f.name} says that it failed${f.exitStatus ? ` (exit status ${f.exitStatus})` : ''}`,
  heartbeat_back: (f) => `${f.name} checks in again`,
  heartbeat_missed: (f) => `${f.name} was expected at ${f.expected} and has not checked in (${f.grace} min of grace)`,
  heartbeat_never_ended: (f) => `${f.name} began at ${f.since} and has not ended in time`,
  source_enabled: (f, who) => `${who} switched the source ${f.name} on`,
  configuration_applied: (f, who) => `${who} applied a configuration: ${f.created} created, ${f.changed} changed`,
  change_received: (f) => `Change on ${f.service}: ${f.summary}`,
}

function ownTrouble({ ownTrouble: kind, about }: { readonly ownTrouble: string; readonly about: string }): string {
  return `${kind.replaceAll('_', ' ')}${about ? ` (${about})` : ''}`
}

/** Whoever enters leave for themself is named already. */
function whose(name: string): string {
  return name ? ` for ${name}` : ''
}

export const kinds = Object.keys(sentences) as readonly Kind[]

/** Kinds that are kept for whoever asks about a person, and left out of the stream that responders read. */
export const quietKinds = [
  'signed_in',
  'signed_out',
  'session_revoked',
  'alert_acknowledged_among',
  'alert_waits_again',
  'alert_closed_among',
] as const satisfies readonly Kind[]

const askedWords: Readonly<Record<Facts['source_asked']['act'], string>> = {
  assign: 'assign it to',
  add_team: 'add the team',
  add_responder: 'add the responder',
  run_action: 'run the action',
}

function noActionWords({ noAction, note }: Facts['no_action_said']): string {
  return note ? `${reasons[noAction]}: ${note}` : reasons[noAction]
}

const reasons: Readonly<Record<Facts['no_action_said']['noAction'], string>> = {
  false_alarm: 'false alarm',
  resolved_itself: 'resolved by itself',
  duplicate: 'duplicate',
  expected: 'expected, or maintenance',
  not_urgent: 'not urgent',
  too_tight: 'threshold too tight',
  other: 'other',
}

/** The entry in plain English: what search reads and what a terminal prints. */
export function sentence<K extends Kind>(kind: K, facts: Facts[K], who: string): string {
  return sentences[kind](facts, who)
}
