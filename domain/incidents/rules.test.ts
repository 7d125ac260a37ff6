import { describe, expect, it } from 'vitest'
import { nextUpdateDue, updateStep } from './cadence.ts'
import { alikeTo } from './duplicates.ts'

const noon = Temporal.Instant.from('2026-07-01T12:00:00Z')
const at = (time: string) => Temporal.Instant.from(`2026-07-01T${time}:00Z`)

describe('updates', () => {
  it.each([
    ['P1', 'mitigation', null, '12:30'],
    ['P2', 'triage', null, '13:00'],
    ['P1', 'resolution', null, '14:00'],
    ['P1', 'mitigation', 15, '12:15'],
  ] as const)('are due for %s in %s, every %s minutes, at %s', (priority, state, everyMinutes, due) => {
    expect(nextUpdateDue({ state, priority, everyMinutes }, noon)).toEqual(at(due))
  })

  it('are not waited for once it is resolved', () => {
    for (const state of ['follow_up', 'closed', 'dismissed', 'merged'] as const)
      expect(nextUpdateDue({ state, priority: 'P1', everyMinutes: 15 }, noon)).toBeNull()
  })

  it('remind the owner when one is due, then the commander, then nobody', () => {
    expect(updateStep({ dueAt: noon, reminded: 'nobody' }, at('11:59'))).toEqual({ do: 'wait', until: noon })
    expect(updateStep({ dueAt: noon, reminded: 'nobody' }, noon)).toEqual({
      do: 'remind',
      whom: 'owner',
      nextAt: at('12:10'),
    })
    expect(updateStep({ dueAt: noon, reminded: 'owner' }, at('12:05'))).toEqual({ do: 'wait', until: at('12:10') })
    expect(updateStep({ dueAt: noon, reminded: 'owner' }, at('12:10'))).toEqual({
      do: 'remind',
      whom: 'commander',
      nextAt: null,
    })
  })
})

describe('what may be the same', () => {
  const known = [
    { id: 1, title: 'Checkout answers 500 in Seoul', serviceIds: ['checkout'] },
    { id: 2, title: 'Disk is full on web1', serviceIds: ['web'] },
    { id: 3, title: '결제 서비스 오류 급증', serviceIds: ['payments'] },
  ]

  it('has like words or one service, the likeliest first', () => {
    const alike = alikeTo({ title: 'checkout answers 500', serviceIds: ['web'] }, known)
    expect(alike.map(({ id, because }) => [id, because])).toEqual([
      [1, 'words'],
      [2, 'service'],
    ])
  })

  it('is found in Korean, where endings differ', () => {
    expect(alikeTo({ title: '결제 오류가 급증합니다', serviceIds: [] }, known).map(({ id }) => id)).toEqual([3])
  })

  it('is nothing where nothing is alike', () => {
    expect(alikeTo({ title: 'Mail is late', serviceIds: ['mail'] }, known)).toEqual([])
    expect(alikeTo({ title: '', serviceIds: [] }, known)).toEqual([])
  })
})
