// What a call asks to be done to one alert: its body (or, of a DELETE, its query) read into one of a few acts.
import type { Priority } from './event.ts'
import { isObject, own, type Raw } from './json.ts'
import { messageOf, readObject, type Unprocessable } from './opsgenie.ts'
import { labelsOf, limits, pairsIn, textIn, wordsIn, type Kept } from './opsgenie-kept.ts'
import type { ActName } from './opsgenie-routes.ts'
import type { Labels } from './labels.ts'
import { priorityOf } from './severity.ts'
import { momentOf } from './timestamps.ts'

/** What Baton does nothing of and writes down: it pages by the policy of the service, and runs no actions of others. */
export type Asked = 'assign' | 'add_team' | 'add_responder' | 'run_action'

/** A change of what the alert says. */
export type Edit =
  | { readonly field: 'message' | 'description'; readonly to: string }
  | { readonly field: 'priority'; readonly to: Priority; readonly said: string }
  | { readonly field: 'tags'; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly field: 'details'; readonly set: Readonly<Record<string, string>>; readonly remove: readonly string[] }

export type Act =
  | { readonly act: 'close' | 'acknowledge' | 'unacknowledge' | 'escalate' | 'delete' | 'note' }
  /** RFC 3339 in UTC. */
  | { readonly act: 'snooze'; readonly until: string }
  | { readonly act: 'ask'; readonly asked: Asked; readonly name: string }
  | { readonly act: 'edit'; readonly edit: Edit }

/** Who acts by the caller's own words, which nobody checks, and what they say with it. */
export type By = { readonly user: string; readonly note: string }

export type ReadAct = { readonly act: Act; readonly by: By }

/** Takes the query of a DELETE, which has no body. */
export function readAct(
  of: { readonly act: ActName; readonly name: string },
  body: Raw,
  query: Readonly<Record<string, string>>,
): ReadAct | Unprocessable {
  const read = readObject(body)
  if ('errors' in read) return read
  const isDelete = of.act === 'delete' || of.act === 'untag' || of.act === 'undetail'
  const sent = isDelete ? { ...query, ...read.sent } : read.sent
  const by = {
    user: textIn(own(sent, 'user'), limits.user, []).trim(),
    note: textIn(own(sent, 'note'), limits.note, []).trim(),
  }
  const act = actIn(of, sent, by)
  return 'missing' in act ? { errors: { [act.missing]: act.say } } : { act, by }
}

type Missing = { readonly missing: string; readonly say: string }

function actIn(
  { act, name }: { readonly act: ActName; readonly name: string },
  sent: Readonly<Record<string, unknown>>,
  by: By,
): Act | Missing {
  switch (act) {
    case 'close':
    case 'acknowledge':
    case 'unacknowledge':
    case 'escalate':
    case 'delete':
      return { act }
    case 'notes':
      return by.note === '' ? empty('note') : { act: 'note' }
    case 'snooze': {
      const until = momentOf(own(sent, 'endTime'), [])
      const say = 'endTime must be a date and time with its offset, such as 2026-03-29T10:00:00Z.'
      return until ? { act, until: until.text } : { missing: 'endTime', say }
    }
    case 'assign':
      return asking('assign', own(sent, 'owner'), 'owner')
    case 'teams':
      return asking('add_team', own(sent, 'team'), 'team')
    case 'responders':
      return asking('add_responder', own(sent, 'responder'), 'responder')
    case 'actions':
      return { act: 'ask', asked: 'run_action', name: textIn(name, 200, []) }
    case 'message':
    case 'description': {
      const to = own(sent, act)
      // A text that rendered to nothing changes nothing: a refusal would make Alertmanager give the alert up.
      return to === undefined
        ? empty(act)
        : { act: 'edit', edit: { field: act, to: textIn(to, limits.description, []) } }
    }
    case 'priority': {
      const said = textIn(own(sent, 'priority'), limits.word, []).trim()
      const to = priorityOf(said)
      return to ? { act: 'edit', edit: { field: 'priority', to, said } } : { missing: act, say: 'Say P1 to P5.' }
    }
    case 'tags':
      return listed(act, wordsIn(own(sent, 'tags'), limits.tags, []), (add) => ({ field: 'tags', add, remove: [] }))
    case 'untag':
      return listed('tags', wordsIn(own(sent, 'tags'), limits.tags, []), (remove) => ({
        field: 'tags',
        add: [],
        remove,
      }))
    case 'details': {
      const set = isObject(own(sent, 'details')) ? pairsIn(own(sent, 'details'), []) : {}
      return listed(act, Object.keys(set), () => ({ field: 'details', set, remove: [] }))
    }
    case 'undetail': {
      const keys = own(sent, 'keys')
      const names = (typeof keys === 'string' ? keys.split(',') : Array.isArray(keys) ? keys : []).slice(0, 1_000)
      const remove = names.map((each) => textIn(each, 512, []).trim()).filter((each) => each !== '')
      return listed('keys', remove, () => ({ field: 'details', set: {}, remove }))
    }
  }
}

/** What the alert keeps and shows after this edit; null when it changes nothing. */
export type Edited = {
  readonly kept: Kept
  readonly summary: string
  readonly priority: Priority
  readonly labels: Labels
}

export function edited(
  before: { readonly kept: Kept; readonly summary: string; readonly priority: Priority; readonly labels: Labels },
  edit: Edit,
): Edited | null {
  const { kept } = before
  switch (edit.field) {
    case 'message': {
      const summary = messageOf(edit.to, [])
      if (summary === '' || summary === before.summary) return null
      return { ...before, summary, kept: { ...kept, message: edit.to } }
    }
    case 'description':
      return edit.to === '' || edit.to === kept.description
        ? null
        : { ...before, kept: { ...kept, description: edit.to } }
    case 'priority':
      return edit.to === before.priority
        ? null
        : { ...before, priority: edit.to, kept: { ...kept, priority: edit.said } }
    case 'tags': {
      const tags = [...new Set([...kept.tags, ...edit.add])]
        .filter((tag) => !edit.remove.includes(tag))
        .slice(0, limits.tags)
      return relabelled(before, { ...kept, tags })
    }
    case 'details': {
      const pairs = Object.entries({ ...kept.details, ...edit.set }).filter(([name]) => !edit.remove.includes(name))
      return relabelled(before, { ...kept, details: pairsIn(Object.fromEntries(pairs), []) })
    }
  }
}

/** Labels that the tags and details gave before go with them; others, from wherever they came, stay. */
function relabelled(before: Edited, kept: Kept): Edited | null {
  if (JSON.stringify([kept.tags, kept.details]) === JSON.stringify([before.kept.tags, before.kept.details])) return null
  const gave = labelsOf(before.kept, [])
  const others = Object.entries(before.labels).filter(([name, value]) => gave[name] !== value)
  const labels = labelsOf(kept, [])
  for (const [name, value] of others) labels[name] ??= value
  return { ...before, kept, labels }
}

function asking(asked: Asked, who: unknown, field: string): Act | Missing {
  const name = isObject(who) ? (own(who, 'username') ?? own(who, 'name') ?? own(who, 'id')) : who
  const text = textIn(name, 200, []).trim()
  return text === '' ? empty(field) : { act: 'ask', asked, name: text }
}

function listed(field: string, words: readonly string[], edit: (words: readonly string[]) => Edit): Act | Missing {
  return words.length === 0 ? empty(field) : { act: 'edit', edit: edit(words) }
}

function empty(field: string): Missing {
  return { missing: field, say: `${field} can not be empty.` }
}
