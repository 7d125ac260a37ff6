import { describe, expect, it } from 'vitest'
import { rankProposed, type Known, type WhyProposed } from './experts.ts'

const now = Temporal.Instant.from('2026-07-01T18:12:00Z')
const someone = (name: string, zone: string, why: readonly WhyProposed[], more: Partial<Known> = {}): Known => ({
  personId: name,
  name,
  zone,
  why,
  isIn: false,
  canBePaged: true,
  ...more,
})
const onCall = { kind: 'on_call_for', service: 'Payments' } as const
const expert = { kind: 'expert_of', service: 'Payments' } as const
const owner = { kind: 'owner_of', service: 'Payments' } as const
const names = (people: readonly Known[]) => rankProposed(people, now).map(({ name }) => name)

describe('who is pulled in', () => {
  it('asks who is on call first, then experts, then owners', () => {
    const [ana, ben, cho] = [
      someone('ana', 'UTC', [owner]),
      someone('ben', 'UTC', [expert]),
      someone('cho', 'UTC', [onCall]),
    ]
    expect(names([ana, ben, cho])).toEqual(['cho', 'ben', 'ana'])
  })

  it('asks the expert who is awake before the one for whom it is night', () => {
    const asleep = someone('ana', 'Asia/Seoul', [expert])
    const awake = someone('ben', 'Europe/Berlin', [expert])
    expect(names([asleep, awake])).toEqual(['ben', 'ana'])
    expect(rankProposed([asleep], now)[0]).toMatchObject({ localTime: '03:12', isAwake: false })
  })

  it('asks who is on call at night before an owner by day', () => {
    expect(names([someone('ana', 'UTC', [owner]), someone('ben', 'Asia/Seoul', [onCall])])).toEqual(['ben', 'ana'])
  })

  it('puts last who is in already, and before them whom nothing reaches; who has no reason is left out', () => {
    const people = [
      someone('ana', 'UTC', [onCall], { isIn: true }),
      someone('ben', 'UTC', [onCall, expert], { canBePaged: false }),
      someone('cho', 'UTC', [owner]),
      someone('dan', 'UTC', []),
    ]
    expect(names(people)).toEqual(['cho', 'ben', 'ana'])
  })
})
