// Who writes which table: every table has one term that writes it, in its store.
import { isForTests, scan, type Source } from './source.ts'

/** The term (or the file of the foundation) that writes each table; everybody may read all of them. */
export const writers: Readonly<Record<string, string>> = {
  installation: 'server/home.ts',
  migration: 'server/db/',
  clock: 'server/engine/',
  node: 'server/engine/',
  roster_version: 'nobody: triggers raise it',
  schedule_edition: 'nobody: triggers write it',
  person: 'server/people/',
  team: 'server/people/',
  team_member: 'server/people/',
  invitation: 'server/people/',
  session: 'server/people/',
  token: 'server/people/',
  sign_in_try: 'server/people/',
  notice: 'server/notices/',
  service: 'server/services/',
  kit_bookmark: 'server/kit/',
  link_check: 'server/kit/',
  kit_runbook: 'server/kit/',
  kit_runbook_version: 'server/kit/',
  kit_secret: 'server/kit/',
  runbook_run: 'server/incidents/',
  runbook_tick: 'server/incidents/',
  runbook_call: 'server/incidents/',
  log_pin: 'server/log/',
  log_entry: 'server/log/',
  log_search: 'server/log/',
  log_wording: 'server/log/',
  log_search_progress: 'server/log/',
  schedule: 'server/schedules/',
  rotation: 'server/schedules/',
  rotation_turn: 'server/schedules/',
  schedule_override: 'server/schedules/',
  schedule_history: 'server/schedules/',
  schedule_trouble: 'server/schedules/',
  shift: 'server/schedules/',
  schedule_temporary: 'server/schedules/',
  schedule_temporary_shift: 'server/schedules/',
  calendar_feed: 'server/schedules/',
  leave: 'server/schedules/',
  cover_request: 'server/schedules/',
  cover_asked: 'server/schedules/',
  cover_part: 'server/schedules/',
  calendar_source: 'server/calendars/',
  calendar_event: 'server/calendars/',
  schedule_calendar: 'server/schedules/',
  schedule_calendar_shift: 'server/schedules/',
  contact: 'server/paging/',
  contact_rule: 'server/paging/',
  contact_code: 'server/paging/',
  team_channel: 'server/paging/',
  contact_proof: 'server/paging/',
  own_key: 'server/paging/',
  delivery: 'server/paging/',
  delivery_attempt: 'server/paging/',
  delivery_bundle: 'server/paging/',
  quiet_hours: 'server/paging/',
  page_decline: 'server/paging/',
  phone_answer: 'server/paging/',
  mail_answer: 'server/paging/',
  policy: 'server/escalation/',
  policy_step: 'server/escalation/',
  policy_target: 'server/escalation/',
  step_turn: 'server/escalation/',
  silence: 'server/alerts/',
  silenced: 'server/alerts/',
  alert_rule: 'server/alerts/',
  rule_alert: 'server/alerts/',
  rule_day: 'server/alerts/',
  rule_progress: 'server/alerts/',
  rule_look: 'server/alerts/',
  inhibition: 'server/alerts/',
  page: 'server/escalation/',
  page_answer: 'server/escalation/',
  page_test_answer: 'server/escalation/',
  alert: 'server/alerts/',
  incident: 'server/incidents/',
  incident_service: 'server/incidents/',
  incident_audience: 'server/incidents/',
  incident_person: 'server/incidents/',
  incident_action: 'server/incidents/',
  incident_alert: 'server/incidents/',
  incident_update: 'server/incidents/',
  incident_hypothesis: 'server/incidents/',
  incident_task: 'server/incidents/',
  incident_follow_up: 'server/incidents/',
  service_evidence: 'server/incidents/',
  evidence_secret: 'server/incidents/',
  evidence_file: 'server/incidents/',
  evidence_chunk: 'server/incidents/',
  incident_evidence: 'server/incidents/',
  incident_pin: 'server/incidents/',
  incident_offer: 'server/incidents/',
  incident_subscription: 'server/incidents/',
  incident_rule: 'server/incidents/',
  incident_look: 'server/incidents/',
  incident_waiting: 'server/incidents/',
  incident_to_call: 'server/incidents/',
  incident_rating: 'server/incidents/',
  source: 'server/intake/',
  heartbeat: 'server/intake/',
  heartbeat_ping: 'server/intake/',
  change_event: 'server/intake/',
  opsgenie_request: 'server/intake/',
  flood: 'server/intake/',
  route: 'server/intake/',
  service_dependency: 'server/services/',
  service_expert: 'server/services/',
  service_link: 'server/services/',
  source_key: 'server/intake/',
  source_signing: 'server/intake/',
  received_body: 'server/intake/',
  source_mail: 'server/mail/',
  self_page: 'server/operations/',
  self_trouble: 'server/operations/',
  self_watch: 'server/operations/',
  paging_figure: 'server/operations/',
}

/** Files that write a table of another term, as `file writes table`. */
export function foreignWrites(sources: readonly Source[]): string[] {
  const found = sources
    .filter((source) => source.path.startsWith('server/') && !isForTests(source.path))
    .flatMap((source) => writtenBy(source).map((table) => ({ file: source.path, table })))
    .filter(({ file, table }) => !file.startsWith(writers[table] ?? 'a table that is not in the list'))
    .map(({ file, table }) => `${file} writes ${table}`)
  return [...new Set(found)]
}

function writtenBy(source: Source): string[] {
  const { uncommented } = scan(source)
  return [...uncommented.matchAll(builder), ...uncommented.matchAll(statement)].map(([, ...names]) => {
    return names.find(Boolean) ?? ''
  })
}

const builder = /\b(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*['"](\w+)/g
// Written in small letters throughout; `update x a set` names x with an alias.
const statement =
  /\b(?:insert into|delete from|merge into|truncate(?: table)?)\s+(\w+)|\bupdate\s+(\w+)(?:\s+\w+)?\s+set\b/g
