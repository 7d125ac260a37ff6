import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newId } from '../secrets.ts'
import { noon } from '../people/people.test-support.ts'
import { findAbsences } from './absences.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld
beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  await world.clear()
  await world.db.deleteFrom('leave').execute()
  await world.db.updateTable('person').set({ holidays: null, zone: 'UTC' }).execute()
})

const at = (text: string) => Temporal.Instant.from(text)
const december = { from: at('2026-12-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') }

async function haveLeave(personId: string, startsAt: string, endsAt: string) {
  const id = newId()
  const span = { starts_at: at(startsAt), ends_at: at(endsAt) }
  await world.db
    .insertInto('leave')
    .values({ id, person_id: personId, ...span, note: 'Surgery', created_by: personId, created_at: noon })
    .execute()
  return id
}

async function keep(personId: string, holidays: string, zone: string) {
  await world.db.updateTable('person').set({ holidays, zone }).where('id', '=', personId).execute()
}

test('leave and holidays stand in the order of their beginning, and leave says not why', async () => {
  const { db, ana, ben } = world
  await haveLeave(ana.id, '2026-12-26T00:00:00Z', '2027-01-03T00:00:00Z')
  await haveLeave(ben.id, '2026-12-24T12:00:00Z', '2026-12-24T18:00:00Z')
  await keep(ana.id, 'DE-BY', 'Europe/Berlin')
  expect(await findAbsences(db, [ana.id, ben.id], december)).toEqual([
    absent(ben.id, 'leave', '', '2026-12-24T12:00:00Z', '2026-12-24T18:00:00Z'),
    absent(ana.id, 'holiday', 'Christmas Day', '2026-12-24T23:00:00Z', '2026-12-25T23:00:00Z'),
    absent(ana.id, 'holiday', 'Boxing Day', '2026-12-25T23:00:00Z', '2026-12-26T23:00:00Z'),
    absent(ana.id, 'leave', '', '2026-12-26T00:00:00Z', '2027-01-03T00:00:00Z'),
    absent(ana.id, 'holiday', "New Year's Day", '2026-12-31T23:00:00Z', '2027-01-01T23:00:00Z'),
  ])
  expect(await findAbsences(db, [ben.id], { from: at('2026-12-24T18:00:00Z'), to: december.to })).toEqual([])
  expect(await findAbsences(db, [], december)).toEqual([])
  expect((await findAbsences(db, [ana.id], december, 'ko'))[0]?.name).toBe('크리스마스')
})

test('the absences of a range are those of its two halves, joined', async () => {
  const { db, ana, ben } = world
  await haveLeave(ana.id, '2026-12-26T00:00:00Z', '2027-01-03T00:00:00Z')
  await haveLeave(ben.id, '2027-02-05T00:00:00Z', '2027-02-08T00:00:00Z')
  await keep(ana.id, 'KR', 'Asia/Seoul')
  await keep(ben.id, 'US-CA', 'America/Los_Angeles')
  const from = at('2026-09-01T00:00:00Z')
  const to = at('2027-03-01T00:00:00Z')
  const find = async (range: typeof december) => (await findAbsences(db, [ana.id, ben.id], range)).map(asText)
  const whole = await find({ from, to })
  expect(whole.length).toBeGreaterThan(15)
  for (const middle of [
    '2026-09-25T12:00:00Z',
    '2026-12-28T00:00:00Z',
    '2026-12-31T15:00:00Z',
    '2027-02-06T15:00:00Z',
  ]) {
    const halves = [...(await find({ from, to: at(middle) })), ...(await find({ from: at(middle), to }))]
    expect([...new Set(halves)].toSorted()).toEqual(whole.toSorted())
  }
})

test('whatever changes an absence makes the schedules that name the person look ahead at once', async () => {
  const { db, ana, ben, rotation } = world
  const { id: scheduleId } = await world.create({ rotations: [rotation({ turns: [[ana.id]] })] })
  const later = noon.add({ hours: 24 })
  const looksAtOnce = async (change: () => Promise<unknown>) => {
    await db.updateTable('schedule_history').set({ ahead_due_at: later }).execute()
    await change()
    const row = await db
      .selectFrom('schedule_history')
      .select('ahead_due_at')
      .where('schedule_id', '=', scheduleId)
      .executeTakeFirstOrThrow()
    return !row.ahead_due_at.equals(later)
  }
  let leaveId = ''
  const take = async () => (leaveId = await haveLeave(ana.id, '2026-12-26T00:00:00Z', '2027-01-03T00:00:00Z'))
  const prolong = () =>
    db
      .updateTable('leave')
      .set({ ends_at: at('2027-01-04T00:00:00Z') })
      .where('id', '=', leaveId)
      .execute()
  expect(await looksAtOnce(take)).toBe(true)
  expect(await looksAtOnce(prolong)).toBe(true)
  expect(await looksAtOnce(() => db.deleteFrom('leave').where('id', '=', leaveId).execute())).toBe(true)
  expect(await looksAtOnce(() => keep(ana.id, 'KR', 'UTC'))).toBe(true)
  expect(await looksAtOnce(() => keep(ana.id, 'KR', 'Asia/Seoul'))).toBe(true)
  expect(await looksAtOnce(() => keep(ana.id, 'KR', 'Asia/Seoul'))).toBe(false)
  expect(await looksAtOnce(() => haveLeave(ben.id, '2026-12-26T00:00:00Z', '2027-01-03T00:00:00Z'))).toBe(false)
})

function absent(personId: string, kind: 'leave' | 'holiday', name: string, startsAt: string, endsAt: string) {
  return { personId, kind, name, startsAt: at(startsAt), endsAt: at(endsAt) }
}

const asText = (one: Awaited<ReturnType<typeof findAbsences>>[number]) =>
  `${one.personId} ${one.kind} ${one.name} ${one.startsAt.toString()} ${one.endsAt.toString()}`
