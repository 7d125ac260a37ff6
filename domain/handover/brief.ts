// The brief: everything open that whoever comes must know, each thing once, put in order and bounded.
import type { PriorityName } from '../paging/priority.ts'
import type { Instant } from '../time.ts'

/** In the order in which a tired person asks. */
export const briefSections = [
  'incidents',
  'alerts',
  'tasks',
  'follow_ups',
  'silences',
  'noise',
  'changes',
  'pinned',
] as const
export type BriefSection = (typeof briefSections)[number]

/**
 * What acceptance does with it: it `passes`; a role is `offered`, for command has an accept of its own; whoever goes `keeps` it; or it
 * only is `told`.
 */
export const fates = ['passes', 'offered', 'keeps', 'told'] as const
export type ItemFate = (typeof fates)[number]

type Owner = { readonly personId: string; readonly name: string } | null

/** One open thing. `key` names it everywhere: `alert:12`. */
export type BriefItem = {
  readonly key: string
  readonly title: string
  /** The service, or the incident it belongs to; what groups are made of. */
  readonly place: string
  readonly path: string
  readonly priority: PriorityName | null
  /** In the words of its kind: a stage, a state of an alert, a kind of follow-up. */
  readonly state: string
  readonly owner: Owner
  /** What is owed next, in words of its kind. */
  readonly next: readonly string[]
  readonly dueAt: Instant | null
  readonly since: Instant | null
  /** How many alerts, pages, or times, where it has such a number. */
  readonly count: number
  readonly fate: ItemFate
}

/** What is known, as it was read: each thing perhaps several times over, in any order. */
export type BriefFacts = {
  readonly fromId: string | null
  readonly keeps: readonly string[]
  readonly incidents: readonly (Omit<BriefItem, 'fate' | 'key' | 'path' | 'count'> & {
    readonly id: number
    readonly leadId: string | null
    readonly alertIds: readonly number[]
  })[]
  readonly alerts: readonly (Omit<BriefItem, 'fate' | 'key' | 'path' | 'next'> & {
    readonly id: number
    /** Whoever goes has it by another schedule: it is in that one's handover, and only told here. */
    readonly isElsewhere: boolean
  })[]
  readonly tasks: readonly OfIncident[]
  readonly followUps: readonly OfIncident[]
  /** What only is told, with a key of its own. */
  readonly told: Readonly<Record<'silences' | 'noise' | 'changes' | 'pinned', readonly Omit<BriefItem, 'fate'>[]>>
}

type OfIncident = Omit<BriefItem, 'fate' | 'key' | 'path' | 'count' | 'next'> & {
  readonly id: number
  readonly incidentId: number
}

/** How many things of what is not shown one by one lie where. */
export type BriefGroup = { readonly place: string; readonly count: number }

export type BriefPart = {
  readonly section: BriefSection
  readonly total: number
  readonly items: readonly BriefItem[]
  /** What is not among the items, by where it lies, the most first. */
  readonly rest: readonly BriefGroup[]
}

/** So many things of a section stand in the brief; the rest is grouped, and told on demand. */
export const mostShown = 40

/** Everything open, whole: each thing once, where it belongs, the most urgent first. */
export function openItems(facts: BriefFacts): Readonly<Record<BriefSection, readonly BriefItem[]>> {
  const keeps = new Set(facts.keeps)
  const isMine = (owner: Owner) => owner !== null && owner.personId === facts.fromId
  const fateOf = (key: string, owner: Owner): ItemFate =>
    isMine(owner) ? (keeps.has(key) ? 'keeps' : 'passes') : 'told'
  const incidents = once(
    facts.incidents.map(({ id, leadId, alertIds, ...item }) => {
      const key = `incident:${id}`
      const isLead = leadId !== null && leadId === facts.fromId
      const fate: ItemFate = isLead ? (keeps.has(key) ? 'keeps' : 'offered') : 'told'
      return { ...item, key, path: `/incidents/${id}`, count: new Set(alertIds).size, fate }
    }),
  )
  // An alert of an incident is told with it. One that somebody has still passes, and stands on its own.
  const inIncident = new Set(facts.incidents.flatMap(({ alertIds }) => alertIds))
  const alerts = once(
    facts.alerts
      .filter(({ id, owner }) => !inIncident.has(id) || isMine(owner))
      .map(({ id, isElsewhere, ...item }) => {
        const key = `alert:${id}`
        const fate = isElsewhere ? 'told' : fateOf(key, item.owner)
        return { ...item, key, path: `/alerts/${id}`, next: [], fate }
      }),
  )
  const told = (items: readonly Omit<BriefItem, 'fate'>[]) =>
    once(items.map((item) => ({ ...item, fate: 'told' as const })))
  return {
    incidents: incidents.toSorted(byUrgency),
    alerts: alerts.toSorted(byUrgency),
    tasks: ofIncident('task', facts.tasks, fateOf),
    follow_ups: ofIncident('follow_up', facts.followUps, fateOf),
    silences: told(facts.told.silences).toSorted(byDue),
    noise: told(facts.told.noise),
    changes: told(facts.told.changes),
    pinned: told(facts.told.pinned),
  }
}

