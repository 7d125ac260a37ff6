import { expect, test } from 'vitest'
import { asDraft, asInput, isPlayable, minutesOf, newDraft, newStep, stepFaults, withStepMoved } from './draft.ts'
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
  steps: [
    { targets: [{ kind: 'schedule', scheduleId: 's' }], waitMinutes: 5 },
    { targets: [{ kind: 'person', personId: 'ana' }], waitMinutes: 10 },
  ],
}

test('what was told comes back as it was', () => {
  const { id: _, version: __, services: ___, ...input } = told
  expect(asInput(asDraft(told))).toEqual(input)
})

test('all rounds together', () => {
  expect(minutesOf(told)).toBe(45)
})

test.each([
  ['', ['wait_out_of_range']],
  ['0', ['wait_out_of_range']],
  ['1441', ['wait_out_of_range']],
  ['2.5', ['wait_out_of_range']],
  ['1', []],
  ['1440', []],
])('a wait of %j minutes: %j', (waitMinutes, faults) => {
  expect(stepFaults({ key: 'a', targets: [{ kind: 'person', personId: 'ana' }], waitMinutes })).toEqual(faults)
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

function keys(steps: readonly { readonly key: string }[]): string {
  return steps.map((step) => step.key).join('')
}
