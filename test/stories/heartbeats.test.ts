import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { EndpointInput } from '../../domain/api.ts'
import { sendMail } from '../mail.ts'
import { story, type World } from '../world.ts'
import { tokenOf } from './everything.ts'

type Wished = Partial<EndpointInput<'createHeartbeat'>>

/** A heartbeat of a service whose alerts page Ana. */
async function heartbeat(world: World, wished: Wished = {}) {
  const { key } = await world.service('ana 15m')
  const { sources } = await world.call('listSources', {})
  const sourceId = sources.at(-1)?.id ?? ''
  const { heartbeat: made, pingKey } = await world.call('createHeartbeat', {
    sourceId,
    slug: 'backup',
    name: 'Nightly backup',
    ...(wished.cron ? {} : { everyMinutes: 60 }),
    graceMinutes: 10,
    ...wished,
  })
  const heartbeatId = made.id
  return {
    heartbeatId,
    pingKey,
    sourceId,
    key,
    /** Checks in over the address of its own, as curl does in a line of cron. */
    async ping(rest = '', how: RequestInit = {}) {
      const answer = await fetch(`${world.node.url}/ping/${pingKey}${rest}`, how)
      expect(answer.status, await answer.clone().text()).toBe(200)
      await world.settle()
      return answer
    },
    state: async () => (await world.call('getHeartbeat', { heartbeatId })).heartbeat.state,
    told: () => world.call('getHeartbeat', { heartbeatId }),
    alerts: async () => (await world.call('listAlerts', { state: 'all' })).alerts,
  }
}

story('a check-in that stays away pages, and the next one closes it', async (world) => {
  const { pass, phone, log } = world
  const backup = await heartbeat(world)
  await backup.ping()
  expect(await backup.state()).toBe('up')
  await pass({ minutes: 69 })
  phone('ana').stayedQuiet()
  await pass({ minutes: 1 })
  phone('ana').rang('Nightly backup has not checked in')
  expect(await backup.state()).toBe('down')
  await log.says('Nightly backup was expected at 2026-03-02T10:00Z and has not checked in (10 min of grace)')
  await backup.ping()
  expect(await backup.state()).toBe('up')
  await log.says('Nightly backup checks in again')
  await log.says('Monitor says it is over: Nightly backup has not checked in')
  expect((await backup.alerts()).map(({ state }) => state)).toEqual(['closed'])
  await pass({ minutes: 70 })
  phone('ana').rang('Nightly backup has not checked in')
})

story('late, but within its grace, is nobody’s business', async (world) => {
  const { pass, phone } = world
  const backup = await heartbeat(world)
  await backup.ping()
  await pass({ minutes: 65 })
  expect(await backup.state()).toBe('late')
  await backup.ping()
  expect(await backup.state()).toBe('up')
  await pass({ minutes: 60 })
  phone('ana').stayedQuiet()
  expect(await backup.alerts()).toEqual([])
})

story('a job at half past two is missed once, on the night on which there is no half past two', async (world) => {
  const { at, pass, phone } = world
  await at('2026-03-28T02:30[Europe/Berlin]')
  const backup = await heartbeat(world, { cron: '30 2 * * *', zone: 'Europe/Berlin', graceMinutes: 15 })
  await backup.ping()
  await at('2026-03-29T01:59[Europe/Berlin]')
  await world.settle()
  // The clocks go to three; half past two is then.
  await pass({ minutes: 45 })
  phone('ana').stayedQuiet()
  expect((await backup.told()).heartbeat.state).toBe('late')
  await pass({ minutes: 1 })
  phone('ana').rang('Nightly backup has not checked in')
  await pass({ hours: 2 })
  expect(await backup.alerts()).toHaveLength(1)
  await backup.ping()
  expect(String((await backup.told()).heartbeat.expectedAt)).toBe('2026-03-30T00:30:00.000Z')
})

