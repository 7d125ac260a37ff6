import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { leaveLimits } from '../../domain/schedules/leave.ts'
import { testContext } from '../../test/context.ts'
import { expectRefused, logOf, noon } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { ask } from '../services/wire.test-support.ts'
import { leaveActions } from './leave-actions.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld
beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  await world.clear()
  await world.db.deleteFrom('leave').execute()
  await world.db.updateTable('person').set({ zone: 'Europe/Berlin' }).execute()
})

const days = { startsOn: '2026-03-09', endsOn: '2026-03-10' }
const add = (words: Partial<EndpointInput<'addLeave'>> = {}) =>
  ask(leaveActions, 'addLeave', world.context(), { personId: world.ben.id, ...days, ...words })
const list = (now = noon) => ask(leaveActions, 'listLeave', testContext(world.db, { now }), { personId: world.ben.id })

describe('what is entered', () => {
  test('is whole days in the zone of the person, or two moments; half a span, or both, is neither', async () => {
    const { leave } = await add()
    expect([leave.startsAt, leave.endsAt]).toEqual(['2026-03-08T23:00:00.000Z', '2026-03-10T23:00:00.000Z'])
    const moments = { startsAt: '2026-03-09T08:00:00Z', endsAt: '2026-03-09T12:00:00.123456Z' }
    const exact = await ask(leaveActions, 'addLeave', world.context(), { personId: world.ben.id, ...moments })
    expect([exact.leave.startsAt, exact.leave.endsAt]).toEqual(['2026-03-09T08:00:00.000Z', '2026-03-09T12:00:00.123Z'])
    await expectRefused(add(moments), 'bad_input')
    await expectRefused(ask(leaveActions, 'addLeave', world.context(), { personId: world.ben.id }), 'bad_input')
    await expectRefused(add({ personId: newId() }), 'not_found')
  })

  test('is bounded: in length, and in number for one person, also when two come at once', async () => {
    await expectRefused(add({ endsOn: '2027-03-10' }), 'leave_too_long')
    await expectRefused(add({ endsOn: '2026-03-08' }), 'leave_ends_first')
    await expectRefused(add({ startsOn: '2026-02-20', endsOn: '2026-02-28' }), 'leave_is_over')
    const rows = Array.from({ length: leaveLimits.toCome - 1 }, () => ({
      id: newId(),
      person_id: world.ben.id,
      starts_at: noon.add({ hours: 24 }),
      ends_at: noon.add({ hours: 48 }),
      created_at: noon,
    }))
    await world.db.insertInto('leave').values(rows).execute()
    const outcomes = await Promise.allSettled([add(), add()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await expectRefused(add(), 'too_much_leave')
    // What is over does not count.
    await world.db
      .updateTable('leave')
      .set({ starts_at: noon.subtract({ hours: 2 }), ends_at: noon.subtract({ hours: 1 }) })
      .execute()
    expect((await add()).leave.personId).toBe(world.ben.id)
  })
})

describe('the shifts that fall into it', () => {
  test('are told with it, and no longer once somebody else has them', async () => {
    // Ana, then Ben, from Monday to Monday at nine in Berlin.
    const { id: scheduleId } = await world.create()
    const { leave } = await add({ startsOn: '2026-03-04', endsOn: '2026-03-10' })
    const shift = { scheduleId, scheduleName: 'Payments primary', role: 'primary' }
    expect(leave.shifts).toEqual([
      { ...shift, startsAt: '2026-03-03T23:00:00.000Z', endsAt: '2026-03-09T08:00:00.000Z' },
    ])
    const [later] = (await list(Temporal.Instant.from('2026-03-08T00:00:00Z'))).leave
    expect(later?.shifts).toEqual([
      { ...shift, startsAt: '2026-03-08T00:00:00.000Z', endsAt: '2026-03-09T08:00:00.000Z' },
    ])
    const week = { startsAt: '2026-03-02T08:00:00Z', endsAt: '2026-03-09T08:00:00Z' }
    await world.addOverride(scheduleId, { kind: 'replace', replaces: world.ben.id, ...week })
    expect((await list()).leave[0]?.shifts).toEqual([])
  })
})

test('a change that changes nothing is not told, and the log never has the note', async () => {
  const { leave } = await add({ note: 'Surgery' })
  const change = (words: object) =>
    ask(leaveActions, 'changeLeave', world.context(), { personId: world.ben.id, leaveId: leave.id, ...words })
  expect((await change({ note: 'Surgery', ...days })).leave).toEqual(leave)
  expect((await change({ note: 'Hospital' })).leave.note).toBe('Hospital')
  expect(await logOf(world.db)).toEqual([
    'Ana entered leave for Ben from 2026-03-08T23:00:00Z until 2026-03-10T23:00:00Z',
    'Ana changed leave for Ben to be from 2026-03-08T23:00:00Z until 2026-03-10T23:00:00Z',
  ])
})
