// Whom policies, schedules and fallbacks name: everybody who may be woken, and for what.
import { peopleIn } from '../schedules/people.ts'
import type { Role, Schedule } from '../schedules/schedule.ts'
import type { Shift } from '../schedules/shifts.ts'
import { isBefore, type Instant } from '../time.ts'
import { fallbackPeople } from './escalate.ts'
import type { Roster } from './roster.ts'

/** Why somebody has to be reachable. `schedule`: named there, without a shift in the weeks that were looked at. */
export type Need = {
  readonly kind: 'on_call' | 'schedule' | 'policy' | 'fallback'
  readonly teamId: string
  /** The schedule, the policy, or the team of the fallback. */
  readonly id: string
  readonly name: string
  /** The first shift that is not over; null where there is none. */
  readonly from: Instant | null
  readonly until: Instant | null
}

/**
 * Who is needed, and for what? `shifts` are those of the weeks that are looked at, by schedule; a shadow answers for nothing. The
 * nearest shift of each comes first.
 */
export function needsOf(
  roster: Roster,
  shifts: ReadonlyMap<string, readonly Shift[]>,
): ReadonlyMap<string, readonly Need[]> {
  const needs = Map.groupBy([...onSchedules(roster, shifts), ...inPolicies(roster)], ({ personId }) => personId)
  return new Map([...needs].map(([personId, theirs]) => [personId, theirs.map(({ need }) => need).toSorted(bySoonest)]))
}

/** Everybody who is named, whenever it is. Each first screen asks, and a roster does not change. */
export function namedPeople(roster: Roster): ReadonlySet<string> {
  const known = named.get(roster)
  if (known) return known
  const people = new Set(needsOf(roster, new Map()).keys())
  named.set(roster, people)
  return people
}

const named = new WeakMap<Roster, ReadonlySet<string>>()

type OfPerson = { readonly personId: string; readonly need: Need }

function onSchedules(roster: Roster, shifts: ReadonlyMap<string, readonly Shift[]>): readonly OfPerson[] {
  return [...roster.schedules.values()].flatMap((schedule) => {
    const { id, name, teamId } = schedule
    const first = new Map<string, Shift>()
    for (const shift of shifts.get(id) ?? []) {
      if (shift.role === 'shadow') continue
      const known = first.get(shift.personId)
      if (!known || isBefore(shift.startsAt, known.startsAt)) first.set(shift.personId, shift)
    }
    const people = [...new Set([...peopleIn(answering(schedule)), ...first.keys()])]
    return people.map((personId): OfPerson => {
      const shift = first.get(personId)
      const kind = shift ? 'on_call' : 'schedule'
      return {
        personId,
        need: { kind, id, name, teamId, from: shift?.startsAt ?? null, until: shift?.endsAt ?? null },
      }
    })
  })
}

/** What names those who answer: whoever learns beside them is not needed. */
function answering({ rotations, temporaries, calendars }: Schedule): Parameters<typeof peopleIn>[0] {
  return {
    rotations: rotations.filter(answers),
    temporaries: temporaries.map(({ shifts }) => ({ shifts: shifts.filter(answers) })),
    calendars: calendars.filter(answers),
  }
}

function answers({ role }: { readonly role: Role }): boolean {
  return role !== 'shadow'
}

function inPolicies(roster: Roster): readonly OfPerson[] {
  const policies = [...roster.policies.values()]
  const targeted = policies.flatMap(({ id, name, teamId, steps }) => {
    const people = steps.flatMap(({ targets }) =>
      targets.flatMap((target) => {
        if (target.kind === 'person') return [target.personId]
        // Whoever is on call for a team, and whoever a policy in a policy names, is named there.
        return target.kind === 'team' && target.part === 'responders'
          ? (roster.respondersOf.get(target.teamId) ?? [])
          : []
      }),
    )
    return [...new Set(people)].map((personId): OfPerson => ({
      personId,
      need: lasting('policy', { id, name, teamId }),
    }))
  })
  const teams = [...new Set(policies.map(({ teamId }) => teamId))]
  const fallbacks = teams.flatMap((teamId) =>
    fallbackPeople(teamId, roster).map((personId): OfPerson => {
      const name = roster.teams.get(teamId)?.name ?? ''
      return { personId, need: lasting('fallback', { id: teamId, name, teamId }) }
    }),
  )
  return [...targeted, ...fallbacks]
}

function lasting(kind: Need['kind'], of: Pick<Need, 'id' | 'name' | 'teamId'>): Need {
  return { kind, ...of, from: null, until: null }
}

function bySoonest(a: Need, b: Need): number {
  if (!a.from || !b.from) return Number(!a.from) - Number(!b.from)
  return Temporal.Instant.compare(a.from, b.from)
}
