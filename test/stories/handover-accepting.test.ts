// What acceptance takes, and what it leaves where it is.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { story, teamId } from '../world.ts'
import { accept, firstOpen, named, openOnes, weekOf } from './changing-hands.ts'

story('what was missed and is accepted weeks later takes nothing from whoever is on call again', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  await weekOf(world)
  await world.at('2026-03-09T10:30:00Z')
  await world.settle()
  const missed = await firstOpen(world)
  expect(missed.state).toBe('missed')
  // A week later Ben hands back to Ana, as one should.
  await world.at('2026-03-16T08:30:00Z')
  await world.settle()
  const back = (await openOnes(world)).find(({ from }) => from?.name === 'Ben') ?? expect.fail()
  await world.call('signHandover', { handoverId: back.id, version: 0 }, ben.token)
  await accept(world, back.id, ana)
  await world.at('2026-03-17T08:30:00Z')
  await world.settle()
  const { id: alertId } = await world.raise('Of this week', { policy: 'schedule:payments 5m' })
  await world.call('acknowledgeAlert', { alertId }, ana.token)
  await world.call('signHandover', { handoverId: missed.id, version: 0 }, ana.token)
  const read = await world.call('getHandover', { handoverId: missed.id }, ben.token)
  expect(read.brief).toMatchObject([{ section: 'alerts', items: [{ title: 'Of this week', fate: 'told' }] }])
  expect(await accept(world, missed.id, ben)).toMatchObject({ state: 'accepted' })
  expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ acknowledgedBy: 'Ana' }])
  await world.log.says('Ben accepted the handover of Payments, from Ana to Ben; changed owner: 0')
})

story('what was accepted names nothing private to others, however much there was of it', async (world) => {
  const [ana, ben, kim] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'kim')]
  await weekOf(world)
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: incidentId } = await world.call(
    'declareIncident',
    { teamId, title: 'Stolen laptop', isPrivate: true },
    ana.token,
  )
  await world.call('callIntoIncident', { incidentId, personId: ben.id, role: 'responder', isPaged: false }, ana.token)
  const open = await world.call('declareIncident', { teamId, title: 'Slow search' }, ana.token)
  for (const [id, many] of [
    [incidentId, 45],
    [open.id, 3],
  ])
    await sql`
      insert into incident_task (incident_id, text, owner_id, state, given_by_name, given_at, due_at)
      select ${id}, 'Step ' || n, ${ana.id}, 'given', 'Ana', ${world.now}, ${world.now} from generate_series(1, ${many}) n`.execute(
      world.database.db,
    )
  const { id: handoverId } = await firstOpen(world)
  await world.call('signHandover', { handoverId, version: 0 }, ana.token)
  const mine = await accept(world, handoverId, ben)
  expect(mine.brief.find(({ section }) => section === 'tasks')).toMatchObject({ total: 48 })
  expect(JSON.stringify(mine)).toContain('Stolen laptop')
  const theirs = await world.call('getHandover', { handoverId }, kim.token)
  expect(JSON.stringify(theirs)).not.toContain('Stolen laptop')
  expect(theirs.brief.find(({ section }) => section === 'tasks')).toMatchObject({ total: 3 })
})

story('whoever goes offers what they have in an incident, also beside somebody who commands it', async (world) => {
  const [ana, carl, ben] = [await named(world, 'ana'), await named(world, 'carl'), await named(world, 'ben')]
  await weekOf(world)
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: incidentId } = await world.call(
    'declareIncident',
    { teamId, title: 'Checkout is down', priority: 'P1' },
    ana.token,
  )
  await world.call('joinIncident', { incidentId, role: 'commander' }, carl.token)
  const other = await world.call('declareIncident', { teamId, title: 'Search is slow' }, carl.token)
  await world.call('joinIncident', { incidentId: other.id, role: 'communications' }, ana.token)
  const { id: handoverId } = await firstOpen(world)
  await world.call('signHandover', { handoverId, version: 0 }, ana.token)
  const accepted = await accept(world, handoverId, ben)
  expect(accepted.offers.map(({ title, role }) => `${title}: ${role}`).toSorted()).toEqual([
    'Checkout is down: lead',
    'Search is slow: communications',
  ])
  // Offered is not passed.
  await world.log.says('Ben accepted the handover of Payments, from Ana to Ben; changed owner: 0')
})

story('whoever comes in the place of somebody else is told of what is signed, and looked after', async (world) => {
  await named(world, 'mia', 'manager')
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const eveId = await world.person('eve', { phone: false })
  const scheduleId = await weekOf(world)
  await world.at('2026-03-09T08:10:00Z')
  await world.settle()
  const { id: handoverId } = await firstOpen(world)
  await world.call('signHandover', { handoverId, version: 0 }, ana.token)
  const span = { startsAt: '2026-03-09T09:00:00Z', endsAt: '2026-03-16T09:00:00Z' }
  const carl = await named(world, 'carl')
  const { id: overrideId } = await world.call('addOverride', {
    scheduleId,
    personId: carl.id,
    replaces: ben.id,
    ...span,
  })
  await world.settle()
  world.phone('carl').rang('Payments is yours from')
  await world.call('removeOverride', { scheduleId, overrideId })
  await world.call('addOverride', { scheduleId, personId: eveId, replaces: ben.id, ...span })
  await world.settle()
  world.phone('mia').rang('Eve is not ready for Payments')
})

story('a schedule that is renamed meanwhile hands over what was paged by its old name', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const scheduleId = await weekOf(world)
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: alertId } = await world.raise('Trouble', { policy: 'schedule:payments 5m' })
  await world.call('acknowledgeAlert', { alertId }, ana.token)
  const { version, zone, rotations } = await world.call('getSchedule', { scheduleId })
  await world.ask('changeSchedule', { scheduleId, version, name: 'Money', zone, rotations })
  await world.settle()
  const { id: handoverId } = await firstOpen(world)
  await world.call('signHandover', { handoverId, version: 0 }, ana.token)
  await accept(world, handoverId, ben)
  expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ acknowledgedBy: 'Ben' }])
})
