import { expect, test } from 'vitest'
import type { ScheduleTold } from './draft.ts'
import type { OverrideDraft } from './override-draft.ts'
import { gapsMadeBy, shiftsWith } from './override-effect.ts'

const at = (hour: number) => Date.UTC(2026, 10, 26, hour)
const span = { from: at(9), until: at(17) }
const off: OverrideDraft = { kind: 'remove', personId: 'ana', replaces: '', role: 'primary', span, reason: '' }
const daily = { unit: 'day', length: 1, handoverTime: '00:00', zone: 'UTC', startsOn: '2026-11-01' } as const
const ana = { ...daily, id: 'r', name: 'Ana', role: 'primary', turns: [['ana']] } as const
const schedule: ScheduleTold = {
  id: 's',
  slug: 's',
  name: 'S',
  teamId: 't',
  zone: 'UTC',
  version: 1,
  rotations: [ana],
  overrides: [],
  temporaries: [],
  calendars: [],
}
const gaps = (told: ScheduleTold, draft: OverrideDraft, gone: readonly string[] = []) =>
  gapsMadeBy({ schedule: told, draft, span, now: at(8), isActive: (id) => !gone.includes(id) })

test('who is taken off alone leaves nobody', () => {
  expect(gaps(schedule, off)).toEqual([span])
})

test('a lower layer answers for who is taken off, if there is somebody active', () => {
  const ben = { ...ana, id: 'q', name: 'Ben', turns: [['ben']] }
  const layers = { ...schedule, rotations: [{ ...ana, layer: 1 }, ben] }
  expect(gaps(layers, off)).toEqual([])
  expect(gaps(layers, off, ['ben'])).toEqual([span])
})

test('a gap that is there anyway is not of this making', () => {
  const mornings = { ...ana, restrictions: [{ kind: 'days' as const, weekdays: [4], from: '08:00', to: '12:00' }] }
  expect(gaps({ ...schedule, rotations: [mornings] }, off)).toEqual([{ from: at(9), until: at(12) }])
})

test('to add or to replace somebody leaves no gap', () => {
  expect(gaps(schedule, { ...off, kind: 'add', personId: 'ben' })).toEqual([])
  expect(gaps(schedule, { ...off, kind: 'replace', personId: 'ben', replaces: 'ana' })).toEqual([])
})

test('who would be there is told in the order of time, and so is nobody', () => {
  const told = (draft: OverrideDraft) =>
    shiftsWith({ schedule, draft, span: { from: at(8), until: at(20) }, now: at(8), isActive: () => true }).map(
      ({ on, from, until }) =>
        `${on ? `${on.personId} ${on.role}` : 'nobody'} ${(from - at(0)) / 3_600_000}-${(until - at(0)) / 3_600_000}`,
    )
  const ben: OverrideDraft = {
    ...off,
    kind: 'replace',
    personId: 'ben',
    replaces: 'ana',
    span: { from: at(8), until: at(20) },
  }
  expect(told(ben)).toEqual(['ben primary 8-20'])
  expect(told({ ...ben, kind: 'add', role: 'secondary' })).toEqual(['ana primary 8-20', 'ben secondary 8-20'])
  expect(told({ ...off, span: { from: at(8), until: at(20) } })).toEqual(['nobody 8-20'])
})
