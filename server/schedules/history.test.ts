// History on a real database: what was worked is told as it was worked, whatever happens to the schedule later (product B8).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { pinClock } from '../people/people.test-support.ts'
import { ask } from '../services/wire.test-support.ts'
import { schedulesActions } from './actions.ts'
import { shiftKind } from './history.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld

beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(() => world.clear())

const at = (text: string) => Temporal.Instant.from(text)

/** Time goes on: the clock of the database, and what the engine does then. */
async function pass(to: string): Promise<void> {
  await pinClock(world.db, at(to))
  for (let step = 0; step < 20; step++) if ((await shiftKind(world.db).step()) === 0) return
  throw new Error('shifts stay due')
}

const later = (now: string) => world.context({ now: at(now) })

async function toldAt(now: string, scheduleId: string, span: { from: string; to: string }) {
  const { shifts } = await ask(schedulesActions, 'listShifts', later(now), { scheduleId, ...span })
  return shifts.map((shift) => `${shift.from.slice(0, 10)} ${shift.people.map((person) => person.name).join('+')}`)
}

const march = { from: '2026-03-02T08:00:00Z', to: '2026-03-30T07:00:00Z' }

describe('what was worked', () => {
  test('stays when the rotation is turned around, and the new order holds from that moment', async () => {
    const made = await world.create()
    await pass('2026-03-18T12:00:00Z')
    const worked = await toldAt('2026-03-18T12:00:00Z', made.id, march)
    expect(worked).toEqual(['2026-03-02 Ben', '2026-03-09 Ana', '2026-03-16 Ben', '2026-03-23 Ana'])
    const { rotations, version, name, zone } = made
    const turned = rotations.map((one) => ({ ...one, turns: [[world.ben.id], [world.ana.id]] }))
    const change = { scheduleId: made.id, version, name, zone, rotations: turned }
    await ask(schedulesActions, 'changeSchedule', later('2026-03-18T12:00:00Z'), change)
    await pass('2026-03-20T12:00:00Z')
    expect(await toldAt('2026-03-20T12:00:00Z', made.id, march)).toEqual([
      '2026-03-02 Ben',
      '2026-03-09 Ana',
      '2026-03-16 Ben',
      '2026-03-18 Ana',
      '2026-03-23 Ben',
    ])
    const { onCall } = await ask(world.company, 'listOnCall', later('2026-03-20T12:00:00Z'), {
      at: '2026-03-17T12:00:00Z',
    })
    expect(onCall[0]).toMatchObject({ because: 'scheduled', people: [{ name: 'Ben' }] })
  })

  test('is written down by the change itself, when no engine came by before it', async () => {
    const made = await world.create()
    await pinClock(world.db, at('2026-03-18T12:00:00Z'))
    const change = { scheduleId: made.id, version: made.version, name: made.name, zone: made.zone, rotations: [] }
    await ask(schedulesActions, 'changeSchedule', later('2026-03-18T12:00:00Z'), change)
    await pass('2026-03-20T12:00:00Z')
    expect(await toldAt('2026-03-20T12:00:00Z', made.id, march)).toEqual([
      '2026-03-02 Ben',
      '2026-03-09 Ana',
      '2026-03-16 Ben',
      '2026-03-18 ',
    ])
  })

  test('keeps an override that was taken back after it had begun', async () => {
    const made = await world.create()
    const span = { startsAt: '2026-03-03T08:00:00Z', endsAt: '2026-03-05T08:00:00Z' }
    const { id: overrideId } = await world.addOverride(made.id, span)
    await pass('2026-03-04T08:00:00Z')
    await ask(schedulesActions, 'removeOverride', later('2026-03-04T08:00:00Z'), { scheduleId: made.id, overrideId })
    await pass('2026-03-06T08:00:00Z')
    expect(await toldAt('2026-03-06T08:00:00Z', made.id, { from: march.from, to: '2026-03-06T08:00:00Z' })).toEqual([
      '2026-03-02 Ben',
      '2026-03-03 Ana',
      '2026-03-04 Ben',
    ])
  })

  test('ends with the moment at which somebody left, and goes on when they are back', async () => {
    const made = await world.create({ rotations: [world.rotation({ turns: [[world.ben.id]] })] })
    await pass('2026-03-03T08:00:00Z')
    const set = (deactivated_at: Temporal.Instant | null) =>
      world.db.updateTable('person').set({ deactivated_at }).where('id', '=', world.ben.id).execute()
    await set(at('2026-03-03T08:00:00Z'))
    await pass('2026-03-05T08:00:00Z')
    await set(null)
    await pass('2026-03-06T08:00:00Z')
    expect(await toldAt('2026-03-06T08:00:00Z', made.id, { from: march.from, to: '2026-03-06T08:00:00Z' })).toEqual([
      '2026-03-02 Ben',
      '2026-03-03 ',
      '2026-03-05 Ben',
    ])
    // The next test begins earlier than this one ended.
    await world.db.updateTable('person').set({ reactivated_at: null }).execute()
  })

  test('is looked at when somebody begins or ends, and not before', async () => {
    await world.create()
    await pass('2026-03-01T12:00:00Z')
    const due = async () => (await world.db.selectFrom('schedule_history').select('due_at').executeTakeFirst())?.due_at
    expect((await due())?.toString()).toBe('2026-03-02T08:00:00Z')
    expect(await shiftKind(world.db).step()).toBe(0)
    await pass('2026-03-02T08:00:00Z')
    expect((await due())?.toString()).toBe('2026-03-09T08:00:00Z')
    const running = await world.db.selectFrom('shift').selectAll().where('ends_at', 'is', null).execute()
    expect(running).toMatchObject([{ person_id: world.ben.id, role: 'primary', because: { rotationName: 'Weekly' } }])
  })

  test('goes with its schedule when that is removed', async () => {
    const made = await world.create()
    await pass('2026-03-04T08:00:00Z')
    await ask(schedulesActions, 'removeSchedule', later('2026-03-04T08:00:00Z'), { scheduleId: made.id })
    expect(await world.db.selectFrom('shift').select('id').execute()).toEqual([])
  })
})
