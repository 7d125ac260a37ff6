// The two keys, turned late, at once, by the wrong hand, on a night when the clock changes, or after a swap.
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { accept, firstOpen, linesOf, named, openOnes, weekOf } from './changing-hands.ts'

const weekly = {
  unit: 'week' as const,
  layer: 0,
  zone: 'UTC',
  length: 1,
  handoverTime: '09:00',
  handoverWeekday: 1,
  endsOn: null,
}

/** A schedule that policies know by its short name. */
async function scheduleOf(world: World, draft: Omit<EndpointInput<'createSchedule'>, 'teamId'>): Promise<void> {
  const { id } = await world.call('createSchedule', { teamId, ...draft })
  world.schedules.set(draft.slug, id)
}

const codeOf = async (asked: ReturnType<World['ask']>) => (await asked).body['code']

story(
  'at the grace time the secondary and the manager are told, and at the valve nobody a second time',
  async (world) => {
    const [ana, ben, sue] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'sue')]
    await named(world, 'mia', 'manager')
    await world.at('2026-03-08T10:00:00Z')
    await world.call('createSchedule', {
      slug: 'payments',
      name: 'Payments',
      teamId,
      zone: 'UTC',
      rotations: [
        { ...weekly, name: 'First', role: 'primary', startsOn: '2026-03-02', turns: [[ana.id], [ben.id]] },
        { ...weekly, name: 'Second', role: 'secondary', startsOn: '2026-03-02', turns: [[sue.id]] },
      ],
    })
    await world.settle()
    await world.at('2026-03-09T08:00:00Z')
    await world.pass({ minutes: 74 })
    expect(world.phone('sue').all()).toEqual([])
    await world.pass({ minutes: 2 })
    world.phone('sue').rang('The handover of Payments is not accepted yet')
    world.phone('mia').rang('The handover of Payments is not accepted yet')
    await world.log.says('The handover of Payments, from Ana to Ben is not accepted yet; told: Sue, Mia')
    await world.pass({ hours: 3 })
    expect((await firstOpen(world)).state).toBe('missed')
    const late = (name: string) =>
      world
        .phone(name)
        .all()
        .filter(({ message }) => message.subject.includes('handover'))
    expect([late('sue'), late('mia')].map((told) => told.length)).toEqual([1, 1])
  },
)

story('a swap takes the handover along, to whoever comes now', async (world) => {
  const [ana, ben, eve] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'eve')]
  const scheduleId = await weekOf(world, ['ana', 'ben', 'eve'])
  const bens = { scheduleId, startsAt: '2026-03-09T09:00:00Z', endsAt: '2026-03-16T09:00:00Z' }
  const inReturn = { scheduleId, startsAt: '2026-03-16T09:00:00Z', endsAt: '2026-03-23T09:00:00Z' }
  const { id: coverId } = await world.call('askCover', { ...bens, of: [eve.id], inReturn }, ben.token)
  await world.settle()
  expect(await linesOf(world)).toEqual(['Ana > Ben 09T09:00 planned'])
  await world.call('acceptCover', { coverId }, eve.token)
  await world.settle()
  expect(await linesOf(world)).toEqual(['Ana > Eve 09T09:00 planned'])
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: handoverId } = await firstOpen(world)
  const { version } = await world.call('getHandover', { handoverId })
  await world.call('signHandover', { handoverId, version }, ana.token)
  const { mark } = await world.call('getHandover', { handoverId }, ben.token)
  expect(await codeOf(world.ask('acceptHandover', { handoverId, mark }, ben.token))).toBe('handover_not_yours')
  expect(await accept(world, handoverId, eve)).toMatchObject({ acceptedBy: 'Eve' })
})

story('a first shift that nobody accepts is missed like any other, and whoever came is paged alone', async (world) => {
  const ana = await named(world, 'ana')
  await named(world, 'mia', 'manager')
  await world.at('2026-03-08T10:00:00Z')
  const rotations = [{ ...weekly, name: 'Weekly', role: 'primary' as const, startsOn: '2026-03-09', turns: [[ana.id]] }]
  await scheduleOf(world, { slug: 'once', name: 'Once', zone: 'UTC', rotations })
  await world.settle()
  await world.at('2026-03-09T09:05:00Z')
  await world.settle()
  await world.raise('Trouble', { policy: 'schedule:once 5m' })
  await world.log.says('Ana paged (on call for Once): Trouble')
  await world.pass({ minutes: 11 })
  world.phone('mia').rang('The handover of Once is not accepted yet')
  await world.pass({ hours: 1 })
  const missed = await firstOpen(world)
  expect(missed).toMatchObject({ state: 'unaccepted', from: null })
  expect(await accept(world, missed.id, ana)).toMatchObject({ state: 'accepted' })
  expect(await openOnes(world)).toEqual([])
})

