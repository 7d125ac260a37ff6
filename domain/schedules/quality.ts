// What makes a schedule hard to carry, and what to change: findings with their figures, and no score. Nobody can act on a score.
import { instantOfMs } from './local-time.ts'
import type { Zone } from '../time.ts'
import type { Finding } from './balance-api.ts'
import type { CountedShift, PersonBalance, Stretch } from './balance.ts'
import { findingWords } from './quality-words.ts'
import type { Rotation } from './schedule.ts'

export type QualityFacts = {
  /** The schedule's own zone. */
  readonly zone: Zone
  /** Those that have not ended. */
  readonly rotations: readonly Rotation[]
  /** What is planned, by person. */
  readonly planned: readonly PersonBalance[]
  readonly shifts: readonly CountedShift[]
  /** When nobody is planned. */
  readonly gaps: readonly Stretch[]
  readonly range: Stretch
  readonly personOf: (personId: string) => {
    readonly name: string
    readonly zone: Zone
    readonly isActive: boolean
  }
}

/** A finding before it is put into words. */
export type Found = Finding extends infer F ? (F extends Finding ? Omit<F, 'says' | 'next'> : never) : never

/** With fewer, somebody who is ill or away leaves too much to the others. */
export const enoughPeople = 5
/** The rest between two working days in the law of the European Union. */
const enoughRestHours = 11
const shortRestHours = 8
const longTurnDays = 7
const longStretchDays = 14
/** How much more than their part somebody carries before it is said: in points, and as a factor. */
const unevenPoints = 10
const unevenFactor = 1.3
/** A gap that comes back so often is a rule, not an accident. */
const oftenTimes = 3

/** What should change about this schedule? The most urgent first. */
export function qualityOf(facts: QualityFacts): readonly Finding[] {
  if (facts.shifts.every(({ role }) => role === 'shadow')) return told([{ code: 'nobody_planned', urgency: 'urgent' }])
  return told([...endOf(facts), ...gapsAtHours(facts), ...howMany(facts), ...howItTurns(facts), ...ofPeople(facts)])
}

/** What should change for people on several schedules together? */
export function peopleQualityOf(facts: Pick<QualityFacts, 'planned' | 'personOf'>): readonly Finding[] {
  return told([...uneven(facts), ...restless(facts)])
}

function told(found: readonly Found[]): readonly Finding[] {
  const rank = { urgent: 0, soon: 1, hint: 2 }
  return found.map(findingWords).toSorted((a, b) => rank[a.urgency] - rank[b.urgency])
}

/** A gap that goes on for longer than this at the end of the range is no night: the schedule ends. */
const endDays = 7

function endOf({ gaps, range }: QualityFacts): readonly Found[] {
  const last = gaps.at(-1)
  if (!last || last.toMs < range.toMs || range.toMs - last.fromMs < endDays * dayMs) return []
  const from = instantOfMs(last.fromMs)
  return from ? [{ code: 'nobody_from', urgency: 'urgent', from }] : []
}

/** Gaps that begin and end at the same times of the day, again and again. */
function gapsAtHours({ gaps, zone, range }: QualityFacts): readonly Found[] {
  const whole = gaps.filter(({ fromMs, toMs }) => fromMs > range.fromMs && toMs < range.toMs)
  const alike = Map.groupBy(whole, ({ fromMs, toMs }) => `${timeAt(fromMs, zone)} ${timeAt(toMs, zone)}`)
  return [...alike].flatMap(([times, own]): readonly Found[] => {
    const [fromTime = '', untilTime = ''] = times.split(' ')
    if (own.length < oftenTimes) return []
    const weekdays = [...new Set(own.map(({ fromMs }) => localAt(fromMs, zone).dayOfWeek))].toSorted((a, b) => a - b)
    return [{ code: 'nobody_at_hours', urgency: 'soon', weekdays, fromTime, untilTime, times: own.length }]
  })
}

function howMany({ rotations, shifts, personOf }: QualityFacts): readonly Found[] {
  const named = rotations.filter(({ role }) => role === 'primary').flatMap(({ turns }) => turns.flat())
  const planned = shifts.filter(({ role }) => role === 'primary').map(({ personId }) => personId)
  const people = [...new Set([...named, ...planned])].filter((personId) => personOf(personId).isActive)
  const [only] = people
  if (only !== undefined && people.length === 1) {
    return [{ code: 'single_person', urgency: 'soon', personId: only, personName: personOf(only).name }]
  }
  if (people.length < 2 || people.length >= enoughPeople) return []
  return [{ code: 'few_people', urgency: people.length === 2 ? 'soon' : 'hint', people: people.length }]
}