story('a job says that it failed, and pages at once with what it wrote last', async (world) => {
  const { phone, log, call } = world
  const backup = await heartbeat(world)
  await backup.ping('/7', { method: 'POST', body: 'rsync: connection unexpectedly closed' })
  phone('ana').rang('Nightly backup failed with exit status 7')
  await log.says('Nightly backup says that it failed (exit status 7)')
  const [alert] = await backup.alerts()
  expect(JSON.stringify(await call('getAlert', { alertId: alert?.id ?? 0 }))).toContain('rsync: connection')
  await backup.ping('/fail')
  phone('ana').stayedQuiet()
  expect((await backup.alerts()).map(({ count, state }) => [count, state])).toEqual([[2, 'triggered']])
  await backup.ping('/0')
  expect((await backup.alerts()).map(({ state }) => state)).toEqual(['closed'])
})

story('a run that begins and does not end is down; one that ends tells how long it took', async (world) => {
  const { pass, phone, log } = world
  const backup = await heartbeat(world)
  const rid = randomUUID()
  await backup.ping(`/start?rid=${rid}`)
  await pass({ minutes: 4 })
  await backup.ping(`?rid=${rid}`)
  expect((await backup.told()).heartbeat).toMatchObject({ state: 'up', lastedSeconds: 240 })
  await backup.ping('/start')
  await pass({ minutes: 10 })
  phone('ana').rang('Nightly backup has begun and not ended in time')
  await log.says('and has not ended in time')
})

story('one that was never heard pages nobody, and neither does one that is paused', async (world) => {
  const { pass, phone, call, log, ask } = world
  const backup = await heartbeat(world)
  await pass({ hours: 100 })
  expect(await backup.state()).toBe('new')
  await backup.ping()
  await pass({ minutes: 70 })
  phone('ana').rang('has not checked in')
  const { heartbeatId } = backup
  await call('pauseHeartbeat', { heartbeatId })
  expect((await backup.alerts()).map(({ state }) => state)).toEqual(['closed'])
  expect(await ask('pauseHeartbeat', { heartbeatId })).toMatchObject({
    status: 409,
    body: { code: 'heartbeat_paused' },
  })
  await log.says('paused the heartbeat Nightly backup')
  await backup.ping('/fail')
  await pass({ hours: 100 })
  phone('ana').stayedQuiet()
  expect((await backup.told()).pings.map(({ kind }) => kind)).toEqual(['fail', 'success'])
  expect((await call('resumeHeartbeat', { heartbeatId })).state).toBe('up')
  await pass({ minutes: 69 })
  phone('ana').stayedQuiet()
  await pass({ minutes: 1 })
  phone('ana').rang('has not checked in')
})

story('a node dies between the due time and the raising: another raises once', async (world) => {
  const { node, startAnother, at, phone, database } = world
  const backup = await heartbeat(world)
  await backup.ping()
  await at('2026-03-02T10:10:00Z')
  // What the step writes is one transaction: a node that dies in it leaves nothing behind.
  const died = database.db.transaction().execute(async (tx) => {
    await tx.selectFrom('heartbeat').selectAll().forUpdate().execute()
    await node.settle().catch(() => {}) // held by somebody: this one cannot
    expect(await backup.alerts()).toEqual([])
    throw new Error('the node is gone')
  })
  await expect(died).rejects.toThrow('the node is gone')
  const other = await startAnother()
  await Promise.all([node.settle(), other.settle()])
  expect((await backup.alerts()).map(({ count }) => count)).toEqual([1])
  phone('ana').rangTimes(1)
})

story('two nodes look at the same time, and one alert pages once', async (world) => {
  const { node, startAnother, at, phone } = world
  const other = await startAnother()
  const backup = await heartbeat(world)
  await backup.ping()
  for (let day = 3; day <= 6; day++) {
    await at(`2026-03-0${day}T12:00:00Z`)
    await Promise.all([node.settle(), other.settle(), node.settle(), other.settle()])
    await Promise.all([node, other].map(({ url }) => fetch(`${url}/ping/${backup.pingKey}`)))
    await Promise.all([node.settle(), other.settle()])
  }
  expect((await backup.alerts()).map(({ count, state }) => [count, state])).toEqual(
    Array.from({ length: 4 }, () => [1, 'closed']),
  )
  phone('ana').rangTimes(4)
})

