// The clocks of an incident: what it came to, and how long that took.

export const clockNames = ['began', 'declared', 'mitigated', 'resolved', 'ended'] as const
export type ClockName = (typeof clockNames)[number]

export type Clock = {
  readonly clock: ClockName
  readonly at: string
  /** From when it began, as far as that is known, and from when it was declared; negative before. */
  readonly secondsSinceBegun: number | null
  readonly secondsSinceDeclared: number
}

type Told = {
  readonly since: string | null
  readonly declaredAt: string
  readonly mitigatedAt: string | null
  readonly resolvedAt: string | null
  readonly endedAt: string | null
}

/** When did it begin, and when was it declared, mitigated, resolved and ended, as far as it came? Mitigated is not resolved, nor resolved ended. */
export function clocksOf({ since, declaredAt, mitigatedAt, resolvedAt, endedAt }: Told): readonly Clock[] {
  const times = { began: since, declared: declaredAt, mitigated: mitigatedAt, resolved: resolvedAt, ended: endedAt }
  return clockNames.flatMap((clock) => {
    const at = times[clock]
    if (at === null) return []
    const secondsSinceBegun = since === null ? null : secondsBetween(since, at)
    return [{ clock, at, secondsSinceBegun, secondsSinceDeclared: secondsBetween(declaredAt, at) }]
  })
}

function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1_000)
}
