// Hostile requests: each gets a clear answer, changes nothing, and holds up no page (P13).
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished } from 'vitest'
import { endpoints, type EndpointName } from '../../domain/api.ts'
import { story, type World } from '../world.ts'
import { everything, everythingStored, guarded, haveToken, raw, tokenOf } from './everything.ts'
import { requestsFor, type Things } from './requests.ts'

/** Ana is reached by a program, which is told of each page by a message of its own. */
async function toldOfEach(world: World) {
  const address = 'https://hooks.example.com/ana'
  await world.contact('ana', await world.person('ana', { phone: false }), 'webhook', address)
  return world.phones.of(address)
}

story(
  'hostile bodies at the doors for alerts are answered in the dialect, and nothing is half written',
  async (world) => {
    const told = await toldOfEach(world)
    const { key } = await world.service('ana 5m', { grouping: 'none' })
    const keyed = ['/v2/enqueue', '/v2/change/enqueue', '/api/v2/alerts'].map((door) => `/in/${key}${door}`)
    const strict = ['/v2/enqueue', '/v2/change/enqueue', ...keyed]
    // These read whatever JSON or form they are sent: a monitor that says something odd still says something.
    const lenient = [`/in/${key}/alertmanager`, `/in/${key}/generic`, `/in/${key}`]
    const bodies = Object.entries({ ...unreadableBodies, ...readableBodies })
    const before = await everythingStored(world)
    for (const door of [...strict, ...lenient]) {
      for (const [what, hostile] of bodies) {
        if ((lenient.includes(door) && what in readableBodies) || isEmptyPost(door, what)) continue
        const response = await post(world, door, hostile)
        expect([door, what, response.status]).toEqual([door, what, expect.toBeOneOf([400, 413, 422])])
        expect((await response.text()).length).toBeLessThan(2_000)
      }
    }
    expect(await everythingStored(world)).toEqual(before)
    for (const door of lenient) {
      for (const [what, hostile] of Object.entries(readableBodies)) {
        const response = await post(world, door, hostile)
        expect([door, what, response.status]).toEqual([door, what, expect.toBeOneOf([200, 202])])
        await response.arrayBuffer()
      }
    }
    await world.settle()
    const { alerts } = await world.call('listAlerts', { limit: 100 })
    const { entries } = await world.call('readLog', { limit: 200 })
    expect(alerts.length).toBeGreaterThan(0)
    expect(entries.filter(({ kind }) => kind === 'alert_raised')).toHaveLength(alerts.length)
    told.rangTimes(alerts.length)
  },
)

