// Baton read as an Alertmanager: what Prometheus posted comes back to amtool, Grafana and karma, and to the holder of the key alone.
import { expect } from 'vitest'
import { story, type World } from '../world.ts'

type Told = { readonly labels: Record<string, string>; readonly status: { readonly state: string } } & Record<
  string,
  unknown
>

const diskFull = { alertname: 'DiskFull', instance: 'db1', severity: 'critical' }

async function post(world: World, key: string, alerts: readonly object[]) {
  const response = await ask(world, key, '/api/v2/alerts', { method: 'POST', body: JSON.stringify(alerts) })
  expect(response.status, response.text).toBe(200)
}

async function ask(world: World, key: string | null, path: string, init: RequestInit = {}) {
  const response = await fetch(`${world.node.url}${key === null ? '' : `/in/${key}`}${path}`, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text }
}

async function read<T = Told[]>(world: World, key: string, path: string): Promise<T> {
  const { status, text } = await ask(world, key, path)
  expect(status, text).toBe(200)
  return JSON.parse(text) as T
}

story('what was posted is read back, until it is over', async (world) => {
  const { key, serviceId } = await world.service('ana 15m')
  const slug = (await world.call('listServices', {})).services.find(({ id }) => id === serviceId)?.slug
  await post(world, key, [
    { labels: diskFull, startsAt: '0001-01-01T00:00:00.000Z', endsAt: '0001-01-01T00:00:00.000Z' },
    { labels: { alertname: 'Slow' }, startsAt: '2026-03-02T08:00:00Z', endsAt: '2026-03-02T09:04:00Z' },
  ])
  const alerts = await read(world, key, '/api/v2/alerts')
  expect(alerts).toEqual([
    {
      annotations: {},
      endsAt: '2026-03-02T09:04:00.000Z',
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      labels: { alertname: 'Slow' },
      receivers: [{ name: slug }],
      startsAt: '2026-03-02T08:00:00.000Z',
      status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] },
      updatedAt: '2026-03-02T09:00:00.000Z',
    },
    expect.objectContaining({
      labels: diskFull,
      startsAt: '2026-03-02T09:00:00.000Z',
      endsAt: '2026-03-02T09:05:00.000Z',
    }),
  ])
  expect(await read(world, key, '/api/v2/alerts?filter=alertname%3D%22Slow%22&filter=a%21%3D%22b%22')).toHaveLength(1)
  expect(await read(world, key, '/api/v2/alerts/groups')).toMatchObject([
    { labels: { alertname: 'DiskFull' }, receiver: { name: slug }, alerts: [{ labels: diskFull }] },
    { labels: { alertname: 'Slow' } },
  ])
  expect(await read(world, key, '/api/v2/receivers')).toEqual([{ name: slug }])
  await world.pass({ minutes: 6 })
  expect(await read(world, key, '/api/v2/alerts')).toEqual([])
  expect(await read(world, key, '/api/v2/alerts/groups')).toEqual([])
})

story('a key shows the alerts of its own source, wherever it stands; without one nothing is shown', async (world) => {
  const shop = await world.service('ana 15m')
  const bank = await world.service('ana 15m')
  await post(world, shop.key, [{ labels: diskFull }])
  expect(await read(world, bank.key, '/api/v2/alerts')).toEqual([])
  const basic = `Basic ${Buffer.from(`amtool:${shop.key}`).toString('base64')}`
  for (const authorization of [`Bearer ${shop.key}`, basic]) {
    const { status, text } = await ask(world, null, '/api/v2/alerts', { headers: { authorization } })
    expect([status, (JSON.parse(text) as Told[]).length]).toEqual([200, 1])
  }
  for (const path of ['alerts', 'alerts/groups', 'receivers', 'status']) {
    expect((await ask(world, null, `/api/v2/${path}`)).status).toBe(401)
    expect((await ask(world, 'wrong', `/api/v2/${path}`)).status).toBe(401)
    expect((await ask(world, shop.key, `/api/v2/${path}`, { method: 'HEAD' })).text).toBe('')
  }
})

story('its health is told to anybody, and its status names the Alertmanager it speaks like', async (world) => {
  const { key } = await world.service('ana 15m')
  for (const path of ['/-/healthy', '/-/ready']) {
    for (const under of [key, null]) {
      expect(await ask(world, under, path)).toMatchObject({ status: 200, text: 'OK' })
      expect((await ask(world, under, path, { method: 'HEAD' })).status).toBe(200)
    }
  }
  const status = await read<{ config: { original: string }; versionInfo: { version: string } }>(
    world,
    key,
    '/api/v2/status',
  )
  expect(status.config.original).toContain('receivers:')
  expect((await ask(world, key, '/metrics')).text).toContain(`version="${status.versionInfo.version}"`)
  expect((await ask(world, null, '/metrics')).text).not.toContain('alertmanager_build_info')
})

story('what it does not speak is refused: no screen is taken for an answer', async (world) => {
  const { key } = await world.service('ana 15m')
  expect((await ask(world, key, '/alertmanager/api/v2/status')).status).toBe(404)
  expect((await ask(world, key, '/api/v2/nothing')).status).toBe(404)
  const deleted = await ask(world, key, '/api/v2/alerts', { method: 'DELETE' })
  expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
  for (const query of ['filter=bad%7B', 'filter=a%3D~%22(%22', 'receiver=(']) {
    const { status, text } = await ask(world, key, `/api/v2/alerts?${query}`)
    expect([status, typeof JSON.parse(text)]).toEqual([400, 'string'])
  }
})

story('alerts of other monitors are told as well, by name', async (world) => {
  const { key } = await world.service('ana 15m')
  await world.event(key, { action: 'trigger', dedup: 'web1/disk', summary: 'Disk <b>full</b>' })
  expect(await read(world, key, '/api/v2/alerts')).toMatchObject([
    { labels: { alertname: 'Disk <b>full</b>' }, generatorURL: expect.stringContaining('http://baton.test/alerts/') },
  ])
})

story('a thousand alerts are read in the order of their fingerprints, each once', async (world) => {
  const { key } = await world.service('ana 15m')
  await post(
    world,
    key,
    Array.from({ length: 1_001 }, (_, nth) => ({ labels: { alertname: 'Many', nth: String(nth) } })),
  )
  const seen = (await read(world, key, '/api/v2/alerts')).map(({ fingerprint }) => String(fingerprint))
  expect(new Set(seen).size).toBe(1_001)
  expect(seen).toEqual(seen.toSorted())
})
