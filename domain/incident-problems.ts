// Refusals about an incident itself: what it is, who works on it, and who may know of it.
import { evidenceProblems } from './evidence-problems.ts'
import { timelineProblems } from './timeline-problems.ts'

export const incidentProblems = {
  incident_moved: {
    status: 409,
    say: 'Somebody was quicker and moved this incident. Look where it stands now, then decide again.',
  },
  incident_there_already: { status: 409, say: 'The incident is in this stage already. Nothing has to be done.' },
  incident_not_resolved: {
    status: 409,
    say: 'It is not resolved yet, so it cannot be closed. Go on to resolution, or dismiss it if there was nothing.',
  },
  incident_was_real: {
    status: 409,
    say: 'Something was done about it, so it was no false alarm. Say how it was resolved and close it.',
  },
  incident_is_over: { status: 409, say: 'This incident is over. Open it again first, and say why.' },
  incident_merged: { status: 409, say: 'This incident goes on as another one. Open that one and work there.' },
  incident_full: {
    status: 409,
    say: 'This incident has as many of these as it can hold. Write a note into the timeline instead.',
  },
  incident_reason_missing: {
    status: 422,
    say: 'Say why in a few words: something is left behind by this, and the next person will ask.',
  },
  incident_not_asked: {
    status: 409,
    say: 'You were not asked for this role, or have answered already. Nothing changed.',
  },
  follow_ups_open: {
    status: 409,
    say: 'Follow-ups are open or not written yet. Finish them, or ask a manager to accept the risk until a date.',
  },
  ...evidenceProblems,
  alert_in_incident: {
    status: 409,
    say: 'One of these alerts belongs to another incident already. Take it out there first.',
  },
  incident_of_itself: { status: 409, say: 'An incident is no part of itself. Choose another one.' },
  incident_is_part: {
    status: 409,
    say: 'That incident is a part of another one itself. Choose the bigger one that it belongs to.',
  },
  incident_has_parts: {
    status: 409,
    say: 'This incident has parts itself. Take them out first, or make the other one a part of this.',
  },
  receiver_may_not_know: {
    status: 409,
    say: 'This incident is private, and it would be told to somebody who may not see it. Call the person into it; for a channel, say that everybody in it may know.',
  },
  room_not_https: {
    status: 422,
    say: 'The address of a room begins with https:// and holds no name or password. Copy it from the invitation.',
  },
  incident_rated_already: {
    status: 409,
    say: 'Somebody has said how bad it is. Rate it anew with a reason if you see it otherwise.',
  },
  rating_not_urgent: {
    status: 422,
    say: 'For what is a P3 or P4 nobody is paged. Ask without paging, or rate it P1 or P2 first.',
  },
  rating_over: {
    status: 409,
    say: 'It has been rated meanwhile, or is over. Write a note if you see it otherwise.',
  },
  risk_in_past: { status: 422, say: 'This day is over. Choose a day until which the risk is accepted.' },
  mitigated_in_future: { status: 422, say: 'This moment is still to come. Say since when it no longer hurts.' },
  ...timelineProblems,
} as const
