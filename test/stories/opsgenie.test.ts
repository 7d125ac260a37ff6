// Tools that speak to Opsgenie speak to Baton: only the address and the key are other ones.
import { expect } from 'vitest'
import { fromZabbix } from '../../domain/intake/opsgenie.examples.test-support.ts'
import { story, type World } from '../world.ts'

type Body = Readonly<Record<string, unknown>>
type Said = { readonly status: number; readonly body: Body; readonly headers: Headers }

/** A client of Opsgenie with the key of one source. */
function clientOf(world: Pick<World, 'node'>, key: string) {
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Said> => {
    const response = await fetch(`${world.node.url}${path}`, {
      method,
      headers: { authorization: `GenieKey ${key}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as Body, headers: response.headers }
  }
  return {
    ask,
    get: (path: string) => ask('GET', path),
    /** A write, and what it came to. */
    async write(method: string, path: string, body?: unknown) {
      const said = await ask(method, path, body)
      expect(said.status, JSON.stringify(said.body)).toBe(202)
      expect(said.body).toMatchObject({ result: 'Request will be processed', requestId: expect.any(String) })
      const settled = await ask('GET', `/v2/alerts/requests/${String(said.body['requestId'])}`)
      expect(settled.status).toBe(200)
      return settled.body['data'] as {
        success: boolean
        status: string
        action: string
        alertId: string
        alias: string
      }
    },
    async alert(identifier: string, type = 'alias') {
      const { status, body } = await ask('GET', `/v2/alerts/${encodeURIComponent(identifier)}?identifierType=${type}`)
      return status === 200 ? (body['data'] as Body) : null
    },
  }
}

story('Zabbix creates, acknowledges, notes and closes, and asks each time what came of it', async (world) => {
  const { key } = await world.service('ana 15m')
  const zabbix = clientOf(world, key)
  // Among its responders is a team that Baton has never heard of.
  const created = await zabbix.write('POST', '/v2/alerts/', fromZabbix)
  expect(created).toMatchObject({
    success: true,
    isSuccess: true,
    action: 'Create',
    status: 'Created alert',
    alias: '48213',
  })
  await world.settle()
  world.phone('ana').rang('Disk of web1 is full')
  expect(await zabbix.write('POST', '/v2/alerts/48213/unacknowledge?identifierType=alias', {})).toMatchObject({
    success: false,
    status: 'Alert is not acknowledged',
  })
  const acked = await zabbix.write('POST', '/v2/alerts/48213/acknowledge?identifierType=alias', {
    user: 'Zabbix Administrator',
    note: 'on it',
  })
  expect(acked).toMatchObject({ success: true, action: 'Acknowledge', alertId: created.alertId })
  await world.log.says('Monitor acknowledged: Problem: Disk of web1 is full')
  await world.log.says('Monitor: Zabbix Administrator: on it')
  expect(await zabbix.alert('48213')).toMatchObject({
    acknowledged: true,
    status: 'open',
    tags: ['scope:capacity', 'web'],
  })
  // It asks again and again until it reads one of these words.
  const again = await zabbix.write('POST', '/v2/alerts/48213/acknowledge?identifierType=alias', { user: 'x' })
  expect(again).toMatchObject({ success: false, status: 'Alert is already acknowledged' })
  const back = await zabbix.write('POST', '/v2/alerts/48213/unacknowledge?identifierType=alias', {
    user: 'x',
    note: 'not me',
  })
  expect(back).toMatchObject({ success: true })
  await world.settle()
  expect(await zabbix.alert('48213')).toMatchObject({ acknowledged: false, status: 'open' })
  const closed = await zabbix.write('POST', '/v2/alerts/48213/close/?identifierType=alias', {
    user: '',
    note: 'resolved at 10:20',
  })
  expect(closed).toMatchObject({ success: true, status: 'Closed alert' })
  expect(await zabbix.alert('48213')).toMatchObject({ status: 'closed', id: created.alertId })
  const late = await zabbix.write('POST', '/v2/alerts/48213/close?identifierType=alias', { user: '', note: '' })
  expect(late).toMatchObject({ success: false, status: 'Alert is already closed' })
  const never = await zabbix.write('POST', '/v2/alerts/nobody/close?identifierType=alias', {})
  expect(never).toMatchObject({ success: false, status: 'There is no open alert', alertId: '', alias: '' })
  await world.settle()
  const { alerts } = await world.call('listAlerts', { state: 'all' })
  expect(alerts).toMatchObject([{ state: 'closed', closedBecause: 'source', priority: 'P2', origin: 'Zabbix' }])
  const { labels, links } = await world.call('getAlert', { alertId: alerts[0]?.id ?? 0 })
  expect(labels).toMatchObject({ scope: 'capacity', web: 'true', responders: 'Operations' })
  expect(links.map(({ text }) => text)).toContain('Problem')
})

story('Alertmanager updates its alert right after each create, and nothing is said twice for it', async (world) => {
  const { key } = await world.service('ana 15m')
  const alertmanager = clientOf(world, key)
  const alias = '62030f51766ae9597a6b54a7c8826d18728665c37c5a3eea90d6241eedb7db0b'
  const text = { message: '[FIRING:1] DiskFull (db1)', description: 'Labels:\n - alertname = DiskFull' }
  for (let turn = 0; turn < 3; turn++) {
    await alertmanager.write('POST', '/v2/alerts', {
      alias,
      ...text,
      source: 'http://am:9093/#/alerts?receiver=og',
      tags: [],
    })
    await alertmanager.write('PUT', `/v2/alerts/${alias}/message?identifierType=alias`, { message: text.message })
    await alertmanager.write('PUT', `/v2/alerts/${alias}/description?identifierType=alias`, {
      description: text.description,
    })
  }
  await world.settle()
  world.phone('ana').rangTimes(1)
  await world.log.hasNot('changed the')
  expect(await alertmanager.alert(alias)).toMatchObject({ count: 3, ...text })
  const told = await alertmanager.write('PUT', `/v2/alerts/${alias}/message?identifierType=alias`, {
    message: '[FIRING:2] DiskFull',
  })
  expect(told).toMatchObject({ success: true, action: 'UpdateMessage' })
  await world.log.says('Monitor changed the message to "[FIRING:2] DiskFull"')
  // A template that rendered to nothing is no reason to lose the alert.
  expect(
    await alertmanager.write('PUT', `/v2/alerts/${alias}/message?identifierType=alias`, { message: '' }),
  ).toMatchObject({ success: true })
  const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  await world.call('acknowledgeAlert', { alertId, forPersonId: await world.person('ana'), because: 'she called' })
  await world.log.says('acknowledged for Ana')
  expect(
    await alertmanager.write('POST', `/v2/alerts/${alias}/close?identifierType=alias`, { source: 'http://am:9093' }),
  ).toMatchObject({ success: true })
  expect((await world.call('getAlert', { alertId })).closedBecause).toBe('source')
})

story('an alert without an alias answers to its id, by every kind of identifier', async (world) => {
  const { key } = await world.service('ana 15m')
  const client = clientOf(world, key)
  const first = await client.write('POST', '/v2/alerts', { message: 'one' })
  const second = await client.write('POST', '/v2/alerts', { message: 'one' })
  expect(first.alertId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{13}$/)
  expect(first.alias).toBe(first.alertId)
  expect(second.alertId).not.toBe(first.alertId)
  const seen = await client.alert(first.alertId, 'id')
  expect(seen).toMatchObject({ id: first.alertId, alias: first.alertId, count: 1 })
  expect(await client.alert(first.alertId, 'alias')).toMatchObject({ id: first.alertId })
  expect(await client.alert(String(seen?.['tinyId']), 'tiny')).toMatchObject({ id: first.alertId })
  // Its alias is its id also for whoever raises it again.
  await client.write('POST', '/v2/alerts', { message: 'one', alias: first.alertId })
  expect(await client.alert(first.alertId, 'id')).toMatchObject({ count: 2 })
  expect(await client.write('POST', `/v2/alerts/${first.alertId}/close`, {})).toMatchObject({
    success: true,
    alertId: first.alertId,
  })
  expect((await world.call('listAlerts', {})).alerts).toHaveLength(1)
})

story('an alias with slashes, spaces and signs of its own is found however its address was written', async (world) => {
  const { key } = await world.service('ana 15m')
  const client = clientOf(world, key)
  for (const alias of ['web1/disk', 'Uptime Kuma/7 (한국)', '50 % "full"', 'a/actions/close']) {
    await client.write('POST', '/v2/alerts', { message: 'full', alias })
    const path = `/v2/alerts/${encodeURIComponent(alias)}`
    expect((await client.get(`${path}?identifierType=alias`)).body['data']).toMatchObject({ alias })
    expect(await client.write('POST', `${path}/close?identifierType=alias`, {})).toMatchObject({ success: true, alias })
  }
  await client.write('POST', '/v2/alerts', { message: 'full', alias: 'web1/disk' })
  expect(await client.write('POST', '/v2/alerts/web1/disk/close/?identifierType=alias')).toMatchObject({
    success: true,
  })
})

story(
  'a snooze is quiet until its end, an escalation wakes the next, a delete closes and is written down',
  async (world) => {
    const { key } = await world.service('ana 15m, ben 15m')
    const client = clientOf(world, key)
    await client.write('POST', '/v2/alerts', { message: 'slow', alias: 'slow' })
    await world.settle()
    world.phone('ana').rang('slow')
    expect(
      await client.write('POST', '/v2/alerts/slow/escalate?identifierType=alias', {
        escalation: { name: 'who knows' },
      }),
    ).toMatchObject({ success: true })
    await world.settle()
    world.phone('ben').rang('slow')
    const endTime = world.now.add({ hours: 2 }).toString()
    expect(
      await client.write('POST', '/v2/alerts/slow/snooze?identifierType=alias', { endTime, user: 'mia' }),
    ).toMatchObject({ success: true })
    expect(await client.alert('slow')).toMatchObject({
      snoozed: true,
      snoozedUntil: expect.any(String),
      acknowledged: false,
    })
    await world.log.says('Monitor did so for mia: slow')
    await world.pass({ hours: 1 })
    world.phone('ana').stayedQuiet()
    await world.pass({ hours: 2 })
    expect(await client.alert('slow')).toMatchObject({ snoozed: false })
    expect(
      await client.write('POST', '/v2/alerts/slow/snooze?identifierType=alias', { endTime: '2020-01-01T00:00:00Z' }),
    ).toMatchObject({ success: false, status: 'endTime is in the past' })
    expect(await client.write('DELETE', '/v2/alerts/slow?identifierType=alias&user=mia')).toMatchObject({
      success: true,
      action: 'Delete',
    })
    await world.log.says('asked to delete it; what happened is kept')
    expect(await client.alert('slow')).toMatchObject({ status: 'closed' })
  },
)

story('what Baton does not do is written down, and the page goes on', async (world) => {
  const { key } = await world.service('ana 15m, ben 15m')
  const client = clientOf(world, key)
  await client.write('POST', '/v2/alerts', { message: 'slow', alias: 'slow', actions: ['restart'] })
  await world.settle()
  const at = (what: string) => `/v2/alerts/slow/${what}?identifierType=alias`
  for (const [what, body, words] of [
    ['assign', { owner: { username: 'ana@example.com' } }, 'assign it to ana@example.com'],
    ['teams', { team: { name: 'Databases' } }, 'add the team Databases'],
    ['responders', { responder: { type: 'user', username: 'x@example.com' } }, 'add the responder x@example.com'],
    ['actions/restart', { note: 'please' }, 'run the action restart'],
  ] as const) {
    const settled = await client.write('POST', at(what), body)
    expect(settled).toMatchObject({ success: true, status: expect.stringContaining('note') })
    await world.log.says(words)
  }
  await world.pass({ minutes: 16 })
  world.phone('ben').rang('slow')
})

story('tags, details, description and priority change; a higher priority rings again whoever has it', async (world) => {
  const { key } = await world.service('ana 15m')
  const client = clientOf(world, key)
  const at = (what: string) => `/v2/alerts/slow/${what}?identifierType=alias`
  await client.write('POST', '/v2/alerts', { message: 'slow', alias: 'slow', priority: 'P5', tags: ['env:prod'] })
  await world.settle()
  expect(await client.alert('slow')).toMatchObject({ priority: 'P5' })
  await client.write('POST', at('tags'), { tags: ['db', 'env:test'] })
  await client.write('DELETE', `${at('tags')}&tags=env:prod`)
  await client.write('POST', at('details'), { details: { rack: '7', old: 'x' } })
  await client.write('DELETE', `${at('details')}&keys=old`)
  await client.write('PUT', at('description'), { description: 'since noon' })
  expect(await client.alert('slow')).toMatchObject({
    tags: ['db', 'env:test'],
    details: { rack: '7' },
    description: 'since noon',
  })
  const alertId = (await world.call('listAlerts', {})).alerts[0]?.id ?? 0
  expect((await world.call('getAlert', { alertId })).labels).toMatchObject({ env: 'test', db: 'true', rack: '7' })
  await world.call('acknowledgeAlert', { alertId })
  await world.settle()
  world.phone('ana').rang('slow')
  await client.write('PUT', at('priority'), { priority: 'P1' })
  await world.settle()
  world.phone('ana').rang('slow')
  expect((await world.call('getAlert', { alertId })).priority).toBe('P1')
  await client.write('PUT', at('priority'), { priority: 'P3' })
  expect(await client.alert('slow')).toMatchObject({ priority: 'P3' })
})

story('lists, counts, notes and logs answer what is asked, and say why when they cannot', async (world) => {
  const { key } = await world.service('ana 15m', { grouping: 'none' })
  const client = clientOf(world, key)
  for (let i = 0; i < 5; i++)
    await client.write('POST', '/v2/alerts', {
      message: `disk ${i}`,
      alias: `disk/${i}`,
      tags: [i % 2 ? 'odd' : 'even'],
    })
  await client.write('POST', '/v2/alerts/disk%2F4/close?identifierType=alias', {})
  const list = async (query: string, more = '') => {
    const { status, body } = await client.get(`/v2/alerts?query=${encodeURIComponent(query)}${more}`)
    return status === 200 ? (body['data'] as Body[]).map((each) => each['alias']) : body
  }
  expect(await list('status:open')).toEqual(['disk/3', 'disk/2', 'disk/1', 'disk/0'])
  expect(await list('status:open AND tag:odd')).toEqual(['disk/3', 'disk/1'])
  expect(await list('alias:"disk/4" OR alias:"disk/0"', '&order=asc')).toEqual(['disk/0', 'disk/4'])
  expect(await list('NOT status:closed AND NOT tag:(odd OR none)')).toEqual(['disk/2', 'disk/0'])
  expect(await list(`createdAt>${world.now.epochMilliseconds - 1}`)).toHaveLength(5)
  expect(await list(`createdAt>${world.now.epochMilliseconds + 1}`)).toEqual([])
  expect(await list('colour:red')).toMatchObject({
    errors: { query: 'Baton knows no field "colour" of an alert.' },
    message: expect.any(String),
  })
  expect((await client.get('/v2/alerts?query=colour:red')).status).toBe(422)
  expect(await list('', '&limit=2&offset=2')).toEqual(['disk/2', 'disk/1'])
  const paged = await client.get('/v2/alerts/?limit=2&offset=2')
  expect(paged.body['paging']).toMatchObject({
    first: expect.stringContaining('offset=0'),
    next: expect.stringContaining('offset=4'),
    prev: expect.stringContaining('offset=0'),
    last: expect.stringContaining('offset=4'),
  })
  for (const [query, count] of [
    ['', 5],
    ['status:open', 4],
    ['tag:odd', 2],
  ] as const)
    expect((await client.get(`/v2/alerts/count?query=${query}`)).body['data']).toEqual({ count })
  await client.write('POST', '/v2/alerts/disk%2F1/notes?identifierType=alias', { note: 'first', user: 'ana' })
  await client.write('POST', '/v2/alerts/disk%2F1/notes?identifierType=alias', { note: 'second' })
  const notes = await client.get('/v2/alerts/disk%2F1/notes?identifierType=alias')
  expect(notes.body['data']).toMatchObject([{ note: 'ana: first', owner: 'Monitor' }, { note: 'second' }])
  const one = (notes.body['data'] as Body[])[0]
  expect(
    (await client.get(`/v2/alerts/disk%2F1/notes?identifierType=alias&offset=${String(one?.['offset'])}`)).body['data'],
  ).toMatchObject([{ note: 'second' }])
  await world.settle()
  const logs = await client.get('/v2/alerts/disk%2F1/logs?identifierType=alias')
  expect((logs.body['data'] as Body[]).map((each) => each['log'])).toContain('Monitor raised P3: disk 1')
  expect(logs.headers.get('x-ratelimit-state')).toBe('OK')
  expect(logs.headers.get('x-request-id')).toBe(logs.body['requestId'])
})

story('a key reaches the alerts of its own source and nothing else', async (world) => {
  const [own, other] = [await world.service('ana 15m'), await world.service('ben 15m')]
  const [client, stranger] = [clientOf(world, own.key), clientOf(world, other.key)]
  const made = await client.ask('POST', '/v2/alerts', { message: 'mine', alias: 'mine' })
  const requestId = String(made.body['requestId'])
  const mine = await client.alert('mine')
  for (const [identifier, type] of [
    [mine?.['id'], 'id'],
    [mine?.['tinyId'], 'tiny'],
    ['mine', 'alias'],
  ] as const) {
    expect(await stranger.alert(String(identifier), type)).toBeNull()
    const settled = await stranger.write('POST', `/v2/alerts/${String(identifier)}/close?identifierType=${type}`, {})
    expect(settled).toMatchObject({ success: false, status: 'There is no open alert' })
  }
  expect((await stranger.get(`/v2/alerts/requests/${requestId}`)).status).toBe(404)
  expect((await client.get(`/v2/alerts/requests/${requestId}`)).status).toBe(200)
  expect((await stranger.get('/v2/alerts')).body['data']).toEqual([])
  expect((await stranger.get('/v2/alerts/count')).body['data']).toEqual({ count: 0 })
  expect(await client.alert('mine')).toMatchObject({ status: 'open' })
})

story('the key stands in the header, the path, the query or the body; without one nobody is let in', async (world) => {
  const { key } = await world.service('ana 15m')
  const nobody = clientOf(world, 'not-a-key')
  const bare = async (path: string, body: unknown) => {
    const response = await fetch(`${world.node.url}${path}`, { method: 'POST', body: JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as Body }
  }
  expect(await bare(`/in/${key}/v2/alerts/`, { message: 'a' })).toMatchObject({ status: 202 })
  expect(await bare(`/v2/alerts?apiKey=${key}`, { message: 'b' })).toMatchObject({ status: 202 })
  expect(await bare('/v2/alerts', { message: 'c', apiKey: key })).toMatchObject({ status: 202 })
  expect(await bare(`/in/${key}/jsm/ops/integration/v2/alerts`, { message: 'd' })).toMatchObject({ status: 202 })
  expect(await bare('/v2/alerts', { message: 'e' })).toMatchObject({
    status: 401,
    body: { message: 'Could not authenticate', took: expect.any(Number), requestId: expect.any(String) },
  })
  expect(await nobody.get('/v2/alerts')).toMatchObject({ status: 401 })
  const { alerts } = await world.call('listAlerts', {})
  expect(alerts).toHaveLength(4)
  for (const { id } of alerts) expect((await world.call('getAlert', { alertId: id })).details).not.toContain(key)
  const client = clientOf(world, key)
  expect(await client.ask('POST', '/v2/alerts', '{"message": "x"')).toMatchObject({ status: 400 })
  expect(await client.ask('POST', '/v2/alerts', { alias: 'no message' })).toMatchObject({
    status: 422,
    body: {
      message: 'Request body is not processable. Please check the errors.',
      errors: { message: 'Message can not be empty.' },
    },
  })
  expect(await client.ask('POST', '/v2/schedules', { name: 'x' })).toMatchObject({ status: 403, body: { code: 40301 } })
  expect(await client.ask('POST', '/v2/alerts/x/dance', {})).toMatchObject({ status: 404 })
})

story('who is on call is told of the schedules of the own team, now, then and next', async (world) => {
  await world.schedule('night', { people: ['ana', 'ben'] })
  const { key } = await world.service('ana 15m')
  const client = clientOf(world, key)
  const other = await world.call('createTeam', { slug: 'other', name: 'Other' })
  await world.call('createSchedule', { slug: 'theirs', name: 'Theirs', teamId: other.id, zone: 'UTC', rotations: [] })
  const list = (await client.get('/v2/schedules/')).body['data'] as Body[]
  expect(list).toMatchObject([{ name: 'Night', timezone: 'UTC', enabled: true, ownerTeam: { name: 'Team' } }])
  const id = String(list[0]?.['id'])
  const parent = { id, name: 'Night', enabled: true }
  const person = { name: 'ana@example.com', type: 'user' }
  for (const named of [id, 'night', 'Night?scheduleIdentifierType=name']) {
    const [path = '', query = ''] = named.split('?')
    expect((await client.get(`/v2/schedules/${path}/on-calls?${query}`)).body['data']).toMatchObject({
      _parent: parent,
      onCallParticipants: [person],
    })
  }
  expect((await client.get('/v2/schedules/night/on-calls/?flat=true')).body['data']).toEqual({
    _parent: parent,
    onCallRecipients: ['ana@example.com'],
  })
  expect(
    (await client.get('/v2/schedules/night/on-calls?flat=true&date=2026-03-10T12:00:00%2B00:00')).body['data'],
  ).toMatchObject({ onCallRecipients: ['ben@example.com'] })
  expect((await client.get('/v2/schedules/night/next-on-calls?flat=true')).body['data']).toMatchObject({
    nextOnCallRecipients: ['ben@example.com'],
  })
  expect((await client.get('/v2/schedules/on-calls?flat=true')).body['data']).toEqual([
    { _parent: parent, onCallRecipients: ['ana@example.com'] },
  ])
  expect((await client.get('/v2/schedules/night')).body['data']).toMatchObject({ id })
  expect((await client.get('/v2/schedules/theirs/on-calls')).status).toBe(404)
  expect((await client.get('/v2/schedules/theirs')).status).toBe(404)
  expect((await client.get('/v2/schedules/night/on-calls?date=soon')).status).toBe(422)
})
