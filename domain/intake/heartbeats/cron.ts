// When a cron expression is next due, by the wall clock of its zone. The pattern is matched against local times alone; what a
// local time means when clocks change is decided here, as docs/decisions/0009 has it for schedules.
import { Cron } from 'croner'
import { earliest, isBefore, type Instant, type Zone } from '../../time.ts'

export type CronSchedule = { readonly cron: string; readonly zone: Zone }

/** Five fields or a nickname: minutes, hours, days of the month, months, days of the week. */
const form = /^(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)|\S+(?: +\S+){4})$/i

/** Can this be waited for? Null when it is an expression that is due again and again, else what is wrong with it. */
export function whyNoCron(text: string): 'not_cron' | 'never_due' | null {
  const cron = parsed(text)
  if (!cron) return 'not_cron'
  return cron.nextRun(new Date('2024-01-01T00:00:00Z')) === null ? 'never_due' : null
}

/**
 * The first moment after `after` at which it is due. A local time that the clocks skip is due as much later; one that comes twice is
 * due the first time, unless the expression runs in every hour: then each of the two hours counts. Null: never again.
 */
export function nextCron({ cron, zone }: CronSchedule, after: Instant): Instant | null {
  const pattern = parsed(cron)
  if (!pattern) return null
  const here = after.toZonedDateTimeISO(zone)
  const everyHour = runsInEveryHour(cron)
  const next = firstAfter(pattern, zone, { wall: wallBehind(here), after, everyHour })
  if (!next || !everyHour) return next
  const change = here.getTimeZoneTransition('next')
  if (!change || !isBefore(change.toInstant(), next)) return next
  // The hour that comes a second time: what is due in it, from its beginning, which is due itself.
  const again = pattern.nextRun(asIfUtc(change.toPlainDateTime().subtract({ nanoseconds: 1 })))
  const second = again ? momentOf(wallOf(again), zone, 'later') : null
  return second && isBefore(after, second) ? earliest(next, second) : next
}

/** The next `count` moments, for whoever writes an expression. */
export function nextCrons(schedule: CronSchedule, after: Instant, count: number): readonly Instant[] {
  const times: Instant[] = []
  for (let at = nextCron(schedule, after); at && times.length < count; at = nextCron(schedule, at)) times.push(at)
  return times
}

type From = { readonly wall: Temporal.PlainDateTime; readonly after: Instant; readonly everyHour: boolean }

function firstAfter(pattern: Cron, zone: Zone, from: From): Instant | null {
  const { after, everyHour } = from
  let { wall } = from
  // Of wall times that the clocks skip the moment lies behind that of later ones: the earliest of them counts.
  let skipped: Instant | null = null
  // In an hour that comes a second time, its wall times have come a first time already.
  for (let tries = 0; tries < 200; tries++) {
    const found = pattern.nextRun(asIfUtc(wall))
    if (!found) return skipped
    wall = wallOf(found)
    const [at, again] = [momentOf(wall, zone, 'compatible'), momentOf(wall, zone, 'later')]
    // A minute that the clocks skip is written on no wall: a job of every hour has its next one.
    if (!isWritten(wall, at, zone)) {
      if (!everyHour && isBefore(after, at)) skipped = skipped ? earliest(skipped, at) : at
      continue
    }
    if (isBefore(after, at)) return skipped ? earliest(skipped, at) : at
    if (everyHour && isBefore(after, again)) return again
  }
  return skipped
}

/** The wall time to read on from: as much earlier as the clocks have just skipped, since what was skipped is due as much later. */
function wallBehind(here: Temporal.ZonedDateTime): Temporal.PlainDateTime {
  const wall = here.toPlainDateTime()
  // Also one at this very moment.
  const change = here.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')
  if (!change) return wall
  const gap = change.offsetNanoseconds - change.subtract({ nanoseconds: 1 }).offsetNanoseconds
  const isIn = gap > 0 && here.epochNanoseconds - change.epochNanoseconds < BigInt(gap)
  return isIn ? wall.subtract({ nanoseconds: gap }) : wall
}

const most = 200
const known = new Map<string, Cron | null>()

function parsed(text: string): Cron | null {
  const kept = known.get(text)
  if (kept !== undefined) return kept
  const cron = parse(text)
  if (known.size >= most) known.clear()
  known.set(text, cron)
  return cron
}

function parse(text: string): Cron | null {
  if (text.length > 100 || !form.test(text)) return null
  try {
    return new Cron(text, { timezone: 'UTC', mode: text.startsWith('@') ? 'auto' : '5-part', paused: true })
  } catch {
    return null
  }
}

/** `0 * * * *` and `@hourly` are about hours that pass; `0 3 * * *` is about what a clock on the wall shows. */
function runsInEveryHour(cron: string): boolean {
  const [, hours = ''] = cron.split(/ +/)
  return /^@hourly$/i.test(cron) || hours === '*' || hours === '?' || hours === '*/1'
}

function momentOf(wall: Temporal.PlainDateTime, zone: Zone, disambiguation: 'compatible' | 'later'): Instant {
  return wall.toZonedDateTime(zone, { disambiguation }).toInstant()
}

function isWritten(wall: Temporal.PlainDateTime, at: Instant, zone: Zone): boolean {
  return at.toZonedDateTimeISO(zone).toPlainDateTime().equals(wall)
}

function asIfUtc(wall: Temporal.PlainDateTime): Date {
  return new Date(wall.toZonedDateTime('UTC').epochMilliseconds)
}

function wallOf(asIf: Date): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(asIf.getTime()).toZonedDateTimeISO('UTC').toPlainDateTime()
}
