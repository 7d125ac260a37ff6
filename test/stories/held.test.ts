// A page that may wait: when nobody is on call it is held until somebody is, and never longer than a week.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { person, rewrite, serviceWith } from './policy.test-support.ts'

const days = { kind: 'days' as const, weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }
const officeHours = { zone: 'UTC', within: [days] }

/** Friday evening; a policy whose one step without conditions reaches a schedule that is empty until Monday. */
async function quietWeekend(world: World, mayWaitFrom: 'P2' | 'P3' | 'P4' | null = 'P3', name = 'office') {
  await world.at('2026-03-06T18:00[UTC]')
  await world.person('mia', { role: 'admin' })
  const scheduleId = await world.schedule(name, { people: ['ana'], startsOn: '2026-03-09' })
  const steps = [{ waitMinutes: 5, targets: [{ kind: 'schedule' as const, scheduleId }] }]
  return { ...(await serviceWith(world, steps, { mayWaitFrom })), scheduleId }
}

const raise = async (world: World, key: string, severity: string, dedup = 'one') => {
  await world.event(key, { action: 'trigger', summary: `Disk ${dedup}`, dedup, severity })
  await world.settle()
}

const shown = async (world: World) => (await world.call('listAlerts', {})).alerts[0]

story('what may wait is held until somebody is on call, and reaches them then', async (world) => {
  const { key } = await quietWeekend(world)
  await raise(world, key, 'warning')
  world.phone('mia').stayedQuiet()
  expect(await shown(world)).toMatchObject({
    state: 'triggered',
    pageState: 'open',
    heldUntil: '2026-03-09T09:00:00.000Z',
    pageDueAt: '2026-03-06T18:15:00.000Z',
  })
  await world.pass({ hours: 62, minutes: 59 })
  world.phone('ana').stayedQuiet()
  await world.pass({ minutes: 1 })
  world.phone('ana').rang('Disk one')
  expect(await shown(world)).toMatchObject({ heldUntil: null, pageDueAt: '2026-03-09T09:05:00.000Z' })
  const { entries } = await world.call('readLog', { limit: 200 })
  const held = entries.filter(({ kind }) => kind === 'page_held').map(({ says }) => says)
  expect(held).toEqual(['Nobody is on call now, so it is held until 2026-03-09T09:00Z, then Ana: Disk one'])
  // From then on it climbs as any other.
  await world.pass({ minutes: 5 })
  world.phone('mia').rang('Disk one')
})

story('what may not wait alarms the fallback at once, and P1 never waits', async (world) => {
  const { key } = await quietWeekend(world, 'P2')
  await raise(world, key, 'critical')
  world.phone('mia').rang('Disk one')
  const strict = await quietWeekend(world, null, 'other')
  await raise(world, strict.key, 'warning', 'two')
  world.phone('mia').rang('Disk two')
})

story('a rise wakes a held page at once (P12)', async (world) => {
  const { key } = await quietWeekend(world)
  await raise(world, key, 'warning')
  world.phone('mia').stayedQuiet()
  await raise(world, key, 'critical')
  world.phone('mia').rang('Disk one')
  expect(await shown(world)).toMatchObject({ priority: 'P1', heldUntil: null })
})

story('nothing that would be paged by itself hides on a held page (P12)', async (world) => {
  const { key, policyId, scheduleId } = await quietWeekend(world)
  const ben = await person(world, 'ben')
  // P4 has a step of its own, at every hour; P3 has not.
  await rewrite(world, policyId, {
    steps: [
      { waitMinutes: 5, targets: [{ kind: 'schedule', scheduleId }] },
      { waitMinutes: 5, targets: [ben], priorities: ['P4'] },
    ],
  })
  await raise(world, key, 'warning')
  await raise(world, key, 'warning', 'as urgent')
  world.phone('ben').stayedQuiet()
  await raise(world, key, 'info', 'less urgent')
  world.phone('ben').rang('Disk less urgent')
  await raise(world, key, 'error', 'more urgent')
  world.phone('mia').rang('Disk more urgent')
})

