import { expect, it } from 'vitest'
import type { EndpointOutput } from '../../api.ts'
import { answersIn, halvingOf, outcomeBy } from './halving.ts'
import type { Hypothesis } from './records.ts'

const thought = (id: number, serviceId: string | null, outcome: Hypothesis['outcome']): Hypothesis => ({
  id,
  serviceId,
  outcome,
  text: 'It is there',
  test: '',
  note: '',
  by: 'Ana',
  at: '2026-03-02T09:14:00.000Z',
  decidedAt: null,
})

const place = (id: string, dependsOn: string[]): EndpointOutput<'getReach'>['chain'][number] => ({
  id,
  slug: id,
  name: id,
  teamId: 't',
  dependsOn,
  openAlerts: 0,
  worst: null,
})

it('takes the last word on each service, and what is open as not told yet', () => {
  const hypotheses = [
    thought(4, 'pay', 'open'),
    thought(1, null, 'confirmed'),
    thought(2, 'db', 'confirmed'),
    thought(3, 'db', 'refuted'),
  ]
  expect(answersIn(hypotheses).map(({ serviceId, answer }) => [serviceId, answer])).toEqual([
    ['db', 'fine'],
    ['pay', 'unknown'],
  ])
  for (const answer of ['fine', 'broken', 'unknown'] as const)
    expect(answersIn([thought(1, 'db', outcomeBy[answer])])[0]?.answer).toBe(answer)
})

it('asks about the chain of the incident', () => {
  const reach = {
    serviceIds: ['shop'],
    chain: [place('db', []), place('pay', ['db']), place('shop', ['pay'])],
    dependants: [],
    further: 0,
    upstream: [],
    echoes: [],
    causes: [],
  }
  expect(halvingOf(reach, [])).toMatchObject({ do: 'test', serviceId: 'db', left: ['db', 'pay', 'shop'] })
  const answers = answersIn([thought(1, 'db', 'refuted'), thought(2, 'pay', 'confirmed')])
  expect(halvingOf(reach, answers)).toMatchObject({ do: 'found', serviceId: 'pay', below: 1 })
})
