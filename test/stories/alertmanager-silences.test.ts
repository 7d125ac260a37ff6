// Silences that amtool, Grafana or karma make with the key of a source: they mute its alerts, and nobody else's.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'

type Told = {
  readonly id: string
  readonly status: { readonly state: string; readonly silencedBy?: readonly string[] }
  readonly matchers: readonly object[]
} & Record<string, unknown>

const isDisk = { name: 'alertname', value: 'Disk.*', isRegex: true, isEqual: true }

async function ask(world: World, key: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${world.node.url}/in/${key}/api/v2${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as unknown }
}

async function fire(world: World, key: string, alertname: string) {
  expect((await ask(world, key, 'POST', '/alerts', [{ labels: { alertname } }])).status).toBe(200)
  await world.settle()
}

async function silence(world: World, key: string, change: object = {}) {
  const posted = {
    matchers: [isDisk],
    startsAt: world.now.toString(),
    endsAt: world.now.add({ hours: 2 }).toString(),
    createdBy: 'ana@laptop',
    comment: 'The disk is being replaced',
    ...change,
  }
  const { status, body } = await ask(world, key, 'POST', '/silences', posted)
  await world.settle()
  return { status, body, id: (body as { silenceID?: string }).silenceID ?? '' }
}

async function list(world: World, key: string, path = '/silences') {
  return (await ask(world, key, 'GET', path)).body as Told[]
}

story('a silence of amtool keeps alerts of its source from paging, and says who wanted it', async (world) => {
  const { key } = await world.service('ana 15m')
  const other = await world.service('ben 15m')
  const { id } = await silence(world, key)
  await fire(world, key, 'DiskFull')
  world.phone('ana').stayedQuiet()
  await fire(world, other.key, 'DiskFull')
  world.phone('ben').rang('DiskFull')
  await fire(world, key, 'Other')
  world.phone('ana').rang('Other')

  const [told] = await list(world, key)
  expect(told).toMatchObject({
    id,
    status: { state: 'active' },
    createdBy: 'ana@laptop',
    comment: 'The disk is being replaced',
    matchers: [isDisk],
    startsAt: '2026-03-02T09:00:00.000Z',
    endsAt: '2026-03-02T11:00:00.000Z',
  })
  const alerts = await list(world, key, '/alerts?filter=alertname=DiskFull')
  expect(alerts.map(({ status }) => status)).toMatchObject([{ state: 'suppressed', silencedBy: [id] }])
  expect(await list(world, key, '/alerts?silenced=false')).toHaveLength(1)
  expect((await world.call('getSilence', { silenceId: id })).author).toBe('ana@laptop')
  await world.log.says('The disk is being replaced')
})

story('what it muted pages when it is expired, and saying so twice is no mistake', async (world) => {
  const { key } = await world.service('ana 15m')
  const { id } = await silence(world, key)
  await fire(world, key, 'DiskFull')
  for (let i = 0; i < 2; i++) expect((await ask(world, key, 'DELETE', `/silence/${id}`)).status).toBe(200)
  await world.settle()
  world.phone('ana').rang('DiskFull')
  expect((await list(world, key)).map(({ status }) => status.state)).toEqual(['expired'])
  expect((await world.call('getSilence', { silenceId: id })).endedBy).toBe('Monitor')
})

story('posted again with its id it stays the same one, unless it mutes something else', async (world) => {
  const { key } = await world.service('ana 15m')
  const { id } = await silence(world, key)
  const longer = await silence(world, key, { id, endsAt: world.now.add({ hours: 5 }).toString(), comment: 'Longer' })
  expect(longer.id).toBe(id)
  expect(await list(world, key)).toMatchObject([{ id, comment: 'Longer', endsAt: '2026-03-02T14:00:00.000Z' }])
  const another = await silence(world, key, { id, matchers: [{ ...isDisk, value: 'Other' }] })
  expect(another.id).not.toBe(id)
  expect((await list(world, key)).map((each) => [each.id, each.status.state])).toEqual([
    [another.id, 'active'],
    [id, 'expired'],
  ])
  // One that is over is made anew.
  expect((await silence(world, key, { id })).id).not.toBe(id)
})

story('with another key it is neither seen nor ended nor changed', async (world) => {
  const { key } = await world.service('ana 15m')
  const other = await world.service('ben 15m')
  const { id } = await silence(world, key)
  expect(await list(world, other.key)).toEqual([])
  expect((await ask(world, other.key, 'GET', `/silence/${id}`)).status).toBe(404)
  expect((await ask(world, other.key, 'DELETE', `/silence/${id}`)).status).toBe(404)
  expect((await silence(world, other.key, { id })).status).toBe(404)
  const { state } = await world.call('getSilence', { silenceId: id })
  expect(state).toBe('active')
})

story('one of Baton that mutes its alerts is shown, and is not the key’s to end', async (world) => {
  const { key, serviceId } = await world.service('ana 15m')
  const endsAt = world.now.add({ hours: 1 }).toString()
  const made = await world.call('createSilence', { serviceIds: [serviceId], endsAt, reason: 'Planned' })
  expect(await list(world, key)).toEqual([])
  await fire(world, key, 'DiskFull')
  world.phone('ana').stayedQuiet()
  expect(await list(world, key)).toMatchObject([{ id: made.id, matchers: [{ name: 'baton_service' }] }])
  expect((await ask(world, key, 'GET', `/silence/${made.id}`)).status).toBe(200)
  expect((await ask(world, key, 'DELETE', `/silence/${made.id}`)).status).toBe(403)
  expect((await world.call('getSilence', { silenceId: made.id })).state).toBe('active')
})

story('what cannot be is refused in words, and changes nothing', async (world) => {
  const { key } = await world.service('ana 15m')
  const past = world.now.subtract({ hours: 1 }).toString()
  const far = world.now.add({ hours: 24 * 1_000 }).toString()
  const nobody = '9a4ce8aa-0000-4000-8000-000000000001'
  for (const [change, status] of [
    [{ matchers: [] }, 400],
    [{ matchers: [{ name: 'a', value: '.*', isRegex: true }] }, 400],
    [{ startsAt: past, endsAt: past }, 400],
    [{ endsAt: far }, 400],
    [{ id: nobody }, 404],
    [{ id: 'xyz' }, 404],
  ] as const) {
    const { status: told, body } = await silence(world, key, change)
    expect([change, told, typeof body]).toEqual([change, status, 'string'])
  }
  for (const id of [nobody, 'xyz', '%00', "'; drop table silence; --"]) {
    expect((await ask(world, key, 'GET', `/silence/${id}`)).status).toBe(404)
    expect((await ask(world, key, 'DELETE', `/silence/${id}`)).status).toBe(404)
  }
  expect(await list(world, key)).toEqual([])
  expect((await ask(world, key, 'GET', '/silences?filter=bad%7B')).status).toBe(400)
  // Without words there is still a reason and somebody.
  const { id } = await silence(world, key, { createdBy: '', comment: '' })
  const { author, reason } = await world.call('getSilence', { silenceId: id })
  expect([author, reason]).toEqual(['Monitor', 'Silenced with the key of Monitor'])
})
