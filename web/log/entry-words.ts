import type { Kind } from '../../domain/log/entry.ts'
import type { EndpointOutput } from '../api.ts'
import { useMe } from '../shell/me.ts'
import { absolute } from '../ui/time-words.ts'
import { useLanguage, useWords } from '../words/words.ts'

export type Entry = EndpointOutput<'readLog'>['entries'][number]
type Told = Pick<Entry, 'kind' | 'facts' | 'actorKind' | 'actorName' | 'says'>

/** Tells an entry in the reader's language and zone; one whose kind this release does not know, in the server's words. */
export function useEntryWords(): (entry: Entry) => string {
  const words = useWords('log')
  const terms = useWords('terms')
  const language = useLanguage()
  const zone = useMe().person.zone
  return (entry) =>
    tell(entry, {
      words,
      term: (folder, name) => terms(known(`${folder}.${name}`), { defaultValue: name }),
      moment: (iso) => absolute(new Date(iso), { language, zone, style: 'moment', now: new Date() }),
    })
}

/** The sentence of an entry. Facts that are names of ours or moments are said in the reader's words; all else as it is. */
export function tell(entry: Told, reader: Reader): string {
  const { words } = reader
  // What was written down is a text, but for the moment since when.
  const isSince = entry.facts['part'] === 'since'
  const facts = new Map(
    Object.entries(entry.facts).map(([name, value]) => [
      name,
      factWords(isSince && name === 'text' ? 'since' : name, value, reader),
    ]),
  )
  const optional = optionalFact[entry.kind]
  const counted = countedFact[entry.kind]
  const isOne = counted !== undefined && entry.facts[counted] === 1
  const folder = isOne || (optional && !hasFact(facts.get(optional))) ? 'variant' : 'kind'
  const reason = facts.get('reason')
  const why = hasFact(reason) ? words('why', { reason }) : ''
  return words(known(`${folder}.${entry.kind}`), {
    replace: { ...Object.fromEntries(facts), why, who: whoIn(entry, words) },
    defaultValue: entry.says,
  })
}

export type Reader = {
  readonly words: ReturnType<typeof useWords<'log'>>
  readonly term: (folder: 'role' | 'channel' | 'ownTrouble', name: string) => string
  readonly moment: (iso: string) => string
}

/** Kinds that are said otherwise when this fact is 1. */
const countedFact: Readonly<Record<string, string>> = {
  alerts_attached: 'count',
  alerts_joined_by_rule: 'count',
  incident_rule_limited: 'limit',
  incident_rules_changed: 'count',
} satisfies Partial<Record<Kind, string>>

/** Kinds that are said otherwise when this fact is empty, none or, in entries of earlier releases, not there. */
const optionalFact: Readonly<Record<string, string>> = {
  alert_acknowledged: 'others',
  promise_made: 'lookingInto',
  promise_over: 'lookingInto',
  alert_acknowledged_for: 'others',
  alert_taken_over: 'others',
  alert_declined: 'reason',
  alert_given_back: 'reason',
  alert_closed: 'note',
  alert_closed_no_action: 'note',
  no_action_said: 'note',
  acted_said: 'note',
  alert_reopened_by_hand: 'note',
  alerts_closed: 'note',
  alert_closed_among: 'note',
  override_added: 'reason',
  taken_off_call: 'reason',
  cover_asked: 'asked',
  cover_declined: 'note',
  gap_found: 'until',
  leave_added: 'for',
  leave_changed: 'for',
  leave_removed: 'for',
  heartbeat_failed: 'exitStatus',
  trouble_accepted: 'person',
  trouble_reopened: 'person',
  own_trouble_found: 'about',
  own_trouble_over: 'about',
  calendar_feed_created: 'schedule',
  calendar_feed_revoked: 'schedule',
  person_invited: 'email',
  invitation_revoked: 'email',
  policy_test_ended: 'fallback',
  incident_declared: 'rule',
  rule_called_nobody: 'policy',
  rating_given: 'reason',
  skills_changed: 'skills',
  recall_helped: 'title',
  recall_did_not_help: 'title',
  recall_taken_back: 'title',
  incident_rated: 'reason',
  incident_rated_anew: 'reason',
  incident_advanced: 'leaves',
  incident_closed: 'leaves',
  incident_mitigated: 'note',
  incident_not_mitigated: 'note',
  incident_called: 'note',
  incident_declined: 'reason',
  incident_stood_down: 'reason',
  incident_merged: 'title',
  action_announced: 'service',
  cadence_set: 'minutes',
  hypothesis_added: 'test',
  evidence_failed: 'detail',
  hypothesis_decided: 'note',
  task_moved: 'note',
  follow_up_moved: 'note',
  incident_took_in: 'title',
  role_offered: 'note',
  offer_declined: 'reason',
  update_posted: 'heard',
  update_sent: 'failed',
  followed: 'receiver',
  unfollowed: 'receiver',
  subscribed: 'receiver',
  unsubscribed: 'receiver',
  incident_room_set: 'room',
  team_room_set: 'room',
  parent_set: 'title',
  parent_left: 'title',
  part_added: 'title',
  part_left: 'title',
  incident_split_off: 'title',
  bookmark_added: 'address',
  bookmark_changed: 'before',
  bookmark_removed: 'address',
  link_died: 'detail',
  step_call_answered: 'answer',
  step_call_failed: 'answer',
  incident_split_from: 'title',
  handover_written: 'text',
  shift_reviewed: 'fix',
} satisfies Partial<Record<Kind, string>>

