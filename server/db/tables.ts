// The tables as Kysely sees them. `tables.test.ts` compares this with the migrated schema.
import type { EvidenceKind } from '../../domain/services/evidence-kinds.ts'
import type { GroupingKind } from '../../domain/services/grouping.ts'
import type { LinkKind } from '../../domain/services/link.ts'
import type { CallState } from '../../domain/incidents/runbook.ts'
import type { LinkState } from '../../domain/kit/link-check.ts'
import type { Dialect } from '../../domain/intake/keys.ts'
import type { Unwelcome } from '../../domain/intake/unwelcome.ts'
import type { Because } from '../../domain/intake/heartbeats/due.ts'
import type { Signal } from '../../domain/intake/heartbeats/ping.ts'
import type { HeartbeatState } from '../../domain/intake/heartbeats/states.ts'
import type { MailRules } from '../../domain/intake/mail-rules.ts'
import type { ChannelName } from '../../domain/paging/channels.ts'
import type { ColumnType, Generated, Insertable, Selectable } from 'kysely'
import type { Role } from '../../domain/permissions.ts'
import type { Matcher } from '../../domain/alerts/matchers.ts'
import type { MutedKind, SilenceKind, SilenceStep } from '../../domain/alerts/silence.ts'
import type { Fate, NoActionReason, Outcome } from '../../domain/alerts/outcome.ts'
import type { Rule } from '../../domain/alerts/rule.ts'
import type { HandoverState } from '../../domain/handover/states.ts'
import type { KeptBrief } from '../../domain/handover/kept-brief.ts'
import type { ActionEffect, ActionState } from '../../domain/incidents/actions.ts'
import type { EvidenceState, SnapshotFailure } from '../../domain/incidents/evidence.ts'
import type { FileType } from '../../domain/incidents/file-type.ts'
import type { OfferedRole, OfferState } from '../../domain/incidents/offers.ts'
import type { RuleText } from '../../domain/incidents/declaring.ts'
import type { Audience } from '../../domain/incidents/owed.ts'
import type { FollowUpKind, FollowUpState, HypothesisOutcome, TaskState } from '../../domain/incidents/records.ts'
import type { Engagement, IncidentRole } from '../../domain/incidents/roles.ts'
import type { IncidentState } from '../../domain/incidents/stages.ts'
import type { AlertState } from '../../domain/alerts/states.ts'
import type { CaseKind, Stands } from '../../domain/recall/kinds.ts'
import type { DeliveryState, PageState } from '../../domain/paging/states.ts'
import type { RoomCarrier } from '../../domain/paging/channels.ts'
import type { Reason } from '../../domain/paging/page.ts'
import type { EventProblem } from '../../domain/calendars/event.ts'
import type { FailureCode } from '../../domain/calendars/follow.ts'
import type { NameMeaning } from '../../domain/calendars/whom.ts'
import type { HoursInZone } from '../../domain/schedules/hours-in-zone.ts'
import type { PriorityName, QuietPriority } from '../../domain/paging/priority.ts'
import type { OnCallRole, TeamPart } from '../../domain/escalation/whom.ts'
import type { HolidayNames } from '../../domain/schedules/absence.ts'
import type { ToldBecause } from '../../domain/schedules/api.ts'
import type { CoverState } from '../../domain/schedules/cover-states.ts'
import type { VoidBecause } from '../../domain/schedules/cover.ts'
import type { Restriction } from '../../domain/schedules/schedule.ts'
import type { TroubleKind } from '../../domain/schedules/trouble.ts'

type Instant = Temporal.Instant
/** Identity columns: never written, numbers when read (they stay below 2^53). */
type Id = ColumnType<number, never, never>
/** JSON columns are written as text and read as values. */
type Json<T> = ColumnType<T, string, string>

/** A span in JSON, its moments as RFC 3339 text. */
export type KeptPiece = { readonly from: string; readonly until: string }

/** What mutes an alert, its moment as RFC 3339 text. */
export type MutedBy = {
  readonly kind: MutedKind
  readonly id: string
  readonly title: string
  readonly until: string
  readonly causeId: number | null
}

