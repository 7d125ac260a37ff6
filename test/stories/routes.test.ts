// Routing (product A4): labels and text say where an event belongs, how urgent it is, and with whom it shares a page.
import { expect } from 'vitest'
import { readMatchers } from '../../domain/alerts/matchers.ts'
import { story, type World } from '../world.ts'

const nothing = { serviceId: null, policyId: null, atLeast: null, atMost: null, group: null }

function route(name: string, when: string, decides: Partial<typeof nothing> | object) {
  const read = readMatchers(when)
  if ('wrong' in read) throw new Error(read.wrong)
  return { name, matchers: [...read.matchers], decides: { ...nothing, ...decides }, isEnabled: true }
}

const teamOf = async (world: World, serviceId: string) => {
  const { services } = await world.call('listServices', {})
  return services.find(({ id }) => id === serviceId)?.teamId ?? ''
}

const only = async (world: World) => (await world.call('listAlerts', {})).alerts[0]

story('a label chooses the service, and with it who is woken', async (world) => {
  const monitor = await world.service('ana 5m')
  const database = await world.service('ben 5m')
  const teamId = await teamOf(world, monitor.serviceId)
  await world.call('setRoutes', {
    teamId,
    routes: [route('Databases', 'component=~"pg-.*"', { serviceId: database.serviceId })],
  })
  await world.event(monitor.key, { action: 'trigger', dedup: 'lag', details: { component: 'pg-main' } })
  await world.event(monitor.key, { action: 'trigger', dedup: 'web', details: { component: 'web-1' } })
  await world.settle()
  world.phone('ben').rangTimes(1)
  world.phone('ana').rangTimes(1)
})

story('the first route that matches decides, and one that is off is passed', async (world) => {
  const { key, serviceId } = await world.service('ana 5m')
  const teamId = await teamOf(world, serviceId)
  await world.call('setRoutes', {
    teamId,
    routes: [
      { ...route('Off', 'env="prod"', { atLeast: 'P1' }), isEnabled: false },
      route('First', 'env="prod"', { atMost: 'P3' }),
      route('Second', 'env=~".+"', { atLeast: 'P1' }),
    ],
  })
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'critical', details: { env: 'prod' } })
  expect(await only(world)).toMatchObject({ priority: 'P3' })
})

story('a floor raises what says less, and leaves what says more', async (world) => {
  const { key, serviceId } = await world.service('ana 5m')
  const teamId = await teamOf(world, serviceId)
  await world.call('setRoutes', {
    teamId,
    routes: [route('Payments', 'baton_summary=~"(?i).*payment.*"', { atLeast: 'P2' })],
  })
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'info', summary: 'Payment retries grow' })
  expect(await only(world)).toMatchObject({ priority: 'P2' })
  await world.event(key, { action: 'trigger', dedup: 'two', severity: 'critical', summary: 'payments are down' })
  expect(await only(world)).toMatchObject({ priority: 'P1' })
})

story('a policy of its own wakes others than the service does', async (world) => {
  const { key, serviceId } = await world.service('ana 5m')
  const { policyId } = await world.service('ben 5m')
  const teamId = await teamOf(world, serviceId)
  await world.call('setRoutes', { teamId, routes: [route('At night', 'shift="night"', { policyId })] })
  await world.event(key, { action: 'trigger', dedup: 'one', details: { shift: 'night' } })
  await world.settle()
  world.phone('ben').rangTimes(1)
  world.phone('ana').stayedQuiet()
})

story('a group of a route is one page over services, where its labels are equal', async (world) => {
  const one = await world.service('ana 15m')
  const other = await world.service('ben 15m')
  const { policyId } = await world.service('chris 15m')
  const teamId = await teamOf(world, one.serviceId)
  const group = { labels: ['cluster'], minutes: 30 }
  await world.call('setRoutes', { teamId, routes: [route('Clusters', 'cluster=~".+"', { policyId, group })] })
  await world.event(one.key, { action: 'trigger', dedup: 'a', details: { cluster: 'eu' } })
  await world.settle()
  await world.event(other.key, { action: 'trigger', dedup: 'b', details: { cluster: 'eu' } })
  await world.settle()
  world.phone('chris').rangTimes(1)
  await world.event(other.key, { action: 'trigger', dedup: 'c', details: { cluster: 'us' } })
  await world.settle()
  world.phone('chris').rangTimes(2)
  world.phone('ana').stayedQuiet()
  world.phone('ben').stayedQuiet()
})

