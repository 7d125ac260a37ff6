// The catalog in use: what whoever is woken finds beside an incident, who may write it, and what may not be written.
import { expect } from 'vitest'
import { story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

const runbook = { name: 'Restart', url: 'https://wiki.example.com/restart', kind: 'runbook' as const }
const graphs = { name: 'Graphs', url: 'https://graphs.example.com', kind: 'dashboard' as const }

async function tokenOf(world: World, name: string, role: 'viewer' | 'responder'): Promise<string> {
  return haveToken(world, await world.person(name, { role }))
}

/** The service that an alert of the world goes to. */
async function serviceOf(world: World): Promise<string> {
  const alert = await world.raise('Checkout answers 500', { policy: 'ana 5m' })
  const { serviceId } = await world.call('getAlert', { alertId: alert.id })
  if (serviceId === null) throw new Error('the alert has no service')
  return serviceId
}

story('the runbooks of what is suspected stand beside the incident, those of all services first', async (world) => {
  const ana = await tokenOf(world, 'ana', 'responder')
  const first = await serviceOf(world)
  const { policyId } = await world.call('getService', { service: first })
  const second = await world.call('createService', {
    slug: 'ledger',
    name: 'Ledger',
    teamId,
    policyId,
    links: [runbook],
  })
  await world.call('changeService', { serviceId: first, links: [graphs] })
  const { id } = await world.call('declareIncident', { teamId, title: 'Slow', serviceIds: [first, second.id] }, ana)
  const { links, services } = await world.call('getIncident', { incidentId: id }, ana)
  const nameOf = (serviceId: string) => services.find((service) => service.id === serviceId)?.name
  expect(links).toEqual([
    { ...runbook, serviceId: second.id, serviceName: 'Ledger' },
    { ...graphs, serviceId: first, serviceName: nameOf(first) },
  ])
  await world.call('describeIncident', { incidentId: id, serviceIds: [] }, ana)
  expect((await world.call('getIncident', { incidentId: id }, ana)).links).toEqual([])
})

story('what is private is not listed with the service either', async (world) => {
  const [ana, eve] = [await tokenOf(world, 'ana', 'responder'), await tokenOf(world, 'eve', 'viewer')]
  const serviceId = await serviceOf(world)
  await world.call('declareIncident', { teamId, title: 'Stolen laptop', isPrivate: true, serviceIds: [serviceId] }, ana)
  const seenBy = async (token: string) => (await world.call('listIncidents', { serviceId }, token)).incidents.length
  expect([await seenBy(ana), await seenBy(eve)]).toEqual([1, 0])
})

story(
  'links and tier are written by whoever may change the service, and only such that may be opened',
  async (world) => {
    const ben = await tokenOf(world, 'ben', 'responder')
    await tokenOf(world, 'ana', 'responder')
    const serviceId = await serviceOf(world)
    expect(await world.ask('changeService', { serviceId, tier: 1 }, ben)).toMatchObject({ status: 403 })
    for (const url of [
      'javascript:alert(1)',
      'https://me:secret@a.example.com',
      `https://a.example.com/${'x'.repeat(3000)}`,
    ]) {
      const refused = await world.ask('changeService', { serviceId, links: [runbook, { ...graphs, url }] })
      expect(refused).toMatchObject({ status: 400, body: { code: 'bad_input', errors: [{ path: 'links.1.url' }] } })
    }
    await world.call('changeService', { serviceId, tier: 1, links: [runbook] })
    expect(await world.call('getService', { service: serviceId }, ben)).toMatchObject({ tier: 1, links: [runbook] })
    const yaml = '- { slug: made, team: nobody }'
    expect(await world.call('importServices', { yaml, dryRun: false }, ben)).toMatchObject({ created: 0, skipped: 1 })
  },
)
