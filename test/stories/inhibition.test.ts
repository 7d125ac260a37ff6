// Inhibition: while a cause is open its echoes do not page, for 4 hours at most (P32).
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { story, teamId, type World } from '../world.ts'
import { tokenOf } from './everything.ts'

const is = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true })
const like = (name: string, value: string) => ({ name, value, isRegex: true, isEqual: true })

/** A switch that is down mutes the hosts behind it. */
async function rule(world: World, of: Partial<EndpointInput<'createInhibition'>> = {}) {
  const made = await world.call('createInhibition', {
    teamId,
    slug: 'switch-down',
    name: 'Switch down',
    sourceMatchers: [like('baton_summary', 'Switch .*')],
    targetMatchers: [like('baton_summary', 'Host .*')],
    ...of,
  })
  await world.settle()
  return made
}

const raise = async (world: World, key: string, summary: string, severity = 'critical') => {
  await world.event(key, { action: 'trigger', summary, dedup: summary, severity })
  await world.settle()
}
const resolve = async (world: World, key: string, summary: string) => {
  await world.event(key, { action: 'resolve', dedup: summary })
  await world.settle()
}
const muted = async (world: World) =>
  (await world.call('listAlerts', { muted: 'yes' })).alerts.map(({ summary }) => summary)

story('an echo is muted while its cause is open, and pages within a minute after that', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none', repeats: 9 })
  const { id } = await rule(world)
  await raise(world, key, 'Switch a')
  world.phone('ana').rang('Switch a')
  await raise(world, key, 'Host 1')
  world.phone('ana').stayedQuiet()
  const { alerts } = await world.call('listAlerts', {})
  expect(alerts).toMatchObject([
    { summary: 'Host 1', muted: { kind: 'inhibition', id, title: 'Switch down', causeId: alerts[1]?.id } },
    { summary: 'Switch a', muted: null },
  ])
  expect((await world.call('listInhibitions', {})).inhibitions).toMatchObject([{ mutedNow: 1 }])
  await world.log.says('Muted as an echo (Switch down), until 2026-03-02T13:00Z at the latest: Host 1')
  await world.pass({ minutes: 3, seconds: 30 })
  await resolve(world, key, 'Switch a')
  world.phone('ana').stayedQuiet()
  await world.pass({ seconds: 30 })
  world.phone('ana').rang('Host 1')
  await world.log.says('What it echoed is over (Switch down), so it is paged: Host 1')
  const { entries } = await world.call('readLog', { limit: 200 })
  expect(entries.filter(({ kind }) => kind === 'alert_inhibited')).toHaveLength(1)
})

story('an acknowledged cause mutes on; nobody is rung twice for one thing', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  await rule(world)
  await raise(world, key, 'Switch a')
  const [cause] = (await world.call('listAlerts', {})).alerts
  await world.call('acknowledgeAlert', { alertId: cause?.id ?? 0 })
  await raise(world, key, 'Host 1')
  await world.pass({ minutes: 50 })
  world.phone('ana').rangTimes(1)
})

story('after 4 hours an echo pages all the same, and is not muted by a cause again', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none', returnAfterMinutes: 1440 })
  await world.person('mia', { role: 'admin' })
  await rule(world)
  await raise(world, key, 'Switch a')
  const [cause] = (await world.call('listAlerts', {})).alerts
  await world.call('acknowledgeAlert', { alertId: cause?.id ?? 0 })
  await raise(world, key, 'Host 1')
  await world.at('2026-03-02T12:59:00Z')
  await world.settle()
  world.phone('ana').rangTimes(1)
  await world.pass({ minutes: 1 })
  world.phone('ana').rangTimes(2)
  await world.log.says('An echo for 4 hours (Switch down), so it is paged all the same: Host 1')
  // Its next step asks again, and goes on.
  await world.pass({ minutes: 5 })
  expect(await muted(world)).toEqual([])
  world.phone('mia').rang('Host 1')
})

story('labels that must be equal tell whose echo it is', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  const labelled = async (summary: string, group: string) => {
    const response = await fetch(`${world.node.url}/v2/enqueue`, {
      method: 'POST',
      body: JSON.stringify({
        routing_key: key,
        event_action: 'trigger',
        dedup_key: summary,
        payload: { summary, source: 'monitor', severity: 'critical', group },
      }),
    })
    expect(response.status).toBe(202)
    await world.settle()
  }
  await rule(world, { equal: ['group'] })
  await labelled('Switch a', 'east')
  await labelled('Host 1', 'west')
  await labelled('Host 2', 'east')
  expect(await muted(world)).toEqual(['Host 2'])
  world.phone('ana').rangTimes(2)
})

story('two that could each be the cause of the other both page, also at the same moment', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  await rule(world, {
    sourceMatchers: [like('baton_summary', 'Host .*')],
    targetMatchers: [like('baton_summary', 'Host .*')],
  })
  for (const summary of ['Host 1', 'Host 2'])
    await world.event(key, { action: 'trigger', summary, dedup: summary, severity: 'critical' })
  await world.settle()
  world.phone('ana').rangTimes(2)
})

story('of a ring of causes one pages', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  const mutes = async (slug: string, source: string, target: string) =>
    rule(world, { slug, sourceMatchers: [is('baton_summary', source)], targetMatchers: [is('baton_summary', target)] })
  await mutes('one', 'Host 1', 'Host 2')
  await mutes('two', 'Host 2', 'Host 1')
  const other = await world.startAnother()
  for (const summary of ['Host 1', 'Host 2'])
    await world.event(key, { action: 'trigger', summary, dedup: summary, severity: 'critical' })
  await Promise.all([world.settle(), other.settle()])
  world.phone('ana').rangTimes(1)
  expect(await muted(world)).toHaveLength(1)
})

story('an echo that was paged before its cause came is muted before its next step', async (world) => {
  const { key } = await world.service('ana 5m, ben 5m', { grouping: 'none' })
  await rule(world)
  await raise(world, key, 'Host 1')
  world.phone('ana').rang('Host 1')
  await raise(world, key, 'Switch a')
  await world.pass({ minutes: 5 })
  world.phone('ben').rang('Switch a')
  world.phone('ben').rangTimes(1)
  expect(await muted(world)).toEqual(['Host 1'])
})

story('a rule that is removed or changed lets its echoes page at once', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  const { id } = await rule(world)
  await raise(world, key, 'Switch a')
  for (const summary of ['Host 1', 'Host 2']) await raise(world, key, summary)
  expect(await muted(world)).toHaveLength(2)
  await world.call('changeInhibition', { inhibitionId: id, targetMatchers: [is('baton_summary', 'Host 2')] })
  await world.settle()
  world.phone('ana').rang('Host 1')
  await world.call('removeInhibition', { inhibitionId: id })
  await world.settle()
  world.phone('ana').rang('Host 2')
})

story('only whoever manages the team makes rules; a short name is used once', async (world) => {
  await rule(world)
  const asked = {
    teamId,
    slug: 'switch-down',
    name: 'Another',
    sourceMatchers: [is('a', 'b')],
    targetMatchers: [is('a', 'c')],
  }
  expect((await world.ask('createInhibition', asked)).body).toMatchObject({ code: 'slug_taken' })
  const token = await tokenOf(world, 'ana')
  expect((await world.ask('createInhibition', { ...asked, slug: 'other' }, token)).status).toBe(403)
})
