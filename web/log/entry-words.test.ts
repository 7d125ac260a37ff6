import { createInstance } from 'i18next'
import { expect, test } from 'vitest'
import { kinds, sentence } from '../../domain/log/entry.ts'
import type { Kind } from '../../domain/log/entry.ts'
import type { Facts } from '../../domain/log/facts.ts'
import en from '../words/en/log.json'
import ko from '../words/ko/log.json'
import { tell } from './entry-words.ts'
import type { Reader } from './entry-words.ts'

const words = { en, ko }
type Language = keyof typeof words
const languages: readonly Language[] = ['en', 'ko']

const summary = 'Replication lag on pg-main-2'
const people = { summary, people: 'Ana, Ben', because: 'on call for Platform night; named in the policy', step: 2 }
const thing = { name: 'Checkout' }
const person = { name: 'Ben Hughes' }
const room = { name: '#payments-ops', channel: 'slack', address: '***' }
const contact = { ...person, channel: 'email', address: 'ben@demo.example' }
const span = { from: '2026-11-23T21:00Z', until: '2026-11-24T06:00Z' }
const cover = { schedule: 'Night', person: 'Ben', ...span }
const inReturn = { other: 'Day', otherFrom: '2026-12-23T21:00Z', otherUntil: '2026-12-24T06:00Z' }
const override = { schedule: 'Night', person: 'Ben', from: '2026-11-23T21:00Z', until: '2026-11-24T06:00Z' }
const silence = { scope: 'instance="web-1"', reason: 'Moving disks' }
const leave = { for: 'Ben', from: '2026-12-20T23:00Z', until: '2027-01-03T23:00Z' }
const trouble = { ...override, schedule: 'Payments' }
const accepted = { schedule: 'Payments', trouble: 'nobody on call', from: override.from }

const bookmark = { name: 'Error graphs', address: 'https://g.example.com/d/1' }
const step = { text: 'Drain node 3', step: 2, runbook: 'Restart', version: 3 }