/** What does whoever comes read? Every section that has something, bounded, with the rest counted where it lies. */
export function briefOf(facts: BriefFacts, most = mostShown): readonly BriefPart[] {
  const items = openItems(facts)
  return briefSections.flatMap((section) => {
    const all = items[section]
    if (all.length === 0) return []
    return [{ section, total: all.length, items: all.slice(0, most), rest: groupsOf(all.slice(most)) }]
  })
}

/** What is taken over by accepting: another text means that something changed since it was read. */
export function readMark(parts: Readonly<Record<BriefSection, readonly BriefItem[]>>, version: number): string {
  const lines = briefSections.flatMap((section) =>
    isMarked(section)
      ? parts[section]
          .filter(({ fate }) => section === 'incidents' || fate !== 'told')
          .map(({ key, owner, state, priority, fate }) =>
            [key, owner?.personId ?? '', section === 'incidents' ? state : '', priority ?? '', fate].join(' '),
          )
      : [],
  )
  return [`version ${version}`, ...lines.toSorted()].join('\n')
}

/** Whoever accepts answers for these; silences and what was noisy are news, and change while one reads. */
function isMarked(section: BriefSection): boolean {
  return section === 'incidents' || section === 'alerts' || section === 'tasks' || section === 'follow_ups'
}

/** What came, went and changed between what somebody read and how it stands now? */
export function briefChanges(
  before: readonly Pick<BriefPart, 'items'>[],
  after: readonly Pick<BriefPart, 'items'>[],
): { readonly came: readonly string[]; readonly went: readonly string[]; readonly changed: readonly string[] } {
  const [was, is] = [itemsIn(before), itemsIn(after)]
  return {
    came: [...is.keys()].filter((key) => !was.has(key)),
    went: [...was.keys()].filter((key) => !is.has(key)),
    changed: [...is].flatMap(([key, item]) => {
      const known = was.get(key)
      return known && isOther(known, item) ? [key] : []
    }),
  }
}

function isOther(a: BriefItem, b: BriefItem): boolean {
  return (
    a.state !== b.state || a.priority !== b.priority || a.fate !== b.fate || a.owner?.personId !== b.owner?.personId
  )
}

function itemsIn(parts: readonly Pick<BriefPart, 'items'>[]): ReadonlyMap<string, BriefItem> {
  return new Map(parts.flatMap(({ items }) => items.map((item) => [item.key, item])))
}

function ofIncident(
  kind: 'task' | 'follow_up',
  items: readonly OfIncident[],
  fateOf: (key: string, owner: Owner) => ItemFate,
): readonly BriefItem[] {
  return once(
    items.map(({ id, incidentId, ...item }) => {
      const key = `${kind}:${id}`
      const fate = fateOf(key, item.owner)
      return { ...item, key, path: `/incidents/${incidentId}`, next: [], count: 0, fate }
    }),
  ).toSorted(byDue)
}

function once(items: readonly BriefItem[]): readonly BriefItem[] {
  return [...new Map(items.map((item) => [item.key, item])).values()]
}

function groupsOf(items: readonly BriefItem[]): readonly BriefGroup[] {
  return [...Map.groupBy(items, ({ place }) => place)]
    .map(([place, those]) => ({ place, count: those.length }))
    .toSorted((a, b) => b.count - a.count || (a.place < b.place ? -1 : 1))
}

/** What changes hands first, then by priority, then what has waited longest. */
function byUrgency(a: BriefItem, b: BriefItem): number {
  return (
    Number(a.fate === 'told') - Number(b.fate === 'told') ||
    (a.priority ?? 'P9').localeCompare(b.priority ?? 'P9') ||
    byMoment(a.since, b.since) ||
    a.key.localeCompare(b.key)
  )
}

function byDue(a: BriefItem, b: BriefItem): number {
  return byMoment(a.dueAt, b.dueAt) || a.key.localeCompare(b.key)
}

function byMoment(a: Instant | null, b: Instant | null): number {
  if (!a || !b) return Number(!a) - Number(!b)
  return Temporal.Instant.compare(a, b)
}
