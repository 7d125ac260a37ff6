import { describe, expect, it } from 'vitest'
import { arguesCause, earlyHint, type EarlyFacts } from './early.ts'

const facts: EarlyFacts = {
  state: 'triage',
  isMitigated: false,
  hasLead: true,
  told: 1,
  actions: 1,
  lookingForCause: ['Ana', 'Ben', 'Ana'],
  isAboutTo: false,
}

describe('looking for the cause too early', () => {
  it.each([
    [{ actions: 0 }, { first: 'action', looking: 2 }],
    [{ hasLead: false }, { first: 'lead', looking: 2 }],
    [{ told: 0 }, { first: 'tell', looking: 2 }],
    [
      { actions: 0, hasLead: false, told: 0 },
      { first: 'action', looking: 2 },
    ],
    [
      { actions: 0, lookingForCause: [], isAboutTo: true },
      { first: 'action', looking: 0 },
    ],
    [
      { state: 'coordination', actions: 0 },
      { first: 'action', looking: 2 },
    ],
    // Led, told and tried: go on.
    [{}, null],
    [{ actions: 0, lookingForCause: [] }, null],
    [{ actions: 0, isMitigated: true }, null],
    [{ actions: 0, state: 'resolution' }, null],
    [{ actions: 0, state: 'closed' }, null],
  ] as const)('%j: %j', (part, hint) => {
    expect(earlyHint({ ...facts, ...part })).toEqual(hint)
  })

  it.each([
    ['I think the root cause is the release', true],
    ['It fails because of the cache', true],
    ['배포가 원인인 것 같습니다', true],
    ['Rolled back, it is better', false],
    ['Users in Busan cannot pay', false],
    ['', false],
  ])('a note that argues about it: %s: %s', (text, does) => {
    expect(arguesCause(text)).toBe(does)
  })
})
