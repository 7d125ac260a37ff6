import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMoment } from './timestamps.ts'

describe('a foreign timestamp', () => {
  test.each([
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00Z'],
    ['2026-11-22T10:00:00.123Z', '2026-11-22T10:00:00.123Z'],
    ['2026-11-22T10:00:00.123456789Z', '2026-11-22T10:00:00.123456789Z'],
    ['2026-11-22T10:00:00.1234567Z', '2026-11-22T10:00:00.1234567Z'],
    ['2026-11-22T12:00:00.5+02:00', '2026-11-22T10:00:00.5Z'],
    ['2026-11-22T10:00:00.000+0000', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T05:30:00-0430', '2026-11-22T10:00:00Z'],
    ['2026-11-22T19:00:00+09', '2026-11-22T10:00:00Z'],
    ['2026-11-22t10:00:00z', '2026-11-22T10:00:00Z'],
    ['2026-11-22 10:00:00 UTC', '2026-11-22T10:00:00Z'],
    ['2026-11-22T10:00Z', '2026-11-22T10:00:00Z'],
    ['2026-12-31T23:59:60Z', '2026-12-31T23:59:59Z'],
    ['2027-01-01T00:30:00+01:00', '2026-12-31T23:30:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
    [1_795_341_600, '2026-11-22T10:00:00Z'],
    ['1795341600', '2026-11-22T10:00:00Z'],
    [1_795_341_600.25, '2026-11-22T10:00:00.250Z'],
    [1_795_341_600_123, '2026-11-22T10:00:00.123Z'],
    [1_795_341_600_123_456, '2026-11-22T10:00:00.123Z'],
    ['1795341600123456789', '2026-11-22T10:00:00.123Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ])('%s is %s', (sent, text) => {
    expect(readMoment(sent)).toMatchObject({ text, zoneAssumed: false })
  })

  test.each([['2026-11-22T10:00:00'], ['2026-11-22 10:00:00'], ['2026-11-22T10:00:00,000']])(
    '%s has no zone and is taken as UTC',
    (sent) => {
      expect(readMoment(sent)).toMatchObject({ zoneAssumed: true, epochMilliseconds: 1_795_341_600_000 })
    },
  )

  test.each([
    [null],
    [undefined],
    [''],
    [' '],
    [0],
    ['0'],
    ['0001-01-01T00:00:00Z'],
    ['0001-01-01T00:00:00.000+00:00'],
    ['0000-00-00'],
  ])('%s means not set', (sent) => {
    expect(readMoment(sent)).toBe('unset')
  })

  test.each([
    ['yesterday'],
    ['2026-13-01T00:00:00Z'],
    ['2026-02-29T00:00:00Z'],
    ['2026-11-22T24:00:01Z'],
    ['2026-11-22T10:00:00+25:00'],
    ['-0001-01-01T00:00:00Z'],
    ['1969-12-31T23:59:59Z'],
    ['2026-11-22T10:00:00.Z'],
    ['2026-11-22T10:00:00Z; drop'],
    ['10000-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59-01:00'],
    [-5],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e300],
    [true],
    [{}],
    [['2026']],
  ])('%s cannot be read', (sent) => {
    expect(readMoment(sent)).toBe('unreadable')
  })

  test('agrees with Temporal on every instant and offset', () => {
    const epochMilliseconds = fc.integer({ min: 86_400_000, max: 99_999_999_999_000 })
    fc.assert(
      fc.property(epochMilliseconds, fc.integer({ min: -1439, max: 1439 }), (epoch, minutes) => {
        const instant = Temporal.Instant.fromEpochMilliseconds(epoch)
        const sign = minutes < 0 ? '-' : '+'
        const size = Math.abs(minutes)
        const offset = `${sign}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
        const local = instant.toZonedDateTimeISO(offset).toString({ timeZoneName: 'never' })
        const isReadAsMilliseconds = epoch >= 1e11 && epoch < 1e14
        for (const sent of [instant.toString(), local, epoch / 1000, ...(isReadAsMilliseconds ? [epoch] : [])]) {
          const moment = readMoment(sent)
          if (typeof moment === 'string') throw new Error(`${sent} was ${moment}`)
          expect(Math.abs(moment.epochMilliseconds - epoch)).toBeLessThan(typeof sent === 'number' ? 1.01 : 0.01)
          expect(Temporal.Instant.from(moment.text).epochMilliseconds).toBe(
            Math.floor(moment.epochMilliseconds + 0.001),
          )
        }
      }),
      { numRuns: 1000 },
    )
  })
})
