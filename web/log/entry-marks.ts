import type { Kind } from '../../domain/log/entry.ts'
import type { IconName } from '../ui/Icon.tsx'
import type { Tone } from '../ui/State.tsx'

type Mark = { readonly icon: IconName; readonly tone: Tone }

/** The drawing before an entry: what to see when running one's eyes down the log. */
export function markOf(kind: string): Mark {
  return marks[kind] ?? calm('note')
}

const calm = (icon: IconName): Mark => ({ icon, tone: 'calm' })

const marks: Readonly<Record<string, Mark>> = {
  alert_raised: { icon: 'bell', tone: 'critical' },
  alert_rose: { icon: 'up', tone: 'critical' },
  alert_acknowledged: { icon: 'check', tone: 'info' },
  alert_snoozed: calm('clock'),
  alert_escalated: { icon: 'escalate', tone: 'warning' },
  alert_closed: { icon: 'ok', tone: 'ok' },
  alert_closed_by_source: { icon: 'ok', tone: 'ok' },
  alert_ended: { icon: 'ok', tone: 'ok' },
  people_paged: { icon: 'ringing', tone: 'info' },
  next_people_paged: { icon: 'escalate', tone: 'warning' },
  nobody_on_call: { icon: 'warning', tone: 'critical' },
  nobody_reachable: { icon: 'warning', tone: 'critical' },
  page_exhausted: { icon: 'critical', tone: 'critical' },
  page_returned: { icon: 'again', tone: 'warning' },
  snooze_ended: { icon: 'again', tone: 'warning' },
  delivery_failed: { icon: 'offline', tone: 'warning' },
  test_paged: calm('ringing'),
  note_written: { icon: 'note', tone: 'info' },
  person_joined: calm('person'),
  person_invited: calm('person'),
  invitation_revoked: calm('person'),
  person_changed: calm('person'),
  person_deactivated: calm('person'),
  person_reactivated: calm('person'),
  password_changed: calm('lock'),
  signed_in: calm('key'),
  signed_out: calm('leave'),
  session_revoked: calm('leave'),
  token_created: calm('key'),
  token_revoked: calm('key'),
  team_created: calm('people'),
  team_changed: calm('people'),
  member_set: calm('people'),
  member_removed: calm('people'),
  contact_added: calm('phone'),
  contact_changed: calm('phone'),
  contact_removed: calm('phone'),
  rules_changed: calm('phone'),
  service_created: calm('service'),
  service_changed: calm('service'),
  service_removed: calm('service'),
  schedule_created: calm('calendar'),
  schedule_changed: calm('calendar'),
  schedule_removed: calm('calendar'),
  override_added: calm('calendar'),
  taken_off_call: calm('calendar'),
  gap_found: calm('warning'),
  gap_mended: calm('calendar'),
  out_of_reach_found: calm('warning'),
  out_of_reach_mended: calm('calendar'),
  override_removed: calm('calendar'),
  calendar_feed_created: calm('key'),
  calendar_feed_revoked: calm('key'),
  policy_created: calm('policy'),
  policy_changed: calm('policy'),
  policy_removed: calm('policy'),
  source_created: calm('source'),
  source_changed: calm('source'),
  source_key_rotated: calm('key'),
  source_disabled: calm('source'),
  source_enabled: calm('source'),
  source_removed: calm('source'),
  configuration_applied: calm('settings'),
  change_received: { icon: 'edit', tone: 'info' },
} satisfies Readonly<Record<Kind, Mark>>