/** Of every kind one entry with all its facts. */
const hands = { schedule: 'Payments', giver: 'nobody', taker: 'Ben' }
const samples: Facts = {
  alert_raised: { summary, priority: 'P1', by: 'Ana' },
  alert_rose: { summary, priority: 'P1', by: 'Ana' },
  alert_joined: { summary, priority: 'P2', by: 'Prometheus', who: 'Ana' },
  alert_reopened: { summary, priority: 'P1', by: 'Prometheus' },
  alert_reopened_by_hand: { summary, note: 'closed the wrong one' },
  alert_flaps: { summary, times: 4, until: '2026-11-24T06:00Z' },
  alert_stays: { summary },
  flood_began: { kind: 'service', name: 'Checkout' },
  flood_ended: { kind: 'service', name: 'Checkout', alerts: 1204 },
  routes_changed: { name: 'Payments', count: 3 },
  alert_acknowledged: { summary, via: 'web', others: 2 },
  promise_made: { summary, lookingInto: 'the database', until: '2026-11-24T06:00Z' },
  looks_at: { summary, lookingInto: 'the database' },
  promise_over: { summary, by: 'Ana', lookingInto: 'the database', until: '2026-11-24T06:00Z' },
  alert_acknowledged_for: { summary, for: 'Ben', reason: 'he called', others: 2 },
  alert_taken_over: { summary, holder: 'Ben', reason: 'his battery is empty', others: 2 },
  alert_declined: { summary, reason: 'on a plane' },
  alert_given_back: { summary, reason: 'on a plane' },
  reason_given: { summary, holder: 'Ben', reason: 'his battery is empty' },
  target_declined: { summary, target: 'Ben', step: 1 },
  alert_snoozed: { summary, until: '2026-11-24T06:00Z' },
  alert_silenced: { summary, title: 'Moving disks', until: '2026-11-24T06:00Z' },
  alert_inhibited: { summary, title: 'Switch is down', until: '2026-11-24T06:00Z' },
  silence_over: { summary, title: 'Moving disks' },
  silence_lifted: { summary, title: 'Moving disks' },
  inhibition_over: { summary, title: 'Switch is down' },
  inhibited_too_long: { summary, title: 'Switch is down' },
  silence_created: { ...silence, from: '2026-11-24T05:00Z', until: '2026-11-24T06:00Z' },
  maintenance_created: { ...silence, scope: 'Checkout', from: '2026-11-24T05:00Z', until: '2026-11-24T06:00Z' },
  silence_began: { ...silence, until: '2026-11-24T06:00Z' },
  silence_changed: { ...silence, from: '2026-11-24T05:00Z', until: '2026-11-24T06:00Z' },
  silence_ended_early: { ...silence, open: 2 },
  silence_lapses: { ...silence, until: '2026-11-24T06:00Z', open: 2 },
  silence_ended: { ...silence, open: 2 },
  inhibition_created: { name: 'Switch is down' },
  inhibition_changed: { name: 'Switch is down' },
  inhibition_removed: { name: 'Switch is down' },
  alert_escalated: { summary },
  alert_closed: { summary, note: 'rolled back' },
  alerts_acknowledged: { count: 12, via: 'web' },
  alert_acknowledged_among: { summary, via: 'web', count: 12 },
  acknowledgements_undone: { count: 12 },
  alert_waits_again: { summary },
  alerts_closed: { count: 12, note: 'the rack was moved' },
  alert_closed_among: { summary, note: 'the rack was moved', count: 12 },
  alert_closed_no_action: { summary, noAction: 'false_alarm', note: 'the probe was down' },
  no_action_said: { summary, noAction: 'too_tight', note: '80 % is normal at night' },
  acted_said: { summary, note: 'restarted it' },
  outcome_taken_back: { summary },
  alert_closed_by_source: { summary, by: 'Ana' },
  alert_ended: { summary },
  source_edited: { summary, field: 'message', to: 'Replication lag of 90 s' },
  source_asked: { summary, act: 'add_team', name: 'Databases' },
  source_asked_to_delete: { summary },
  source_acted_for: { summary, user: 'ben@demo.example' },
  people_paged: people,
  next_people_paged: { ...people, silent: 'Ana' },
  nobody_on_call: { summary, target: 'a removed schedule', step: 1 },
  nobody_in_role: { summary, target: 'Payments', role: 'secondary', step: 1 },
  nobody_in_team: { summary, target: 'Payments', step: 1 },
  step_for_other_priority: { summary, step: 1 },
  step_outside_hours: { summary, step: 1 },
  policy_not_followed: { summary, target: 'a removed policy', step: 1 },
  person_quiet: { summary: 'Disk', target: 'Ana', step: 1, until: '2026-03-03T07:00Z' },
  nobody_reachable: { summary, target: 'somebody removed', step: 1 },
  page_exhausted: { summary, policy: 'the fallback', people: 'nobody could be reached' },
  page_short_of_answers: { summary, policy: 'Payments', people: 'Mia', by: 'Ana', have: 1, needed: 2 },
  page_held: { summary, until: '2026-11-23T09:00Z', people: 'Ana' },
  page_answered_in_part: { summary, via: 'web', have: 1, needed: 2 },
  page_answered_in_part_for: { summary, for: 'Ben', reason: 'he called', have: 1, needed: 2 },
  page_returned: { summary, by: 'Ana', minutes: 30 },
  snooze_ended: { summary },
  channels_told: { summary, channels: '#payments-ops' },
  channel_not_told: { summary, target: '#payments-ops', step: 1 },
  channel_failed: { name: '#payments-ops', channel: 'slack', address: '***', detail: 'HTTP 500' },
  delivery_failed: { person: 'Ben', channel: 'email', address: 'b***@demo.example', detail: 'HTTP 500' },
  notice_failed: {
    person: 'Ben',
    notice: '3 things to mend',
    channel: 'email',
    address: 'b***@demo.example',
    detail: 'HTTP 500',
  },
  test_paged: { person: 'Ben' },
  test_ended: { summary: 'A test' },
  policy_test_answered: { policy: 'Payments', seconds: 40 },
  policy_test_ended: { policy: 'Payments', answered: 2, asked: 3, fallback: 'Mia' },
  own_trouble_found: { ownTrouble: 'overheated', about: 'sms, 5' },
  own_trouble_over: { ownTrouble: 'overheated', about: 'sms' },
  note_written: { text: 'Switched {{over}} to $t(title)' },
  person_joined: { ...person, role: 'responder' },
  person_invited: { email: 'new@demo.example', role: 'viewer' },
  invitation_revoked: { email: 'new@demo.example' },
  person_changed: { ...person, what: 'role responder → manager, time zone UTC → Asia/Seoul, holidays none → KR' },
  person_deactivated: person,
  person_reactivated: person,
  password_changed: person,
  signed_in: person,
  signed_out: person,
  session_revoked: person,
  token_created: thing,
  token_revoked: thing,
  team_created: thing,
  team_changed: thing,
  member_set: { ...person, team: 'Payments', role: 'manager' },
  member_removed: { ...person, team: 'Payments' },
  contact_added: contact,
  contact_changed: contact,
  contact_removed: contact,
  contact_code_sent: contact,
  contact_verified: contact,
  contact_gone: contact,
  channel_added: room,
  channel_changed: room,
  channel_removed: room,
  channel_tested: room,
  channel_confirmed: room,
  channel_gone: room,
  contact_stopped: contact,
  contact_started: contact,
  contact_proven: contact,
  contact_lapsed: { ...contact, days: 90 },
  rules_changed: person,
  service_created: thing,
  service_changed: thing,
  service_removed: thing,
  schedule_created: thing,
  schedule_changed: thing,
  schedule_removed: thing,
  override_added: { ...override, reason: 'dentist' },
  taken_off_call: { ...override, reason: 'dentist' },
  override_removed: override,
  gap_found: { schedule: 'Payments', from: override.from, until: override.until },
  gap_mended: { schedule: 'Payments', from: override.from, until: override.until },
  out_of_reach_found: { schedule: 'Payments', person: 'Ana', from: override.from },
  out_of_reach_mended: { schedule: 'Payments', person: 'Ana', from: override.from },
  cover_asked: { ...cover, asked: 'Ana, Carla' },
  swap_asked: { ...cover, ...inReturn, asked: 'Ana' },
  cover_part_offered: { ...cover, by: 'Ana' },
  cover_taken: { ...cover, by: 'Ana' },
  swap_made: { ...cover, ...inReturn, by: 'Ana' },
  cover_declined: { ...cover, by: 'Ana', note: 'a wedding' },
  cover_declined_by_all: cover,
  cover_withdrawn: cover,
  cover_still_open: cover,
  cover_smaller: cover,
  cover_expired: cover,
  cover_void: { ...cover, because: 'the shift has changed' },
  two_primaries_found: { ...trouble, other: 'Checkout' },
  two_primaries_mended: { ...trouble, other: 'Checkout' },
  leave_in_shift_found: trouble,
  leave_in_shift_mended: trouble,
  holiday_in_shift_found: trouble,
  holiday_in_shift_mended: trouble,
  more_troubles_found: { schedule: 'Payments', count: 4 },
  more_troubles_mended: { schedule: 'Payments', count: 4 },
  trouble_accepted: { ...accepted, person: 'Ana', reason: 'She agreed' },
  trouble_reopened: { ...accepted, person: 'Ana' },
  calendar_feed_created: { schedule: 'Payments' },
  calendar_feed_revoked: { schedule: 'Payments' },
  leave_added: leave,
  leave_changed: leave,
  leave_removed: leave,
  calendar_connected: { calendar: 'Export', schedule: 'Payments' },
  calendar_moved: { calendar: 'Export', schedule: 'Payments' },
  calendar_followed: { calendar: 'Export', schedule: 'Payments' },
  calendar_names_nobody: { calendar: 'Export', schedule: 'Payments', names: 'J. Kim' },
  calendar_failing: { calendar: 'Export', schedule: 'Payments', since: override.from, detail: 'It is gone.' },
  calendar_mended: { calendar: 'Export', schedule: 'Payments' },
  leave_calendar_connected: {},
  leave_calendar_removed: {},
  policy_created: thing,
  policy_changed: thing,
  policy_removed: thing,
  source_created: { ...thing, service: 'Web' },
  source_changed: thing,
  source_key_rotated: thing,
  source_key_added: { ...thing, hint: 'x4T9' },
  source_key_revoked: { ...thing, hint: 'x4T9' },
  source_signing_set: { ...thing, scheme: 'grafana' },
  source_signing_ended: thing,
  source_disabled: thing,
  source_enabled: thing,
  source_removed: thing,
  heartbeat_created: { ...thing, source: 'Cron' },
  heartbeat_changed: thing,
  heartbeat_paused: thing,
  heartbeat_resumed: thing,
  heartbeat_key_rotated: thing,
  heartbeat_removed: thing,
  heartbeat_first_heard: thing,
  heartbeat_failed: { ...thing, exitStatus: '3' },
  heartbeat_back: thing,
  heartbeat_missed: { ...thing, expected: '2026-11-24T03:00Z', grace: 5 },
  heartbeat_never_ended: { ...thing, since: '2026-11-24T03:00Z' },
  configuration_applied: { created: 3, changed: 2 },
  services_imported: { created: 3, changed: 2 },
  incident_declared: { title: 'Checkout is down', priority: 'P1', rule: 'Critical alerts' },
  incident_described: { part: 'runbook', text: 'Payments fail' },
  incident_hidden: { title: 'Stolen laptop' },
  incident_shown: { title: 'Stolen laptop' },
  incident_rated: { priority: 'P1', reason: 'no card works' },
  incident_rated_anew: { priority: 'P3', before: 'P1', reason: 'only one shop' },
  incident_advanced: { stageFrom: 'triage', stageTo: 'mitigation', leaves: 'runbook', reason: 'known' },
  incident_went_back: { stageFrom: 'mitigation', stageTo: 'triage', reason: 'something else' },
  incident_closed: { leaves: 'runbook', reason: 'nothing more to find' },
  incident_dismissed: { reason: 'a test' },
  incident_reopened: { stageTo: 'triage', reason: 'it was real' },
  incident_came_back: { summary, stageTo: 'mitigation' },
  incident_watch_over: { title: 'Checkout is down' },
  incident_mitigated: { since: '2026-11-24T06:00Z', note: 'rolled back' },
  incident_not_mitigated: { note: 'still failing' },
  incident_joined: { incidentRole: 'lead' },
  incident_role_passed: { incidentRole: 'commander', holder: 'Ben' },
  incident_called: { incidentRole: 'expert', person: 'Ben', note: 'you know it' },
  incident_declined: { incidentRole: 'expert', reason: 'on a plane' },
  incident_stood_down: { person: 'Ben', reason: 'we found it' },
  audience_told: { audience: 'users' },
  audience_not_needed: { audience: 'users', reason: 'unnoticed' },
  action_announced: { text: 'Roll back', service: 'Checkout' },
  action_done: { text: 'Roll back' },
  action_called_off: { text: 'Roll back' },
  action_effect: { text: 'Roll back', effect: 'undone' },
  update_posted: { audience: 'users', text: 'We know of it', heard: 8 },
  follow_up_wanted: { title: 'Checkout answers 500' },
  follow_up_not_wanted: { title: 'Checkout answers 500' },
  cadence_set: { minutes: 15 },
  update_overdue: { title: 'Checkout answers 500', person: 'Ana' },
  hypothesis_added: { text: 'The release', test: 'Roll back' },
  hypothesis_decided: { text: 'The release', hypothesis: 'confirmed', note: 'It was' },
  task_given: { text: 'Call the bank', person: 'Ben', minutes: 5 },
  task_moved: { text: 'Call the bank', task: 'taken', note: 'I phone them' },
  gap_noted: { text: 'No metric' },
  follow_up_added: { text: 'A metric' },
  follow_up_changed: { text: 'A metric' },
  follow_up_moved: { text: 'A metric', followUp: 'dropped', note: 'It is there' },
  risk_accepted: { day: '2030-01-01', reason: 'It is replaced' },
  evidence_added: { evidence: 'Heap dump' },
  evidence_asked: { evidence: 'Pod state (Checkout)' },
  evidence_kept: { evidence: 'Heap dump (Checkout)', kept: 'heap.txt: before the restart' },
  evidence_missing: { evidence: 'Heap dump (Checkout)', reason: 'The pod had restarted' },
  evidence_failed: { evidence: 'Pod state (Checkout)', snapshotFailure: 'unreachable', detail: 'HTTP 502' },
  evidence_dropped: { evidence: 'Heap dump (Checkout)', reason: 'A password' },
  evidence_list_changed: { name: 'Checkout', count: 3 },
  evidence_secret_renewed: { name: 'Checkout' },
  incident_merged: { title: 'Cart is empty', number: 7 },
  incident_took_in: { title: 'Cart is empty' },
  alerts_attached: { count: 2, summary },
  alert_detached: { summary },
  role_taken: { incidentRole: 'lead', holder: 'Ben' },
  role_offered: { incidentRole: 'commander', person: 'Ben', note: 'the rollback runs' },
  offer_accepted: { incidentRole: 'commander', holder: 'Ben' },
  offer_declined: { incidentRole: 'commander', holder: 'Ben', reason: 'on a train' },
  offer_withdrawn: { incidentRole: 'commander', person: 'Ben' },
  update_sent: { audience: 'users', count: 7, of: 8, failed: 'status' },
  followed: { receiver: 'Ben' },
  unfollowed: { receiver: 'Ben' },
  private_shared: { receiver: 'War room' },
  subscribed: { receiver: 'Ben', name: 'Payments', priority: 'P2', audience: 'stakeholders' },
  unsubscribed: { receiver: 'Ben', name: 'Payments' },
  incident_room_set: { room: 'https://meet.example.com/7' },
  team_room_set: { name: 'Payments', room: 'https://meet.example.com/{incident}' },
  parent_set: { title: 'Cart is empty', number: 7 },
  parent_left: { title: 'Cart is empty', number: 7 },
  part_added: { title: 'Cart is empty', number: 7 },
  part_left: { title: 'Cart is empty', number: 7 },
  incident_split_off: { title: 'Cart is empty', number: 7 },
  incident_split_from: { title: 'Cart is empty', number: 7, priority: 'P2' },
  incident_rules_changed: { name: 'Payments', count: 3 },
  alerts_joined_by_rule: { count: 4, summary, rule: 'Critical alerts' },
  incident_rule_limited: { rule: 'Critical alerts', limit: 5, summary },
  rule_called_nobody: { rule: 'Critical alerts', policy: 'Database' },
  call_reached_nobody: { person: 'Ben' },
  rating_asked: { people: 'Ben, Chris' },
  rating_given: { priority: 'P2', reason: 'Only one region' },
  skills_changed: { name: 'Ben', skills: 'postgres, kafka' },
  experts_changed: { name: 'Checkout', count: 2 },
  bookmark_added: bookmark,
  bookmark_changed: { name: 'Error graphs', before: 'Graphs, https://g.example.com' },
  bookmark_removed: bookmark,
  kit_verified: { name: 'Error graphs' },
  kit_imported: { name: 'Payments', count: 12 },
  kit_secret_renewed: { name: 'Payments' },
  link_died: { ...bookmark, detail: 'HTTP 404' },
  link_answers: bookmark,
  runbook_written: { name: 'Restart' },
  runbook_saved: { name: 'Restart', version: 3 },
  runbook_restored: { name: 'Restart', version: 3, earlier: 1 },
  runbook_removed: { name: 'Restart' },
  runbook_opened: { runbook: 'Restart', version: 3 },
  step_ticked: step,
  step_unticked: step,
  step_called: { ...step, call: 'Drain' },
  step_call_answered: { ...step, call: 'Drain', answer: 'HTTP 200' },
  step_call_failed: { ...step, call: 'Drain', answer: 'HTTP 500' },
  step_call_lost: { ...step, call: 'Drain' },
  change_received: { summary, service: 'Web' },
  handover_drafted: { ...hands, changesAt: override.from },
  handover_changed: { ...hands, changesAt: override.from },
  handover_called_off: hands,
  handover_written: { ...hands, text: 'Watch it' },
  handover_signed: hands,
  handover_asked: { ...hands, text: 'Why?' },
  handover_answered: { ...hands, text: 'Because' },
  handover_accepted: { ...hands, count: 3 },
  handover_late: { ...hands, people: 'Mia' },
  handover_missed: hands,
  handover_set: { name: 'Payments', minutes: 15, valve: 60 },
  handover_switched_off: { name: 'Payments' },
  shift_not_ready: { person: 'Ben', schedule: 'Payments', checks: 'reachable, leave' },
  shift_reviewed: { schedule: 'Payments', weight: 4, fix: 'The disk alert' },
  alert_handed_over: { summary, holder: 'Ana', person: 'Ben' },
  task_handed_over: { text: 'Call the bank', holder: 'Ana', person: 'Ben' },
  role_offered_with_shift: { incidentRole: 'lead', holder: 'Ana', person: 'Ben' },
  follow_up_handed_over: { text: 'A metric', holder: 'Ana', person: 'Ben' },
}