story(
  'a source that is switched off takes no check-ins and misses none; on again, it waits from then',
  async (world) => {
    const { pass, phone, call, node, settle } = world
    const backup = await heartbeat(world)
    await backup.ping()
    await call('changeSource', { sourceId: backup.sourceId, isEnabled: false })
    await pass({ hours: 5 })
    expect((await fetch(`${node.url}/ping/${backup.pingKey}`)).status).toBe(404)
    phone('ana').stayedQuiet()
    await call('changeSource', { sourceId: backup.sourceId, isEnabled: true })
    await settle()
    await pass({ minutes: 69 })
    phone('ana').stayedQuiet()
    await pass({ minutes: 1 })
    phone('ana').rang('has not checked in')
  },
)

story('whoever has the key of the source makes heartbeats by checking in', async (world) => {
  const { node, call, log } = world
  const { key } = await world.service('ana 15m')
  const url = `${node.url}/ping/${key}/db_dump`
  const ask = async (rest = '', method = 'GET') => {
    const answer = await fetch(`${url}${rest}`, { method })
    return [answer.status, await answer.text(), answer.headers.get('ping-body-limit')]
  }
  expect(await ask()).toEqual([404, 'not found', null])
  expect(await ask('?create=1')).toEqual([201, 'Created', '100000'])
  expect(await ask('?create=1')).toEqual([200, 'OK', '100000'])
  expect(await ask('', 'HEAD')).toEqual([200, '', '100000'])
  expect(await ask('/start?rid=nonsense')).toEqual([400, 'invalid uuid format', null])
  expect(await ask('/300')).toEqual([400, 'invalid url format', null])
  expect(await ask('', 'DELETE')).toEqual([405, '', null])
  const { heartbeats } = await call('listHeartbeats', {})
  expect(heartbeats).toMatchObject([{ slug: 'db_dump', everyMinutes: 1440, graceMinutes: 60, state: 'up', pings: 3 }])
  await log.says('Monitor added the heartbeat db_dump to Monitor')
  // Nobody learns a key from what was refused.
  const { sources } = await call('listSources', {})
  await world.settle()
  const { received } = await call('listReceived', { sourceId: sources[0]?.id ?? '' })
  expect(received.length).toBeGreaterThan(0)
  expect(JSON.stringify(received)).not.toContain(key)
})

story('first check-ins at once make one heartbeat', async (world) => {
  const { node, call } = world
  const { key } = await world.service('ana 15m')
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => fetch(`${node.url}/ping/${key}/one?create=1`, { method: 'POST', body: 'x' })),
  )
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([...Array(19).fill(200), 201])
  const { heartbeats } = await call('listHeartbeats', {})
  expect(heartbeats).toMatchObject([{ slug: 'one', pings: 20 }])
})

story('of a flood of check-ins each is counted, and the last twenty are kept', async (world) => {
  const backup = await heartbeat(world)
  const answers = await Promise.all(
    Array.from({ length: 90 }, (_, i) =>
      fetch(`${world.node.url}/ping/${backup.pingKey}`, { method: 'POST', body: `run ${i}` }),
    ),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  const { heartbeat: told, pings } = await backup.told()
  expect(told.pings).toBe(90)
  expect(pings.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => 90 - i))
})

