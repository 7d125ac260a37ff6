import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { expectRefused, noon, pinClock } from '../people/people.test-support.ts'
import { newId } from '../secrets.ts'
import { ask } from '../services/wire.test-support.ts'
import { schedulesActions } from './actions.ts'
import { balanceActions } from './balance-actions.ts'
import { shiftKind } from './history.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld
beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  await world.clear()
  await world.db.updateTable('person').set({ zone: 'Europe/Berlin', holidays: null }).execute()
})

/** Two weeks after noon on Sunday 1 March: Ana's turn until Monday, then Ben's week, then Ana's. */
const later = noon.add({ hours: 14 * 24 })

async function passTo(now: Temporal.Instant) {
  await pinClock(world.db, now)
  while ((await shiftKind(world.db).step()) > 0);
}

function balance(scheduleId: string, input: Partial<EndpointInput<'getBalance'>> = {}, now = later) {
  return ask(balanceActions, 'getBalance', world.context({ now }), { scheduleId, ...input })
}

const inShort = ({ people }: Awaited<ReturnType<typeof balance>>) =>
  Object.fromEntries(people.map((one) => [one.name, [one.worked.primary.hours, one.planned.primary.hours]]))

describe('the balance of a schedule', () => {
  test('tells what was worked as it was worked, and what comes by the rules of now', async () => {
    const { id } = await world.create()
    await passTo(later)
    const { version, name, zone } = await ask(schedulesActions, 'getSchedule', world.context({ now: later }), {
      scheduleId: id,
    })
    // From now on Ben alone; that Ana worked last week stays.
    const alone = [world.rotation({ turns: [[world.ben.id]] })]
    const now = world.context({ now: later })
    await ask(schedulesActions, 'changeSchedule', now, { scheduleId: id, version, name, zone, rotations: alone })
    const told = await balance(id)
    // Ana until Monday nine (20 hours), Ben his week, Ana from Monday until now.
    expect(inShort(told)).toEqual({ Ana: [20 + 6 * 24 + 4, 0], Ben: [168, 12 * 7 * 24] })
    expect(told.workedSince).toBe('2026-03-01T12:00:00.000Z')
    expect(told.findings.map(({ code }) => code)).toContain('single_person')
  })

  test('counts a shift that runs once, though rows and rules both know of it', async () => {
    const { id } = await world.create()
    await passTo(later)
    const { people } = await balance(id)
    const ana = people.find(({ name }) => name === 'Ana')
    expect(ana?.worked.primary.shifts).toBe(2)
    expect(ana?.worked.longestHours).toBe(148)
    const ben = people.find(({ name }) => name === 'Ben')
    expect([ben?.worked.primary.nightHours, ben?.worked.primary.weekendHours]).toEqual([63, 48])
  })

  test('tells of holidays that a person keeps', async () => {
    await world.db.updateTable('person').set({ holidays: 'DE' }).where('id', '=', world.ana.id).execute()
    const { id } = await world.create({ rotations: [world.rotation({ turns: [[world.ana.id]] })] })
    const span = { from: '2026-05-01T00:00:00Z', to: '2026-05-03T00:00:00Z' }
    const [ana] = (await balance(id, span, noon)).people
    expect(ana?.planned.primary).toMatchObject({ hours: 48, holidayHours: 22 })
    expect(ana?.worked.primary.hours).toBe(0)
  })

  test('refuses what it cannot answer', async () => {
    const { id } = await world.create()
    await expectRefused(balance(newId()), 'not_found')
    await expectRefused(balance(id, { from: '2024-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }), 'bad_input')
    await expectRefused(balance(id, { from: '2026-05-01T00:00:00Z', to: '2026-04-01T00:00:00Z' }), 'bad_input')
  })

  test('of the past alone says nothing of what should change', async () => {
    const { id } = await world.create()
    await passTo(later)
    const told = await balance(id, { from: '2026-03-01T00:00:00Z', to: '2026-03-10T00:00:00Z' })
    expect(told.findings).toEqual([])
    expect(inShort(told)).toEqual({ Ana: [20 + 16, 0], Ben: [168, 0] })
  })
})

test('the balance of a team counts a moment once, however many of its schedules name the person', async () => {
  await world.create()
  await world.create({ slug: 'second', name: 'Second' })
  const input = { teamId: world.teamId, from: noon.toString(), to: noon.add({ hours: 8 * 24 }).toString() }
  const told = await ask(balanceActions, 'getTeamBalance', world.context(), input)
  expect(inShort(told)).toEqual({ Ana: [0, 24], Ben: [0, 168] })
  expect(told.people.find(({ name }) => name === 'Ben')?.planned.primary.shifts).toBe(2)
  await expectRefused(ask(balanceActions, 'getTeamBalance', world.context(), { teamId: newId() }), 'not_found')
})
