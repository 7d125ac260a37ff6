import { expect, test } from 'vitest'
import * as z from 'zod'
import { Override, Rotation, Schedule } from './schedule.ts'

const id = (last: number) => `018f3a5e-0000-7000-8000-00000000000${last}`
const rotation = {
  id: id(1),
  name: 'Weekly',
  zone: 'Asia/Seoul',
  unit: 'week',
  length: 1,
  handoverTime: '09:00',
  handoverWeekday: 1,
  startsOn: '2026-03-23',
  turns: [[id(5)]],
}
const override = {
  id: id(2),
  kind: 'replace',
  replaces: id(7),
  personId: id(6),
  startsAt: '2026-03-25T19:00:00+09:00',
  endsAt: '2026-03-26T09:00:00+09:00',
  createdBy: id(6),
  createdAt: '2026-03-01T00:00:00.123Z',
}
const schedule = {
  id: id(3),
  slug: 'payments',
  name: 'Payments',
  teamId: id(4),
  zone: 'Asia/Seoul',
  temporaries: [],
  calendars: [],
}

test('a schedule comes in from JSON with its defaults, and goes out again as it was', () => {
  const wire = JSON.parse(JSON.stringify({ ...schedule, rotations: [rotation], overrides: [override] }))
  const inside = Schedule.parse(wire)
  expect(inside.rotations[0]).toMatchObject({ layer: 0, role: 'primary', endsOn: null })
  expect(inside.overrides[0]?.startsAt).toEqual(Temporal.Instant.from('2026-03-25T10:00:00Z'))
  expect(inside.rotations[0]).toMatchObject({ startsWith: 0, restrictions: [] })
  const out = JSON.parse(JSON.stringify(z.encode(Schedule, inside)))
  expect(out.overrides[0].startsAt).toBe('2026-03-25T10:00:00.000Z')
  expect(Schedule.parse(out)).toEqual(inside)
})

test.each([
  ['length', { length: 0 }],
  ['length', { length: 1.5 }],
  ['zone', { zone: 'Europe/Atlantis' }],
  ['handoverTime', { handoverTime: '9:00' }],
  ['handoverWeekday', { handoverWeekday: 8 }],
  ['startsOn', { startsOn: '2026-02-30' }],
  ['unit', { unit: 'fortnight' }],
  ['role', { role: 'boss' }],
])('a rotation with a wrong %s is refused there', (key, wrong) => {
  const { error } = Rotation.safeParse({ ...rotation, ...wrong })
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([key])
})

test('a weekly rotation names its weekday, a daily one has none', () => {
  const { handoverWeekday: _, ...without } = rotation
  expect(Rotation.safeParse(without).success).toBe(false)
  expect(Rotation.parse({ ...rotation, unit: 'day' })).not.toHaveProperty('handoverWeekday')
})

test.each([
  '2026-03-25T19:00:00',
  '2026-03-25',
  'tomorrow',
  '2026-02-30T00:00:00Z',
  '2026-03-25T19:00:00.1234567890Z',
  '9999-12-31T23:59:59-01:00',
  '0001-01-01T00:00:00+01:00',
])('%s is no instant', (startsAt) => {
  const { error } = Override.safeParse({ ...override, startsAt })
  expect(error?.issues[0]?.message).toContain('with its offset')
})

test('the API document can describe a schedule', () => {
  expect(z.toJSONSchema(Schedule, { io: 'input' })).toMatchObject({ type: 'object' })
})
