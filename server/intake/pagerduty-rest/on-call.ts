// Who is on call over PagerDuty's REST API: every level of every policy, and whom it reaches when.
import { invalid, type Reply } from '../../../domain/intake/pagerduty-rest-answers.ts'
import { uuidIn } from '../../../domain/intake/pagerduty-rest-ids.ts'
import { momentText, reference, userOf } from '../../../domain/intake/pagerduty-rest-objects.ts'
import {
  entriesOf,
  levelsOf,
  touches,
  type Entry,
  type Level,
  type Stretch,
} from '../../../domain/intake/pagerduty-rest-on-call.ts'
import { escalationPolicyOf } from '../../../domain/intake/pagerduty-rest-policies.ts'
import { listIn, paged, saysTrue } from '../../../domain/intake/pagerduty-rest-query.ts'
import { scheduleOf } from '../../../domain/intake/pagerduty-rest-schedules.ts'
import { rank } from '../../../domain/permissions.ts'
import { shiftLimits } from '../../../domain/schedules/api.ts'
import { isBefore, type Instant } from '../../../domain/time.ts'
import { allNames, momentOf, namesOf, pageOf, tell, type Asking } from './asking.ts'
import { zoneIn } from './schedules.ts'

const farthestDays = 90

export async function listOnCalls(asking: Asking): Promise<Reply> {
  const { query, known } = asking
  const since = momentOf(asking, 'since', asking.ctx.now)
  const until = momentOf(asking, 'until', since)
  if (isBefore(until, since)) tell(invalid('until must not be before since'))
  if (isBefore(since.add({ hours: 24 * farthestDays }), until))
    tell(invalid(`The range must not be longer than ${farthestDays} days`))
  const policies = new Map((await known.policies()).map((policy) => [policy.id, policy]))
  const [policyIds, scheduleIds, userIds] = [
    idsIn(asking, 'escalation_policy_ids'),
    idsIn(asking, 'schedule_ids'),
    idsIn(asking, 'user_ids'),
  ]
  const levels = [...policies.keys()]
    .filter((id) => policyIds === null || policyIds.has(id))
    .flatMap((id) => levelsOf(id, policies))
  const reached = await reachedBy(asking, levels, since, until)
  const told = reached.filter(
    ({ scheduleId, entry }) =>
      (scheduleIds === null || (scheduleId !== null && scheduleIds.has(scheduleId))) &&
      (userIds === null || userIds.has(entry.personId)) &&
      touches(entry, since, until),
  )
  const chosen = saysTrue(query, 'earliest') ? earliestOf(told) : told
  const shown = await shownAs(asking)
  return { status: 200, body: paged('oncalls', chosen.map(shown), pageOf(asking)) }
}

type Reached = { readonly at: Level; readonly scheduleId: string | null; readonly entry: Entry }

/** Whom these levels reach, and as far beyond the range as one question about schedules may look. */
async function reachedBy(asking: Asking, levels: readonly Level[], since: Instant, until: Instant): Promise<Reached[]> {
  const { known } = asking
  const [teams, people, schedules] = [await known.teams(), await known.people(), await known.schedules()]
  const active = new Map(people.filter(({ deactivatedAt }) => deactivatedAt === null).map((one) => [one.id, one]))
  const schedulesOf = ({ of }: Level): readonly string[] => {
    if ('scheduleId' in of) return [of.scheduleId]
    if (!('teamId' in of) || of.part !== 'on_call') return []
    return schedules.filter(({ teamId }) => teamId === of.teamId).map(({ id }) => id)
  }
  const entries = await shiftsOf(asking, [...new Set(levels.flatMap(schedulesOf))], since, until)
  return levels.flatMap((at): Reached[] => {
    const { of } = at
    const role = 'scheduleId' in of ? of.role : undefined
    if ('personId' in of || ('teamId' in of && of.part === 'responders')) {
      const ids =
        'personId' in of
          ? [of.personId]
          : (teams.find(({ id }) => id === of.teamId)?.members ?? [])
              .filter(({ personId, role }) => {
                const own = active.get(personId)?.role ?? 'viewer'
                return Math.max(rank(role), rank(own)) >= rank('responder')
              })
              .map(({ personId }) => personId)
      return ids
        .filter((personId) => active.has(personId))
        .map((personId) => ({ at, scheduleId: null, entry: { personId, start: null, end: null } }))
    }
    return schedulesOf(at).flatMap((scheduleId) =>
      (entries(scheduleId, role) ?? []).map((entry) => ({ at, scheduleId, entry })),
    )
  })
}

