// Whether whoever comes has time: a leave is looked for in the hours of their turn, and not beside them.
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { firstOpen, named, weekOf } from './changing-hands.ts'

async function readyOf(world: World) {
  const { id: handoverId } = await firstOpen(world)
  const { ready } = await world.call('getHandover', { handoverId })
  return ready.find(({ check }) => check === 'leave')?.is
}

story('a leave late in a week is in the turn, one after it is not', async (world) => {
  const [, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  await named(world, 'mia', 'manager')
  const leave = (startsAt: string, endsAt: string) =>
    world.call('addLeave', { personId: ben.id, startsAt, endsAt, note: '' })
  await leave('2026-03-16T12:00:00Z', '2026-03-18T00:00:00Z')
  await leave('2026-03-13T00:00:00Z', '2026-03-14T00:00:00Z')
  await weekOf(world)
  expect(await readyOf(world)).toBe('bad')
  await world.log.says('Ben is not ready for the shift on Payments: on leave')
})

story('a leave that begins when a short turn is over is none of it', async (world) => {
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  await world.at('2026-03-08T10:00:00Z')
  const rotations = [
    {
      name: 'Twelve hours',
      role: 'primary' as const,
      unit: 'hour' as const,
      layer: 0,
      zone: 'UTC',
      length: 12,
      handoverTime: '09:00',
      startsOn: '2026-03-02',
      endsOn: null,
      turns: [[ana.id], [ben.id]],
    },
  ]
  await world.call('createSchedule', { slug: 'short', name: 'Short', teamId, zone: 'UTC', rotations })
  const next = '2026-03-08T21:00:00Z'
  await world.settle()
  expect((await firstOpen(world)).beginsAt.slice(0, 16)).toBe(next.slice(0, 16))
  await world.call('addLeave', {
    personId: ben.id,
    startsAt: '2026-03-09T12:00:00Z',
    endsAt: '2026-03-09T20:00:00Z',
    note: '',
  })
  expect(await readyOf(world)).toBe('good')
  await world.call('addLeave', {
    personId: ben.id,
    startsAt: '2026-03-09T06:00:00Z',
    endsAt: '2026-03-09T08:00:00Z',
    note: '',
  })
  expect(await readyOf(world)).toBe('bad')
})
