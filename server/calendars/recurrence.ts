// Rules of recurrence, asked for what they mean in a window. Why by this library: docs/decisions/0022-calendars-of-others.md.
import { RRuleTemporal } from 'rrule-temporal'
import { calendarLimits } from '../../domain/calendars/event.ts'

/** A rule that takes more steps than a calendar may ask for. */
export class TooManySteps extends Error {}

/**
 * When does this rule hold, on the wall clock, in the window? Wall clocks know no skipped hours, so none of its occurrences is
 * lost in the night of a clock change; which moment each of them is, is decided afterwards. Throws on what is no rule.
 */
export function occurrences(
  rule: string,
  startMs: number,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  clock: { readonly toWallMs: (epochMs: number) => number },
): number[] {
  const found = new RRuleTemporal({
    rruleString: `DTSTART:${stamp(startMs)}\nRRULE:${withWallEnd(rule, clock)}`,
    maxIterations: calendarLimits.ruleSteps,
  })
  try {
    return found
      .between(moment(fromMs), moment(toMs), true)
      .map((at) => at.epochMilliseconds)
      .filter((ms) => ms >= fromMs && ms <= toMs)
  } catch (error) {
    if (error instanceof Error && /iterations/i.test(error.message)) throw new TooManySteps()
    throw error
  }
}

/** UNTIL is a moment in UTC, or a day; here all is the wall clock. */
function withWallEnd(rule: string, { toWallMs }: { readonly toWallMs: (epochMs: number) => number }): string {
  return rule.trim().replace(/UNTIL=(\d{8})(?:T(\d{6})(Z?))?/i, (_, day: string, time?: string, isUtc?: string) => {
    if (time === undefined) return `UNTIL=${day}T235959Z`
    const ms = Date.parse(
      `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
    )
    if (Number.isNaN(ms)) throw new Error('UNTIL is no time')
    return `UNTIL=${stamp(isUtc ? toWallMs(ms) : ms)}`
  })
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function moment(ms: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC')
}
