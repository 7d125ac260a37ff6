import { expect, test } from 'vitest'
import { owedIn } from '../../../domain/incidents/owed.ts'
import { stages } from '../../../domain/incidents/stages.ts'
import type { Detail } from '../may.ts'
import { decisionFor, factsOf, openDebts, stageAfter } from './facts.ts'

const at = '2026-11-24T03:00:00Z'
const bare: Omit<Detail, 'owed'> = {
  id: 7,
  teamId: 'team',
  title: 'Checkout answers 500',
  state: 'triage',
  moves: 0,
  priority: 'P1',
  isRated: false,
  isPrivate: false,
  services: [],
  lead: { personId: 'ana', name: 'Ana' },
  responders: 1,
  openAlerts: 0,
  declaredBy: 'Ana',
  declaredAt: at,
  stateAt: at,
  mitigatedAt: null,
  resolvedAt: null,
  endedAt: null,
  mergedInto: null,
  what: '',
  impact: '',
  since: null,
  serviceUnknownBecause: '',
  commanderNotNeededBecause: '',
  fix: '',
  lastSteps: '',
  people: [
    { personId: 'ana', name: 'Ana', role: 'lead', engagement: 'accepted', askedBy: null, askedAt: at, changedAt: at },
  ],
  offers: [],
  audiences: [],
  actions: [],
  alerts: [],
  links: [],
  isFollowUpWanted: false,
  isFollowUpOwed: true,
  risk: null,
  ratings: [],
  updateEveryMinutes: null,
  updateDueAt: null,
  room: { url: '', channel: null, isOwn: false },
  updates: [],
  hypotheses: [],
  tasks: [],
  followUps: [],
  evidence: [],
}

/** As the server would answer it, with the watch running. */
function incident(change: Partial<Detail> = {}): Detail {
  const shown = { ...bare, ...change }
  const unknown = { triage: [], coordination: [], mitigation: [], resolution: [], follow_up: [] }
  const isFollowUpOwed = shown.priority === 'P1' || shown.priority === 'P2'
  const facts = {
    ...factsOf({ ...shown, owed: unknown }),
    isWatchOver: false,
    isFollowUpOwed,
    followUps: 0,
    followUpsOpen: 0,
  }
  return {
    ...shown,
    isFollowUpOwed,
    owed: {
      triage: [...owedIn('triage', facts)],
      coordination: [...owedIn('coordination', facts)],
      mitigation: [...owedIn('mitigation', facts)],
      resolution: [...owedIn('resolution', facts)],
      follow_up: [...owedIn('follow_up', facts)],
    },
  }
}

const changes: readonly Partial<Detail>[] = [
  {},
  { priority: 'P3', isRated: true, what: 'x', impact: 'y', since: at, serviceUnknownBecause: 'z' },
  { lead: null, people: [], responders: 6, priority: 'P4' },
  { mitigatedAt: at, fix: 'x', lastSteps: 'y', commanderNotNeededBecause: 'z' },
  { audiences: [{ audience: 'users', notNeededBecause: '', by: 'Ana', at }] },
]

test.each(changes)('the facts read from the room owe what the server said: %o', (change) => {
  const shown = incident(change)
  for (const stage of stages) expect(owedIn(stage, factsOf(shown)), stage).toEqual(shown.owed[stage])
})

test('going on asks why only where something is left behind', () => {
  expect(decisionFor(incident(), 'mitigation', ' ')).toMatchObject({ do: 'refuse', because: 'incident_reason_missing' })
  expect(decisionFor(incident(), 'mitigation', 'known')).toMatchObject({ do: 'move', move: 'skip' })
  const paid = incident({ ...changes[1], state: 'triage' })
  expect(decisionFor(paid, 'coordination', '')).toEqual({ do: 'move', move: 'advance', leaves: [] })
})

test('a P1 whose follow-up is not written does not close; a P3 does, with a reason for the watch', () => {
  const of = { state: 'follow_up', isRated: true, fix: 'x', lastSteps: 'y' } as const
  expect(decisionFor(incident({ ...of, priority: 'P1' }), 'closed', 'done')).toMatchObject({
    because: 'follow_ups_open',
  })
  expect(decisionFor(incident({ ...of, priority: 'P3' }), 'closed', '')).toMatchObject({ do: 'move', move: 'close' })
})

test('what is owed now stands apart from what was left behind', () => {
  const debts = openDebts(incident({ state: 'mitigation' }))
  expect(debts.now).toEqual(['action', 'mitigated'])
  expect(debts.earlier).toContain('impact')
  expect(openDebts(incident({ state: 'closed' }))).toEqual({ now: [], earlier: [] })
})

test('after follow-up comes no stage', () => {
  expect([stageAfter('triage'), stageAfter('follow_up'), stageAfter('closed')]).toEqual([
    'coordination',
    undefined,
    undefined,
  ])
})
