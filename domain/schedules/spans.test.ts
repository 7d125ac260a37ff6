import { assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { onCallAt } from './on-call.ts'
import { daily, override, schedule, weekly } from './sample.test-support.ts'
import { spansBetween } from './spans.ts'

const at = (text: string) => Temporal.Instant.from(text)
const march = { from: at('2026-03-23T00:00:00Z'), to: at('2026-04-06T00:00:00Z') }

describe('spansBetween', () => {
  it('names turns, gaps and who stands in, from the first moment to the last', () => {
    const written = schedule({
      rotations: [weekly({ endsOn: '2026-04-06', turns: [['ana'], ['ben']] })],
      overrides: [override({ personId: 'dora', from: '2026-03-25T08:00:00Z', to: '2026-03-26T08:00:00Z' })],
    })
    expect(told(written, march)).toEqual([
      '2026-03-23T00:00:00Z nobody',
      '2026-03-23T08:00:00Z ana',
      '2026-03-25T08:00:00Z dora',
      '2026-03-26T08:00:00Z ana',
      '2026-03-30T07:00:00Z ben',
    ])
  })

  it('does not break where only a lower layer hands over', () => {
    const written = schedule({
      rotations: [weekly({ layer: 1, turns: [['ana']] }), daily({ id: 'r2', layer: 0, turns: [['ben'], ['chen']] })],
    })
    const week = { from: at('2026-03-24T00:00:00Z'), to: at('2026-03-27T00:00:00Z') }
    expect(told(written, week)).toEqual(['2026-03-24T00:00:00Z ana'])
  })

  it('breaks where the same person begins another turn', () => {
    const written = schedule({ rotations: [weekly({ turns: [['ana']] })] })
    expect(told(written, march)).toEqual([
      '2026-03-23T00:00:00Z nobody',
      '2026-03-23T08:00:00Z ana',
      '2026-03-30T07:00:00Z ana',
    ])
  })

  it('says where it was cut', () => {
    const written = schedule({ rotations: [daily()] })
    const { spans, cutAt } = spansBetween(written, march, { limit: 3 })
    expect(spans).toHaveLength(3)
    expect(cutAt).toEqual(spans.at(-1)?.endsAt)
  })

  it('has nothing to say of an empty range', () => {
    expect(spansBetween(schedule({}), { from: march.from, to: march.from })).toEqual({ spans: [], cutAt: null })
  })

  it('covers the range without overlap, and agrees with the answer for any moment', () => {
    const written = schedule({
      rotations: [weekly({ turns: [['ana'], ['ben'], ['gone']] }), daily({ id: 'r2', role: 'secondary', layer: 2 })],
      overrides: [override({ replaces: 'ben', from: '2026-04-01T12:00:00Z', to: '2026-04-03T12:00:00Z' })],
    })
    const hour = integer({ min: 0, max: 24 * 60 })
    assert(
      property(hour, hour, hour, (start, length, ask) => {
        const from = march.from.add({ hours: start })
        const to = from.add({ hours: length })
        const { spans } = spansBetween(written, { from, to }, { isActive })
        const bounds = spans.flatMap((span) => [span.startsAt, span.endsAt]).map(String)
        const joints = [from, ...spans.slice(1).flatMap(({ startsAt }) => [startsAt, startsAt]), to].map(String)
        expect(bounds).toEqual(length === 0 ? [] : joints)
        const moment = from.add({ hours: ask % Math.max(length, 1) })
        const span = spans.findLast(({ startsAt }) => Temporal.Instant.compare(startsAt, moment) <= 0)
        if (length > 0) expect(span?.people).toEqual(onCallAt(written, moment, isActive).people)
      }),
    )
  })
})

function isActive(personId: string): boolean {
  return personId !== 'gone'
}

function told(...[written, range]: Parameters<typeof spansBetween>): string[] {
  return spansBetween(written, range).spans.map(
    ({ startsAt, people }) => `${startsAt.toString()} ${people.map(({ personId }) => personId).join('+') || 'nobody'}`,
  )
}
