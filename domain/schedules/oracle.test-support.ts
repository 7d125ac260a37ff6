// The slow second opinion on who is on call, for tests: it steps from handover to handover and from minute to minute of
// the week with Temporal's own calendar, as a person with a wall calendar would, and shares no arithmetic with the code
// it judges.
import type { Override, Restriction, Role, Rotation, Schedule } from './schedule.ts'

type Instant = Temporal.Instant
type Told = { readonly at: Instant; readonly says: number }

/** Who is on call, as sorted `role person` words, found by looking through the whole calendar. */
export function makeOracle(schedule: Schedule, horizon: Instant) {
  const calendar = schedule.rotations.map((rotation) => calendarOf(rotation, horizon))
  const overrides = schedule.overrides.toSorted(byCreation)
  const temporaries = schedule.temporaries.toSorted(byCreation)
  const boundaries = [
    ...calendar.flatMap(({ boundaries }) => boundaries),
    ...[
      ...overrides,
      ...temporaries,
      ...[...temporaries, ...schedule.calendars].flatMap(({ shifts }) => shifts),
    ].flatMap((one) => [one.startsAt, one.endsAt]),
  ]
  return { boundaries, whoAt }

  function whoAt(at: Instant, isActive: (personId: string) => boolean): string[] {
    const running = overrides.filter((one) => holds(one, at) && (one.kind === 'remove' || isActive(one.personId)))
    const temporary = temporaries.findLast((one) => holds(one, at))
    const onCall = new Set<string>()
    for (const role of ['primary', 'secondary', 'shadow'] as const) {
      for (const people of ladder(role, at, temporary)) {
        const present = people.map((personId) => whoHeld(personId, role, running).at(-1) ?? '').filter(isSomebody)
        present.forEach((personId) => onCall.add(`${role} ${personId}`))
        if (present.length > 0) break
      }
    }
    const first = running.findIndex((one) => one.kind === 'take_over')
    const isNobody = ![...onCall].some((seat) => !seat.startsWith('shadow'))
    running.forEach((one, i) => {
      const role = one.kind === 'add' ? one.role : isNobody && i === first ? 'primary' : null
      const heir = role && whoHeld(one.personId, role, running.slice(i + 1)).at(-1)
      if (heir) onCall.add(`${role} ${heir}`)
    })
    return [...onCall].sort()

    function isSomebody(personId: string): boolean {
      return personId !== '' && isActive(personId)
    }
  }

  /** Who is asked first, who when none of them is there, and so on. */
  function ladder(role: Role, at: Instant, temporary: Schedule['temporaries'][number] | undefined): string[][] {
    const told = schedule.calendars.filter((one) => one.role === role)
    const layers = Array.from({ length: 100 }, (_, i) => [
      ...calendar
        .filter(({ rotation }) => rotation.layer === 99 - i && rotation.role === role)
        .flatMap(({ holdersAt }) => holdersAt(at)),
      ...told
        .filter((one) => one.layer === 99 - i)
        .flatMap(({ shifts }) => shifts.filter((shift) => holds(shift, at)).map(({ personId }) => personId)),
    ])
    if (!temporary) return layers
    const working = temporary.shifts.filter((shift) => shift.role === role && holds(shift, at))
    return working.length === 0 ? [] : [working.map(({ personId }) => personId), ...layers]
  }
}

/** Everybody who holds a person's place in turn, the last of them now; null is nobody. */
function whoHeld(personId: string, role: Role, running: readonly Override[]): (string | null)[] {
  const latest = running.at(-1)
  if (!latest) return [personId]
  const before = whoHeld(personId, role, running.slice(0, -1))
  if (latest.kind === 'take_over' && role !== 'shadow') return [...before, latest.personId]
  if (latest.kind === 'replace' && before.includes(latest.replaces)) return [...before, latest.personId]
  if (latest.kind === 'remove' && before.at(-1) === latest.personId) return [...before, null]
  return before
}

/** All handovers of a rotation, and all moments at which its restrictions open (1) or close (0), up to the horizon. */
function calendarOf(rotation: Rotation, horizon: Instant) {
  const { turns, startsWith, restrictions } = rotation
  const handovers = handoversOf(rotation, horizon)
  const first = handovers[0]?.at ?? horizon
  const doors = restrictions.length === 0 ? null : doorsOf(rotation, horizon)
  const end = rotation.endsOn
    ? momentOf(Temporal.PlainDate.from(rotation.endsOn), rotation.handoverTime, rotation)
    : null
  const [turnAt, doorAt] = [lastToldAt(handovers), lastToldAt(doors ?? [])]
  return {
    rotation,
    boundaries: [...handovers, ...(doors ?? [])].map(({ at }) => at).concat(end ?? []),
    holdersAt(at: Instant): readonly string[] {
      if (!isAtOrAfter(at, first) || (end && isAtOrAfter(at, end))) return []
      if (doors && doorAt(at) !== 1) return []
      return turns[(turnAt(at) + startsWith) % turns.length] ?? []
    },
  }
}

