import { expect, test } from 'vitest'
import { epochMsOfWall, instantOfMs, offsetMsAt, zoneOffsets, DAY_MS } from './local-time.ts'

const HOUR_MS = 3_600_000

test(
  'every zone, around every change of its clock from 2000 to 2040, agrees with Temporal',
  { timeout: 60_000 },
  () => {
    const differences: string[] = []
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const offsets = zoneOffsets(zone)
      for (const changeMs of changes(offsets.startsMs, '2000-01-01', '2040-01-01')) {
        for (const atMs of [changeMs - 1, changeMs, changeMs + 1]) {
          if (offsetMsAt(offsets, atMs) !== offsetByTemporal(zone, atMs)) differences.push(`${zone} ${atMs}`)
        }
        const wallMs = changeMs + offsetMsAt(offsets, changeMs)
        for (const aside of [-24.5, -1, -0.25, 0, 0.25, 24.5]) {
          const askedMs = wallMs + aside * HOUR_MS
          if (epochMsOfWall(offsets, askedMs) !== wallByTemporal(zone, askedMs)) differences.push(`${zone} ${askedMs}`)
        }
      }
    }
    expect(differences).toEqual([])
  },
)

test('no zone changes its clock twice within 72 hours, nor by more than a day: what epochMsOfWall relies on', () => {
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const { startsMs, offsetsMs } = zoneOffsets(zone)
    for (let i = 1; i < startsMs.length; i += 1) {
      const sinceLastMs = (startsMs[i] ?? NaN) - (startsMs[i - 1] ?? NaN)
      const jumpMs = Math.abs((offsetsMs[i] ?? NaN) - (offsetsMs[i - 1] ?? NaN))
      if (!(sinceLastMs > 3 * DAY_MS && jumpMs <= DAY_MS)) expect.fail(`${zone} at ${startsMs[i]}`)
    }
  }
})

test.each([
  ['skipped an hour', 'Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00Z'],
  ['shown twice', 'Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
  ['skipped half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:45:00Z'],
  ['half an hour shown twice', 'Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00Z'],
  ['a skipped day', 'Pacific/Apia', '2011-12-30T09:00', '2011-12-30T19:00:00Z'],
  ['summer time beyond the table', 'Europe/Berlin', '2300-07-01T09:00', '2300-07-01T07:00:00Z'],
  ['skipped beyond the table', 'America/New_York', '2300-03-11T02:30', '2300-03-11T07:30:00Z'],
  ['before standard time', 'Europe/Berlin', '1850-01-01T12:00', '1850-01-01T11:06:32Z'],
])('%s', (_, zone, wall, moment) => {
  const wallMs = Temporal.PlainDateTime.from(wall).toZonedDateTime('UTC').epochMilliseconds
  expect(instantOfMs(epochMsOfWall(zoneOffsets(zone), wallMs))?.toString()).toBe(moment)
})

test('a zone that does not exist is refused', () => {
  expect(() => zoneOffsets('Europe/Atlantis')).toThrow(RangeError)
})

test('a moment past the last that can be named is null', () => {
  expect(instantOfMs(8.64e15)?.epochMilliseconds).toBe(8.64e15)
  expect(instantOfMs(8.64e15 + 1)).toBeNull()
  expect(instantOfMs(Infinity)).toBeNull()
})

function changes(startsMs: Float64Array, from: string, to: string): number[] {
  const [fromMs, toMs] = [from, to].map((day) => Temporal.Instant.from(`${day}T00:00:00Z`).epochMilliseconds)
  return [...startsMs].filter((ms) => ms >= (fromMs ?? NaN) && ms < (toMs ?? NaN))
}

function offsetByTemporal(zone: string, epochMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
}

function wallByTemporal(zone: string, wallMs: number): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime()
  return wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}
