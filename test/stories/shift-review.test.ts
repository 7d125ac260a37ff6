// A shift afterwards: what came, what was done, how heavy it was; and what whoever goes keeps.
import { expect } from 'vitest'
import { story, teamId } from '../world.ts'
import { haveToken } from './everything.ts'

story(
  'the page of a shift tells what came and what was done, and whoever worked it says in two taps how heavy it was',
  async (world) => {
    await world.at('2026-03-02T08:00:00Z')
    await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02', handsOver: true })
    const [anaId, benId] = [await world.person('ana'), await world.person('ben')]
    const [ana, ben] = [await haveToken(world, anaId), await haveToken(world, benId)]
    await world.at('2026-03-02T10:00:00Z')
    await world.settle()
    // At ten in the morning, and at two in the night.
    const first = await world.raise('Checkout is failing', { policy: 'schedule:payments 5m' })
    await world.pass({ minutes: 2 })
    await world.call('acknowledgeAlert', { alertId: first.id }, ana)
    await world.at('2026-03-05T02:00:00Z')
    const second = await world.raise('Disk is full', { policy: 'schedule:payments 5m' })
    await world.call('acknowledgeAlert', { alertId: second.id }, ana)
    await world.call('writeNote', { teamId, text: 'Grew the disk' }, ana)
    await world.call('declareIncident', { teamId, title: 'Stolen laptop', isPrivate: true }, ana)

    await world.at('2026-03-09T09:30:00Z')
    await world.settle()
    const [shift] = (await world.call('listWorkedShifts', { personId: anaId })).shifts
    const shiftId = shift?.id ?? 0
    const told = await world.call('getWorkedShift', { shiftId }, ana)
    expect(told).toMatchObject({
      scheduleName: 'Payments',
      person: { name: 'Ana' },
      pages: 2,
      nightPages: 1,
      nightsDisturbed: 1,
      alertsAcknowledged: 2,
      minutesToAnswer: 0,
      isMine: true,
      review: null,
      went: { state: 'draft' },
    })
    expect(told.entries.map(({ says }) => says)).toContain('Ana: Grew the disk')
    // What is private is told to those who may know of it, here too.
    expect(JSON.stringify(told)).toContain('Stolen laptop')
    expect(JSON.stringify(await world.call('getWorkedShift', { shiftId }, ben))).not.toContain('Stolen laptop')

    const heavy = { shiftId, weight: 4, fix: 'The disk alert' }
    expect((await world.ask('reviewShift', heavy, ben)).body['code']).toBe('shift_not_yours')
    await world.call('reviewShift', heavy, ana)
    await world.call('reviewShift', { ...heavy, weight: 3 }, ana)
    expect((await world.call('getWorkedShift', { shiftId }, ben)).review).toMatchObject({
      weight: 3,
      fix: 'The disk alert',
    })
    await world.log.says('Ana found the shift on Payments 4 of 5 heavy (The disk alert)')
  },
)

story('what whoever goes keeps stays with them, and what was told later is read again', async (world) => {
  await world.at('2026-03-08T10:00:00Z')
  await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02', handsOver: true })
  const [ana, ben] = [
    await haveToken(world, await world.person('ana')),
    await haveToken(world, await world.person('ben')),
  ]
  await world.at('2026-03-09T08:30:00Z')
  await world.settle()
  const kept = await world.raise('Mine to the end', { policy: 'schedule:payments 5m' })
  const passed = await world.raise('Yours from now on', { policy: 'schedule:payments 5m' })
  for (const { id: alertId } of [kept, passed]) await world.call('acknowledgeAlert', { alertId }, ana)
  const [handover] = (await world.call('listHandovers', {})).handovers
  const handoverId = handover?.id ?? 0
  const keeps = [`alert:${kept.id}`]
  await world.call('writeHandover', { handoverId, version: 0, words: '', keeps }, ana)
  await world.call('signHandover', { handoverId, version: 1 }, ana)
  const { mark, brief } = await world.call('getHandover', { handoverId }, ben)
  expect(brief[0]?.items.map(({ title, fate }) => [title, fate])).toEqual([
    ['Mine to the end', 'keeps'],
    ['Yours from now on', 'passes'],
  ])
  const more = await world.call('listBriefItems', { handoverId, section: 'alerts', offset: 1 }, ben)
  expect([more.total, more.items.map(({ title }) => title)]).toEqual([2, ['Yours from now on']])
  await world.call('acceptHandover', { handoverId, mark }, ben)
  const { alerts } = await world.call('listAlerts', {})
  expect(alerts.map(({ summary, acknowledgedBy }) => `${summary}: ${acknowledgedBy ?? ''}`).toSorted()).toEqual([
    'Mine to the end: Ana',
    'Yours from now on: Ben',
  ])
  // Once accepted it stays as it was read.
  await world.call('closeAlert', { alertId: passed.id }, ben)
  expect((await world.call('getHandover', { handoverId }, ana)).brief[0]?.total).toBe(2)
})

story('a page that Ana acknowledged comes back to whoever has it by then', async (world) => {
  await world.at('2026-03-08T10:00:00Z')
  await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02', handsOver: true })
  const [ana, ben] = [
    await haveToken(world, await world.person('ana')),
    await haveToken(world, await world.person('ben')),
  ]
  await world.at('2026-03-09T08:40:00Z')
  await world.settle()
  const { id: alertId } = await world.raise('Slow burn', { policy: 'schedule:payments 5m', returnAfterMinutes: 60 })
  await world.call('acknowledgeAlert', { alertId }, ana)
  const [handover] = (await world.call('listHandovers', {})).handovers
  const handoverId = handover?.id ?? 0
  await world.call('signHandover', { handoverId, version: 0 }, ana)
  await world.at('2026-03-09T09:00:00Z')
  await world.call(
    'acceptHandover',
    { handoverId, mark: (await world.call('getHandover', { handoverId }, ben)).mark },
    ben,
  )
  await world.pass({ minutes: 41 })
  world.phone('ben').rang('Slow burn')
  await world.log.says('Ben paged (on call for Payments): Slow burn', { cites: 'P7' })
})

story('the contact card has the numbers that page, and nothing of anybody', async (world) => {
  const ana = await haveToken(world, await world.person('ana'))
  expect(await world.call('getContactCard', {}, ana)).toMatchObject({
    fileName: 'baton.vcf',
    numbers: ['+15550000000'],
    addresses: ['baton@mail.baton.test'],
  })
})
