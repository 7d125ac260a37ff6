// Time as a value. Nothing here asks what time it is: the edge hands every unit of work one `now`.

/** An exact moment on the UTC line. */
export type Instant = Temporal.Instant

/** An IANA time zone name such as `Europe/Berlin`; rules keep the zone, moments do not. */
export type Zone = string

export function isBefore(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}

export function isAfter(a: Instant, b: Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}

export function earliest(a: Instant, b: Instant): Instant {
  return isBefore(b, a) ? b : a
}

export function latest(a: Instant, b: Instant): Instant {
  return isAfter(b, a) ? b : a
}

export function plusMinutes(at: Instant, minutes: number): Instant {
  return at.add({ milliseconds: Math.round(minutes * 60_000) })
}

/** Whether the runtime knows the zone by this name; `../../etc/passwd` and typing errors answer no. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/.test(name)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/** The same moment with no more digits than browsers and doors tell: rounded down. */
export function toMillisecond(at: Instant): Instant {
  return at.round({ smallestUnit: 'millisecond', roundingMode: 'floor' })
}