story(
  'a body that is too large, packed strangely or no text is cut and kept, and the check-in counts',
  async (world) => {
    const { call } = world
    const backup = await heartbeat(world)
    await backup.ping('', { method: 'POST', body: 'ü'.repeat(2_500_000) })
    await backup.ping('', { method: 'POST', body: 'x', headers: { 'content-encoding': 'br' } })
    await backup.ping('', { method: 'POST', body: 'not gzip', headers: { 'content-encoding': 'gzip' } })
    await backup.ping('', { method: 'POST', body: new Uint8Array([0, 255, 0xd8, 0]) })
    const { pings } = await backup.told()
    expect(pings.map(({ bodyBytes }) => bodyBytes)).toEqual([4, 8, 1, 5_000_000])
    const { body } = await call('getHeartbeatPing', { heartbeatId: backup.heartbeatId, number: 1 })
    expect(body).toBe('ü'.repeat(50_000))
  },
)

story('Opsgenie’s API makes, shows, changes, switches, pings and removes by name', async (world) => {
  const { node, pass, phone, settle } = world
  const { key } = await world.service('ana 15m')
  const ask = async (method: string, path = '', body?: object) => {
    const answer = await fetch(`${node.url}/v2/heartbeats${path}`, {
      method,
      headers: { authorization: `GenieKey ${key}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    await settle()
    return [answer.status, await answer.json()] as [number, Record<string, unknown>]
  }
  const said = {
    name: 'DB dump',
    interval: 2,
    intervalUnit: 'hours',
    enabled: true,
    alertMessage: 'No dump',
    alertTags: ['db'],
    alertPriority: 'P1',
  }
  expect(await ask('POST', '', said)).toMatchObject([
    201,
    {
      result: 'Created',
      data: { name: 'DB dump', enabled: true, expired: false },
      requestId: expect.any(String),
      took: expect.any(Number),
    },
  ])
  expect(await ask('POST', '', { name: '' })).toMatchObject([422, { errors: { name: 'may not be empty' } }])
  expect(await ask('GET')).toMatchObject([
    200,
    { data: { heartbeats: [{ name: 'DB dump', interval: 2, intervalUnit: 'hours' }] } },
  ])
  expect(await ask('GET', '/none')).toMatchObject([404, { message: 'Heartbeat with name [none] does not exist' }])
  for (const method of ['GET', 'POST', 'PUT'])
    expect(await ask(method, '/DB%20dump/ping')).toMatchObject([202, { result: 'PONG - Heartbeat received' }])
  await pass({ hours: 2 })
  phone('ana').rang('No dump')
  expect(await ask('GET', '/DB%20dump/')).toMatchObject([
    200,
    { data: { expired: true, lastPingTime: '2026-03-02T09:00:00.000Z' } },
  ])
  expect(await ask('PATCH', '/DB%20dump', { interval: 1, intervalUnit: 'days' })).toMatchObject([
    200,
    { data: { interval: 1, intervalUnit: 'days', alertTags: ['db'] } },
  ])
  expect(await ask('POST', '/DB%20dump/disable')).toMatchObject([200, { data: { enabled: false } }])
  expect(await ask('POST', '/DB%20dump/enable')).toMatchObject([200, { data: { enabled: true, expired: false } }])
  expect(await ask('DELETE', '/DB%20dump')).toMatchObject([200, { result: 'Deleted' }])
  expect(await ask('GET', '/DB%20dump')).toMatchObject([404, {}])
  expect((await fetch(`${node.url}/v2/heartbeats`)).status).toBe(401)
})

story('GoAlert’s and Grafana OnCall’s addresses check in, also behind a key', async (world) => {
  const { node } = world
  const backup = await heartbeat(world)
  const { key, pingKey } = backup
  for (const [path, status] of [
    [`/api/v2/heartbeat/${pingKey}`, 200],
    [`/api/v2/heartbeat/${randomUUID()}`, 404],
    [`/integrations/v1/formatted_webhook/${key}/heartbeat/`, 200],
    [`/in/${key}/heartbeat/`, 200],
    [`/in/${key}/ping/backup`, 200],
    [`/in/${key}/v2/heartbeats/backup/ping`, 202],
    [`/integrations/v1/webhook/${'x'.repeat(32)}/heartbeat/`, 404],
  ] as const)
    expect([path, (await fetch(`${node.url}${path}`, { method: 'POST' })).status]).toEqual([path, status])
  expect((await backup.told()).heartbeat.pings).toBe(5)
})

story('a mail to the address of a heartbeat checks in, and fails by its own words', async (world) => {
  const { mail, phone, node } = world
  const backup = await heartbeat(world, { failWords: ['FAILED'] })
  const { mailAddress } = await backup.told()
  expect(mailAddress).toBe(`ping+${backup.pingKey}@mail.baton.test`)
  const to = mailAddress ?? ''
  const written = { from: 'cron@db1.example.com', to, subject: 'Backup done', text: 'all good' }
  expect(await mail(written)).toBe(250)
  expect(await backup.state()).toBe('up')
  expect(await mail({ ...written, subject: 'Backup failed' })).toBe(250)
  phone('ana').rang('Nightly backup says that it failed')
  expect((await backup.told()).pings[0]).toMatchObject({ via: 'mail', kind: 'fail', address: 'ana@example.com' })
  expect(await sendMail(node.mailPort, { ...written, to: `ping+${randomUUID()}@mail.baton.test` })).toBe(550)
})

story(
  'a new address ends the old one, another expectation counts from now, and what is removed is over',
  async (world) => {
    const { node, call, pass, phone } = world
    const backup = await heartbeat(world)
    await backup.ping()
    const { heartbeatId } = backup
    const { pingKey } = await call('rotateHeartbeatKey', { heartbeatId })
    expect((await fetch(`${node.url}/ping/${backup.pingKey}`)).status).toBe(404)
    expect((await fetch(`${node.url}/ping/${pingKey}`)).status).toBe(200)
    await pass({ minutes: 65 })
    expect(await backup.state()).toBe('late')
    const changed = await call('changeHeartbeat', { heartbeatId, cron: '0 12 * * *', zone: 'UTC' })
    expect(changed).toMatchObject({ state: 'up', everyMinutes: null, expectedAt: '2026-03-02T12:00:00.000Z' })
    await pass({ hours: 3 })
    phone('ana').rang('has not checked in')
    await call('removeHeartbeat', { heartbeatId })
    expect((await backup.alerts()).map(({ state }) => state)).toEqual(['closed'])
    expect((await fetch(`${node.url}/ping/${pingKey}`)).status).toBe(404)
  },
)

story('only who may change a heartbeat is shown its address', async (world) => {
  const { ask } = world
  const backup = await heartbeat(world)
  const token = await tokenOf(world, 'rob')
  const seen = await ask('getHeartbeat', { heartbeatId: backup.heartbeatId }, token)
  expect(seen).toMatchObject({ status: 200, body: { pingKey: null, mailAddress: null } })
  expect(JSON.stringify(seen.body)).not.toContain(backup.pingKey)
  expect(await ask('pauseHeartbeat', { heartbeatId: backup.heartbeatId }, token)).toMatchObject({ status: 403 })
})

story('a check-in that comes while somebody pauses does not undo the pause', async (world) => {
  const { database, node } = world
  const backup = await heartbeat(world)
  await backup.ping()
  let checkingIn: Promise<Response> | undefined
  await database.db.transaction().execute(async (tx) => {
    await sql`update heartbeat set state = 'paused', due_at = null, version = version + 1`.execute(tx)
    checkingIn = fetch(`${node.url}/ping/${backup.pingKey}`)
    // It has read what was before, and waits for us to write.
    for (let look = 0, waiting = 0; look < 2_000 && waiting === 0; look++) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db)
      waiting = rows[0]?.count ?? 0
    }
  })
  expect((await checkingIn)?.status).toBe(200)
  expect(await backup.state()).toBe('paused')
  expect((await backup.told()).pings).toHaveLength(2)
})
