// Who is on call, as PagerDuty's REST API tells it: entries of a schedule, and levels of an escalation policy.
import type { Policy } from '../escalation/policy.ts'
import { stepsInPlace } from '../escalation/steps.ts'
import type { OnCallRole } from '../escalation/whom.ts'
import type { Role } from '../schedules/schedule.ts'
import { isAfter, isBefore, type Instant } from '../time.ts'

/** A stretch with the same people, as Baton's own API tells it. */
export type Stretch = {
  readonly from: Instant
  readonly until: Instant
  readonly people: readonly { readonly personId: string; readonly role: Role }[]
}

/** One person, for as long as they are on call without a break; null is as far as was looked. */
export type Entry = { readonly personId: string; readonly start: Instant | null; readonly end: Instant | null }

/** Who is on call in a role, person by person, in the order in which they begin? `looked` is the range that the stretches tell. */
export function entriesOf(
  stretches: readonly Stretch[],
  role: OnCallRole | undefined,
  looked: { readonly from: Instant; readonly to: Instant },
): Entry[] {
  const entries: Entry[] = []
  const open = new Map<string, { readonly personId: string; readonly start: Instant; end: Instant }>()
  const close = (entry: { readonly personId: string; readonly start: Instant; readonly end: Instant }) => {
    const { personId, start, end } = entry
    entries.push({
      personId,
      start: isAfter(start, looked.from) ? start : null,
      end: isBefore(end, looked.to) ? end : null,
    })
  }
  for (const { from, until, people } of stretches) {
    for (const personId of inRole(people, role)) {
      const before = open.get(personId)
      if (before?.end.equals(from)) before.end = until
      else {
        if (before) close(before)
        open.set(personId, { personId, start: from, end: until })
      }
    }
  }
  for (const entry of open.values()) close(entry)
  return entries.sort((a, b) => order(a.start, b.start))
}

function order(a: Instant | null, b: Instant | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null)
  return Temporal.Instant.compare(a, b)
}

/** As a step of a policy reaches them: the primary, or the secondary where there is no primary. Who learns is not on call. */
function inRole(people: Stretch['people'], role: OnCallRole | undefined): readonly string[] {
  const of = (wanted: Role) => people.filter((one) => one.role === wanted).map(({ personId }) => personId)
  if (role === 'everybody') return [...new Set([...of('primary'), ...of('secondary')])]
  if (role === 'secondary') return of('secondary')
  const primaries = of('primary')
  return primaries.length > 0 || role === 'primary' ? primaries : of('secondary')
}

/** Does the entry touch `[since, until]`? */
export function touches({ start, end }: Entry, since: Instant, until: Instant): boolean {
  return (start === null || !isAfter(start, until)) && (end === null || isAfter(end, since))
}

/** The entry inside a range, as schedules show it unless `overflow` is asked for. */
export function within(entry: Entry, range: { readonly from: Instant; readonly to: Instant }): Entry {
  const { personId, start, end } = entry
  return {
    personId,
    start: start === null || isBefore(start, range.from) ? range.from : start,
    end: end === null || isAfter(end, range.to) ? range.to : end,
  }
}

/** How much of the range somebody is on call, in percent with two digits. */
export function coverageOf(entries: readonly Entry[], range: { readonly from: Instant; readonly to: Instant }): number {
  const whole = range.to.epochMilliseconds - range.from.epochMilliseconds
  if (whole <= 0) return 0
  let covered = 0
  let reached = range.from.epochMilliseconds
  const spans = entries
    .map((entry) => within(entry, range))
    .map(({ start, end }) => [start?.epochMilliseconds ?? 0, end?.epochMilliseconds ?? 0] as const)
    .sort(([a], [b]) => a - b)
  for (const [start, end] of spans) {
    covered += Math.max(0, end - Math.max(start, reached))
    reached = Math.max(reached, end)
  }
  return Math.round((covered / whole) * 10_000) / 100
}

/** Whom a level of a policy reaches: somebody always, or whoever is on call on a schedule. */
export type Level = {
  readonly policyId: string
  readonly level: number
  readonly of:
    | { readonly personId: string }
    | { readonly scheduleId: string; readonly role: OnCallRole | undefined }
    | { readonly teamId: string; readonly part: 'responders' | 'on_call' }
}

/** The levels of a policy; where it names another policy the steps of that one stand in its place, as a page goes. */
export function levelsOf(policyId: string, policies: ReadonlyMap<string, Policy>): Level[] {
  return stepsInPlace(policyId, policies).flatMap(({ targets }, position) =>
    targets.flatMap((target): Level[] => {
      const at = { policyId, level: position + 1 }
      switch (target.kind) {
        case 'person':
          return [{ ...at, of: { personId: target.personId } }]
        case 'schedule':
          return [{ ...at, of: { scheduleId: target.scheduleId, role: target.role } }]
        case 'team':
          return [{ ...at, of: { teamId: target.teamId, part: target.part } }]
        case 'policy':
        case 'channel':
          return []
      }
    }),
  )
}
