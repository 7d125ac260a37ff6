// What each kind of entry of the on-call log holds. Its sentence is in entry.ts.

import type { LogAddressFacts } from './address-facts.ts'
import type { HandoverEntryFacts } from './handover-facts.ts'
import type { IncidentEntryFacts } from './incident-facts.ts'
import type { KitEntryFacts } from './kit-facts.ts'
import type { RecallEntryFacts } from './recall-facts.ts'

/** The shift that is taken instead. */
type InReturn = { other: string; otherFrom: string; otherUntil: string }

/** Why no action was needed. */
type NoAction = 'false_alarm' | 'resolved_itself' | 'duplicate' | 'expected' | 'not_urgent' | 'too_tight' | 'other'

export type Facts = HandoverEntryFacts &
  KitEntryFacts &
  RecallEntryFacts &
  LogAddressFacts &
  IncidentEntryFacts & {
    alert_raised: { summary: string; priority: string; by: string }
    alert_rose: { summary: string; priority: string; by: string }
    alert_joined: { summary: string; priority: string; by: string; who: string }
    alert_reopened: { summary: string; priority: string; by: string }
    alert_reopened_by_hand: { summary: string; note: string }
    alert_flaps: { summary: string; times: number; until: string }
    alert_stays: { summary: string }
    flood_began: { kind: 'service' | 'source'; name: string }
    flood_ended: { kind: 'service' | 'source'; name: string; alerts: number }
    routes_changed: { name: string; count: number }
    alert_acknowledged: {
      summary: string
      via: 'web' | 'token' | 'link' | 'sms' | 'voice' | 'mail' | 'chat' | 'source'
      others: number
    }
    promise_made: { summary: string; lookingInto: string; until: string }
    /** A promise that names no time. */
    looks_at: { summary: string; lookingInto: string }
    promise_over: { summary: string; by: string; lookingInto: string; until: string }
    alert_acknowledged_for: { summary: string; for: string; reason: string; others: number }
    alert_taken_over: { summary: string; holder: string; reason: string; others: number }
    alert_declined: { summary: string; reason: string }
    alert_given_back: { summary: string; reason: string }
    /** Beside what somebody did to an alert that another had. */
    reason_given: { summary: string; holder: string; reason: string }
    target_declined: { summary: string; target: string; step: number }
    alert_snoozed: { summary: string; until: string }
    alert_escalated: { summary: string }
    alert_closed: { summary: string; note: string }
    /** Many answered at once: one line for the team, and one in the story of each alert. */
    alerts_acknowledged: { count: number; via: Facts['alert_acknowledged']['via'] }
    alert_acknowledged_among: { summary: string; via: Facts['alert_acknowledged']['via']; count: number }
    acknowledgements_undone: { count: number }
    alert_waits_again: { summary: string }
    alerts_closed: { count: number; note: string }
    alert_closed_among: { summary: string; note: string; count: number }
    alert_closed_no_action: { summary: string; noAction: NoAction; note: string }
    no_action_said: { summary: string; noAction: NoAction; note: string }
    acted_said: { summary: string; note: string }
    outcome_taken_back: { summary: string }
    alert_closed_by_source: { summary: string; by: string }
    alert_ended: { summary: string }
    /** A source changed what its alert says. */
    source_edited: { summary: string; field: 'message' | 'description' | 'priority' | 'tags' | 'details'; to: string }
    /** What a source asked for and Baton does not do, but writes down. */
    source_asked: { summary: string; act: 'assign' | 'add_team' | 'add_responder' | 'run_action'; name: string }
    source_asked_to_delete: { summary: string }
    /** For whom a source acted, by its own words. */
    source_acted_for: { summary: string; user: string }
    people_paged: { summary: string; people: string; because: string; step: number }
    next_people_paged: { summary: string; silent: string; people: string; because: string; step: number }
    nobody_on_call: { summary: string; target: string; step: number }
    nobody_in_role: { summary: string; target: string; role: string; step: number }
    nobody_in_team: { summary: string; target: string; step: number }
    nobody_reachable: { summary: string; target: string; step: number }
    person_quiet: { summary: string; target: string; step: number; until: string }
    step_for_other_priority: { summary: string; step: number }
    step_outside_hours: { summary: string; step: number }
    policy_not_followed: { summary: string; target: string; step: number }
    /** Teams' channels to which a message goes: it wakes nobody. */
    channels_told: { summary: string; channels: string }
    channel_not_told: { summary: string; target: string; step: number }
    channel_failed: { name: string; channel: string; address: string; detail: string }
    page_exhausted: { summary: string; policy: string; people: string }
    page_short_of_answers: {
      summary: string
      policy: string
      people: string
      by: string
      have: number
      needed: number
    }
    page_held: { summary: string; until: string; people: string }
    page_answered_in_part: {
      summary: string
      via: Facts['alert_acknowledged']['via']
      have: number
      needed: number
    }
    page_answered_in_part_for: { summary: string; for: string; reason: string; have: number; needed: number }
    page_returned: { summary: string; by: string; minutes: number }
    snooze_ended: { summary: string }
    /** `title` is the reason of a silence, or the name of an inhibition. */
    alert_silenced: { summary: string; title: string; until: string }
    alert_inhibited: { summary: string; title: string; until: string }
    silence_over: { summary: string; title: string }
    silence_lifted: { summary: string; title: string }
    inhibition_over: { summary: string; title: string }
    inhibited_too_long: { summary: string; title: string }
    /** `scope`: its matchers, or the names of its services. */
    silence_created: { scope: string; from: string; until: string; reason: string }
    maintenance_created: { scope: string; from: string; until: string; reason: string }
    silence_began: { scope: string; until: string; reason: string }
    silence_changed: { scope: string; from: string; until: string; reason: string }
    silence_ended_early: { scope: string; reason: string; open: number }
    silence_lapses: { scope: string; until: string; reason: string; open: number }
    silence_ended: { scope: string; reason: string; open: number }
    inhibition_created: { name: string }
    inhibition_changed: { name: string }
    inhibition_removed: { name: string }
    delivery_failed: { person: string; channel: string; address: string; detail: string }
    notice_failed: { person: string; notice: string; channel: string; address: string; detail: string }
    test_paged: { person: string }
    test_ended: { summary: string }
    policy_test_answered: { policy: string; seconds: number }
    policy_test_ended: { policy: string; answered: number; asked: number; fallback: string }
    own_trouble_found: { ownTrouble: string; about: string }
    own_trouble_over: { ownTrouble: string; about: string }
    /** `via`: where it was not written in Baton. */
    note_written: { text: string; via?: 'mail' }
    person_joined: { name: string; role: string }
    person_invited: { email: string; role: string }
    invitation_revoked: { email: string }
    person_changed: { name: string; what: string }
    person_deactivated: { name: string }
    person_reactivated: { name: string }
    password_changed: { name: string }
    signed_in: { name: string }
    signed_out: { name: string }
    session_revoked: { name: string }
    token_created: { name: string }
    token_revoked: { name: string }
    team_created: { name: string }
    team_changed: { name: string }
    member_set: { name: string; team: string; role: string }
    member_removed: { name: string; team: string }
    contact_added: { name: string; channel: string; address: string }
    contact_changed: { name: string; channel: string; address: string }
    contact_removed: { name: string; channel: string; address: string }
    contact_code_sent: { name: string; channel: string; address: string }
    contact_verified: { name: string; channel: string; address: string }
    contact_gone: { name: string; channel: string; address: string }
    channel_added: { name: string; channel: string; address: string }
    channel_changed: { name: string; channel: string; address: string }
    channel_removed: { name: string; channel: string; address: string }
    channel_tested: { name: string; channel: string; address: string }
    channel_confirmed: { name: string; channel: string; address: string }
    channel_gone: { name: string; channel: string; address: string }
    contact_stopped: { name: string; channel: string; address: string }
    contact_started: { name: string; channel: string; address: string }
    contact_proven: { name: string; channel: string; address: string }
    contact_lapsed: { name: string; channel: string; address: string; days: number }
    rules_changed: { name: string }
    service_created: { name: string }
    service_changed: { name: string }
    service_removed: { name: string }
    services_imported: { created: number; changed: number }
    schedule_created: { name: string }
    schedule_changed: { name: string }
    schedule_removed: { name: string }
    override_added: { schedule: string; person: string; from: string; until: string; reason: string }
    taken_off_call: { schedule: string; person: string; from: string; until: string; reason: string }
    override_removed: { schedule: string; person: string; from: string; until: string }
    cover_asked: { schedule: string; person: string; from: string; until: string; asked: string }
    swap_asked: { schedule: string; person: string; from: string; until: string; asked: string } & InReturn
    cover_part_offered: { schedule: string; person: string; by: string; from: string; until: string }
    cover_taken: { schedule: string; person: string; by: string; from: string; until: string }
    swap_made: { schedule: string; person: string; by: string; from: string; until: string } & InReturn
    cover_declined: { schedule: string; person: string; by: string; from: string; until: string; note: string }
    cover_declined_by_all: { schedule: string; person: string; from: string; until: string }
    cover_withdrawn: { schedule: string; person: string; from: string; until: string }
    cover_still_open: { schedule: string; person: string; from: string; until: string }
    cover_smaller: { schedule: string; person: string; from: string; until: string }
    cover_expired: { schedule: string; person: string; from: string; until: string }
    cover_void: { schedule: string; person: string; from: string; until: string; because: string }
    calendar_feed_created: { schedule: string }
    calendar_feed_revoked: { schedule: string }
    calendar_connected: { calendar: string; schedule: string }
    calendar_moved: { calendar: string; schedule: string }
    calendar_followed: { calendar: string; schedule: string }
    calendar_names_nobody: { calendar: string; schedule: string; names: string }
    calendar_failing: { calendar: string; schedule: string; since: string; detail: string }
    calendar_mended: { calendar: string; schedule: string }
    /** What it is called or where it is says why somebody is away: nobody else reads it. */
    leave_calendar_connected: {}
    leave_calendar_removed: {}
    gap_found: { schedule: string; from: string; until: string }
    gap_mended: { schedule: string; from: string; until: string }
    out_of_reach_found: { schedule: string; person: string; from: string }
    out_of_reach_mended: { schedule: string; person: string; from: string }
    leave_added: { for: string; from: string; until: string }
    leave_changed: { for: string; from: string; until: string }
    leave_removed: { for: string; from: string; until: string }
    two_primaries_found: { schedule: string; other: string; person: string; from: string; until: string }
    two_primaries_mended: { schedule: string; other: string; person: string; from: string; until: string }
    leave_in_shift_found: { schedule: string; person: string; from: string; until: string }
    leave_in_shift_mended: { schedule: string; person: string; from: string; until: string }
    holiday_in_shift_found: { schedule: string; person: string; from: string; until: string }
    holiday_in_shift_mended: { schedule: string; person: string; from: string; until: string }
    more_troubles_found: { schedule: string; count: number }
    more_troubles_mended: { schedule: string; count: number }
    trouble_accepted: { schedule: string; trouble: string; person: string; from: string; reason: string }
    trouble_reopened: { schedule: string; trouble: string; person: string; from: string }
    policy_created: { name: string }
    policy_changed: { name: string }
    policy_removed: { name: string }
    source_created: { name: string; service: string }
    source_changed: { name: string }
    source_key_rotated: { name: string }
    source_key_added: { name: string; hint: string }
    source_key_revoked: { name: string; hint: string }
    source_signing_set: { name: string; scheme: string }
    source_signing_ended: { name: string }
    source_disabled: { name: string }
    source_enabled: { name: string }
    source_removed: { name: string }
    heartbeat_created: { name: string; source: string }
    heartbeat_changed: { name: string }
    heartbeat_paused: { name: string }
    heartbeat_resumed: { name: string }
    heartbeat_key_rotated: { name: string }
    heartbeat_removed: { name: string }
    heartbeat_first_heard: { name: string }
    /** `exitStatus` is empty when none was said. */
    heartbeat_failed: { name: string; exitStatus: string }
    heartbeat_back: { name: string }
    heartbeat_missed: { name: string; expected: string; grace: number }
    heartbeat_never_ended: { name: string; since: string }
    configuration_applied: { created: number; changed: number }
    change_received: { summary: string; service: string }
  }
