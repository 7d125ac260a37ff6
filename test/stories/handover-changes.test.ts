// Handovers follow the schedule: swaps, overrides, people who leave, first and last shifts, two schedules at once, and a P1 meanwhile.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { handoverKind } from '../../server/handover/timers.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Named = { readonly id: string; readonly token: string }

async function named(world: World, name: string, role: 'responder' | 'manager' = 'responder'): Promise<Named> {
  const id = await world.person(name, { role })
  return { id, token: await haveToken(world, id) }
}

/** On Sunday morning; Ana's week ends on Monday 9 March at 09:00, and Ben's begins. */
async function weekOf(world: World, people: readonly string[], name = 'payments') {
  await world.at('2026-03-08T10:00:00Z')
  const scheduleId = await world.schedule(name, { people, startsOn: '2026-03-02', handsOver: true })
  await world.settle()
  return scheduleId
}

type Open = {
  readonly from: { readonly name: string } | null
  readonly to: { readonly name: string } | null
  readonly beginsAt: string
  readonly state: string
}
const told = ({ from, to, beginsAt, state }: Open) =>
  `${from?.name ?? '-'} > ${to?.name ?? '-'} ${beginsAt.slice(8, 16)} ${state}`
const openOnes = async (world: World) => (await world.call('listHandovers', {})).handovers
const all = async (world: World) => (await openOnes(world)).map(told)

story(
  'an override takes the place of whoever comes, a swap too, and the handover follows without being asked',
  async (world) => {
    const eve = await named(world, 'eve')
    const scheduleId = await weekOf(world, ['ana', 'ben'])
    expect(await all(world)).toEqual(['Ana > Ben 09T09:00 planned'])
    const ben = await world.person('ben')
    const span = { startsAt: '2026-03-09T09:00:00Z', endsAt: '2026-03-10T09:00:00Z' }
    const override = await world.call('addOverride', { scheduleId, personId: eve.id, replaces: ben, ...span })
    await world.settle()
    expect(await all(world)).toEqual(['Ana > Eve 09T09:00 planned'])
    await world.log.says('The handover changed with the schedule: Payments, from Ana to Eve')
    // Taken back: as before. The day with Eve would have ended with a handover to Ben, which nobody needs now.
    await world.call('removeOverride', { scheduleId, overrideId: override.id })
    await world.settle()
    expect(await all(world)).toEqual(['Ana > Ben 09T09:00 planned'])
    // Ana stays two hours longer.
    await world.call('addOverride', {
      scheduleId,
      personId: await world.person('ana'),
      startsAt: '2026-03-09T09:00:00Z',
      endsAt: '2026-03-09T10:00:00Z',
    })
    await world.settle()
    expect(await all(world)).toEqual(['Ana > Ben 09T10:00 planned'])
  },
)

story('somebody stands in from this moment on: who never accepted hands over nothing', async (world) => {
  const scheduleId = await weekOf(world, ['ana', 'ben'])
  const eve = await named(world, 'eve')
  await world.at('2026-03-09T09:10:00Z')
  await world.settle()
  expect(await all(world)).toEqual(['Ana > Ben 09T09:00 draft'])
  const ben = await world.person('ben')
  await world.call('addOverride', {
    scheduleId,
    personId: eve.id,
    replaces: ben,
    startsAt: '2026-03-09T09:10:00Z',
    endsAt: '2026-03-16T09:00:00Z',
  })
  await world.settle()
  expect(await all(world)).toEqual(['Ana > Eve 09T09:00 draft'])
  // From then on Ana and Eve are paged, and Ben is not.
  await world.raise('Trouble', { policy: 'schedule:payments 5m' })
  await world.log.says('Eve, Ana paged (on call for Payments; hands over Payments, not accepted yet): Trouble')
})

story('whoever leaves the company is neither asked nor paged; the next person is', async (world) => {
  await weekOf(world, ['ana', 'ben'])
  await world.at('2026-03-09T09:05:00Z')
  await world.settle()
  const [ana, ben] = [await world.person('ana'), await named(world, 'ben')]
  // Ana goes, with her handover unsigned: nobody pages her, and a manager writes what she knew.
  await world.call('changePerson', { personId: ana, isDeactivated: true })
  await world.raise('Trouble', { policy: 'schedule:payments 5m' })
  await world.log.says('Ben paged (on call for Payments): Trouble')
  const [handover] = await openOnes(world)
  const handoverId = handover?.id ?? 0
  const mia = await named(world, 'mia', 'manager')
  expect(await world.call('signHandover', { handoverId, version: 0 }, mia.token)).toMatchObject({ signedBy: 'Mia' })
  // Ben goes too: it is not his any more, whatever his token says.
  await world.call('changePerson', { personId: ben.id, isDeactivated: true })
  await world.settle()
  const { mark } = await world.call('getHandover', { handoverId })
  const late = await world.ask('acceptHandover', { handoverId, mark }, ben.token)
  expect(late.status).toBe(401)
  expect(
    await world.call(
      'acceptHandover',
      { handoverId, mark: (await world.call('getHandover', { handoverId }, mia.token)).mark },
      mia.token,
    ),
  ).toMatchObject({ acceptedBy: 'Mia' })
})