story(
  'a body that never ends, or says another length, holds up nobody',
  async ({ node, service, event, settle, phone }) => {
    const { key } = await service('ana 5m')
    const stuck = connect(Number(new URL(node.url).port), '127.0.0.1')
    onTestFinished(() => void stuck.destroy())
    stuck.write(`POST /in/${key}/generic HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"sum`)
    const smuggled = await answerOf(
      node.url,
      `POST /in/${key}/generic HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    )
    expect(smuggled).toMatch(/^HTTP\/1\.1 400 /)
    const flooded = await answerOf(
      node.url,
      `GET /api/me HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`,
    )
    expect(flooded).toMatch(/^HTTP\/1\.1 431 /)
    await event(key, { action: 'trigger', dedup: 'one' })
    await settle()
    phone('ana').rangTimes(1)
  },
)

story('a packed body is read, however its encoding is spelt; one that cannot be read is told so', async (world) => {
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  const send = (encoding: string, name: string) =>
    fetch(`${world.node.url}/in/${key}/generic`, {
      method: 'POST',
      body: gzipSync(JSON.stringify({ summary: name, dedup_key: name })),
      headers: { 'content-encoding': encoding },
    })
  for (const encoding of ['gzip', 'GZIP', 'x-gzip']) {
    const response = await send(encoding, `packed as ${encoding}`)
    expect([encoding, response.status]).toEqual([encoding, 202])
    await response.arrayBuffer()
  }
  const refused = await send('br', 'brotli')
  expect([refused.status, await refused.text()]).toEqual([415, expect.stringContaining('gzip')])
  expect((await world.call('listAlerts', {})).alerts).toHaveLength(3)
})

story('odd but readable events are kept as they can be, and page', async (world) => {
  const told = await toldOfEach(world)
  const { key } = await world.service('ana 5m', { grouping: 'none' })
  const payload = { source: 'x', severity: 'critical' }
  const said = [
    '{"__proto__":{"admin":true},"constructor":{"prototype":{}},"summary":"prototype"}',
    JSON.stringify({ summary: 'nul \0 \u202e and \ud800 alone' }),
    JSON.stringify({ summary: '{{constructor}} ${7*7} <script>alert(1)</script>\r\nX: y \u001b[2J' }),
    '{"summary":"numbers","value":1e400,"other":-0}',
    '\ufeff{"summary":"with a mark"}',
    JSON.stringify({ summary: 'long key', dedup_key: 'k'.repeat(500_000) }),
    JSON.stringify({ summary: "'; drop table alert; --" }),
  ]
  for (const [at, body] of said.entries()) {
    const headers = { 'content-type': at % 2 === 0 ? 'text/plain; charset=utf-16' : 'application/json' }
    const response = await fetch(`${world.node.url}/in/${key}/generic`, { method: 'POST', body, headers })
    expect([body.slice(0, 40), response.status]).toEqual([body.slice(0, 40), expect.toBeOneOf([200, 201, 202])])
    await response.arrayBuffer()
    const event = {
      routing_key: key,
      event_action: 'trigger',
      dedup_key: `pd ${at}`,
      payload: { ...payload, summary: body },
    }
    const enqueued = await fetch(`${world.node.url}/v2/enqueue`, { method: 'POST', body: JSON.stringify(event) })
    expect([at, enqueued.status]).toEqual([at, 202])
    await enqueued.arrayBuffer()
  }
  await world.settle()
  told.rangTimes(said.length * 2)
  expect((await world.call('listAlerts', { limit: 100 })).alerts).toHaveLength(said.length * 2)
})

story('hostile bodies and addresses at the API are refused with a problem, and change nothing', async (world) => {
  const things = await everything(world)
  const token = await tokenOf(world, 'chief', 'admin')
  const before = await everythingStored(world)
  const writing = guarded.filter((name) => ['POST', 'PUT', 'PATCH'].includes(endpoints[name].method))
  for (const name of [
    'writeNote',
    'createPolicy',
    'createService',
    'raisePage',
    'changePolicy',
    'setMember',
    'declareIncident',
    'moveIncident',
    'noteIncident',
  ] as const) {
    expect(writing).toContain(name)
    for (const [what, { body, headers = {} }] of Object.entries({ ...unreadableBodies, ...readableBodies })) {
      const response = await raw(world, name, things, body, token, { 'content-type': 'application/json', ...headers })
      expect([name, what, response.status >= 400 && response.status < 500]).toEqual([name, what, true])
      expect(await response.json()).toMatchObject({ code: expect.any(String), say: expect.any(String) })
    }
  }
  for (const { name, input } of unstorable(things)) {
    const { status, body } = await world.ask(name, input, token)
    expect([name, JSON.stringify(input).slice(0, 60), status]).toEqual([
      name,
      JSON.stringify(input).slice(0, 60),
      expect.toBeOneOf([400, 404, 409, 422]),
    ])
    expect(body).toHaveProperty('say')
  }
  expect(await everythingStored(world)).toEqual(before)
})

story('odd questions are answered or refused, never broken', async ({ node, person, database }) => {
  const token = await haveToken({ database }, await person('chief', { role: 'admin' }))
  const questions = [
    '/api/log?limit=-1',
    '/api/log?limit=1e9',
    '/api/log?limit=5&limit=6',
    '/api/log?before=99999999999999999999',
    '/api/log?search=%00',
    '/api/log?search=%25_%25_%5C',
    '/api/log?search=%ED%A0%80',
    "/api/log?search='%20or%201=1;--",
    '/api/log?teamId[]=x&subject[a]=b',
    '/api/log?subject=%00',
    '/api/alerts?state=nonsense',
    '/api/alerts?search=%00',
    '/api/alerts/%00',
    '/api/alerts/1e400',
    '/api/alerts/-1',
    '/api/alerts/9007199254740993',
    '/api/people/%E0%A4%A',
    '/api/people/..%2f..%2fetc%2fpasswd',
    '/api/welcome/%00',
    '/api/answers/%00',
    '/api/on-call?at=0000-01-01T00:00:00Z',
    '/api/on-call?at=9999-12-31T23:59:59Z',
    '/api/on-call?at=-271821-04-20T00:00:00Z',
    '/api/outbox?before=0',
    '/api/incidents?search=%00',
    '/api/incidents?search=%25_%25_%5C',
    '/api/incidents?before=99999999999999999999',
    '/api/incidents?mine=perhaps',
    '/api/incidents?state=constructor',
    '/api/incidents/9007199254740993',
    '/api/incidents/1/timeline?before=-1',
  ]
  for (const question of questions) {
    const response = await fetch(`${node.url}${question}`, { headers: { authorization: `Bearer ${token}` } })
    expect([question, response.status < 500]).toEqual([question, true])
    await response.arrayBuffer()
  }
})

story('a change that is not written in UTF-8 is refused, not kept with question marks', async (world) => {
  const things = await everything(world)
  const before = await everythingStored(world)
  const body = Buffer.from('{"slug":"cafe","name":"Caf\u00e9"}', 'latin1')
  const token = await haveToken(world, things.personId)
  const response = await raw(world, 'createTeam', things, body, token, { 'content-type': 'application/json' })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'bad_json', facts: { why: 'The body is not text in UTF-8.' } })
  expect(await everythingStored(world)).toEqual(before)
})

type Hostile = { readonly body: string | Buffer; readonly headers?: Record<string, string> }

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`

/** Refused by every door, whatever it reads. */
const unreadableBodies: Readonly<Record<string, Hostile>> = {
  empty: { body: '' },
  blank: { body: ' \n ' },
  'cut off': { body: '{"summary":"cut' },
  'raw NUL': { body: '{"summary":"a\0b"}' },
  'no UTF-8': { body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) },
  'UTF-16': { body: Buffer.from('{"summary":"x"}', 'utf16le') },
  deep: { body: deep },
  'deep inside': { body: `{"summary":"x","a":${deep}}`, headers: { 'content-type': 'application/json' } },
  '10 MB': { body: `{"summary":"${'x'.repeat(10_000_000)}"}` },
  'gzip bomb': { body: gzipSync(Buffer.alloc(50_000_000, ' ')), headers: { 'content-encoding': 'gzip' } },
  'broken gzip': { body: gzipSync('{"summary":"x"}').subarray(0, 12), headers: { 'content-encoding': 'gzip' } },
  'no gzip at all': { body: '{"summary', headers: { 'content-encoding': 'gzip' } },
}

/** Refused by every door that expects a shape. */
const readableBodies: Readonly<Record<string, Hostile>> = {
  null: { body: 'null' },
  'a word': { body: '"text"' },
  'a number': { body: '1e400' },
  'an empty list': { body: '[]' },
  'a list of nothing': { body: '[null]' },
  'a form': { body: 'summary=x' },
  'only prototypes': { body: '{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}}}' },
}

/** Prometheus sends an empty list when it has nothing to say. */
function isEmptyPost(door: string, what: string): boolean {
  return door.endsWith('/api/v2/alerts') && what === 'an empty list'
}

function post(world: World, door: string, { body, headers = {} }: Hostile): Promise<Response> {
  return fetch(`${world.node.url}${door}`, { method: 'POST', body, headers })
}

/** The first that comes back for these bytes. */
function answerOf(url: string, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', reject)
    socket.once('data', (answer) => resolve(answer.toString()))
    socket.write(request)
  })
}