story('a route that was saved holds for the next event on every node', async (world) => {
  const { key, serviceId } = await world.service('ana 5m')
  const { policyId } = await world.service('ben 5m')
  const teamId = await teamOf(world, serviceId)
  const second = await world.startAnother()
  await world.event(key, { action: 'trigger', dedup: 'before' })
  const sendTo = (url: string, dedup: string) =>
    fetch(`${url}/v2/enqueue`, {
      method: 'POST',
      body: JSON.stringify({
        routing_key: key,
        event_action: 'trigger',
        dedup_key: dedup,
        payload: { summary: dedup, source: 'm', severity: 'critical' },
      }),
    })
  expect((await sendTo(second.url, 'warm')).status).toBe(202)
  await world.settle()
  await world.call('setRoutes', { teamId, routes: [route('All', 'baton_key=~".+"', { policyId })] })
  expect((await sendTo(second.url, 'after')).status).toBe(202)
  await world.settle()
  world.phone('ben').rangTimes(1)
})

story('two who write at once: the second hears of the first', async (world) => {
  const { serviceId } = await world.service('ana 5m')
  const teamId = await teamOf(world, serviceId)
  const { version } = await world.call('getRoutes', { teamId })
  await world.call('setRoutes', { teamId, version, routes: [route('Mine', 'a="1"', {})] })
  const late = await world.ask('setRoutes', { teamId, version, routes: [] })
  expect(late).toMatchObject({ status: 409, body: { code: 'routes_changed' } })
  expect((await world.call('getRoutes', { teamId })).routes).toHaveLength(1)
})

story('routes are tried on what came in before, and nothing is changed by it', async (world) => {
  const { key, serviceId } = await world.service('ana 5m')
  const other = await world.service('ben 5m')
  const teamId = await teamOf(world, serviceId)
  await world.event(key, { action: 'trigger', dedup: 'one', severity: 'info', details: { env: 'prod' } })
  await world.event(key, { action: 'trigger', dedup: 'two', severity: 'info', details: { env: 'test' } })
  const { events, caught } = await world.call('tryRoutes', {
    teamId,
    routes: [route('Prod', 'env="prod"', { serviceId: other.serviceId, atLeast: 'P2' })],
  })
  expect(caught).toEqual([1])
  expect(events.map(({ key: of, drafted }) => [of, drafted.route, drafted.priority, drafted.serviceId])).toEqual([
    ['two', null, 'P4', serviceId],
    ['one', 0, 'P2', other.serviceId],
  ])
  expect((await world.call('getRoutes', { teamId })).routes).toEqual([])
})

story('a pattern that is none, and a service that is not there, are refused by their place', async (world) => {
  const { serviceId } = await world.service('ana 5m')
  const teamId = await teamOf(world, serviceId)
  const broken = {
    ...route('Broken', 'a="b"', {}),
    matchers: [{ name: 'a', value: '(', isRegex: true, isEqual: true }],
  }
  const asked = await world.ask('setRoutes', { teamId, routes: [broken] })
  expect(asked.status).toBe(400)
  const both = route('Both', 'a="b"', { atLeast: 'P1', atMost: 'P3' })
  expect((await world.ask('setRoutes', { teamId, routes: [both] })).status).toBe(400)
  const gone = await world.ask('setRoutes', { teamId, routes: [route('Gone', 'a="b"', { serviceId: teamId })] })
  expect(gone).toMatchObject({ status: 422, body: { code: 'unknown_reference' } })
})