export type Tables = {
  installation: {
    one: Generated<boolean>
    id: Generated<string>
    secret_fingerprint: string | null
    created_at: Generated<Instant>
  }
  clock: { one: Generated<boolean>; last: Generated<Instant>; pinned_at: Instant | null }
  roster_version: {
    one: Generated<boolean>
    version: Generated<number>
    rest_version: Generated<number>
    removed_version: Generated<number>
    muting_version: Generated<number>
    unmuting_version: Generated<number>
  }
  schedule_edition: { schedule_id: string; version: number }
  node: {
    id: string
    name: string
    release: string
    started_at: Instant
    seen_at: Instant
    pages_itself: Generated<boolean>
    disk_free_percent: number | null
  }
  self_page: {
    id: Generated<string>
    state: 'waiting' | 'running' | 'good' | 'late' | 'failed'
    due_at: Instant | null
    begun_at: Instant | null
    accepted_at: Instant | null
    handed_over_at: Instant | null
    ended_at: Instant | null
    begun_by: string | null
    sent_by: string | null
    because: string | null
    created_at: Generated<Instant>
  }
  self_trouble: {
    kind: string
    subject: Generated<string>
    since: Instant
    detail: Generated<string>
    ended_at: Instant | null
    told_at: Instant | null
    telling_until: Instant | null
  }
  self_watch: {
    one: Generated<boolean>
    look_due_at: Generated<Instant>
    looked_at: Instant | null
    beat_due_at: Generated<Instant>
    beat_at: Instant | null
    beat_held: string | null
  }
  paging_figure: {
    hour: Instant
    measure: string
    subject: Generated<string>
    provider: Generated<string>
    bucket: Generated<number>
    count: number
    most: Generated<number>
  }
  person: {
    id: string
    name: string
    email: string
    zone: Generated<string>
    language: Generated<'en' | 'ko'>
    role: Generated<Role>
    password_hash: string | null
    deactivated_at: Instant | null
    created_at: Generated<Instant>
    reactivated_at: Instant | null
    holidays: string | null
    skills: Generated<string[]>
  }
  team: { id: string; slug: string; name: string; created_at: Generated<Instant>; incident_room: Generated<string> }
  team_member: { team_id: string; person_id: string; role: Generated<Role> }
  invitation: {
    id: string
    token_hash: Buffer
    email: string | null
    role: Role
    team_id: string | null
    invited_by: string | null
    is_first_run: Generated<boolean>
    created_at: Instant
    expires_at: Instant
    accepted_at: Instant | null
    accepted_by: string | null
    revoked_at: Instant | null
  }
  session: {
    id: string
    token_hash: Buffer
    person_id: string
    created_at: Instant
    seen_at: Instant
    expires_at: Instant
    address: string | null
    agent: string | null
    revoked_at: Instant | null
  }
  token: {
    id: string
    person_id: string
    name: string
    hint: string
    token_hash: Buffer
    at_most: Role
    created_at: Instant
    used_at: Instant | null
    expires_at: Instant | null
    revoked_at: Instant | null
  }
  sign_in_try: { id: Id; subject: string; at: Instant }
  notice: {
    id: Id
    person_id: string | null
    kind: string
    subject: Generated<string>
    state: Generated<'waiting' | 'sending' | 'sent' | 'not_sent' | 'failed' | 'dropped'>
    due_at: Instant | null
    attempts: Generated<number>
    epoch: Generated<number>
    outcome: string | null
    message: ColumnType<{ subject: string; text: string } | null, string | null, string | null>
    created_at: Instant
    ended_at: Instant | null
    channel_id: string | null
    receiver: Generated<string>
    carrier: string | null
  }
  schedule: {
    id: string
    slug: string
    name: string
    team_id: string
    zone: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
  }
  rotation: {
    id: string
    schedule_id: string
    name: string
    layer: number
    role: Generated<'primary' | 'secondary' | 'shadow'>
    zone: string
    unit: 'hour' | 'day' | 'week' | 'month'
    length: number
    handover_time: string
    handover_weekday: number | null
    starts_on: string
    ends_on: string | null
    handover_day: number | null
    starts_with: Generated<number>
    restrictions: ColumnType<readonly Restriction[], string | undefined, string>
  }
  rotation_turn: { rotation_id: string; position: number; person_id: string }
  schedule_override: {
    id: string
    schedule_id: string
    person_id: string
    replaces_id: string | null
    starts_at: Instant
    ends_at: Instant
    reason: Generated<string>
    created_by: string | null
    created_at: Instant
    kind: 'take_over' | 'replace' | 'add' | 'remove' | null
    role: 'primary' | 'secondary' | 'shadow' | null
  }
  shift: {
    id: Id
    schedule_id: string
    person_id: string
    role: 'primary' | 'secondary' | 'shadow'
    starts_at: Instant
    ends_at: Instant | null
    because: Json<ToldBecause>
    zone_version: string
  }
  schedule_history: {
    schedule_id: string
    since: Instant
    kept_until: Instant
    due_at: Instant
    ahead_due_at: Generated<Instant>
    ahead_cut_at: Instant | null
  }
  schedule_trouble: {
    id: string
    schedule_id: string
    kind: TroubleKind
    person_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    found_at: Instant
    other_id: string | null
    holiday: ColumnType<HolidayNames | null, string | null, string | null>
    told_at: Instant | null
    accepted_at: Instant | null
    accepted_by: string | null
    accepted_reason: string | null
    accepted_from: Instant | null
    accepted_until: Instant | null
    accepted_weekly: Generated<boolean>
  }
  schedule_temporary: {
    id: string
    schedule_id: string
    name: string
    starts_at: Instant
    ends_at: Instant
    created_at: Instant
  }
  schedule_temporary_shift: {
    temporary_id: string
    position: number
    person_id: string
    role: 'primary' | 'secondary' | 'shadow'
    starts_at: Instant
    ends_at: Instant
  }
  leave: {
    id: string
    person_id: string
    starts_at: Instant
    ends_at: Instant
    note: Generated<string>
    created_by: string | null
    created_at: Instant
    source_id: string | null
  }
  cover_request: {
    id: Id
    schedule_id: string
    asker_id: string
    asked_by: string | null
    starts_at: Instant
    ends_at: Instant
    pieces: Json<readonly KeptPiece[]>
    return_schedule_id: string | null
    return_pieces: ColumnType<readonly KeptPiece[] | null, string | null, string | null>
    is_for_everybody: boolean
    note: Generated<string>
    state: Generated<CoverState>
    because: VoidBecause | null
    asked_at: Instant
    closed_at: Instant | null
    reminded_until: Instant | null
    due_at: Instant | null
  }
  cover_asked: { request_id: number; person_id: string; declined_at: Instant | null; note: Generated<string> }
  cover_part: {
    id: Id
    request_id: number
    person_id: string
    starts_at: Instant
    ends_at: Instant
    offered_at: Instant
    agreed_at: Instant | null
  }
  calendar_source: {
    id: string
    schedule_id: string | null
    person_id: string | null
    kind: 'url' | 'file' | 'none'
    sealed_url: string | null
    hint: string
    only_with: Generated<string>
    etag: string | null
    last_modified: string | null
    content_hash: string | null
    problems: ColumnType<readonly EventProblem[], string | undefined, string>
    cancelled: Generated<number>
    created_by: string | null
    created_at: Instant
    due_at: Instant | null
    epoch: Generated<number>
    tried_at: Instant | null
    read_at: Instant | null
    expanded_at: Instant | null
    changed_at: Instant | null
    failures: Generated<number>
    failing_since: Instant | null
    failure: FailureCode | null
    failure_detail: Generated<string>
    told_at: Instant | null
  }
  calendar_event: {
    source_id: string
    position: number
    uid: string
    starts_at: Instant
    ends_at: Instant
    summary: string
    mails: string[]
    written: string[]
    organizer: string | null
    priority: number
  }
  schedule_calendar: {
    id: string
    schedule_id: string
    source_id: string
    name: string
    layer: number
    role: 'primary' | 'secondary' | 'shadow'
    people: ColumnType<readonly NameMeaning[], string | undefined, string>
    nameless: Generated<string[]>
  }
  schedule_calendar_shift: {
    calendar_id: string
    position: number
    person_id: string
    starts_at: Instant
    ends_at: Instant
  }
  calendar_feed: {
    id: string
    person_id: string
    schedule_id: string | null
    hint: string
    secret_hash: Buffer
    created_at: Instant
    used_at: Instant | null
    revoked_at: Instant | null
    edition: Generated<number>
    edition_at: Instant | null
    edition_hash: string | null
    token_id: string | null
  }
  contact: {
    id: string
    person_id: string
    channel: ChannelName
    label: Generated<string>
    address: string
    sealed_secret: string | null
    is_enabled: Generated<boolean>
    created_at: Instant
    verified_at: Instant | null
    session_id: string | null
    off_because: 'stopped' | 'gone' | null
  }
  team_channel: {
    id: string
    slug: string
    team_id: string
    name: string
    channel: RoomCarrier
    address: string
    sealed_secret: string | null
    language: Generated<'en' | 'ko'>
    zone: Generated<string>
    created_at: Instant
    verified_at: Instant | null
  }
  contact_proof: { contact_id: string; proven_at: Instant; asked: Generated<number>; due_at: Instant }
  contact_code: {
    id: string
    person_id: string
    contact_id: string | null
    team_channel_id: string | null
    channel: string
    address: string
    proof: string
    sent_at: Instant
    expires_at: Instant
    tries: Generated<number>
  }
  own_key: { purpose: string; public_key: string; sealed_private_key: string; created_at: Instant }
  contact_rule: {
    person_id: string
    priority: number
    contact_id: string
    after_minutes: number
    within: ColumnType<readonly Restriction[] | null, string | null, string | null>
  }
  quiet_hours: {
    person_id: string
    within: ColumnType<readonly Restriction[], string, string>
    priorities: QuietPriority[]
  }
  policy: {
    id: string
    slug: string
    name: string
    team_id: string
    repeats: Generated<number>
    return_after_minutes: Generated<number>
    may_wait_from: number | null
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
  }
  policy_step: {
    policy_id: string
    position: number
    wait_minutes: number
    priorities: PriorityName[] | null
    hours: ColumnType<HoursInZone | null, string | null, string | null>
    in_turn: Generated<boolean>
    must_answer: number | null
  }
  step_turn: {
    policy_id: string
    position: number
    people: Generated<string[]>
  }
  policy_target: {
    policy_id: string
    position: number
    ordinal: number
    person_id: string | null
    schedule_id: string | null
    role: OnCallRole | null
    team_id: string | null
    team_part: TeamPart | null
    named_policy_id: string | null
    channel_id: string | null
  }
  service: {
    id: string
    slug: string
    name: string
    description: Generated<string>
    team_id: string
    policy_id: string
    grouping: Generated<GroupingKind>
    group_labels: Generated<string[]>
    group_minutes: Generated<number>
    watch_minutes: Generated<number>
    flood_limit: Generated<number>
    created_at: Instant
    tier: number | null
  }
  source: {
    id: string
    slug: string
    name: string
    service_id: string
    dialect: Dialect
    key_hash: Buffer | null
    key_hint: string | null
    mapping: ColumnType<unknown, string | null, string | null>
    mail_rules: ColumnType<MailRules | null, string | null, string | null>
    created_at: Instant
    used_at: Instant | null
    disabled_at: Instant | null
    flood_limit: Generated<number>
  }
  source_mail: { source_id: string; ref: string; at: Instant }
  service_dependency: { service_id: string; depends_on: string }
  service_expert: { service_id: string; position: number; person_id: string | null; skill: string | null }
  service_link: { service_id: string; position: number; name: string; url: string; kind: LinkKind }
  route: {
    id: string
    team_id: string
    position: number
    name: string
    matchers: Json<readonly Matcher[]>
    service_id: string | null
    policy_id: string | null
    at_least: number | null
    at_most: number | null
    group_labels: string[] | null
    group_minutes: Generated<number>
    disabled_at: Instant | null
    created_at: Instant
  }
  intake_version: { version: number }
  flood: {
    id: Id
    kind: 'service' | 'source'
    subject_id: string
    team_id: string
    name: string
    began_at: Instant
    last_at: Instant
    ended_at: Instant | null
    alerts: Generated<number>
  }
  heartbeat: {
    id: string
    source_id: string
    slug: string
    name: string
    description: Generated<string>
    every_minutes: number | null
    cron: string | null
    zone: Generated<string>
    grace_minutes: number
    priority: number
    alert_message: Generated<string>
    tags: Generated<string[]>
    fail_words: Generated<string[]>
    ping_hash: Buffer
    sealed_ping: string
    state: Generated<HeartbeatState>
    state_at: Instant
    counts_from: Instant | null
    checked_in_at: Instant | null
    started_at: Instant | null
    start_rid: string | null
    lasted_ms: number | null
    pings: Generated<number>
    expected_at: Instant | null
    news_at: Instant | null
    because: Because | null
    exit_status: number | null
    due_at: Instant | null
    version: Generated<number>
    created_at: Instant
  }
  heartbeat_ping: {
    heartbeat_id: string
    slot: number
    number: number
    at: Instant
    kind: Signal['kind']
    exit_status: number | null
    rid: string | null
    lasted_ms: number | null
    via: string
    address: string
    agent: string
    body: string
    body_bytes: number
  }
  alert: {
    id: Id
    team_id: string
    service_id: string | null
    source_id: string | null
    key: string
    state: Generated<AlertState>
    priority: number
    summary: string
    origin: Generated<string>
    labels: Generated<string>
    links: Generated<string>
    details: Generated<string>
    group_key: string | null
    count: Generated<number>
    first_at: Instant
    last_at: Instant
    ends_at: Instant | null
    paging_due_at: Instant | null
    page_id: number | null
    acknowledged_by: string | null
    acknowledged_at: Instant | null
    closed_at: Instant | null
    closed_because: string | null
    promised_by: string | null
    looking_at: string | null
    back_at: Instant | null
    closed_by: string | null
    said_priority: number | null
    policy_id: string | null
    page_group: string | null
    reopens: Generated<Instant[]>
    damped_since: Instant | null
    muted_by: ColumnType<MutedBy | null, string | null, string | null>
    muted_at: Instant | null
    muted_version: number | null
    inhibited_at: Instant | null
    outcome: Outcome | null
    outcome_reason: NoActionReason | null
    outcome_note: string | null
    outcome_by: string | null
    outcome_at: Instant | null
  }
  alert_rule: {
    id: Id
    team_id: string
    service_id: string
    source_id: string
    name: string
    named_by: Rule['by']
  }
  rule_alert: {
    alert_id: number
    rule_id: number
    on_day: string
    fate: Fate
    pages: number
    nights: number
    has_flapped: boolean
    was_muted: boolean
    answered_seconds: number | null
    closed_seconds: number | null
    reason: NoActionReason | null
  }
  rule_day: {
    rule_id: number
    on_day: string
    raised: number
    acted: number
    no_action: number
    by_itself: number
    still_open: number
    muted_only: number
    pages: number
    wasted_pages: number
    nights: number
    flapped: number
    muted: number
  }
  rule_progress: {
    one: Generated<boolean>
    alert_id: Generated<number>
    page_id: Generated<number>
    counted_until: Instant | null
  }
  rule_look: { team_id: string; looked_at: Instant }
  silence: {
    id: string
    kind: SilenceKind
    team_id: string | null
    matchers: ColumnType<readonly Matcher[], string | undefined, string>
    service_ids: Generated<string[]>
    reason: string
    created_by: string | null
    author: string
    starts_at: Instant
    ends_at: Instant
    warn_minutes: Generated<number>
    created_at: Instant
    changed_at: Instant
    ended_by: string | null
    step: Generated<SilenceStep>
    due_at: Instant
    swept_to: Generated<number>
  }
  inhibition: {
    id: string
    slug: string
    name: string
    team_id: string
    source_matchers: Json<readonly Matcher[]>
    target_matchers: Json<readonly Matcher[]>
    equal: Generated<string[]>
    created_at: Instant
  }
  silenced: { silence_id: string; alert_id: number; at: Instant }
  page_decline: {
    page_id: number
    person_id: string
    turn: number
    at: Instant
    reason: Generated<string>
    holds: Generated<boolean>
  }
  page: {
    id: Id
    alert_id: number
    team_id: string
    service_id: string | null
    plan: 'policy' | 'person' | 'fallback' | 'itself'
    policy_id: string | null
    person_id: string | null
    is_test: Generated<boolean>
    priority: number
    state: PageState
    loop: Generated<number>
    step: Generated<number>
    needs: Generated<number>
    held_since: Instant | null
    held_until: Instant | null
    held_version: number | null
    due_at: Instant | null
    version: Generated<number>
    opened_at: Instant
    acknowledged_by: string | null
    acknowledged_at: Instant | null
    closed_at: Instant | null
    alarm_page_id: number | null
    page_group: string | null
    test: 'first' | 'whole' | null
  }
  page_answer: {
    page_id: number
    person_id: string
    at: Instant
  }
  page_test_answer: { page_id: number; person_id: string; at: Instant; via: string }
  delivery: {
    id: Id
    page_id: number
    turn: number
    loop: number
    step: number
    person_id: string | null
    contact_id: string | null
    channel_id: string | null
    channel: string
    address: string
    reason: Json<Reason>
    priority: number
    state: DeliveryState
    due_at: Instant | null
    attempts: Generated<number>
    epoch: Generated<number>
    node: string | null
    outcome: string | null
    provider_ref: string | null
    message: ColumnType<{ subject: string; text: string } | null, string | null, string | null>
    created_at: Instant
    sent_at: Instant | null
    received_at: Instant | null
    receipt_due_at: Instant | null
    failed_ref: string | null
    failed_because: string | null
    is_gathered: Generated<boolean>
    news_due_at: Instant | null
    news_tries: Generated<number>
  }
  delivery_bundle: { bundle: number; delivery_id: number }
  phone_answer: { ref: string; at: Instant }
  mail_answer: {
    delivery_id: number
    bundle: number | null
    ref: string
    message_id: string | null
    is_clear: boolean
    says: string | null
    at: Instant
  }
  delivery_attempt: {
    delivery_id: number
    number: number
    node: string
    started_at: Instant
    ended_at: Instant
    outcome: 'sent' | 'try_again' | 'give_up'
    detail: string
  }
  change_event: {
    id: Id
    source_id: string | null
    service_id: string
    at: Instant
    summary: string
    origin: Generated<string>
    links: Generated<string>
    details: Generated<string>
  }
  /** Only the previous release writes it. */
  rejection: {
    id: Id
    at: Instant
    source_id: string | null
    path: string
    address: string
    status: number
    reason: string
    body: string
  }
  source_key: {
    id: string
    source_id: string
    hash: Buffer
    hint: string
    created_by: string | null
    created_at: Instant
    used_at: Instant | null
    expires_at: Instant | null
    revoked_at: Instant | null
  }
  source_signing: {
    source_id: string
    signing: Json<object>
    secret: string
    secret_before: string | null
    secret_before_until: Instant | null
    changed_at: Instant
  }
  received_body: {
    id: Id
    source_id: string
    at: Instant
    path: string
    address: string
    status: number
    because: Unwelcome | null
    answer: string
    events: string
    event_count: number
    body: string
    bytes: number
  }
  opsgenie_request: {
    id: string
    source_id: string
    at: Instant
    action: string
    is_success: boolean
    status: string
    alert_id: string
    alias: string
  }
  incident: {
    id: Id
    team_id: string
    title: string
    state: Generated<IncidentState>
    moves: Generated<number>
    priority: number
    rated_by: string | null
    rated_at: Instant | null
    is_private: Generated<boolean>
    what: Generated<string>
    impact: Generated<string>
    since: Instant | null
    service_unknown_because: Generated<string>
    commander_not_needed_because: Generated<string>
    fix: Generated<string>
    last_steps: Generated<string>
    declared_by: string | null
    declared_by_name: string
    declared_at: Instant
    state_at: Instant
    mitigated_at: Instant | null
    mitigated_by: string | null
    resolved_at: Instant | null
    ended_at: Instant | null
    watch_until: Instant | null
    due_at: Instant | null
    merged_into: number | null
    is_follow_up_wanted: Generated<boolean>
    risk_accepted_by: string | null
    risk_accepted_at: Instant | null
    risk_until: string | null
    risk_because: Generated<string>
    update_every_minutes: number | null
    update_due_at: Instant | null
    update_reminded: Generated<'nobody' | 'owner' | 'commander'>
    remind_at: Instant | null
    room_url: string | null
    room_channel_id: string | null
    parent_id: number | null
    split_from: number | null
    rule_id: string | null
    rule_group: string | null
    risk_reminded_at: Instant | null
  }
  incident_rule: {
    id: string
    team_id: string
    position: number
    name: string
    matchers: ColumnType<readonly Matcher[], string | undefined, string>
    service_id: string | null
    source_id: string | null
    at_least: number | null
    after_alerts: Generated<number>
    within_minutes: Generated<number>
    unacknowledged_minutes: Generated<number>
    does: RuleText['does']
    group_labels: Generated<string[]>
    title: Generated<string>
    priority: number | null
    is_private: Generated<boolean>
    calls: Generated<RuleText['declares']['calls']>
    policy_id: string | null
    most_per_hour: Generated<number>
    limited_at: Instant | null
    disabled_at: Instant | null
    created_at: Instant
  }
  incident_look: { one: Generated<boolean>; entry_id: number; not_before: Instant | null }
  incident_waiting: {
    rule_id: string
    alert_id: number
    rule_group: string
    waits_for: 'page' | 'answer' | 'others'
    at: Instant
    due_at: Instant
  }
  incident_to_call: { incident_id: number; person_id: string; at: Instant }
  incident_rating: {
    incident_id: number
    person_id: string
    asked_by: string | null
    asked_by_name: string
    asked_at: Instant
    is_paged: boolean
    priority: number | null
    because: Generated<string>
    answered_at: Instant | null
    ended_at: Instant | null
  }
  incident_update: {
    id: Id
    incident_id: number
    audience: Audience
    stage: IncidentState
    text: string
    by: string | null
    by_name: string
    at: Instant
    next_at: Instant | null
    priority: number | null
    is_still: Generated<boolean>
    is_to_parts: Generated<boolean>
    key: string | null
    sent_at: Instant | null
  }
  incident_subscription: {
    id: string
    team_id: string | null
    service_id: string | null
    incident_id: number | null
    person_id: string | null
    channel_id: string | null
    audience: 'stakeholders' | 'users'
    priority: Generated<number>
    is_off: Generated<boolean>
    is_private_meant: Generated<boolean>
    by_name: string
    created_at: Instant
  }
  incident_hypothesis: {
    id: Id
    incident_id: number
    text: string
    test: Generated<string>
    service_id: string | null
    outcome: Generated<HypothesisOutcome>
    note: Generated<string>
    by: string | null
    by_name: string
    at: Instant
    decided_at: Instant | null
  }
  incident_task: {
    id: Id
    incident_id: number
    text: string
    owner_id: string
    read_back: Generated<string>
    state: Generated<TaskState>
    given_by_name: string
    given_at: Instant
    due_at: Instant
    done_at: Instant | null
  }
  incident_follow_up: {
    id: Id
    incident_id: number
    text: string
    kind: FollowUpKind
    state: FollowUpState
    owner_id: string | null
    due_on: string | null
    note: Generated<string>
    by_name: string
    at: Instant
    ended_at: Instant | null
  }
  incident_service: { incident_id: number; service_id: string }
  incident_audience: {
    incident_id: number
    audience: Audience
    not_needed_because: Generated<string>
    by: string | null
    at: Instant
  }
  incident_person: {
    incident_id: number
    person_id: string
    role: IncidentRole
    engagement: Engagement
    asked_by: string | null
    asked_at: Instant
    changed_at: Instant
  }
  incident_action: {
    id: Id
    incident_id: number
    text: string
    service_id: string | null
    state: ActionState
    effect: Generated<ActionEffect>
    by: string | null
    by_name: string
    announced_at: Instant
    done_at: Instant | null
  }
  service_evidence: {
    service_id: string
    name: string
    position: number
    how: Generated<string>
    kind: EvidenceKind
    address: Generated<string>
  }
  evidence_secret: { service_id: string; sealed: string }
  evidence_file: {
    id: Id
    incident_id: number
    sha256: Buffer | null
    type: FileType | null
    bytes: number | null
    begun_at: Instant
  }
  evidence_chunk: { file_id: number; at: number; bytes: Buffer }
  incident_evidence: {
    id: Id
    incident_id: number
    service_id: string | null
    is_listed: Generated<boolean>
    position: Generated<number>
    name: string
    how: Generated<string>
    kind: EvidenceKind
    address: Generated<string>
    state: Generated<EvidenceState>
    link: Generated<string>
    file_id: number | null
    file_name: Generated<string>
    note: Generated<string>
    by: string | null
    by_name: Generated<string>
    at: Instant | null
    failure: SnapshotFailure | null
    failure_detail: Generated<string>
    attempts: Generated<number>
    epoch: Generated<number>
    due_at: Instant | null
  }
  incident_alert: { alert_id: number; incident_id: number; at: Instant }
  incident_pin: { incident_id: number; entry_id: number; by: string | null; by_name: string; at: Instant }
  incident_offer: {
    id: Id
    incident_id: number
    role: OfferedRole
    from_id: string
    to_id: string
    note: Generated<string>
    state: Generated<OfferState>
    offered_at: Instant
    ended_at: Instant | null
  }
  kit_bookmark: {
    id: Id
    team_id: string
    service_id: string | null
    name: string
    url: Generated<string>
    kind: LinkKind
    note: Generated<string>
    tags: Generated<string[]>
    owner_id: string | null
    verified_at: Instant | null
    verified_by_name: Generated<string>
    version: Generated<number>
    changed_by_name: string
    changed_at: Instant
  }
  link_check: {
    digest: Buffer
    url: string
    host: string
    state: Generated<LinkState>
    detail: Generated<string>
    failures: Generated<number>
    failing_since: Instant | null
    checked_at: Instant | null
    due_at: Instant
    claimed_until: Instant | null
    epoch: Generated<number>
  }
  kit_runbook: {
    id: Id
    team_id: string
    service_id: string | null
    title: string
    tags: Generated<string[]>
    owner_id: string | null
    version: Generated<number>
    verified_at: Instant | null
    verified_by_name: Generated<string>
    changed_by_name: string
    changed_at: Instant
    removed_at: Instant | null
  }
  kit_runbook_version: {
    runbook_id: number
    version: number
    title: string
    body: string
    by_name: string
    at: Instant
    restored_from: number | null
  }
  kit_secret: { team_id: string; sealed: string }
  log_address: { team_id: string; key_hash: Buffer; sealed_key: string; made_by_name: string; made_at: Instant }
  log_mail: { team_id: string; ref: string; at: Instant }
  runbook_run: {
    id: Id
    incident_id: number
    runbook_id: number
    version: number
    by_name: string
    at: Instant
  }
  runbook_tick: { run_id: number; step: number; by: string | null; by_name: string; at: Instant }
  runbook_call: {
    id: Id
    run_id: number
    step: number
    name: string
    address: string
    by_name: string
    at: Instant
    state: Generated<CallState>
    answer: Generated<string>
    ended_at: Instant | null
    due_at: Instant | null
  }
  log_pin: { team_id: string; entry_id: number; by_name: string; at: Instant }
  handover_setting: {
    schedule_id: string
    is_on: Generated<boolean>
    grace_minutes: Generated<number>
    valve_minutes: Generated<number>
    since: Instant
    planned_until: Instant
    due_at: Instant | null
  }
  handover: {
    id: Id
    schedule_id: string
    from_id: string | null
    to_id: string | null
    ends_at: Instant
    begins_at: Instant
    state: HandoverState
    words: Generated<string>
    version: Generated<number>
    keeps: Generated<string[]>
    drafted_at: Instant | null
    signed_by: string | null
    signed_at: Instant | null
    accepted_by: string | null
    accepted_at: Instant | null
    missed_at: Instant | null
    grace_at: Instant
    told_at: Instant | null
    valve_at: Instant
    due_at: Instant | null
    brief: ColumnType<KeptBrief | null, string | null, string | null>
    created_at: Instant
  }
  handover_cover: {
    handover_id: number
    schedule_id: string
    person_id: string
    starts_at: Instant
    ends_at: Instant
  }
  handover_question: {
    id: Id
    handover_id: number
    text: string
    asked_by: string | null
    asked_at: Instant
    answer: string | null
    answered_by: string | null
    answered_at: Instant | null
  }
  shift_review: { shift_id: number; weight: number; fix: Generated<string>; at: Instant }
  log_entry: {
    id: Id
    at: Instant
    team_id: string | null
    kind: string
    actor_kind: 'person' | 'automation' | 'source' | 'engine' | 'nobody'
    actor_id: string | null
    actor_name: string
    alert_id: number | null
    page_id: number | null
    subject: string | null
    facts: ColumnType<Record<string, unknown>, string | undefined, string>
    says: string
    tx: Generated<number>
    incident_id: number | null
    happened_at: Instant | null
    version: Generated<number>
    corrected_by_name: string | null
    corrected_at: Instant | null
  }
  log_wording: {
    entry_id: number
    version: number
    text: string
    happened_at: Instant | null
    by_name: string
    at: Instant
  }
  log_search: { entry_id: number; grams: string[] }
  log_search_progress: { one: Generated<boolean>; indexed_before: Generated<number> }
  recall_case: {
    id: Id
    kind: CaseKind
    subject: string
    alert_id: number | null
    incident_id: number | null
    entry_id: number | null
    kit_id: number | null
    team_id: string
    service_ids: Generated<string[]>
    title: string
    text: Generated<string>
    fixed: Generated<string>
    who: Generated<string>
    priority: number | null
    stands: Stands
    is_verified: Generated<boolean>
    at: Instant
    ended_at: Instant | null
    times: Generated<number>
    helped: Generated<number>
    did_not: Generated<number>
    marks: number[]
  }
  recall_mark: { mark: number; cases: number }
  recall_word: { word: string; mark: number }
  recall_entry: { entry_id: number; at: Instant; marks: number[] }
  recall_progress: {
    one: Generated<boolean>
    indexed_before: Generated<number>
    method: Generated<number>
    cases: Generated<number>
  }
  recall_vote: {
    id: Id
    alert_id: number | null
    incident_id: number | null
    subject: string
    person_id: string
    helped: boolean
    at: Instant
  }
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>