story('the first shift and the last one run the same form', async (world) => {
  const [ana, mia] = [await named(world, 'ana'), await named(world, 'mia', 'manager')]
  await world.at('2026-03-08T10:00:00Z')
  const weekly = {
    unit: 'week' as const,
    name: 'Weekly',
    layer: 0,
    role: 'primary' as const,
    zone: 'UTC',
    length: 1,
    handoverTime: '09:00',
    handoverWeekday: 1,
    startsOn: '2026-03-09',
    endsOn: '2026-03-16',
    turns: [[ana.id]],
  }
  await world.call('createSchedule', { slug: 'once', name: 'Once', teamId, zone: 'UTC', rotations: [weekly] })
  await world.settle()
  expect(await all(world)).toEqual(['- > Ana 09T09:00 planned'])
  await world.at('2026-03-09T08:00:00Z')
  await world.settle()
  world.phone('ana').rang('Once is yours from')
  const [begin] = await openOnes(world)
  const handoverId = begin?.id ?? 0
  const { mark, may } = await world.call('getHandover', { handoverId }, ana.token)
  expect(may).toMatchObject({ accept: true })
  expect(await world.call('acceptHandover', { handoverId, mark }, ana.token)).toMatchObject({ state: 'accepted' })

  await world.at('2026-03-16T08:30:00Z')
  await world.settle()
  expect(await all(world)).toEqual(['Ana > - 16T09:00 draft'])
  const [end] = await openOnes(world)
  const last = { handoverId: end?.id ?? 0 }
  await world.call('signHandover', { ...last, version: 0 }, ana.token)
  await world.settle()
  world.phone('mia').rang('Once has nobody who takes over at')
  const read = await world.call('getHandover', last, mia.token)
  expect(await world.call('acceptHandover', { ...last, mark: read.mark }, mia.token)).toMatchObject({
    acceptedBy: 'Mia',
  })
})

story(
  'two schedules change at once: each has its handover, and what Ana has by one goes to whoever comes there',
  async (world) => {
    const [ana, ben, eve] = [await named(world, 'ana'), await named(world, 'ben'), await named(world, 'eve')]
    await weekOf(world, ['ana', 'ben'])
    await weekOf(world, ['ana', 'eve'], 'search')
    await world.at('2026-03-09T08:30:00Z')
    await world.settle()
    for (const name of ['payments', 'search']) {
      const { id: alertId } = await world.raise(`Trouble in ${name}`, { policy: `schedule:${name} 5m` })
      await world.call('acknowledgeAlert', { alertId }, ana.token)
    }
    const open = await openOnes(world)
    expect(open.map(told).toSorted()).toEqual(['Ana > Ben 09T09:00 draft', 'Ana > Eve 09T09:00 draft'])
    for (const { id: handoverId, to } of open) {
      await world.call('signHandover', { handoverId, version: 0 }, ana.token)
      const taker = to?.name === 'Ben' ? ben : eve
      const { mark } = await world.call('getHandover', { handoverId }, taker.token)
      await world.call('acceptHandover', { handoverId, mark }, taker.token)
    }
    const { alerts } = await world.call('listAlerts', {})
    expect(alerts.map(({ summary, acknowledgedBy }) => `${summary}: ${acknowledgedBy ?? ''}`).toSorted()).toEqual([
      'Trouble in payments: Ben',
      'Trouble in search: Eve',
    ])
  },
)