story('of two managers who accept a last shift at once one has it, and the other is told who', async (world) => {
  const [ana, mia, max] = [
    await named(world, 'ana'),
    await named(world, 'mia', 'manager'),
    await named(world, 'max', 'manager'),
  ]
  await world.at('2026-03-08T10:00:00Z')
  const last = { ...weekly, endsOn: '2026-03-09' }
  const rotations = [{ ...last, name: 'Weekly', role: 'primary' as const, startsOn: '2026-03-02', turns: [[ana.id]] }]
  await scheduleOf(world, { slug: 'once', name: 'Once', zone: 'UTC', rotations })
  await world.settle()
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const { id: alertId } = await world.raise('Trouble', { policy: 'schedule:once 5m' })
  await world.call('acknowledgeAlert', { alertId }, ana.token)
  const { id: handoverId } = await firstOpen(world)
  const { mark: early } = await world.call('getHandover', { handoverId }, mia.token)
  // The first key and the second in one moment: the second is turned after the first, or not at all.
  const [signed, soon] = await Promise.all([
    world.ask('signHandover', { handoverId, version: 0 }, ana.token),
    world.ask('acceptHandover', { handoverId, mark: early }, mia.token),
  ])
  expect(signed.status).toBe(200)
  expect([undefined, 'handover_not_signed']).toContain(soon.body['code'])
  const { mark } = await world.call('getHandover', { handoverId }, mia.token)
  const both = await Promise.all(
    [mia, max].map(({ token }) => world.ask('acceptHandover', { handoverId, mark }, token)),
  )
  const isSoon = soon.status === 200
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const loser = both.find(({ status }) => status === 409)
  const winner = isSoon || both[0]?.status === 200 ? 'Mia' : 'Max'
  expect(loser?.body).toMatchObject({ code: 'handover_accepted', facts: { by: winner } })
  expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ acknowledgedBy: winner }])
  const { entries } = await world.call('readLog', { limit: 200 })
  expect(entries.filter(({ kind }) => kind === 'alert_handed_over')).toHaveLength(1)
})

story(
  'an incident that becomes private after it was read is read again, and neither told nor offered',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    await weekOf(world)
    await world.at('2026-03-09T08:30:00Z')
    await world.settle()
    const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Stolen laptop' }, ana.token)
    await world.call('giveTask', { incidentId, text: 'Lock the account', ownerId: ana.id }, ana.token)
    const { id: handoverId } = await firstOpen(world)
    await world.call('signHandover', { handoverId, version: 0 }, ana.token)
    const { mark } = await world.call('getHandover', { handoverId }, ben.token)
    await world.call('describeIncident', { incidentId, isPrivate: true }, ana.token)
    expect(await codeOf(world.ask('acceptHandover', { handoverId, mark }, ben.token))).toBe('handover_changed')
    const accepted = await accept(world, handoverId, ben)
    expect(JSON.stringify(accepted)).not.toMatch(/Stolen|Lock the account/)
    expect(accepted.offers).toEqual([])
    const incident = await world.call('getIncident', { incidentId }, ana.token)
    expect(incident).toMatchObject({ lead: { name: 'Ana' }, tasks: [{ ownerId: ana.id }] })
    const { entries } = await world.call('readLog', { limit: 200 }, ben.token)
    expect(JSON.stringify(entries)).not.toMatch(/Stolen|Lock the account/)
  },
)

story('in the night in which the clock is put forward grace and valve are as long as ever', async (world) => {
  await world.at('2026-03-28T10:00:00Z')
  const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
  const daily = { ...weekly, unit: 'day' as const, zone: 'Europe/Berlin', handoverTime: '02:30' }
  const { handoverWeekday: _, ...nightly } = daily
  const rotations = [
    { ...nightly, name: 'Daily', role: 'primary' as const, startsOn: '2026-03-27', turns: [[ana.id], [ben.id]] },
  ]
  await scheduleOf(world, { slug: 'night', name: 'Night', zone: 'Europe/Berlin', rotations })
  await world.settle()
  const [next] = await openOnes(world)
  // At 02:30 there is no 02:30 in that night: whoever is on call says when it changes.
  expect(next?.beginsAt).toMatch(/^2026-03-29T01:(00|30):00.000Z$/)
  const begins = Temporal.Instant.from(next?.beginsAt ?? '')
  expect([next?.graceAt, next?.valveAt]).toEqual(
    [15, 60].map((minutes) => begins.add({ minutes }).toString({ smallestUnit: 'millisecond' })),
  )
  await world.at(begins.add({ minutes: 59 }).toString())
  await world.settle()
  await world.raise('Before', { policy: 'schedule:night 5m' })
  await world.log.says('Ana, Ben paged (on call for Night; hands over Night, not accepted yet): Before')
  await world.at(begins.add({ minutes: 60 }).toString())
  await world.raise('After', { policy: 'schedule:night 5m' })
  await world.log.says('Ana paged (on call for Night): After')
})
