import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RosterStep } from './roster.ts'
import { policyLimits, stepsInPlace, whyNotFollowed } from './steps.ts'

describe('steps in place', () => {
  test('the steps of a named policy stand where it is named, and the wait after the last is the one written there', () => {
    const policies = written({ outer: 'ana 5, >inner 30, ben 7', inner: 'cho 1, dara 2' })
    expect(shown('outer', policies)).toEqual(['ana 5', 'cho 1 (inner)', 'dara 30 (inner)', 'ben 7'])
    expect(shown('inner', policies)).toEqual(['cho 1', 'dara 2'])
    expect(shown('nothing', policies)).toEqual([])
  })

  test('policies in policies in policies', () => {
    const policies = written({ a: '>b 9', b: 'ana 1, >c 8', c: 'ben 2, cho 3' })
    expect(shown('a', policies)).toEqual(['ana 1 (b)', 'ben 2 (c)', 'cho 9 (c)'])
  })

  test('what leads back, or names nothing, stays as a step that nobody can follow', () => {
    const policies = written({ a: 'ana 1, >b 2', b: '>a 3, ben 4, >gone 5' })
    expect(shown('a', policies)).toEqual(['ana 1', '>a 3 (b)', 'ben 4 (b)', '>gone 2 (b)'])
    expect(whyNotFollowed('a', policies)).toEqual({ step: 1, because: 'leads_back' })
    expect(whyNotFollowed('b', policies)).toEqual({ step: 0, because: 'leads_back' })
  })

  test('policies stand in one another so deep and no deeper', () => {
    const chain = (depth: number) =>
      written(
        Object.fromEntries(
          Array.from({ length: depth }, (_, i) => [`p${i}`, i === depth - 1 ? 'ana 1' : `>p${i + 1} 1`]),
        ),
      )
    expect(shown('p0', chain(policyLimits.depth))).toEqual([`ana 1 (p${policyLimits.depth - 1})`])
    expect(whyNotFollowed('p0', chain(policyLimits.depth))).toBeNull()
    expect(whyNotFollowed('p0', chain(policyLimits.depth + 1))).toEqual({ step: 0, because: 'too_deep' })
  })

  test('so many steps and no more', () => {
    const twenty = Array.from({ length: 20 }, () => 'ana 1').join(', ')
    const times = (count: number) => written({ a: Array.from({ length: count }, () => '>b 1').join(', '), b: twenty })
    expect(whyNotFollowed('a', times(5))).toBeNull()
    expect(whyNotFollowed('a', times(6))).toEqual({ step: 5, because: 'too_long' })
    expect(stepsInPlace('a', times(6))).toHaveLength(policyLimits.steps)
  })

  test('any web of policies is gone through in bounded steps, each of which is one that was written', () => {
    const step = fc.oneof(fc.constant('ana 1'), fc.constantFrom('>a 1', '>b 1', '>c 1', '>d 1', '>gone 1'))
    const steps = fc.array(step, { minLength: 1, maxLength: 20 }).map((each) => each.join(', '))
    fc.assert(
      fc.property(fc.record({ a: steps, b: steps, c: steps, d: steps }), (texts) => {
        const policies = written(texts)
        const found = stepsInPlace('a', policies)
        expect(found.length).toBeGreaterThan(0)
        expect(found.length).toBeLessThanOrEqual(policyLimits.steps)
        if (whyNotFollowed('a', policies) === null)
          expect(found.every(({ targets }) => targets[0]?.kind === 'person' || isGone(targets[0]))).toBe(true)
      }),
    )
  })
})

/** Policies as `ana 5, >inner 30`: whom a step names, or which policy, and its minutes. */
function written(texts: Readonly<Record<string, string>>) {
  return new Map(
    Object.entries(texts).map(([id, text]) => [
      id,
      {
        name: id,
        steps: text.split(', ').map((step): RosterStep => {
          const [who = '', minutes] = step.split(' ')
          const target = who.startsWith('>')
            ? ({ kind: 'policy', policyId: who.slice(1) } as const)
            : ({ kind: 'person', personId: who } as const)
          return { targets: [target], waitMinutes: Number(minutes) }
        }),
      },
    ]),
  )
}

function shown(policyId: string, policies: ReturnType<typeof written>): readonly string[] {
  return stepsInPlace(policyId, policies).map(({ targets: [target], waitMinutes, within }) => {
    const who = target?.kind === 'policy' ? `>${target.policyId}` : target?.kind === 'person' ? target.personId : ''
    return `${who} ${waitMinutes}${within === null ? '' : ` (${within})`}`
  })
}

function isGone(target: RosterStep['targets'][number] | undefined): boolean {
  return target?.kind === 'policy' && target.policyId === 'gone'
}