story(
  'in the middle of a P1 tasks and follow-ups pass, and command is offered, for it has an accept of its own',
  async (world) => {
    const [ana, ben] = [await named(world, 'ana'), await named(world, 'ben')]
    await weekOf(world, ['ana', 'ben'])
    await world.at('2026-03-09T08:30:00Z')
    await world.settle()
    const { id: incidentId } = await world.call(
      'declareIncident',
      { teamId, title: 'Checkout is down', priority: 'P1' },
      ana.token,
    )
    const secret = await world.call('declareIncident', { teamId, title: 'Stolen laptop', isPrivate: true }, ana.token)
    await world.call('giveTask', { incidentId, text: 'Call the bank', ownerId: ana.id }, ana.token)
    await world.call('addFollowUp', { incidentId, text: 'A metric', ownerId: ana.id, dueOn: '2026-03-10' }, ana.token)
    const [handover] = await openOnes(world)
    const handoverId = handover?.id ?? 0
    await world.call('signHandover', { handoverId, version: 0 }, ana.token)
    const read = await world.call('getHandover', { handoverId }, ben.token)
    expect(read.brief).toMatchObject([
      {
        section: 'incidents',
        total: 1,
        items: [{ title: 'Checkout is down', state: 'triage', owner: { name: 'Ana' }, fate: 'offered' }],
      },
      { section: 'tasks', items: [{ title: 'Call the bank', fate: 'passes' }] },
      { section: 'follow_ups', items: [{ title: 'A metric', fate: 'passes' }] },
    ])
    expect(read.brief[0]?.items[0]?.next).toContain('impact')
    // What is private is in the brief of those who may know of it, and changes no hands by itself.
    expect(JSON.stringify(read)).not.toContain('Stolen laptop')
    const shownToAna = await world.call('getHandover', { handoverId }, ana.token)
    expect(JSON.stringify(shownToAna)).toContain('Stolen laptop')

    const accepted = await world.call('acceptHandover', { handoverId, mark: read.mark }, ben.token)
    expect(accepted.offers).toMatchObject([
      { incidentId, title: 'Checkout is down', role: 'lead', to: { name: 'Ben' } },
    ])
    const incident = await world.call('getIncident', { incidentId })
    expect(incident).toMatchObject({
      lead: { name: 'Ana' },
      tasks: [{ ownerId: ben.id }],
      followUps: [{ ownerId: ben.id }],
    })
    await world.log.says('With the shift, Ben is offered to take over as lead from Ana')
    await world.log.says('Ben has the task now, handed over by Ana: Call the bank')
    const [offer] = accepted.offers
    await world.call('acceptOffer', { incidentId, offerId: offer?.offerId ?? 0 }, ben.token)
    expect((await world.call('getIncident', { incidentId })).lead).toMatchObject({ name: 'Ben' })
    expect((await world.call('getIncident', { incidentId: secret.id }, ana.token)).lead).toMatchObject({ name: 'Ana' })
    expect((await world.ask('getIncident', { incidentId: secret.id }, ben.token)).status).toBe(404)
  },
)

story(
  'after four days without any node there is one handover, of the last change, and looking again makes no other',
  async (world) => {
    await world.at('2026-03-02T10:00:00Z')
    const [ana, ben] = [await world.person('ana'), await world.person('ben')]
    const daily = {
      unit: 'day' as const,
      name: 'Daily',
      layer: 0,
      role: 'primary' as const,
      zone: 'UTC',
      length: 1,
      handoverTime: '09:00',
      startsOn: '2026-03-02',
      endsOn: null,
      turns: [[ana], [ben]],
    }
    await world.call('createSchedule', { slug: 'daily', name: 'Daily', teamId, zone: 'UTC', rotations: [daily] })
    await world.settle()
    expect(await all(world)).toEqual(['Ana > Ben 03T09:00 planned'])
    await world.at('2026-03-07T12:00:00Z')
    await world.settle()
    // The one that was known was missed; of what came since only the last, and what is to come.
    const owed = ['Ana > Ben 03T09:00 missed', 'Ana > Ben 07T09:00 missed', 'Ben > Ana 08T09:00 planned']
    expect(await all(world)).toEqual(owed)
    await sql`update handover_setting set due_at = ${world.now}, planned_until = ${world.now.subtract({ hours: 24 * 6 })}`.execute(
      world.database.db,
    )
    await world.settle()
    expect((await all(world)).filter((one) => !owed.includes(one))).toEqual([])
  },
)

story('two nodes that look at the same moment make one handover, and tell of it once', async (world) => {
  await world.at('2026-03-08T10:00:00Z')
  await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02', handsOver: true })
  const kind = (node: string) => handoverKind({ db: world.database.db, node, announce: () => {} })
  await Promise.all([kind('one').step(), kind('two').step()])
  await Promise.all([kind('one').step(), kind('two').step()])
  expect(await all(world)).toEqual(['Ana > Ben 09T09:00 planned'])
  await world.at('2026-03-09T08:00:00Z')
  await Promise.all([kind('one').step(), kind('two').step()])
  const { entries } = await world.call('readLog', { limit: 50 })
  expect(entries.filter(({ says }) => says.includes('is drafted'))).toHaveLength(1)
})

story('a schedule that does not hand over is left alone, and so is every one from before', async (world) => {
  const scheduleId = await weekOf(world, ['ana', 'ben'])
  const mia = await named(world, 'mia', 'manager')
  await world.call('setHandoverSettings', { scheduleId, isOn: false, graceMinutes: 15, valveMinutes: 60 }, mia.token)
  await world.at('2026-03-09T09:05:00Z')
  await world.settle()
  expect(await openOnes(world)).toEqual([])
  await world.raise('Trouble', { policy: 'schedule:payments 5m' })
  await world.log.says('Ben paged (on call for Payments): Trouble')
})

story('whoever comes and cannot be reached is told of before the shift begins, to the manager', async (world) => {
  await named(world, 'mia', 'manager')
  await world.person('ben', { phone: false })
  await weekOf(world, ['ana', 'ben'])
  await world.settle()
  await world.log.says('Ben is not ready for the shift on Payments: no contact that works')
  world.phone('mia').rang('Ben is not ready for Payments')
})
