// A schedule that changes in the middle of a change of hands is looked at again and again, and says the same each time.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { usualHandover } from '../../domain/handover/plan.ts'
import { insertHandover } from '../../server/handover/planning-store.ts'
import { holdHistories } from '../../server/schedules/history.ts'
import { story, teamId, type World } from '../world.ts'
import { accept, firstOpen, linesOf as all, named, weekOf } from './changing-hands.ts'

/** Somebody else is on call in Ben's place from this moment on, to the end of his week. */
async function standIn(world: World, scheduleId: string, personId: string) {
  await world.call('addOverride', {
    scheduleId,
    personId,
    replaces: await world.person('ben'),
    startsAt: world.now.toString(),
    endsAt: '2026-03-16T09:00:00Z',
  })
  await world.settle()
}

story(
  'who stood in for somebody who never accepted is still the only one asked when it is looked again',
  async (world) => {
    const scheduleId = await weekOf(world)
    const eve = await named(world, 'eve')
    await world.at('2026-03-09T09:10:00Z')
    await world.settle()
    await standIn(world, scheduleId, eve.id)
    expect(await all(world)).toEqual(['Ana > Eve 09T09:00 draft'])
    // Whatever makes it look again: an override that changes nothing here, the valve.
    for (const minute of [11, 30, 59]) {
      await world.at(`2026-03-09T09:${minute}:00Z`)
      await world.call('addOverride', {
        scheduleId,
        personId: eve.id,
        replaces: await world.person('ben'),
        startsAt: `2026-03-12T0${minute % 10}:00:00Z`,
        endsAt: '2026-03-12T10:00:00Z',
      })
      await world.settle()
      expect(await all(world)).toEqual(['Ana > Eve 09T09:00 draft'])
    }
    await world.at('2026-03-09T10:00:00Z')
    await world.settle()
    expect(await all(world)).toEqual(['Ana > Eve 09T09:00 missed'])
    await world.raise('Trouble', { policy: 'schedule:payments 5m' })
    await world.log.says('Eve paged (on call for Payments): Trouble')
  },
)

story('what went back to whoever had it stays called off, and in the first minute too', async (world) => {
  const scheduleId = await weekOf(world)
  const [ana, eve] = [await named(world, 'ana'), await named(world, 'eve')]
  await world.at('2026-03-09T09:00:20Z')
  await world.settle()
  // Eve first, and then Ana again, in the minute in which it changed.
  await standIn(world, scheduleId, eve.id)
  expect(await all(world)).toEqual(['Ana > Eve 09T09:00 draft'])
  await world.at('2026-03-09T09:00:40Z')
  await standIn(world, scheduleId, ana.id)
  const back = (await all(world)).filter((one) => !one.endsWith('planned'))
  expect(back).toEqual([])
  for (const time of ['09:01:00', '09:30:00', '10:00:00', '10:01:30']) {
    await world.at(`2026-03-09T${time}Z`)
    await world.call('setHandoverSettings', {
      scheduleId,
      isOn: true,
      graceMinutes: 15,
      valveMinutes: 60 + Number(time.slice(3, 5)),
    })
    await world.settle()
    expect((await all(world)).filter((one) => !one.endsWith('planned'))).toEqual([])
  }
})

story('after a day without anybody the handover follows whoever comes then', async (world) => {
  await world.at('2026-03-08T10:00:00Z')
  const [ana, ben, eve] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'eve')]
  const weekly = {
    unit: 'week' as const,
    layer: 0,
    role: 'primary' as const,
    zone: 'UTC',
    length: 1,
    handoverTime: '09:00',
  }
  const { id: scheduleId } = await world.call('createSchedule', {
    slug: 'gap',
    name: 'Gap',
    teamId,
    zone: 'UTC',
    rotations: [
      { ...weekly, name: 'First', handoverWeekday: 1, startsOn: '2026-03-02', endsOn: '2026-03-09', turns: [[ana.id]] },
      { ...weekly, name: 'Then', handoverWeekday: 3, startsOn: '2026-03-11', endsOn: null, turns: [[ben.id]] },
    ],
  })
  await world.settle()
  expect(await all(world)).toEqual(['Ana > Ben 11T09:00 planned'])
  await world.at('2026-03-10T10:00:00Z')
  await world.settle()
  const span = { startsAt: '2026-03-11T09:00:00Z', endsAt: '2026-03-13T09:00:00Z' }
  await world.call('addOverride', { scheduleId, personId: eve.id, replaces: ben.id, ...span })
  await world.settle()
  expect(await all(world)).toEqual(['Ana > Eve 11T09:00 draft'])
})

