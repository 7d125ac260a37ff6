// Of which group each kind of entry is, and what an open room asks again when one was written.
import { kinds } from '../log/entry.ts'
import { incidentSentences } from '../log/incident-facts.ts'
import type { Topic } from '../topics.ts'
import type { EntryGroup } from './groups.ts'

/** Kinds by what they begin with, the first that fits. */
const beginnings: readonly (readonly [RegExp, EntryGroup])[] = [
  [/^note_/, 'notes'],
  [/^(evidence|capture)_|^gap_noted$/, 'evidence'],
  [/^(alerts_attached|alert_detached|alerts_joined_by_rule)$/, 'alerts'],
  [/^(update|audience|cadence)_|^(un)?followed$|^(un)?subscribed$|^private_shared$/, 'updates'],
  [/^(action|hypothesis|task)_/, 'actions'],
  [
    /^(role|offer|rating)_|^incident_(joined|role_passed|called|declined|stood_down)$|_(reached|called)_nobody$/,
    'people',
  ],
]

/** Of which group is an entry of this kind? The rest of what is told of an incident is its moves and facts; all else is of its alerts. */
export function groupOf(kind: string): EntryGroup {
  const found = beginnings.find(([pattern]) => pattern.test(kind))
  return found?.[1] ?? (kind in incidentSentences ? 'moves' : 'alerts')
}

/** Which kinds of entry are of these groups? */
export function kindsOf(groups: readonly EntryGroup[]): readonly string[] {
  return kinds.filter((kind) => groups.includes(groupOf(kind)))
}

/** What has changed besides an incident itself, when such entries were written of it? */
export function besidesOf(entries: readonly { readonly kind: string }[]): readonly Topic[] {
  const groups = new Set(entries.map(({ kind }) => groupOf(kind)))
  const isAround = groups.has('moves') || groups.has('alerts')
  return [...(isAround ? (['surroundings'] as const) : []), ...(groups.has('updates') ? (['hearing'] as const) : [])]
}
