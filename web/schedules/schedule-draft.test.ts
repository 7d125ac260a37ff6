import { expect, test } from 'vitest'
import type { ScheduleTold } from './draft.ts'
import { draftOf, inputOf, isWholeDraft, withPut } from './schedule-draft.ts'

const span = { startsAt: '2026-12-24T08:00:00.000Z', endsAt: '2026-12-27T08:00:00.000Z' }
const told: ScheduleTold = {
  id: 's',
  slug: 's',
  name: 'Payments',
  teamId: 't',
  zone: 'Europe/Berlin',
  version: 3,
  rotations: [],
  overrides: [],
  temporaries: [
    { id: '0', name: 'Christmas', ...span, createdAt: span.startsAt, shifts: [{ personId: 'ana', ...span }] },
  ],
  calendars: [{ id: 'c', name: 'Export', sourceId: 'x', layer: 2, role: 'primary', people: [], shifts: [] }],
}

test('temporary schedules are sent by their ids, and the list is empty once the last is removed', () => {
  const draft = draftOf(told)
  const [christmas] = inputOf(draft).temporaries ?? []
  expect(christmas).toEqual({
    id: '0',
    name: 'Christmas',
    ...span,
    shifts: [{ personId: 'ana', role: 'primary', ...span }],
  })
  expect(inputOf({ ...draft, temporaries: withPut(draft.temporaries, '0', null) }).temporaries).toEqual([])
})

test('calendars are sent without what their events mean, which is read and not written', () => {
  const draft = draftOf(told)
  expect(inputOf(draft).calendars).toEqual([
    { id: 'c', name: 'Export', sourceId: 'x', layer: 2, role: 'primary', people: [] },
  ])
  expect(inputOf({ ...draft, calendars: [] }).calendars).toEqual([])
})

test('a draft is whole once each of its parts is', () => {
  const draft = draftOf(told)
  expect(isWholeDraft(draft)).toBe(true)
  expect(isWholeDraft({ ...draft, name: ' ' })).toBe(false)
  expect(isWholeDraft({ ...draft, temporaries: draft.temporaries.map((each) => ({ ...each, shifts: [] })) })).toBe(
    false,
  )
})
