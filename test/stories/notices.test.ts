// What can wait is told by a notice: who is told of what, when, how often, and in which language.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { tokenOf } from './everything.ts'

// The world begins on Monday, 2 March 2026, at nine in UTC: Ana has that week, Ben the next.

story(
  'a gap three weeks ahead is told at the next decent hour, once, in the language of whoever mends it',
  async (world) => {
    await world.at('2026-03-02T22:00:00Z')
    await manager(world, 'mia', { zone: 'Asia/Seoul', language: 'ko' }) // it is seven in the morning there
    const scheduleId = await world.schedule('payments', { people: ['ana', 'ben'] })
    await endRotation(world, scheduleId, '2026-03-23')
    await world.settle()
    world.phone('mia').stayedQuiet()
    await world.pass({ hours: 1, minutes: 59 })
    world.phone('mia').stayedQuiet()
    await world.pass({ minutes: 1 })
    world.phone('mia').rang('Payments')
    const [told] = world.phone('mia').all()
    expect(told?.at.toString()).toBe('2026-03-03T00:00:00Z')
    expect(told?.message.text).toContain('3월 23일')
    await passDays(world, 5)
    world.phone('mia').rangTimes(1)
    for (const name of ['ana', 'ben']) world.phone(name).rangTimes(0)
  },
)

story('a gap that is mended before the decent hour is not told', async (world) => {
  await world.at('2026-03-02T22:00:00Z')
  await manager(world, 'mia')
  const scheduleId = await world.schedule('payments', { people: ['ana', 'ben'] })
  await endRotation(world, scheduleId, '2026-03-23')
  await world.settle()
  await endRotation(world, scheduleId, null)
  await passDays(world, 2)
  world.phone('mia').rangTimes(0)
})

story('a gap that begins within a day is told at once, also at night, by one of two nodes', async (world) => {
  await world.at('2026-03-03T02:00:00Z')
  await manager(world, 'mia')
  const scheduleId = await world.schedule('payments', { people: ['ana', 'ben'] })
  const other = await world.startAnother()
  await world.call('addOverride', {
    scheduleId,
    personId: await world.person('ana'),
    kind: 'remove',
    startsAt: '2026-03-03T12:00:00Z',
    endsAt: '2026-03-03T18:00:00Z',
  })
  await Promise.all([world.settle(), other.settle()])
  await world.at('2026-03-03T02:02:00Z')
  await Promise.all([world.settle(), other.settle()])
  world.phone('mia').rang('Payments')
  world.phone('mia').rangTimes(1)
})

story('a manager of many schedules gets one message, however many break at once', async (world) => {
  await world.at('2026-03-03T02:00:00Z')
  await manager(world, 'mia')
  for (let i = 1; i <= 12; i += 1) await world.schedule(`payments-${i}`, { people: ['ana'] })
  await world.settle()
  await world.call('changePerson', { personId: await world.person('ana'), isDeactivated: true })
  await world.pass({ minutes: 10 })
  world.phone('mia').rangTimes(1)
  expect(world.phone('mia').all()[0]?.message.subject).toBe('Nobody is on call for Payments-1, and 11 more')
})

story('who mends it and has no contact is written to where they sign in', async (world) => {
  await world.at('2026-03-03T02:00:00Z')
  await manager(world, 'mia', { phone: false })
  const scheduleId = await world.schedule('payments', { people: ['ana', 'ben'] })
  await endRotation(world, scheduleId, '2026-03-23')
  await passDays(world, 1)
  world.phone('mia').rang('Payments')
})

story('a cover request reaches those who are asked, and its answer whoever asked', async (world) => {
  const scheduleId = await world.schedule('payments', { people: ['ana', 'ben', 'carla'], startsOn: '2026-03-02' })
  const [ben, carla] = [await tokenOf(world, 'ben'), await tokenOf(world, 'carla')]
  const week = { startsAt: '2026-03-09T09:00:00Z', endsAt: '2026-03-16T09:00:00Z' }
  const { id: coverId } = await world.call('askCover', { scheduleId, ...week, note: 'A funeral' }, ben)
  await world.settle()
  for (const name of ['ana', 'carla']) world.phone(name).rang('Can you take Payments for Ben?')
  world.phone('ben').rangTimes(0)
  expect(world.phone('carla').all()[0]?.message.text).toContain(`http://baton.test/covers/${coverId}`)
  await world.call('acceptCover', { coverId }, carla)
  await world.settle()
  world.phone('ben').rang('Carla takes Payments for you')
  await passDays(world, 3)
  for (const name of ['ana', 'ben', 'carla']) world.phone(name).rangTimes(1)
})

async function manager(
  world: World,
  name: string,
  of: { readonly zone?: string; readonly language?: 'en' | 'ko'; readonly phone?: boolean } = {},
): Promise<string> {
  const id = await world.person(name, { role: 'manager', phone: of.phone ?? true })
  const { zone = 'UTC', language = 'en' } = of
  await world.database.db.updateTable('person').set({ zone, language }).where('id', '=', id).execute()
  return id
}

async function endRotation({ call }: World, scheduleId: string, endsOn: string | null): Promise<void> {
  const { rotations, version, name, zone } = await call('getSchedule', { scheduleId })
  const ending = rotations.map((one) => ({ ...one, endsOn }))
  await call('changeSchedule', { scheduleId, version, name, zone, rotations: ending })
}

async function passDays({ pass }: World, days: number): Promise<void> {
  for (let half = 0; half < 2 * days; half += 1) await pass({ hours: 12 })
}
