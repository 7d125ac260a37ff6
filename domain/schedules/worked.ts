// What was worked on a schedule: read off the rules while they hold, and from then on a fact that no edit reaches.
import { isAfter, isBefore, type Instant } from '../time.ts'
import { onCallAt } from './on-call.ts'
import type { Because, OnCallPerson } from './override.ts'
import { peopleOn } from './people.ts'
import type { Role, Schedule } from './schedule.ts'
import { spansBetween } from './shifts.ts'

/** A shift that is written down and still runs. */
export type Running = { readonly id: number; readonly personId: string; readonly role: Role }

/** A shift that began since; `endsAt` is null when it still runs. */
export type Begun = {
  readonly personId: string
  readonly role: Role
  readonly startsAt: Instant
  readonly endsAt: Instant | null
  readonly because: Because
}

/** When a person could be woken: not from `deactivatedAt` on, and not before `reactivatedAt` where they came back. */
export type Activity = { readonly deactivatedAt: Instant | null; readonly reactivatedAt: Instant | null }

export type Worked = {
  readonly ended: readonly { readonly id: number; readonly endsAt: Instant }[]
  readonly begun: readonly Begun[]
  /** Everything up to here is in these lists and in what was written before. */
  readonly keptUntil: Instant
  /** When somebody next begins or ends, as far as is known now; null: never. */
  readonly nextAt: Instant | null
}

/** Which shifts ended and began on this schedule from the moment up to which they are written down until now? */
export function workedSince(
  schedule: Schedule,
  kept: { readonly until: Instant; readonly running: readonly Running[] },
  now: Instant,
  activityOf: (personId: string) => Activity | undefined,
): Worked {
  const { answers, cutAt } = answersBetween(schedule, kept.until, now, activityOf)
  const ended: { id: number; endsAt: Instant }[] = []
  const begun: Begun[] = []
  let open = new Map<string, Running | number>(kept.running.map((one) => [seat(one), one]))
  for (const { at, people } of answers) {
    const still = new Map<string, Running | number>()
    for (const person of people) {
      const known = open.get(seat(person))
      still.set(seat(person), known ?? begun.length)
      if (known === undefined) begun.push({ ...person, startsAt: at, endsAt: null })
    }
    for (const [which, shift] of open) if (!still.has(which)) end(shift, at)
    open = still
  }
  return { ended, begun: begun.filter(lasted), ...horizon() }

  function end(shift: Running | number, endsAt: Instant): void {
    if (typeof shift !== 'number') ended.push({ id: shift.id, endsAt })
    else begun.splice(shift, 1, { ...begunAt(shift), endsAt })
  }

  function begunAt(index: number): Begun {
    const one = begun[index]
    if (!one) throw new Error(`shift ${index} did not begin`)
    return one
  }

  function horizon(): Pick<Worked, 'keptUntil' | 'nextAt'> {
    if (cutAt) return { keptUntil: cutAt, nextAt: cutAt }
    return { keptUntil: now, nextAt: onCallAt(schedule, now, activeAt(now, activityOf)).until }
  }
}

type Answer = { readonly at: Instant; readonly people: readonly OnCallPerson[] }

/** Who is on call from each moment on at which that may have changed, the first and the last moment included. */
function answersBetween(
  schedule: Schedule,
  from: Instant,
  to: Instant,
  activityOf: (personId: string) => Activity | undefined,
): { readonly answers: readonly Answer[]; readonly cutAt: Instant | null } {
  const answers: Answer[] = []
  const turnings = turningsOn(schedule, activityOf)
  for (let startsAt = from; isBefore(startsAt, to);) {
    const endsAt = turnings.reduce((next, at) => (isAfter(at, startsAt) && isBefore(at, next) ? at : next), to)
    const isActive = activeAt(startsAt, activityOf)
    const { spans, cutAt } = spansBetween(schedule, { from: startsAt, to: endsAt }, { isActive })
    for (const span of spans) answers.push({ at: span.startsAt, people: everybodyIn(span.onCall) })
    if (cutAt) return { answers, cutAt }
    startsAt = endsAt
  }
  answers.push({ at: to, people: everybodyIn(onCallAt(schedule, to, activeAt(to, activityOf))) })
  return { answers, cutAt: null }
}

/** The moments at which somebody left or came back, in no order. */
function turningsOn(schedule: Schedule, activityOf: (personId: string) => Activity | undefined): readonly Instant[] {
  return [...peopleOn([schedule])].flatMap((personId) => {
    const activity = activityOf(personId)
    return [activity?.deactivatedAt, activity?.reactivatedAt].flatMap((at) => at ?? [])
  })
}

function activeAt(at: Instant, activityOf: (personId: string) => Activity | undefined) {
  return (personId: string) => {
    const activity = activityOf(personId)
    if (!activity) return false
    const { deactivatedAt, reactivatedAt } = activity
    if (deactivatedAt) return isBefore(at, deactivatedAt)
    return reactivatedAt === null || !isBefore(at, reactivatedAt)
  }
}

function everybodyIn(onCall: { readonly people: readonly OnCallPerson[]; readonly shadows: readonly OnCallPerson[] }) {
  return [...onCall.people, ...onCall.shadows]
}

/** A clock change can leave a turn without any length: nobody worked it. */
function lasted({ startsAt, endsAt }: Begun): boolean {
  return endsAt === null || isAfter(endsAt, startsAt)
}

function seat({ personId, role }: { readonly personId: string; readonly role: Role }): string {
  return `${role} ${personId}`
}