/** So far before and after the range is looked for where an entry begins and ends. */
const longestPadHours = 30 * 24

async function shiftsOf(asking: Asking, ids: readonly string[], since: Instant, until: Instant) {
  const days = shiftLimits.daysOfMany - 1
  const spanHours = (until.epochMilliseconds - since.epochMilliseconds) / 3_600_000
  const hours = Math.min(longestPadHours, Math.floor((days * 24 - spanHours) / 2))
  const looked = { from: since.subtract({ hours }), to: until.add({ hours }) }
  const stretches = new Map<string, readonly Stretch[]>()
  for (let i = 0; i < ids.length; i += shiftLimits.schedules) {
    const { schedules } = await asking.ask('listAllShifts', {
      from: looked.from.toString(),
      to: looked.to.toString(),
      scheduleIds: ids.slice(i, i + shiftLimits.schedules).join(','),
    })
    for (const { scheduleId, shifts } of schedules) stretches.set(scheduleId, shifts)
  }
  return (scheduleId: string, role: Parameters<typeof entriesOf>[1]) => {
    const shifts = stretches.get(scheduleId)
    return shifts && entriesOf(shifts, role, looked)
  }
}

/** The first entry of each person on each level. */
function earliestOf(all: readonly Reached[]): Reached[] {
  const first = new Map<string, Reached>()
  for (const one of all) {
    const name = `${one.at.policyId} ${one.at.level} ${one.entry.personId}`
    const before = first.get(name)
    if (!before || isEarlier(one.entry, before.entry)) first.set(name, one)
  }
  return [...first.values()]
}

function isEarlier(a: Entry, b: Entry): boolean {
  return b.start !== null && (a.start === null || isBefore(a.start, b.start))
}

async function shownAs(asking: Asking): Promise<(one: Reached) => object> {
  const { here, known, query } = asking
  const include = new Set(listIn(query, 'include'))
  const zone = zoneIn(asking, 'UTC')
  const names = await allNames(known)
  const teams = namesOf(await known.teams())
  const people = byId(include.has('users') ? await known.people() : [])
  const schedules = byId(include.has('schedules') ? await known.schedules() : [])
  const policies = byId(include.has('escalation_policies') ? await known.policies() : [])
  return ({ at, scheduleId, entry }) => {
    const person = people.get(entry.personId)
    const schedule = scheduleId === null ? undefined : schedules.get(scheduleId)
    const policy = policies.get(at.policyId)
    return {
      user: person
        ? userOf(here, person, teams)
        : reference(here, 'user', entry.personId, names.people.nameOf(entry.personId)),
      schedule: schedule
        ? scheduleOf(here, schedule, names, [])
        : scheduleId === null
          ? null
          : reference(here, 'schedule', scheduleId, names.schedules.nameOf(scheduleId)),
      escalation_policy: policy
        ? escalationPolicyOf(here, policy, names, [])
        : reference(here, 'escalation_policy', at.policyId, names.policies.nameOf(at.policyId)),
      escalation_level: at.level,
      start: entry.start && momentText(entry.start, zone),
      end: entry.end && momentText(entry.end, zone),
    }
  }
}

function idsIn({ query }: Asking, name: string): ReadonlySet<string> | null {
  const said = listIn(query, name)
  return said.length === 0 ? null : new Set(said.flatMap((id) => uuidIn(id) ?? []))
}

function byId<T extends { readonly id: string }>(all: readonly T[]): ReadonlyMap<string, T> {
  return new Map(all.map((one) => [one.id, one]))
}