test.each(languages)('%s has words for every kind of the domain, and for no other', (language) => {
  expect(Object.keys(words[language].kind).sort()).toEqual([...kinds].sort())
  for (const kind of Object.keys(words[language].variant)) expect(kinds).toContain(kind)
})

test.each(kinds)('%s is told in English as the domain says it', (kind) => {
  expect(told('en', kind, samples[kind])).toBe(said(kind, samples[kind]))
})

test.each([
  ['alert_acknowledged', { summary, via: 'web', others: 0 }],
  ['alert_closed', { summary, note: '' }],
  ['heartbeat_failed', { ...thing, exitStatus: '' }],
  ['alert_closed_no_action', { summary, noAction: 'duplicate', note: '' }],
  ['no_action_said', { summary, noAction: 'other', note: '' }],
  ['acted_said', { summary, note: '' }],
  ['override_added', { ...override, reason: '' }],
  ['taken_off_call', { ...override, reason: '' }],
  ['trouble_accepted', { ...accepted, person: '', reason: 'Office hours only' }],
  ['trouble_reopened', { ...accepted, person: '' }],
  ['gap_found', { schedule: 'Payments', from: override.from, until: '' }],
  ['calendar_feed_created', { schedule: '' }],
  ['calendar_feed_revoked', { schedule: '' }],
  ['person_invited', { email: '', role: 'viewer' }],
  ['invitation_revoked', { email: '' }],
  ['incident_advanced', { stageFrom: 'triage', stageTo: 'mitigation', leaves: '', reason: '' }],
  ['update_posted', { audience: 'users', text: 'We know of it', heard: 0 }],
  ['update_sent', { audience: 'users', count: 8, of: 8, failed: '' }],
  ['followed', { receiver: '' }],
  ['unfollowed', { receiver: '' }],
  ['subscribed', { receiver: '', name: 'Payments', priority: 'P2', audience: 'stakeholders' }],
  ['unsubscribed', { receiver: '', name: 'Payments' }],
  ['incident_room_set', { room: '' }],
  ['team_room_set', { name: 'Payments', room: '' }],
  ['parent_set', { title: '', number: 7 }],
  ['parent_left', { title: '', number: 7 }],
  ['part_added', { title: '', number: 7 }],
  ['part_left', { title: '', number: 7 }],
  ['incident_split_from', { title: '', number: 7, priority: 'P2' }],
  ['incident_split_off', { title: '', number: 7 }],
  ['incident_advanced', { stageFrom: 'triage', stageTo: 'mitigation', leaves: '', reason: 'The runbook says so' }],
  ['incident_closed', { leaves: '', reason: 'Two weeks of quiet' }],
  ['alerts_attached', { count: 1, summary }],
  ['incident_declared', { title: 'Checkout is down', priority: 'P1', rule: '' }],
  ['alerts_joined_by_rule', { count: 1, summary, rule: 'Critical alerts' }],
  ['incident_rule_limited', { rule: 'Critical alerts', limit: 1, summary }],
  ['incident_rules_changed', { name: 'Payments', count: 1 }],
  ['rule_called_nobody', { rule: 'Critical alerts', policy: '' }],
  ['rating_given', { priority: 'P2', reason: '' }],
  ['skills_changed', { name: 'Ben', skills: '' }],
  ['cadence_set', { minutes: 0 }],
  ['hypothesis_added', { text: 'The release', test: '' }],
  ['task_moved', { text: 'Call the bank', task: 'done', note: '' }],
  ['follow_up_moved', { text: 'A metric', followUp: 'done', note: '' }],
  ['incident_took_in', { title: '' }],
  ['evidence_failed', { evidence: 'Pod state', snapshotFailure: 'unreachable', detail: '' }],
  ['role_offered', { incidentRole: 'lead', person: 'Ben', note: '' }],
  ['bookmark_added', { ...bookmark, address: '' }],
  ['bookmark_changed', { name: 'Error graphs', before: '' }],
  ['bookmark_removed', { ...bookmark, address: '' }],
  ['link_died', { ...bookmark, detail: '' }],
  ['step_call_answered', { ...step, call: 'Drain', answer: '' }],
  ['step_call_failed', { ...step, call: 'Drain', answer: '' }],
  ['offer_declined', { incidentRole: 'lead', holder: 'Ben', reason: '' }],
  ['handover_written', { ...hands, text: '' }],
  ['shift_reviewed', { schedule: 'Payments', weight: 2, fix: '' }],
] as const)('%s without what is optional is told as the domain says it', (kind, facts) => {
  expect(told('en', kind, facts)).toBe(said(kind, facts))
})

