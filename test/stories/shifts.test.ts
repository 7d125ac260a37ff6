// Looking at shifts: one's own over all schedules, and everybody's.
import { expect } from 'vitest'
import { story } from '../world.ts'

story('Ben sees his week on both schedules, gives one away, and last week stays his', async (world) => {
  await world.at('2026-03-02T10:00:00Z')
  const payments = await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02' })
  await world.schedule('search', { people: ['ben'], startsOn: '2026-03-02' })
  const [ana, personId] = [await world.person('ana'), await world.person('ben')]
  const span = { from: '2026-03-02T10:00:00Z', to: '2026-03-30T09:00:00Z' }
  const mine = async () => {
    const { schedules } = await world.call('listAllShifts', { ...span, personId })
    return schedules.map(({ scheduleName, shifts }) => [scheduleName, shifts.map(({ from }) => from.slice(0, 10))])
  }
  const turns = ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23']
  expect(await mine()).toEqual([
    ['Payments', ['2026-03-09', '2026-03-23']],
    ['Search', turns],
  ])

  await world.pass({ hours: 14 * 24 + 1 })
  const away = { startsAt: '2026-03-23T09:00:00Z', endsAt: '2026-03-30T09:00:00Z' }
  await world.call('addOverride', { scheduleId: payments, personId: ana, replaces: personId, ...away })
  // Turn after turn without a break was one shift, now that it is worked.
  expect(await mine()).toEqual([
    ['Payments', ['2026-03-09']],
    ['Search', ['2026-03-02', '2026-03-23']],
  ])

  const { schedules, isCut } = await world.call('listAllShifts', span)
  expect([schedules.map(({ scheduleName }) => scheduleName), isCut]).toEqual([['Payments', 'Search'], false])
})