story('a schedule that is switched off while a node plans it is left with no handover', async (world) => {
  await world.at('2026-03-08T10:00:00Z')
  const scheduleId = await world.schedule('payments', {
    people: ['ana', 'ben'],
    startsOn: '2026-03-02',
    handsOver: true,
  })
  const { db } = world.database
  const off: Promise<unknown>[] = []
  let isDone = false
  await db.transaction().execute(async (tx) => {
    // As far as a node is that has read how it hands over.
    await holdHistories(tx, [scheduleId])
    const at = Temporal.Instant.from('2026-03-09T09:00:00Z')
    const change = { fromId: await world.person('ana'), toId: await world.person('ben'), endsAt: at, beginsAt: at }
    await insertHandover(tx, { scheduleId, change, settings: usualHandover }, world.now)
    const settings = { scheduleId, isOn: false, graceMinutes: 15, valveMinutes: 60 }
    off.push(world.call('setHandoverSettings', settings).then(() => (isDone = true)))
    await expect.poll(async () => isDone || (await waiting(world)) > 0).toBe(true)
  })
  await Promise.all(off)
  await world.settle()
  expect(await all(world)).toEqual([])
  const covers = await db.selectFrom('handover_cover').selectAll().execute()
  expect(covers).toEqual([])
})

story(
  'whoever came leaves the company before they accepted, and nobody comes: whoever went is still woken',
  async (world) => {
    await named(world, 'mia', 'manager')
    await weekOf(world)
    await world.at('2026-03-09T09:05:00Z')
    await world.settle()
    await world.call('changePerson', { personId: await world.person('ben'), isDeactivated: true })
    await world.settle()
    // Ana comes again in a week: that is no reason to let her go now.
    expect(await all(world)).toEqual(['Ana > - 09T09:00 draft'])
    await world.raise('Trouble', { policy: 'schedule:payments 5m' })
    await world.log.says('Ana paged (hands over Payments, not accepted yet): Trouble', { cites: 'P41' })
  },
)

story(
  'whoever would come leaves the company the day before, and nobody comes: whoever goes is not let go',
  async (world) => {
    const mia = await named(world, 'mia', 'manager')
    const ana = await named(world, 'ana')
    await weekOf(world)
    await world.call('changePerson', { personId: await world.person('ben'), isDeactivated: true })
    await world.settle()
    expect(await all(world)).toEqual(['Ana > - 09T09:00 planned'])
    await world.at('2026-03-09T09:05:00Z')
    await world.settle()
    const { id: alertId } = await world.raise('Trouble', { policy: 'schedule:payments 5m' })
    await world.log.says('Ana paged (hands over Payments, not accepted yet): Trouble')
    await world.call('acknowledgeAlert', { alertId }, ana.token)
    await world.pass({ minutes: 11 })
    world.phone('mia').rang('The handover of Payments is not accepted yet')
    const { id: handoverId } = await firstOpen(world)
    const { version } = await world.call('getHandover', { handoverId })
    await world.call('signHandover', { handoverId, version }, ana.token)
    expect(await accept(world, handoverId, mia)).toMatchObject({ acceptedBy: 'Mia' })
    expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ acknowledgedBy: 'Mia' }])
  },
)

story('what was missed while no node ran is told to those who answer for it all the same, once', async (world) => {
  await named(world, 'mia', 'manager')
  await weekOf(world)
  await world.at('2026-03-09T12:00:00Z')
  await world.settle()
  world.phone('mia').rang('The handover of Payments was missed')
  await world.log.says('The handover of Payments, from Ana to Ben is not accepted yet; told: Mia')
  await world.pass({ hours: 3 })
  expect(world.phone('mia').all()).toHaveLength(1)
  // And of one that nobody had known of before.
  await world.at('2026-03-23T12:00:00Z')
  await world.settle()
  world.phone('mia').rang('The handover of Payments was missed')
})

story(
  'a schedule that is removed in the middle of a change takes its handovers along, and wakes nobody by them',
  async (world) => {
    const scheduleId = await weekOf(world)
    const ana = await named(world, 'ana')
    await world.at('2026-03-09T09:05:00Z')
    await world.settle()
    const { id: handoverId } = await firstOpen(world)
    await world.call('removeSchedule', { scheduleId })
    await world.settle()
    expect(await all(world)).toEqual([])
    expect((await world.ask('signHandover', { handoverId, version: 0 }, ana.token)).status).toBe(404)
    expect(await world.database.db.selectFrom('handover_cover').selectAll().execute()).toEqual([])
    await world.pass({ hours: 2 })
    expect(
      world
        .phone('ana')
        .all()
        .filter(({ message }) => message.subject.includes('not accepted')),
    ).toEqual([])
  },
)

/** How many wait for a row that somebody else holds? */
async function waiting(world: World): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(world.database.db)
  return rows[0]?.count ?? 0
}
