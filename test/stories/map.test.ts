// The service map: a slow database, what stands on it, what echoes it, what was changed before, and what is private.
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Made = { readonly key: string; readonly serviceId: string }
type Shop = Readonly<Record<'shop' | 'pay' | 'db' | 'app', Made>>

/** The app and the shop stand on payments, payments on the database. */
async function shop(world: World): Promise<Shop> {
  await world.person('ana')
  const made = {
    db: await world.service('ana 5m'),
    pay: await world.service('ana 5m'),
    shop: await world.service('ana 5m'),
    app: await world.service('ana 5m'),
  }
  const dependsOn = (service: Made, on: Made) =>
    world.call('changeService', { serviceId: service.serviceId, dependsOn: [on.serviceId] })
  await dependsOn(made.pay, made.db)
  await dependsOn(made.shop, made.pay)
  await dependsOn(made.app, made.shop)
  for (const [name, { serviceId }] of Object.entries(made)) await world.call('changeService', { serviceId, name })
  return made
}

const trouble = (world: World, { key }: Made, summary: string) =>
  world.event(key, { action: 'trigger', summary, dedup: summary }).then(() => world.settle())

async function nameOf(world: World) {
  const { services } = await world.call('getServiceMap', {})
  return (id: string | undefined) => services.find((service) => service.id === id)?.name ?? '?'
}

story('what stands on a hurt service is marked, and what came after it is its echo', async (world) => {
  await world.at('2026-03-03T03:00:00Z')
  const made = await shop(world)
  const nothing = await world.call('getServiceMap', {})
  expect([nothing.alerts, nothing.hurt, nothing.echoes, nothing.causes]).toEqual([[], [], [], []])
  await trouble(world, made.db, 'Commits take 4 s')
  await world.pass({ minutes: 3 })
  await trouble(world, made.shop, 'Checkout fails')
  const map = await world.call('getServiceMap', {})
  const say = await nameOf(world)
  expect(map.services.map(({ name, worst }) => [name, worst])).toEqual([
    ['app', null],
    ['db', 'P1'],
    ['pay', null],
    ['shop', 'P1'],
  ])
  expect(map.hurt.map(({ path }) => path.map(say).join(' > '))).toEqual(['app > shop', 'pay > db', 'shop > pay > db'])
  expect(map.echoes).toMatchObject([{ afterSeconds: 180 }])
  expect(map.echoes[0]?.path.map(say)).toEqual(['shop', 'pay', 'db'])
  expect(map.causes.map(({ serviceId, services }) => [say(serviceId), services])).toEqual([['db', 1]])
  expect(map.alerts.map(({ summary }) => summary).toSorted()).toEqual(['Checkout fails', 'Commits take 4 s'])
})

story(
  'an incident says what it reaches and what may be the cause, and changes of what it depends on',
  async (world) => {
    await world.at('2026-03-03T03:00:00Z')
    const made = await shop(world)
    const changed = (service: Made, summary: string) =>
      fetch(`${world.node.url}/v2/change/enqueue`, {
        method: 'POST',
        body: JSON.stringify({ routing_key: service.key, payload: { summary, source: 'Argo' } }),
      }).then(({ status }) => expect(status).toBe(202))
    await changed(made.db, 'Too long ago')
    await world.pass({ minutes: 25 * 60 })
    await changed(made.app, 'Nothing that it depends on')
    await changed(made.db, 'Deployed db 7')
    await world.pass({ minutes: 10 })
    await trouble(world, made.db, 'Commits take 4 s')
    await world.pass({ minutes: 2 })
    await trouble(world, made.shop, 'Checkout fails')
    const { alerts } = await world.call('listAlerts', {})
    const { id: incidentId } = await world.call('declareIncident', {
      teamId,
      title: 'Nobody can pay',
      alertIds: alerts.filter(({ summary }) => summary === 'Checkout fails').map(({ id }) => id),
    })
    await world.pass({ minutes: 1 })
    await changed(made.shop, 'Rolled back shop')
    const reach = await world.call('getReach', { incidentId })
    const say = await nameOf(world)
    expect(reach.serviceIds.map(say)).toEqual(['shop'])
    expect(reach.chain.map(({ name }) => name)).toEqual(['db', 'pay', 'shop'])
    expect(reach.dependants.map(({ name }) => name)).toEqual(['app'])
    expect(reach.further).toBe(0)
    expect(reach.upstream).toMatchObject([{ alert: { summary: 'Commits take 4 s' }, isLikely: true }])
    expect(reach.upstream[0]?.path.map(say)).toEqual(['shop', 'pay', 'db'])
    expect(reach.echoes).toMatchObject([{ afterSeconds: 120 }])
    expect(reach.causes.map(({ summary }) => summary)).toEqual(['Commits take 4 s'])
    const { changes, isCut } = await world.call('listIncidentChanges', { incidentId })
    expect(changes.map(({ summary, via, distance, isBefore }) => [summary, via, distance, isBefore])).toEqual([
      ['Rolled back shop', [], 0, false],
      ['Deployed db 7', ['shop', 'pay'], 2, true],
    ])
    expect(isCut).toBe(false)
  },
)

story('a private incident is on the map only for who may know of it', async (world) => {
  const made = await shop(world)
  const [ana, ben] = await Promise.all(['anna', 'ben'].map(async (name) => haveToken(world, await world.person(name))))
  const draft = { teamId, title: 'Stolen keys', serviceIds: [made.db.serviceId], isPrivate: true }
  const { id: incidentId } = await world.call('declareIncident', draft, ana)
  expect((await world.call('getServiceMap', {}, ana)).incidents).toMatchObject([{ title: 'Stolen keys' }])
  expect((await world.call('getServiceMap', {}, ben)).incidents).toEqual([])
  for (const name of ['getReach', 'listIncidentChanges'] as const)
    expect((await world.ask(name, { incidentId }, ben)).status, name).toBe(404)
})

story('a chain is halved by hypotheses about its links, each asked once', async (world) => {
  const made = await shop(world)
  const draft = { teamId, title: 'Nobody can pay', serviceIds: [made.shop.serviceId] }
  const { id: incidentId } = await world.call('declareIncident', draft)
  const ask = () =>
    world.call('addHypothesis', { incidentId, text: 'It is pay or below', serviceId: made.pay.serviceId })
  await Promise.all([ask(), ask()])
  const [asked, ...more] = (await ask()).hypotheses
  expect(asked).toMatchObject({ serviceId: made.pay.serviceId, outcome: 'open' })
  expect(more).toEqual([])
  await world.call('decideHypothesis', { incidentId, hypothesisId: asked?.id ?? 0, outcome: 'refuted', note: 'Fine' })
  expect((await ask()).hypotheses.map(({ outcome }) => outcome)).toEqual(['refuted', 'open'])
  const unknown = '0190aaaa-0000-7000-8000-00000000dead'
  const odd = await world.ask('addHypothesis', { incidentId, text: 'It is elsewhere', serviceId: unknown })
  expect(odd).toMatchObject({ status: 422, body: { code: 'unknown_reference' } })
})