/** Of all that is told by a moment, what stands last on the calendar? */
function lastToldAt(told: readonly Told[]): (at: Instant) => number {
  const order = told.map(({ at, says }, i) => ({ ms: at.epochMilliseconds, says, i })).sort((a, b) => a.ms - b.ms)
  const heard = order.map((_, i) => order[i])
  for (let i = 1; i < heard.length; i += 1) if ((heard[i - 1]?.i ?? 0) > (heard[i]?.i ?? 0)) heard[i] = heard[i - 1]
  return (at) => {
    let [low, high] = [0, order.length]
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      if ((order[middle]?.ms ?? 0) <= at.epochMilliseconds) low = middle + 1
      else high = middle
    }
    return heard[low - 1]?.says ?? -1
  }
}

function handoversOf(rotation: Rotation, horizon: Instant): Told[] {
  const told: Told[] = []
  const margin = horizon.add({ hours: 48 })
  for (let number = 0; ; number += 1) {
    const at = wallOfHandover(rotation, number).toZonedDateTime(rotation.zone).toInstant()
    if (number > 0 && isAtOrAfter(at, margin)) return told
    told.push({ at, says: number })
  }
}

function wallOfHandover(rotation: Rotation, number: number): Temporal.PlainDateTime {
  const startsOn = Temporal.PlainDate.from(rotation.startsOn)
  const { handoverTime, length } = rotation
  switch (rotation.unit) {
    case 'hour':
      return startsOn.toPlainDateTime(handoverTime).add({ hours: number * length })
    case 'day':
      return startsOn.add({ days: number * length }).toPlainDateTime(handoverTime)
    case 'week': {
      let day = startsOn
      while (day.dayOfWeek !== rotation.handoverWeekday) day = day.add({ days: 1 })
      return day.add({ weeks: number * length }).toPlainDateTime(handoverTime)
    }
    case 'month': {
      const inMonth = (month: Temporal.PlainYearMonth) => month.toPlainDate({ day: rotation.handoverDay })
      let month = startsOn.toPlainYearMonth()
      if (Temporal.PlainDate.compare(inMonth(month), startsOn) < 0) month = month.add({ months: 1 })
      return inMonth(month.add({ months: number * length })).toPlainDateTime(handoverTime)
    }
  }
}

function doorsOf({ restrictions, startsOn, zone }: Rotation, horizon: Instant): Told[] {
  const inside = restrictions.map(openMinutes).reduce((all, some) => all.union(some))
  const open = week.map((_, minute) => inside.has(minute))
  const turning = open.flatMap((isNow, minute) => (isNow === open.at(minute - 1) ? [] : [minute]))
  if (turning.length === 0) return [{ at: Temporal.Instant.fromEpochMilliseconds(-8.64e15), says: open[0] ? 1 : 0 }]
  const told: Told[] = []
  let day = Temporal.PlainDate.from(startsOn).subtract({ days: 16 })
  while (isAtOrAfter(horizon.add({ hours: 24 * 9 }), momentOf(day, '00:00', { zone }))) {
    for (const minute of turning.filter((one) => week[one]?.day === day.dayOfWeek)) {
      told.push({ at: momentOf(day, week[minute]?.time ?? '', { zone }), says: open[minute] ? 1 : 0 })
    }
    day = day.add({ days: 1 })
  }
  return told
}

/** The minutes of the week that lie inside, found by walking on from where it opens until the clock shows where it closes. */
function openMinutes(restriction: Restriction): Set<number> {
  const starts =
    restriction.kind === 'days'
      ? restriction.weekdays.map((day) => [day, restriction.from, restriction.to] as const)
      : [[restriction.fromWeekday, restriction.fromTime, restriction.toTime] as const]
  const open = new Set<number>()
  for (const [day, from, to] of starts) {
    let minute = week.findIndex((one) => one.day === day && one.time === from)
    do {
      open.add(minute)
      minute = (minute + 1) % week.length
    } while (week[minute]?.time !== to || (restriction.kind === 'span' && week[minute]?.day !== restriction.toWeekday))
  }
  return open
}

const week = [1, 2, 3, 4, 5, 6, 7].flatMap((day) =>
  Array.from({ length: 1_440 }, (_, minute) => {
    const time = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60).toString().slice(0, 5)
    return { day, time }
  }),
)

function momentOf(day: Temporal.PlainDate, time: string, { zone }: Pick<Rotation, 'zone'>): Instant {
  return day.toPlainDateTime(time).toZonedDateTime(zone).toInstant()
}

function byCreation(a: { createdAt: Instant; id: string }, b: { createdAt: Instant; id: string }): number {
  return Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1)
}

function holds(span: { startsAt: Instant; endsAt: Instant }, at: Instant): boolean {
  return isAtOrAfter(at, span.startsAt) && !isAtOrAfter(at, span.endsAt)
}

function isAtOrAfter(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) >= 0
}
