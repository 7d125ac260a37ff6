// Between an early acceptance and the change: what whoever goes takes on until then.
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { accept, firstOpen, named, weekOf } from './changing-hands.ts'

async function acceptedEarly(world: World) {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const scheduleId = await weekOf(world)
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: handoverId } = await firstOpen(world)
  await world.call('signHandover', { handoverId, version: 0 }, ana.token)
  await accept(world, handoverId, ben)
  await world.at('2026-03-09T08:50:00Z')
  const { id: alertId } = await world.raise('Last minute', { policy: 'schedule:payments 5m' })
  await world.call('acknowledgeAlert', { alertId }, ana.token)
  return { ana, ben, scheduleId, handoverId }
}

const holders = async (world: World) =>
  (await world.call('listAlerts', {})).alerts.map(
    ({ summary, acknowledgedBy }) => `${summary}: ${acknowledgedBy ?? ''}`,
  )

const saysOf = async (world: World, kind: string) =>
  (await world.call('readLog', { limit: 200 })).entries.filter((one) => one.kind === kind).map(({ says }) => says)

story('what whoever goes takes on after an early acceptance passes at the change, told once', async (world) => {
  const { ana, ben } = await acceptedEarly(world)
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Slow search' }, ana.token)
  await world.call('giveTask', { incidentId, text: 'Look at the disk', ownerId: ana.id }, ana.token)
  const hidden = await world.call('declareIncident', { teamId, title: 'Stolen laptop', isPrivate: true }, ana.token)
  await world.call('giveTask', { incidentId: hidden.id, text: 'Lock it', ownerId: ana.id }, ana.token)
  expect(await holders(world)).toEqual(['Last minute: Ana'])
  await world.pass({ minutes: 9 })
  expect(await holders(world)).toEqual(['Last minute: Ana'])
  // Two nodes look at the change at once.
  const other = await world.startAnother()
  await world.at('2026-03-09T09:00:00Z')
  await Promise.all([world.settle(), other.settle()])
  await world.settle()
  expect(await holders(world)).toEqual(['Last minute: Ben'])
  expect(await world.call('getIncident', { incidentId }, ana.token)).toMatchObject({
    lead: { name: 'Ana' },
    tasks: [{ ownerId: ben.id }],
    offers: [{ role: 'lead' }],
  })
  // What Ben may not know of is neither told nor passed.
  expect(await world.call('getIncident', { incidentId: hidden.id }, ana.token)).toMatchObject({
    tasks: [{ ownerId: ana.id }],
    offers: [],
  })
  expect(await saysOf(world, 'handover_passed')).toEqual([
    'The shift changed after its handover was accepted, Payments, from Ana to Ben; taken on since, and changed owner now: 2',
  ])
  expect(await saysOf(world, 'alert_handed_over')).toEqual(['Ben has it now, handed over by Ana: Last minute'])
  expect(await saysOf(world, 'task_handed_over')).toHaveLength(1)
})

story('where the schedule changed meanwhile and she has not gone, she keeps it', async (world) => {
  const { ana, ben, scheduleId } = await acceptedEarly(world)
  await world.call('addOverride', {
    scheduleId,
    personId: ana.id,
    replaces: ben.id,
    startsAt: '2026-03-09T09:00:00Z',
    endsAt: '2026-03-16T09:00:00Z',
  })
  await world.at('2026-03-09T09:01:00Z')
  await world.settle()
  expect(await holders(world)).toEqual(['Last minute: Ana'])
  expect(await saysOf(world, 'handover_passed')).toEqual([])
})

story('whoever accepted and left since gets nothing', async (world) => {
  const { ben } = await acceptedEarly(world)
  await world.call('changePerson', { personId: ben.id, isDeactivated: true })
  await world.at('2026-03-09T09:01:00Z')
  await world.settle()
  expect(await holders(world)).toEqual(['Last minute: Ana'])
})
