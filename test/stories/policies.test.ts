// Whom a step reaches, when it holds, and what an edit or a change of people does to a page that runs.
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'

type Steps = EndpointInput<'changePolicy'>['steps']

/** A page that runs by these steps: a policy is written, and an alert raised on a service with it. */
async function running(world: World, steps: Steps, of: { readonly repeats?: number } = {}) {
  const { key, policyId } = await world.service('ana 5m', of)
  await rewrite(world, policyId, { steps })
  await world.event(key, { action: 'trigger', summary: 'Payments are down', dedup: 'one' })
  await world.settle()
  return { key, policyId }
}

/** The policy with another text. */
async function rewrite(world: World, policyId: string, text: { readonly steps?: Steps; readonly repeats?: number }) {
  const { version, name, repeats, returnAfterMinutes, steps } = await world.call('getPolicy', { policyId })
  await world.call('changePolicy', { policyId, version, name, repeats, returnAfterMinutes, steps, ...text })
}

const step = (waitMinutes: number, ...targets: Steps[number]['targets']) => ({ waitMinutes, targets })
const person = async (world: World, name: string) => ({ kind: 'person' as const, personId: await world.person(name) })

story('a step goes through the steps of another policy, and on', async (world) => {
  const ana = await person(world, 'ana')
  const inner = await world.service('ben 3m, cho 4m')
  await running(world, [step(5, ana), step(30, { kind: 'policy', policyId: inner.policyId }), step(5, ana)])
  world.phone('ana').rang('Payments are down')
  await world.pass({ minutes: 5 })
  world.phone('ben').rang('Payments are down')
  await world.pass({ minutes: 3 })
  world.phone('cho').rang('Payments are down')
  // After the last of them it waits as the step says that names the policy.
  await world.pass({ minutes: 29, seconds: 59 })
  world.phone('ana').stayedQuiet()
  await world.pass({ seconds: 1 })
  world.phone('ana').rang('Payments are down')
})

story('a step reaches everybody in a team who may respond, as they are at that moment', async (world) => {
  const ben = await world.person('ben')
  const [mia, cho] = [await world.person('mia', { role: 'admin' }), await person(world, 'cho')]
  await world.call('setMember', { teamId, personId: mia, role: 'viewer' })
  await running(world, [step(5, cho), step(5, { kind: 'team', teamId, part: 'responders' })])
  world.phone('cho').rang('Payments are down')
  await world.call('changePerson', { personId: ben, role: 'viewer' })
  await world.call('setMember', { teamId, personId: ben, role: 'viewer' })
  await world.pass({ minutes: 5 })
  world.phone('ben').stayedQuiet()
  world.phone('cho').rang('Payments are down')
  // An admin may respond in every team in which they are.
  world.phone('mia').rang('Payments are down')
  await world.log.says('in the team')
})

story('a step for other priorities or hours is passed at once, and the log says so', async (world) => {
  await world.at('2026-03-25T12:00[UTC]')
  const [ana, ben, cho] = [await person(world, 'ana'), await person(world, 'ben'), await person(world, 'cho')]
  const night = { kind: 'days' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }
  await running(world, [
    { ...step(5, ana), priorities: ['P3', 'P4'] },
    { ...step(5, ben), hours: { zone: 'UTC', within: [night] } },
    step(5, cho),
  ])
  world.phone('ana').stayedQuiet()
  world.phone('ben').stayedQuiet()
  world.phone('cho').rang('Payments are down')
  await world.log.says('Step 1 is for other priorities, so it was passed')
  await world.log.says('Step 2 is for other hours, so it was passed')
})

story('a policy whose last step without conditions is taken away is refused', async (world) => {
  const { policyId } = await running(world, [step(5, await person(world, 'ana'))])
  const { version, name, repeats, returnAfterMinutes, steps } = await world.call('getPolicy', { policyId })
  const conditional = steps.map((each) => ({ ...each, priorities: ['P1' as const] }))
  const text = { policyId, version, name, repeats, returnAfterMinutes, steps: conditional }
  expect(await world.ask('changePolicy', text)).toMatchObject({ status: 400, body: { code: 'bad_input' } })
})

story('a page goes on by the policy as it is now, from the place where it was', async (world) => {
  const [ana, ben, cho] = [await person(world, 'ana'), await person(world, 'ben'), await person(world, 'cho')]
  const { policyId } = await running(world, [step(5, ana), step(5, ben)])
  await rewrite(world, policyId, { steps: [step(5, ben), step(5, cho), step(5, ana)] })
  // The wait that runs is not touched; the second step is whatever stands there now.
  await world.pass({ minutes: 4, seconds: 59 })
  world.phone('cho').stayedQuiet()
  await world.pass({ seconds: 1 })
  world.phone('cho').rang('Payments are down')
  world.phone('ben').stayedQuiet()
})

story('a page behind the end of a shortened policy begins its next round, or alarms the fallback', async (world) => {
  await world.person('mia', { role: 'admin' })
  const [ana, ben, cho] = [await person(world, 'ana'), await person(world, 'ben'), await person(world, 'cho')]
  const { policyId } = await running(world, [step(5, ana), step(5, ben), step(5, cho)], { repeats: 1 })
  await world.pass({ minutes: 5 })
  world.phone('ben').rang('Payments are down')
  await rewrite(world, policyId, { steps: [step(5, ana)] })
  await world.pass({ minutes: 5 })
  world.phone('ana').rang('Payments are down')
  world.phone('cho').stayedQuiet()
  await rewrite(world, policyId, { repeats: 0 })
  world.phone('mia').stayedQuiet()
  await world.pass({ minutes: 5 })
  world.phone('mia').rang('Payments are down')
})

story('steps taken out of a policy in a policy are gone for a page that runs', async (world) => {
  await world.person('mia', { role: 'admin' })
  const [ana, ben] = [await person(world, 'ana'), await person(world, 'ben')]
  const inner = await world.service('ben 5m, cho 5m')
  await running(world, [step(5, ana), step(5, { kind: 'policy', policyId: inner.policyId })])
  await world.pass({ minutes: 5 })
  world.phone('ben').rang('Payments are down')
  await rewrite(world, inner.policyId, { steps: [step(5, ben)] })
  await world.pass({ minutes: 5 })
  world.phone('cho').stayedQuiet()
  world.phone('mia').rang('Payments are down')
  // And it cannot be removed while another names it.
  expect(await world.ask('removePolicy', { policyId: inner.policyId })).toMatchObject({ body: { code: 'still_used' } })
})

story('who left before their step is passed at once, and the next is reached without a wait', async (world) => {
  const [ana, ben, cho] = [await person(world, 'ana'), await person(world, 'ben'), await person(world, 'cho')]
  await running(world, [step(5, ana), step(60, ben), step(5, cho)])
  await world.call('changePerson', { personId: ben.personId, isDeactivated: true })
  await world.pass({ minutes: 5 })
  world.phone('ben').stayedQuiet()
  world.phone('cho').rang('Payments are down')
})

story('a step at the very moment of a handover reaches whoever comes', async (world) => {
  await world.at('2026-03-02T08:55[UTC]')
  const scheduleId = await world.schedule('weekly', { people: ['ben', 'cho'], startsOn: '2026-02-23' })
  await running(world, [
    step(5, await person(world, 'ana')),
    step(5, { kind: 'schedule', scheduleId, role: 'primary' }),
  ])
  await world.pass({ minutes: 5 })
  world.phone('ben').stayedQuiet()
  world.phone('cho').rang('Payments are down')
})
