import { expect, test } from 'vitest'
import { handoverStates } from '../../domain/handover/states.ts'
import { waitsFor, type HandoverTold } from './handover.ts'

const handover = (state: HandoverTold['state']): HandoverTold => ({
  id: 1,
  scheduleId: 's',
  scheduleName: 'Payments',
  teamId: 't',
  state,
  from: { personId: 'ana', name: 'Ana' },
  to: { personId: 'ben', name: 'Ben' },
  endsAt: '2026-03-09T09:00:00Z',
  beginsAt: '2026-03-09T09:00:00Z',
  graceAt: '2026-03-09T09:15:00Z',
  valveAt: '2026-03-09T10:00:00Z',
  signedBy: null,
  signedAt: null,
  acceptedBy: null,
  acceptedAt: null,
  missedAt: null,
  coversUntil: null,
})

test.each([
  ['ana', ['going', 'sign', 'going', 'going', null, 'sign', 'late', null]],
  ['ben', ['coming', 'coming', 'accept', 'accept', null, 'late', 'accept', null]],
  ['eve', [null, null, null, null, null, 'late', 'late', null]],
])('what waits for %s', (me, waits) => {
  expect(handoverStates.map((state) => waitsFor(handover(state), me))).toEqual(waits)
})
