// Every refusal Baton gives, once: its HTTP status and what the person reading it at three in the morning does next.
import { handoverProblems } from './handover-problems.ts'
import { incidentProblems } from './incident-problems.ts'
import { kitProblems } from './kit-problems.ts'
import { logMailProblems } from './log-mail-problems.ts'
import { recallProblems } from './recall-problems.ts'

export const problems = {
  bad_input: { status: 400, say: 'Something in this request is not as expected. See the list of fields below.' },
  bad_json: { status: 400, say: 'The body is not valid JSON. Send a JSON object with content-type application/json.' },
  missing_guard_header: {
    status: 403,
    say: 'Send the header "x-baton: 1" with changes made through a browser session, or use a token.',
  },
  signed_out: { status: 401, say: 'Sign in first, or send a token in the Authorization header.' },
  unknown_source_key: {
    status: 401,
    say: 'No source has this key. Copy the address again from the Sources screen.',
  },
  wrong_signature: {
    status: 401,
    say: 'This source takes signed requests only, and this one is not signed as it should. Check its secret.',
  },
  key_ended: { status: 409, say: 'This key has ended already. Load the source again to see which ones hold.' },
  too_many_keys: {
    status: 409,
    say: 'This source has 20 keys that hold, as many as one can have. Revoke one that is not used, then try again.',
  },
  secret_missing: { status: 422, say: 'Signatures need a secret. Write the one that the sender signs with.' },
  secret_unreadable: {
    status: 422,
    say: 'Behind whsec_ must stand base64, as Standard Webhooks writes secrets. Copy the whole secret again.',
  },
  wrong_sign_in: { status: 401, say: 'That e-mail and password do not belong together. Try again or ask an admin.' },
  too_many_tries: { status: 429, say: 'Too many tries. Wait a few minutes, then try again.' },
  not_allowed: { status: 403, say: 'Your role does not allow this. Ask a manager of the team or an admin.' },
  not_found: { status: 404, say: 'There is nothing at this address, or it was removed. Go back to the list.' },
  method_not_allowed: { status: 405, say: 'This address exists, but not for this method. See /api/openapi.json.' },
  too_large: { status: 413, say: 'The body is larger than Baton accepts here. Send less in one request.' },
  link_expired: { status: 410, say: 'This link was used or has expired. Ask for a new one, or sign in.' },
  email_taken: { status: 409, say: 'Somebody with this e-mail address is already here. Look them up under People.' },
  weak_password: { status: 422, say: 'Use a password of at least 10 characters that is not a well-known one.' },
  last_admin: { status: 409, say: 'This is the last admin. Make somebody else an admin first.' },
  slug_taken: { status: 409, say: 'This short name is in use. Choose another.' },
  still_used: { status: 409, say: 'Something still depends on this. Change what is listed, then try again.' },
  changed_meanwhile: {
    status: 409,
    say: 'Somebody changed this in the meantime. Load it again, then repeat your change.',
  },
  alerts_more_than_seen: {
    status: 409,
    say: 'More alerts match now than were counted. Look at the list again, then repeat it.',
  },
  ...incidentProblems,
  ...kitProblems,
  ...logMailProblems,
  ...handoverProblems,
  ...recallProblems,
  unknown_reference: { status: 422, say: 'This names something that does not exist. Check the fields listed below.' },
  policies_entangled: {
    status: 422,
    say: 'Policies in policies must not lead back to themselves, and are bounded. Mend the fields listed below.',
  },
  schedule_invalid: { status: 422, say: 'This schedule cannot work as written. Mend the fields listed below.' },
  override_ends_first: { status: 422, say: 'The override ends before it begins. Choose a later end.' },
  leave_ends_first: { status: 422, say: 'The leave ends before it begins. Choose a later end.' },
  leave_too_long: { status: 422, say: 'Leave can last 366 days at most. Enter it in parts.' },
  leave_is_over: {
    status: 409,
    say: 'This leave lies in the past and stays as it was. Choose an end that is to come.',
  },
  leave_is_followed: {
    status: 409,
    say: 'A calendar tells this leave. Change it there, or end the connection with the calendar.',
  },
  leave_has_begun: {
    status: 409,
    say: 'This leave has begun: only its end and its note can change. End it, or enter another.',
  },
  too_much_leave: {
    status: 409,
    say: 'This person has 200 entries of leave to come, as many as one can have. Remove one that is not needed, then try again.',
  },
  too_many_feeds: {
    status: 409,
    say: 'You have as many calendar links as one person can have. Revoke one that is not used, then try again.',
  },
  cover_taken: { status: 409, say: 'Somebody was quicker, and this shift is covered. Thank you for answering.' },
  cover_declined: { status: 409, say: 'Everybody who was asked has declined. Ask anew, perhaps others.' },
  cover_withdrawn: { status: 409, say: 'This request was taken back. Nobody is looked for any more.' },
  cover_expired: { status: 409, say: 'This comes too late: the time has passed. Ask for a shift that is to come.' },
  cover_void: {
    status: 409,
    say: 'The schedule has changed since, and this shift is no longer there to be given away. Look at the schedule.',
  },
  cover_changed: {
    status: 409,
    say: 'The shift is changing right now. Load it again, look at what is left, then answer.',
  },
  cover_not_asked: { status: 403, say: 'This asks other people. Only those who were asked can answer.' },
  cover_not_yours: {
    status: 403,
    say: 'This is about the shift of somebody else. They decide, or a manager of the schedule.',
  },
  cover_no_shift: {
    status: 422,
    say: 'This person is not on call on this schedule at that time. Choose a time of one of their shifts.',
  },
  cover_asked_already: {
    status: 409,
    say: 'Somebody is looked for already in a part of this time. Answer that request, or take it back first.',
  },
  cover_circular: {
    status: 422,
    say: 'This swap would put people where they are already. Choose two shifts of two people that do not overlap.',
  },
  cover_nobody_to_ask: {
    status: 422,
    say: 'None of those who were named can be asked, or nobody is free then. Look at the reasons, and name somebody.',
  },
  cover_cannot_take: {
    status: 409,
    say: 'They cannot be put on call: out of service, a viewer, or reached by no contact. Ask somebody else.',
  },
  cover_conflict: {
    status: 409,
    say: 'They are on call elsewhere at that time, or away. Say that it is meant so, or offer a part.',
  },
  calendar_unreadable: {
    status: 422,
    say: 'This calendar cannot be read, so nothing was changed. See below why, then try again.',
  },
  too_many_calendars: { status: 409, say: 'There are as many calendars here as can be. Remove one, then try again.' },
  routes_changed: {
    status: 409,
    say: 'Somebody has changed these routes meanwhile. Look at theirs, then save yours again.',
  },
  incident_rules_changed: {
    status: 409,
    say: 'Somebody has changed these incident rules meanwhile. Look at theirs, then save yours again.',
  },
  alert_open: { status: 409, say: 'This alert is open, or another with its key is. Answer that one.' },
  alert_closed: { status: 409, say: 'This alert is already closed. Raise a new one if the problem is back.' },
  outcome_alert_open: { status: 409, say: 'This alert is still open. Close it, and say with that what came of it.' },
  outcome_too_late: {
    status: 409,
    say: 'This alert was closed more than 30 days ago, and what came of it stands. Say it of a newer one.',
  },
  alert_already_acknowledged: {
    status: 409,
    say: 'Someone already has this alert. Open it to see who, or take it over and say why.',
  },
  people_must_answer: {
    status: 409,
    say: 'Several people must answer this page, and automation is none. Let them answer, or close the alert when it is over.',
  },
  reason_needed: {
    status: 422,
    say: 'Somebody else has this alert. Say in a few words why you act in their place, then try again.',
  },
  decline_not_paged: {
    status: 409,
    say: 'Nobody is paging you for this alert, so there is nothing to decline. Escalate it, or leave it.',
  },
  snooze_too_long: {
    status: 422,
    say: 'An alert can be snoozed for a week at most. Choose an earlier time, or close it with a note.',
  },
  silence_ends_first: {
    status: 422,
    say: 'It would end before it begins, or before now. Choose a later end.',
  },
  silence_too_long: {
    status: 422,
    say: 'It can last 366 days at most, and begin within as many. Choose an earlier time.',
  },
  silence_is_over: {
    status: 409,
    say: 'This silence is over, and stays as it was. Make another one.',
  },
  silence_has_begun: {
    status: 409,
    say: 'This silence has begun: when it began cannot change any more. End it, or change its end.',
  },
  snooze_in_past: { status: 422, say: 'The time to come back lies in the past. Choose a later one.' },
  nobody_to_page: { status: 422, say: 'This would reach nobody. Choose a person with a contact, or a policy.' },
  too_many_heartbeats: {
    status: 409,
    say: 'This source has as many heartbeats as one can have. Remove one that is not needed, or make another source.',
  },
  heartbeat_paused: { status: 409, say: 'This heartbeat is paused. Resume it first; then it is waited for again.' },
  heartbeat_not_paused: { status: 409, say: 'This heartbeat is not paused. There is nothing to resume.' },
  test_would_page: { status: 409, say: 'This source has no service with a policy. Give it one first.' },
  policy_test_runs: { status: 409, say: 'This policy is being tested right now. Wait until that test is over.' },
  policy_test_at_night: {
    status: 409,
    say: 'It is night where some of them live, and a P1 would wake them. Test by day, or say that it is meant even at night.',
  },
  contact_verified: { status: 409, say: 'This contact is verified already. Nothing is left to do.' },
  contact_code_too_often: {
    status: 429,
    say: 'Too many codes were sent today. Use one that came, or try again tomorrow.',
  },
  contact_code_unsent: {
    status: 422,
    say: 'The code could not be sent. Check the address; if it is right, ask an admin whether the channel is set up.',
  },
  contact_code_wrong: {
    status: 422,
    say: 'That is not the code that was sent last. Look again, and type its six digits.',
  },
  contact_code_expired: { status: 410, say: 'This code is over: too old, or tried too often. Send another.' },
  contact_unreachable: {
    status: 422,
    say: 'This address cannot be used for that channel. Check it for typing errors.',
  },
  import_unreadable: {
    status: 422,
    say: 'The file cannot be read as a list of services. Nothing was changed. Mend the lines below and send it again.',
  },
  configuration_invalid: { status: 422, say: 'The file cannot be applied. Nothing was changed. See each line below.' },
  database_away: { status: 503, say: 'The database does not answer. Nothing was changed; try again in a few seconds.' },
  shutting_down: { status: 503, say: 'This node is stopping. Try again; another node or the next start will answer.' },
  broken: {
    status: 500,
    say: 'Something went wrong inside Baton and was recorded. Try again, then tell your operator.',
  },
} as const satisfies Record<string, { status: number; say: string }>

export type ProblemCode = keyof typeof problems

/** What one field of a refused input should have been. */
export type FieldProblem = { readonly path: string; readonly say: string }

/** The wire form of a refusal (RFC 9457, `application/problem+json`). */
export type ProblemBody = {
  readonly type: string
  readonly status: number
  readonly code: ProblemCode
  readonly say: string
  readonly facts?: Readonly<Record<string, unknown>>
  readonly errors?: readonly FieldProblem[]
}

export function problemBody(
  code: ProblemCode,
  facts?: Readonly<Record<string, unknown>>,
  errors?: readonly FieldProblem[],
): ProblemBody {
  return {
    type: `urn:baton:problem:${code}`,
    status: problems[code].status,
    code,
    say: problems[code].say,
    ...(facts ? { facts } : {}),
    ...(errors ? { errors } : {}),
  }
}
