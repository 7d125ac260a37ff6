// A risk is taken until a day, and no longer.
import { isBefore, type Instant, type Zone } from '../time.ts'

export type TakenRisk = {
  /** The last day on which it is taken. */
  readonly until: string
  /** Of whoever took it: their day ends where they are. UTC when nobody of Baton's people did. */
  readonly zone: Zone
}

/** When does it end: at the end of its last day where whoever took it is? From then on what was open is owed again. */
export function riskEndsAt({ until, zone }: TakenRisk): Instant {
  return Temporal.PlainDate.from(until).add({ days: 1 }).toZonedDateTime(zone).toInstant()
}

/** Is it taken at `now`? */
export function isRiskTaken(risk: TakenRisk, now: Instant): boolean {
  return isBefore(now, riskEndsAt(risk))
}

/** Which day is it for whoever takes one now? */
export function dayOf(now: Instant, zone: Zone): string {
  return now.toZonedDateTimeISO(zone).toPlainDate().toString()
}
