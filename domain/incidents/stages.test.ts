import { describe, expect, it } from 'vitest'
import { decideMove, unpaid } from './move.ts'
import { type IncidentFacts } from './owed.ts'
import { isAcute, isUnderWay, incidentStates, moveTable, passed, stages } from './stages.ts'

/** Everything is said and done. */
const paid: IncidentFacts = {
  priority: 'P1',
  isRated: true,
  what: 'Checkout answers 500',
  hasSince: true,
  impact: 'Nobody can pay',
  services: 1,
  serviceUnknownBecause: '',
  hasLead: true,
  responders: 2,
  hasCommander: true,
  commanderNotNeededBecause: '',
  audiences: { responders: true, stakeholders: true, users: true },
  isMitigated: true,
  actionsTried: 1,
  evidenceOpen: 0,
  fix: 'Rolled back 1.42',
  lastSteps: 'helm rollback checkout',
  isWatchOver: true,
  isFollowUpOwed: true,
  followUps: 2,
  followUpsOpen: 0,
  isRiskAccepted: false,
  parts: 0,
  partsOpen: 0,
}

/** Nothing is known but that something is. */
const bare: IncidentFacts = {
  ...paid,
  isRated: false,
  what: '',
  hasSince: false,
  impact: '',
  services: 0,
  hasLead: false,
  responders: 0,
  hasCommander: false,
  audiences: { responders: false, stakeholders: false, users: false },
  isMitigated: false,
  actionsTried: 0,
  fix: '',
  lastSteps: '',
  isWatchOver: false,
  followUps: 0,
}

describe('the table of moves', () => {
  it('has an answer in every cell, and none stays where it is', () => {
    for (const from of incidentStates) {
      for (const to of incidentStates) expect(moveTable[from][to], `${from} to ${to}`).toBeDefined()
      expect('not' in moveTable[from][from], from).toBe(true)
    }
  })

  it('goes on by one stage, skips forward and comes back', () => {
    stages.forEach((from, i) =>
      stages.forEach((to, j) => {
        const move = j === i + 1 ? 'advance' : j > i ? 'skip' : 'back'
        if (i !== j) expect(moveTable[from][to], `${from} to ${to}`).toEqual({ move })
      }),
    )
  })

  it('is dismissed before anything was done about it, and closed after it is resolved', () => {
    expect(stages.filter((stage) => 'move' in moveTable[stage].dismissed)).toEqual(['triage', 'coordination'])
    expect(stages.filter((stage) => 'move' in moveTable[stage].closed)).toEqual(['resolution', 'follow_up'])
  })

  it('leads nowhere from a merged one', () => {
    expect(Object.values(moveTable.merged)).toEqual(incidentStates.map(() => ({ not: 'incident_merged' })))
  })

  it('hurts until it is mitigated, and is under way until it ends', () => {
    expect(incidentStates.filter(isAcute)).toEqual(['triage', 'coordination', 'mitigation'])
    expect(incidentStates.filter(isUnderWay)).toEqual(stages)
  })

  it('leaves behind the stages between', () => {
    expect(passed('triage', 'mitigation')).toEqual(['triage', 'coordination'])
    expect(passed('resolution', 'closed')).toEqual(['resolution', 'follow_up'])
    expect(passed('mitigation', 'triage')).toEqual([])
    expect(passed('closed', 'mitigation')).toEqual([])
  })
})

describe('decideMove', () => {
  it('goes on without a word when the stage owes nothing', () => {
    const decision = decideMove({ from: 'triage', to: 'coordination', reason: '' }, paid)
    expect(decision).toEqual({ do: 'move', move: 'advance', leaves: [] })
  })

  it('asks why when it owes something, and tells what', () => {
    const asked = { from: 'triage', to: 'coordination', reason: '' } as const
    const leaves = ['what', 'impact', 'since', 'service', 'priority']
    expect(decideMove(asked, bare)).toEqual({ do: 'refuse', because: 'incident_reason_missing', leaves })
    expect(decideMove({ ...asked, reason: 'The runbook says so' }, bare)).toEqual({
      do: 'move',
      move: 'advance',
      leaves,
    })
  })

  it('skips what owes nothing without a reason, and what does with one', () => {
    expect(decideMove({ from: 'triage', to: 'resolution', reason: '' }, paid)).toMatchObject({
      do: 'move',
      move: 'skip',
    })
    expect(decideMove({ from: 'triage', to: 'mitigation', reason: '' }, { ...paid, hasLead: false })).toEqual({
      do: 'refuse',
      because: 'incident_reason_missing',
      leaves: ['lead'],
    })
  })

  it.each([
    ['back', 'mitigation', 'triage'],
    ['dismiss', 'triage', 'dismissed'],
    ['reopen', 'closed', 'mitigation'],
  ] as const)('always asks why for %s', (move, from, to) => {
    expect(decideMove({ from, to, reason: '' }, paid)).toMatchObject({ because: 'incident_reason_missing' })
    expect(decideMove({ from, to, reason: 'It came back' }, paid)).toEqual({ do: 'move', move, leaves: [] })
  })

  it('never closes while a follow-up is open, whatever the reason, unless its risk is accepted', () => {
    const close = { from: 'follow_up', to: 'closed', reason: 'We are tired of it' } as const
    const open = { ...paid, followUpsOpen: 1 }
    expect(decideMove(close, open)).toMatchObject({ do: 'refuse', because: 'follow_ups_open' })
    expect(decideMove(close, { ...paid, followUps: 0 })).toMatchObject({ do: 'refuse', because: 'follow_ups_open' })
    expect(decideMove(close, { ...open, isRiskAccepted: true })).toMatchObject({ do: 'move', move: 'close' })
  })

  it('closes out of resolution where nothing is to follow, and only there', () => {
    const close = { from: 'resolution', to: 'closed', reason: '' } as const
    expect(decideMove(close, paid)).toMatchObject({ do: 'refuse', because: 'follow_ups_open' })
    expect(decideMove(close, { ...paid, isFollowUpOwed: false, followUps: 0 })).toEqual({
      do: 'move',
      move: 'close',
      leaves: [],
    })
  })

  it('asks for a commander when it is critical, or when many work on it', () => {
    const debts = (facts: Partial<IncidentFacts>) =>
      unpaid('coordination', 'mitigation', { ...paid, hasCommander: false, ...facts })
    expect(debts({})).toEqual(['commander'])
    expect(debts({ priority: 'P3' })).toEqual([])
    expect(debts({ priority: 'P3', responders: 5 })).toEqual(['commander'])
    expect(debts({ commanderNotNeededBecause: 'Two of us sit side by side' })).toEqual([])
  })
})
