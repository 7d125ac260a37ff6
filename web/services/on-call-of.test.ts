import { expect, test } from 'vitest'
import { onCallOf } from './on-call-of.ts'

const step = (...targets: object[]) => ({ targets, waitMinutes: 5 }) as never
const schedule = (scheduleId: string) => ({ kind: 'schedule', scheduleId })
const onCall = [
  { scheduleId: 'a', teamId: 't1' },
  { scheduleId: 'b', teamId: 't1' },
  { scheduleId: 'c', teamId: 't2' },
]
const ids = (policyId: string, policies: { id: string; steps: never[] }[]) =>
  onCallOf(policyId, policies, onCall).map(({ scheduleId }) => scheduleId)

test('the schedules of the steps in their order, each once', () => {
  const steps = [step(schedule('c'), { kind: 'person', personId: 'p' }), step(schedule('a'), schedule('c'))]
  expect(ids('p', [{ id: 'p', steps }])).toEqual(['c', 'a'])
})

test('those of a team that is on call, and of policies within, also where they go in a circle', () => {
  const policies = [
    { id: 'p', steps: [step({ kind: 'policy', policyId: 'q' })] },
    {
      id: 'q',
      steps: [step({ kind: 'team', teamId: 't1', part: 'on_call' }), step({ kind: 'policy', policyId: 'p' })],
    },
  ]
  expect(ids('p', policies)).toEqual(['a', 'b'])
  expect(ids('p', [{ id: 'p', steps: [step({ kind: 'team', teamId: 't1', part: 'responders' })] }])).toEqual([])
  expect(ids('nobody', policies)).toEqual([])
})
