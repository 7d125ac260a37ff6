import { describe, expect, it } from 'vitest'
import { isRiskTaken, riskEndsAt } from './risk.ts'

const at = (moment: string) => Temporal.Instant.from(moment)

describe('a risk that is taken until a day', () => {
  it.each([
    ['Asia/Seoul', '2026-07-10T14:59:59Z', true],
    ['Asia/Seoul', '2026-07-10T15:00:00Z', false],
    ['UTC', '2026-07-10T15:00:00Z', true],
    ['America/New_York', '2026-07-11T03:59:00Z', true],
    ['America/New_York', '2026-07-11T04:00:00Z', false],
  ] as const)('in %s it is taken at %s: %s', (zone, now, isTaken) => {
    expect(isRiskTaken({ until: '2026-07-10', zone }, at(now))).toBe(isTaken)
  })

  it('lasts through a day whose clocks change', () => {
    expect(riskEndsAt({ until: '2026-03-29', zone: 'Europe/Berlin' })).toEqual(at('2026-03-29T22:00:00Z'))
  })
})