story('nor does what comes at the same moment (P12)', async (world) => {
  const { key, policyId, scheduleId } = await quietWeekend(world)
  const ben = await person(world, 'ben')
  await rewrite(world, policyId, {
    steps: [
      { waitMinutes: 5, targets: [{ kind: 'schedule', scheduleId }] },
      { waitMinutes: 5, targets: [ben], priorities: ['P4'] },
    ],
  })
  for (const [dedup, severity] of [
    ['held', 'warning'],
    ['less urgent', 'info'],
  ] as const)
    await world.event(key, { action: 'trigger', summary: `Disk ${dedup}`, dedup, severity })
  await world.settle()
  world.phone('ben').rang('Disk less urgent')
  world.phone('mia').stayedQuiet()
})

story('whoever is put on call meanwhile is reached at once', async (world) => {
  const { key, scheduleId } = await quietWeekend(world)
  await raise(world, key, 'warning')
  const personId = await world.person('ben')
  await world.call('addOverride', {
    scheduleId,
    kind: 'take_over',
    personId,
    startsAt: world.now.toString(),
    endsAt: world.now.add({ hours: 8 }).toString(),
    reason: '',
  })
  await world.settle()
  world.phone('ben').rang('Disk one')
})

story('hours that do not hold are waited for too', async (world) => {
  await world.at('2026-03-06T18:00[UTC]')
  const scheduleId = await world.schedule('office', { people: ['zoe'], startsOn: '2026-06-01' })
  const [ana] = [await person(world, 'ana')]
  const steps = [
    { waitMinutes: 5, targets: [ana], hours: officeHours },
    { waitMinutes: 5, targets: [{ kind: 'schedule' as const, scheduleId }] },
  ]
  const { key } = await serviceWith(world, steps, { mayWaitFrom: 'P3' })
  await raise(world, key, 'warning')
  expect(await shown(world)).toMatchObject({ heldUntil: '2026-03-09T09:00:00.000Z' })
  await world.pass({ hours: 63 })
  world.phone('ana').rang('Disk one')
})

story('nobody within a week is nobody: the fallback is alarmed, at once and also later', async (world) => {
  await world.at('2026-03-06T18:00[UTC]')
  await world.person('mia', { role: 'admin' })
  const scheduleId = await world.schedule('office', { people: ['ana'], startsOn: '2026-03-16' })
  const steps = [{ waitMinutes: 5, targets: [{ kind: 'schedule' as const, scheduleId }] }]
  const { key } = await serviceWith(world, steps, { mayWaitFrom: 'P3' })
  await raise(world, key, 'warning')
  world.phone('mia').rang('Disk one')
  const soon = await quietWeekend(world, 'P3', 'other')
  await raise(world, soon.key, 'warning', 'two')
  world.phone('mia').stayedQuiet()
  await world.call('changePerson', { personId: await world.person('ana'), isDeactivated: true })
  await world.settle()
  world.phone('mia').rang('Disk two')
})

story('a policy under which it may not wait any more alarms the fallback at once', async (world) => {
  const { key, policyId } = await quietWeekend(world)
  await raise(world, key, 'warning')
  await rewrite(world, policyId, { mayWaitFrom: null })
  await world.settle()
  world.phone('mia').rang('Disk one')
})

story('"escalate now" does not wait, and an answer ends the wait', async (world) => {
  const { key } = await quietWeekend(world)
  await raise(world, key, 'warning')
  const alertId = (await shown(world))?.id ?? 0
  await world.call('escalateAlert', { alertId })
  await world.settle()
  world.phone('mia').rang('Disk one')
  await raise(world, key, 'warning', 'two')
  const second = (await shown(world))?.id ?? 0
  await world.call('acknowledgeAlert', { alertId: second })
  expect(await shown(world)).toMatchObject({ state: 'acknowledged', heldUntil: null })
})

story('a rehearsal says until when it is held, and who is reached then', async (world) => {
  const { policyId } = await quietWeekend(world)
  const policy = await world.call('getPolicy', { policyId })
  const { moments } = await world.call('rehearsePolicy', { policy, priority: 'P3' })
  expect(moments.map(({ at, heldUntil, reaches }) => [at, heldUntil, reaches.map(({ name }) => name)])).toEqual([
    ['2026-03-06T18:00:00.000Z', '2026-03-09T09:00:00.000Z', []],
    ['2026-03-09T09:00:00.000Z', null, ['Ana']],
  ])
  const urgent = await world.call('rehearsePolicy', { policy, priority: 'P1' })
  expect(urgent).toMatchObject({ endsIn: 'fallback', fallbackAt: '2026-03-06T18:00:00.000Z' })
})