/** Text that PostgreSQL cannot keep, and numbers beyond its columns, where the shape of the input is right. */
function unstorable(things: Things): { readonly name: EndpointName; readonly input: object }[] {
  const requests = requestsFor(things, things.personId)
  const texts = ['nul \0', 'alone \ud800', '\udc00']
  return [
    ...texts.flatMap((text) => [
      { name: 'writeNote' as const, input: { ...requests.writeNote, text } },
      { name: 'raisePage' as const, input: { ...requests.raisePage, summary: text } },
      { name: 'createService' as const, input: { ...requests.createService, name: text } },
      { name: 'createPolicy' as const, input: { ...requests.createPolicy, name: text } },
      { name: 'createTeam' as const, input: { ...requests.createTeam, name: text } },
      { name: 'changePerson' as const, input: { ...requests.changePerson, name: text } },
      { name: 'applyConfiguration' as const, input: { yaml: text } },
      { name: 'declareIncident' as const, input: { ...requests.declareIncident, title: text } },
      { name: 'describeIncident' as const, input: { ...requests.describeIncident, what: text } },
      { name: 'noteIncident' as const, input: { ...requests.noteIncident, text } },
      { name: 'noteIncident' as const, input: { ...requests.noteIncident, key: text } },
      { name: 'announceAction' as const, input: { ...requests.announceAction, text } },
    ]),
    { name: 'changePolicy', input: { ...requests.changePolicy, version: Number.MAX_SAFE_INTEGER } },
    { name: 'changeSchedule', input: { ...requests.changeSchedule, version: Number.MAX_SAFE_INTEGER } },
    { name: 'acknowledgeAlert', input: { alertId: Number.MAX_SAFE_INTEGER } },
    { name: 'writeNote', input: { ...requests.writeNote, alertId: Number.MAX_SAFE_INTEGER } },
    { name: 'writeNote', input: { ...requests.writeNote, teamId: randomUUID() } },
    { name: 'declareIncident', input: { ...requests.declareIncident, alertIds: [Number.MAX_SAFE_INTEGER] } },
    { name: 'declareIncident', input: { ...requests.declareIncident, serviceIds: [randomUUID()] } },
    { name: 'describeIncident', input: { ...requests.describeIncident, since: '0000-01-01T00:00:00Z' } },
    { name: 'noteIncident', input: { ...requests.noteIncident, happenedAt: '-271821-04-20T00:00:00Z' } },
    { name: 'moveIncident', input: { ...requests.moveIncident, moves: Number.MAX_SAFE_INTEGER } },
    { name: 'moveIncident', input: { ...requests.moveIncident, to: '__proto__' } },
    { name: 'changeAction', input: { ...requests.changeAction, actionId: Number.MAX_SAFE_INTEGER } },
    { name: 'callIntoIncident', input: { ...requests.callIntoIncident, personId: randomUUID() } },
    { name: 'getIncident', input: { incidentId: Number.MAX_SAFE_INTEGER } },
    { name: 'receiveRing', input: { deliveryId: Number.MAX_SAFE_INTEGER } },
    { name: 'createService', input: { ...requests.createService, policyId: randomUUID() } },
    { name: 'createPolicy', input: { ...requests.createPolicy, steps: [] } },
    { name: 'createPolicy', input: { ...requests.createPolicy, repeats: 1e9 } },
    { name: 'createPolicy', input: { ...requests.createPolicy, teamId: randomUUID() } },
    { name: 'createSchedule', input: { ...requests.createSchedule, zone: '../../etc/passwd' } },
    { name: 'createSchedule', input: { ...requests.createSchedule, teamId: randomUUID() } },
    { name: 'addOverride', input: { ...requests.addOverride, personId: randomUUID() } },
    { name: 'addOverride', input: { ...requests.addOverride, endsAt: '2026-03-01T00:00:00Z' } },
    { name: 'snoozeAlert', input: { ...requests.snoozeAlert, until: '0000-01-01T00:00:00Z' } },
    { name: 'setMember', input: { ...requests.setMember, personId: randomUUID() } },
    { name: 'changePerson', input: { ...requests.changePerson, personId: randomUUID() } },
    { name: 'setMember', input: { ...requests.setMember, role: '__proto__' } },
  ]
}