function hasFact(text: string | undefined): boolean {
  return text !== undefined && text !== '' && text !== '0'
}

/** Who did it; of what came by mail that it did, because a sender is easily forged. */
function whoIn({ actorKind, actorName, facts }: Told, words: Reader['words']): string {
  return words(
    actorKind === 'person' && facts['via'] === 'mail' && typeof facts['text'] === 'string'
      ? 'who.mailed'
      : `who.${actorKind}`,
    { name: actorName },
  )
}

function factWords(name: string, value: unknown, reader: Reader): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  switch (name) {
    case 'role':
    case 'channel':
    case 'ownTrouble':
      return reader.term(name, text)
    case 'from':
    case 'until':
    case 'since':
    case 'otherFrom':
    case 'otherUntil':
    case 'changesAt':
      return Number.isNaN(Date.parse(text)) ? text : reader.moment(text)
    case 'because':
      return text
        .split('; ')
        .map((part) => phrase(part, reader))
        .join('; ')
    case 'what':
      return text
        .split(', ')
        .map((part) => phrase(part, reader))
        .join(', ')
    case 'stageFrom':
    case 'stageTo':
      return reader.words(known(`stage.${text}`), { defaultValue: text })
    case 'leaves':
      return text
        .split(', ')
        .map((debt) => reader.words(known(`debt.${debt}`), { defaultValue: debt }))
        .join(', ')
    case 'checks':
      return text
        .split(', ')
        .map((check) => reader.words(known(`check.${check}`), { defaultValue: check }))
        .join(', ')
    case 'field':
    case 'noAction':
    case 'act':
    case 'incidentRole':
    case 'audience':
    case 'effect':
    case 'hypothesis':
    case 'task':
    case 'followUp':
    case 'snapshotFailure':
    case 'part':
      return reader.words(known(`${name}.${text}`), { defaultValue: text })
    case 'trouble':
    case 'people':
    case 'giver':
    case 'taker':
    case 'policy':
    case 'target':
      return phrase(text, reader)
    default:
      return text
  }
}

/** What the server writes into facts in plain English, said in the reader's words. */
function phrase(text: string, { words }: Reader): string {
  const whole = phrases[text]
  if (whole) return words(`phrase.${whole}`)
  const schedule = /^on call for (.+)$/.exec(text)?.[1]
  if (schedule)
    return words('phrase.onCallFor', { schedule: phrases[schedule] ? words(`phrase.${phrases[schedule]}`) : schedule })
  const team = /^in the team (.+)$/.exec(text)?.[1]
  if (team) return words('phrase.inTeam', { team })
  const [, field, change] = /^(name|role|time zone|language|holidays) (.+)$/.exec(text) ?? []
  const key = field && change ? fields[field] : undefined
  if (key === 'holidays') return words('phrase.holidays', { change: change?.replaceAll('none', words('phrase.none')) })
  return key ? words(`phrase.${key}`, { change }) : text
}

const phrases: Readonly<
  Record<
    string,
    | 'named'
    | 'askedFor'
    | 'fallback'
    | 'aSchedule'
    | 'removedSchedule'
    | 'removedTeam'
    | 'removedPolicy'
    | 'removedPerson'
    | 'thePolicy'
    | 'theFallback'
    | 'nobodyReached'
    | 'askerLeft'
    | 'shiftChanged'
    | 'returnChanged'
    | 'nobodyOnCall'
    | 'noContact'
    | 'twoPlaces'
    | 'onLeave'
    | 'onHoliday'
    | 'nobody'
  >
> = {
  'named in the policy': 'named',
  'asked for by name': 'askedFor',
  fallback: 'fallback',
  'a schedule': 'aSchedule',
  'a removed schedule': 'removedSchedule',
  'a removed team': 'removedTeam',
  'a removed policy': 'removedPolicy',
  'somebody removed': 'removedPerson',
  'the policy': 'thePolicy',
  'the fallback': 'theFallback',
  'nobody could be reached': 'nobodyReached',
  'whose shift it was has left': 'askerLeft',
  'the shift has changed': 'shiftChanged',
  'the shift in return has changed': 'returnChanged',
  'nobody on call': 'nobodyOnCall',
  'no contact': 'noContact',
  'primary in two places at once': 'twoPlaces',
  'on call during leave': 'onLeave',
  'on call on a public holiday': 'onHoliday',
  nobody: 'nobody',
}
const fields: Readonly<Record<string, 'name' | 'role' | 'zone' | 'language' | 'holidays'>> = {
  name: 'name',
  role: 'role',
  'time zone': 'zone',
  language: 'language',
  holidays: 'holidays',
}

/** A key made of a name that came over the wire; when it is not among the words, the default value is said instead. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows which words it asks
function known<Key extends string>(key: string): Key {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return key as Key
}