test.each(kinds)('%s in Korean leaves no plain English of the server standing', (kind) => {
  const words = told('ko', kind, samples[kind])
  expect(words).toMatch(/[가-힣]/)
  expect(words).not.toMatch(/on call|named in|fallback|removed|nobody|time zone|undefined|\{\{(?!over)/)
})

test('a person is spoken of politely in Korean, a source is not', () => {
  expect(told('ko', 'alert_acknowledged', samples.alert_acknowledged)).toBe(
    `Ana 님이 확인: ${summary} (같은 호출의 2건 포함)`,
  )
  const source = {
    kind: 'alert_raised',
    facts: samples.alert_raised,
    actorKind: 'source',
    actorName: '모니터',
    says: '',
  } as const
  expect(tell(source, readerOf('ko'))).toBe(`모니터에서 P1 알림을 올림: ${summary}`)
})

test('the moment since when is told as any moment', () => {
  const facts = { part: 'since', text: '2026-11-24T06:00Z' }
  expect(tell({ kind: 'incident_described', facts, actorKind: 'person', actorName: 'Ana', says: '' }, readerAt())).toBe(
    'Ana wrote down since when: at 6',
  )
})

test('a kind of a later release is told in the words of the server', () => {
  const entry = {
    kind: 'incident_reviewed',
    facts: {},
    actorKind: 'person',
    actorName: 'Ana',
    says: 'Ana reviewed INC-7',
  } as const
  expect(tell(entry, readerOf('ko'))).toBe('Ana reviewed INC-7')
})

function told(language: Language, kind: Kind, facts: Readonly<Record<string, unknown>>): string {
  return tell({ kind, facts: { ...facts }, actorKind: 'person', actorName: 'Ana', says: 'unknown' }, readerOf(language))
}

function said<K extends Kind>(kind: K, facts: Facts[K]): string {
  return sentence(kind, facts, 'Ana')
}

function readerAt(): Reader {
  return { ...readerOf('en'), moment: () => 'at 6' }
}

/** A reader who takes roles, channels and moments as they are. */
function readerOf(language: Language): Reader {
  const spoken = createInstance()
  void spoken.init({
    lng: language,
    resources: { [language]: { log: words[language] } },
    initAsync: false,
    interpolation: { escapeValue: false },
  })
  return { words: spoken.getFixedT(language, 'log'), term: (_, name) => name, moment: (iso) => iso }
}
