import { expect, test } from 'vitest'
import { nextOf, reachedNext, rehearsalFrom, runningPage } from './next.ts'

const dueAt = '2026-11-23T22:00:00Z'

test.each([
  [{ state: 'closed', pageState: 'closed', pageDueAt: null }, { kind: 'nothing' }],
  [{ state: 'triggered', pageState: null, pageDueAt: null }, { kind: 'starts' }],
  [
    { state: 'triggered', pageState: 'open', pageDueAt: dueAt },
    { kind: 'next_step', at: dueAt },
  ],
  [
    { state: 'acknowledged', pageState: 'acknowledged', pageDueAt: dueAt },
    { kind: 'comes_back', at: dueAt },
  ],
  [
    { state: 'snoozed', pageState: 'snoozed', pageDueAt: dueAt },
    { kind: 'snooze_ends', at: dueAt },
  ],
  [
    { state: 'triggered', pageState: 'open', pageDueAt: dueAt, heldUntil: '2026-11-24T00:00:00Z' },
    { kind: 'held', at: '2026-11-24T00:00:00Z' },
  ],
  [{ state: 'triggered', pageState: 'exhausted', pageDueAt: null }, { kind: 'nothing' }],
] as const)('%o goes on with %o', (alert, next) => {
  expect(nextOf(alert)).toEqual(next)
})

test('an open page is rehearsed after its step, one that comes back from the beginning', () => {
  const standing = { loop: 1, step: 2, dueAt }
  expect(rehearsalFrom({ ...standing, state: 'open' })).toEqual({ at: dueAt, after: { loop: 1, step: 2 } })
  expect(rehearsalFrom({ ...standing, state: 'acknowledged' })).toEqual({ at: dueAt, after: null })
  expect(rehearsalFrom({ ...standing, state: 'snoozed' })).toEqual({ at: dueAt, after: null })
})

test('a page that is held is rehearsed from the moment at which somebody comes', () => {
  const held = { state: 'open', dueAt, heldUntil: '2026-11-24T00:00:00Z', loop: 0 } as const
  expect(rehearsalFrom({ ...held, step: -1 })).toEqual({ at: held.heldUntil, after: null })
  expect(rehearsalFrom({ ...held, step: 1 })).toEqual({ at: held.heldUntil, after: { loop: 0, step: 1 } })
})

test('a page that waits for nothing is not rehearsed', () => {
  expect(rehearsalFrom({ state: 'exhausted', loop: 0, step: 2, dueAt: null })).toBeNull()
})

test('the next that reaches somebody is named; an empty step is passed', () => {
  expect(reachedNext(rehearsed([moment(0, 1), moment(0, 2, 'Ben', 'Carla'), moment(1, 0, 'Ana')]))).toEqual({
    names: ['Ben', 'Carla'],
    step: 3,
    isFallback: false,
  })
  expect(reachedNext(rehearsed([moment(1, 1)]))).toEqual({ names: ['Dana'], step: null, isFallback: true })
})

test('of several pages the one that runs counts', () => {
  const pages = [page('exhausted'), page('open'), page('closed')]
  expect(runningPage(pages)).toBe(pages[1])
  expect(runningPage([page('closed')])).toBeUndefined()
})

function moment(loop: number, step: number, ...names: readonly string[]) {
  const because = { kind: 'named', schedule: null, until: null } as const
  const reaches = names.map((name) => ({ personId: name, name, because, ways: [] }))
  const plain = { within: null, isInTurn: false, needs: 1, heldUntil: null, tells: [] }
  return { at: dueAt, afterMinutes: 0, loop, step, ...plain, reaches, misses: [] }
}

function rehearsed(moments: ReturnType<typeof moment>[]) {
  return { moments, endsIn: 'fallback' as const, fallbackAt: dueAt, fallback: [{ personId: 'd', name: 'Dana' }] }
}

function page(state: 'open' | 'exhausted' | 'closed') {
  return {
    id: 1,
    alertId: 1,
    plan: 'policy' as const,
    policyId: null,
    policyName: null,
    personId: null,
    personName: null,
    reopens: 0,
    group: null,
    isTest: false,
    priority: 'P1' as const,
    state,
    loop: 0,
    step: 0,
    dueAt: null,
    openedAt: dueAt,
    acknowledgedBy: null,
    acknowledgedAt: null,
    closedAt: null,
    deliveries: [],
    heldUntil: null,
    needs: 1,
    answers: [],
    declines: [],
  }
}
