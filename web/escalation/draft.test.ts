import { expect, test } from 'vitest'
import {
  asDraft,
  asInput,
  fitsBeside,
  isPlayable,
  minutesOf,
  newDraft,
  newStep,
  numbersOf,
  policiesToName,
  stepFaults,
  withStepMoved,
} from './draft.ts'
import type { PolicyTold } from './draft.ts'

const told: PolicyTold = {
  id: 'p',
  slug: 'payments',
  name: 'Payments',
  teamId: 't',
  version: 3,
  services: 1,
  repeats: 2,
  returnAfterMinutes: 30,
  mayWaitFrom: 'P3',
  steps: [
    { targets: [{ kind: 'schedule', scheduleId: 's' }], waitMinutes: 5 },
    { targets: [{ kind: 'person', personId: 'ana' }], waitMinutes: 10, inTurn: true, mustAnswer: 2 },
  ],
}

test('what was told comes back as it was', () => {
  const { id: _, version: __, services: ___, ...input } = told
  expect(asInput(asDraft(told))).toEqual(input)
})

test('all rounds together', () => {
  expect(minutesOf(told, [told])).toBe(45)
})

test('a policy in a policy counts with its steps, and the wait after it', () => {
  const outer = { ...told, id: 'o', repeats: 0, steps: [naming('p', 20), ...told.steps] }
  expect(minutesOf(outer, [told, outer])).toBe(5 + 20 + 5 + 10)
  expect(numbersOf(asDraft(outer).steps, [told, outer])).toEqual([
    { first: 1, last: 2 },
    { first: 3, last: 3 },
    { first: 4, last: 4 },
  ])
})

test('a policy stands alone in its step, and none is offered that leads back', () => {
  const outer = { ...told, id: 'o', steps: [naming('p', 5)] }
  const ana = { kind: 'person', personId: 'ana' } as const
  expect(policiesToName('p', [told, outer])).toEqual([])
  expect(policiesToName('o', [told, outer])).toEqual([told])
  expect(policiesToName(null, [told, outer])).toEqual([told, outer])
  expect(fitsBeside([], { kind: 'policy', policyId: 'p' })).toBe(true)
  expect(fitsBeside([ana], { kind: 'policy', policyId: 'p' })).toBe(false)
  expect(fitsBeside([{ kind: 'policy', policyId: 'p' }], ana)).toBe(false)
  expect(fitsBeside([ana], ana)).toBe(false)
  // One schedule once in a step: its role is said beside it.
  const night = { kind: 'schedule', scheduleId: 's' } as const
  expect(fitsBeside([{ ...night, role: 'secondary' }], night)).toBe(false)
})

test.each([
  ['', ['wait_out_of_range']],
  ['0', ['wait_out_of_range']],
  ['1441', ['wait_out_of_range']],
  ['2.5', ['wait_out_of_range']],
  ['1', []],
  ['1440', []],
])('a wait of %j minutes: %j', (waitMinutes, faults) => {
  expect(stepFaults({ ...newStep('a'), targets: [{ kind: 'person', personId: 'ana' }], waitMinutes })).toEqual(faults)
})

test('a policy can be played once every step names somebody', () => {
  const draft = asDraft(told)
  expect(isPlayable(draft)).toBe(true)
  expect(isPlayable({ ...draft, name: '' })).toBe(true)
  expect(isPlayable({ ...draft, steps: [...draft.steps, newStep('new')] })).toBe(false)
  expect(isPlayable({ ...draft, steps: [] })).toBe(false)
  expect(isPlayable({ ...draft, returnAfterMinutes: '4' })).toBe(false)
  expect(isPlayable(newDraft('t'))).toBe(false)
})

test('steps move by one place and stop at the ends', () => {
  const steps = ['a', 'b', 'c'].map(newStep)
  expect(keys(withStepMoved(steps, 0, 1))).toBe('bac')
  expect(keys(withStepMoved(steps, 2, -1))).toBe('acb')
  expect(withStepMoved(steps, 0, -1)).toBe(steps)
  expect(withStepMoved(steps, 2, 1)).toBe(steps)
})

function naming(policyId: string, waitMinutes: number): PolicyTold['steps'][number] {
  return { targets: [{ kind: 'policy', policyId }], waitMinutes }
}

function keys(steps: readonly { readonly key: string }[]): string {
  return steps.map((step) => step.key).join('')
}