function howItTurns({ rotations, shifts }: QualityFacts): readonly Found[] {
  const hasSecondary = shifts.some(({ role }) => role === 'secondary')
  const long = rotations.flatMap((rotation): readonly Found[] => {
    const days = turnDays(rotation)
    // With hours off each day a long turn is a working week, and who is alone has nobody to turn to.
    if (rotation.role !== 'primary' || days <= longTurnDays) return []
    if (rotation.restrictions.length > 0 || rotation.turns.length < 2) return []
    const urgency = hasSecondary ? 'hint' : 'soon'
    return [{ code: 'long_turns', urgency, rotationName: rotation.name, days, hasSecondary }]
  })
  return [...long, ...(hasSecondary ? [] : [{ code: 'no_secondary', urgency: 'hint' } as const])]
}

function turnDays({ unit, length }: Rotation): number {
  switch (unit) {
    case 'hour':
      return Math.floor(length / 24)
    case 'day':
      return length
    case 'week':
      return length * 7
    case 'month':
      return length * 30
  }
}

function ofPeople(facts: QualityFacts): readonly Found[] {
  return [...uneven(facts), ...restless(facts), ...atNight(facts)]
}

const measures = [
  { measure: 'hours', of: 'ms' },
  { measure: 'nights', of: 'nightMs' },
  { measure: 'weekends', of: 'weekendMs' },
] as const

/** Who carries clearly more than their part? Nights are told when they are worse than the hours, and so are weekends. */
function uneven({ planned, personOf }: Pick<QualityFacts, 'planned' | 'personOf'>): readonly Found[] {
  const carrying = planned.filter(({ primary }) => primary.ms > 0)
  if (carrying.length < 2) return []
  const equal = 100 / carrying.length
  const percentOf = (person: PersonBalance, of: (typeof measures)[number]['of']) => {
    const all = carrying.reduce((sum, { primary }) => sum + primary[of], 0)
    return all === 0 ? 0 : (person.primary[of] / all) * 100
  }
  const found: Found[] = []
  for (const { measure, of } of measures) {
    const [most] = carrying.toSorted((a, b) => percentOf(b, of) - percentOf(a, of))
    if (!most) continue
    const percent = percentOf(most, of)
    if (percent < equal + unevenPoints || percent < equal * unevenFactor) continue
    if (measure !== 'hours' && percent < percentOf(most, 'ms') + unevenPoints / 2 && found.length > 0) continue
    const { personId } = most
    const figures = { percent: Math.round(percent), equalPercent: Math.round(equal) }
    found.push({ code: 'uneven', urgency: 'soon', measure, personId, personName: personOf(personId).name, ...figures })
  }
  return found
}

function restless({ planned, personOf }: Pick<QualityFacts, 'planned' | 'personOf'>): readonly Found[] {
  return planned.flatMap(({ personId, longestMs, shortestRest }): readonly Found[] => {
    const person = { personId, personName: personOf(personId).name }
    const days = Math.floor(longestMs / dayMs)
    const restHours = shortestRest && (shortestRest.toMs - shortestRest.fromMs) / hourMs
    const from = shortestRest && instantOfMs(shortestRest.fromMs)
    return [
      // Who never has a rest is alone, and that is said.
      ...(days > longStretchDays && planned.length > 1
        ? [{ code: 'long_stretch', urgency: 'soon', ...person, days } as const]
        : []),
      ...(restHours !== null && from && restHours < enoughRestHours
        ? [
            {
              code: 'short_rest',
              urgency: restHours < shortRestHours ? 'soon' : 'hint',
              ...person,
              hours: Math.round(restHours * 10) / 10,
              from,
            } as const,
          ]
        : []),
    ]
  })
}

/** For whom do most shifts begin at night? */
function atNight({ shifts, range, personOf }: QualityFacts): readonly Found[] {
  const begun = shifts.filter(({ role, fromMs }) => role !== 'shadow' && fromMs > range.fromMs)
  return [...Map.groupBy(begun, ({ personId }) => personId)].flatMap(([personId, own]): readonly Found[] => {
    const { name, zone } = personOf(personId)
    const night = own.filter(({ fromMs }) => isNight(localAt(fromMs, zone).hour))
    const [first] = night
    if (!first || night.length * 2 <= own.length) return []
    const time = timeAt(first.fromMs, zone)
    return [{ code: 'handover_at_night', urgency: 'hint', personId, personName: name, time, zone }]
  })
}

function isNight(hour: number): boolean {
  return hour >= 22 || hour < 7
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

function localAt(ms: number, zone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
}

function timeAt(ms: number, zone: Zone): string {
  return localAt(ms, zone).toPlainTime().toString().slice(0, 5)
}
