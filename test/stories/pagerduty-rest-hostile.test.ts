// Which requests are for PagerDuty's REST API, and that nothing sent to it breaks it, changes what it only reads, or goes unsaid.
import { expect, test } from 'vitest'
import { idOf, numberIdOf } from '../../domain/intake/pagerduty-rest-ids.ts'
import { callFor, calls } from '../../server/intake/pagerduty-rest/calls.ts'
import { adminToken, story, type World } from '../world.ts'
import { everythingStored } from './everything.ts'
import { accept, at, clientFor, clientOf, failure, type Client } from './pagerduty-rest.test-support.ts'

story('the headers or the host say that a request is for it; all others find what they always found', async (world) => {
  const get = (path: string, headers: Readonly<Record<string, string>>) =>
    fetch(`${world.node.url}${path}`, { headers }).then(async (response) => ({
      type: response.headers.get('content-type') ?? '',
      status: response.status,
      text: await response.text(),
    }))
  const bearer = { authorization: `Bearer ${adminToken}` }
  expect((await get('/users', { accept, ...bearer })).text).toContain('"users":[')
  expect((await get('/users', { authorization: `Token token=${adminToken}` })).text).toContain('"users":[')
  expect((await get('/users/', { accept, authorization: `Token token="${adminToken}"` })).text).toContain('"users":[')
  expect((await get('/users', bearer)).text).not.toContain('"users":[')
  expect((await get('/api/people', { accept, ...bearer })).text).toContain('"people":[')
  expect((await get('/healthz', { accept })).text).toBe('ok\n')
  // The key of a source is no token of a person, and neither is a cookie.
  const { key } = await world.service('ana 5m')
  for (const headers of [
    { accept },
    { accept, authorization: `Token token=${key}` },
    { accept, cookie: 'baton_session=x' },
  ]) {
    const refused = await get('/users', headers)
    expect(refused.status).toBe(401)
    expect(JSON.parse(refused.text)).toMatchObject(failure(2006))
  }
  const behindKey = await get(`/in/${key}/users`, { accept, ...bearer })
  expect(behindKey.text).not.toContain('"users":[')
})

story('a call that Baton does not speak is named', async (world) => {
  const program = clientOf(world, adminToken)
  for (const [method, path] of [
    ['GET', '/business_services'],
    ['DELETE', '/services/PABC'],
    ['POST', '/schedules'],
    ['GET', '/'],
    ['GET', '/users/%E0%A4%A'],
    ['GET', `/${'x'.repeat(5_000)}`],
  ] as const) {
    const heard = await program(method, path, method === 'POST' ? {} : undefined)
    expect(heard, path).toMatchObject({ status: 404, body: failure(2100) })
    expect(String(at(heard, 'error.errors.0'))).toContain(
      `does not speak this call of the PagerDuty REST API: ${method} ${path.slice(0, 50)}`,
    )
  }
})

story('clients are told how much they may still ask, each token for itself', async (world) => {
  const left = async (client: Client) => (await client('GET', '/abilities')).headers.get('ratelimit-remaining')
  const ana = await clientFor(world, 'ana')
  expect([await left(ana), await left(ana), await left(clientOf(world, adminToken))]).toEqual(['959', '958', '959'])
  const { headers } = await ana('GET', '/incidents/PABC')
  expect([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual(['960', '957'])
  expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThan(0)
})

const deep = `${'{"incident":'.repeat(10_000)}1${'}'.repeat(10_000)}`
const texts: readonly string[] = [
  '',
  '{',
  'null',
  '[]',
  '7',
  '"text"',
  '\ufeff{"incident":{}}',
  '{"incident":[],"note":[],"service":[],"escalation_policy":[],"integration":[],"overrides":{},"incidents":{}}',
  '{"incident":{"status":1,"title":{},"service":[],"assignments":{},"priority":[],"escalation_level":"x","__proto__":{"x":1}}}',
  '{"incidents":[null,1,"x",{"id":{}},{"id":"P"},{"id":1e400}]}',
  '{"note":{"content":"\\u0000\\ud800"}}',
  '{"note":{"content":"\\u0000 and \\ud800 in it"},"duration":1.5}',
  '{"duration":-1}',
  '{"duration":1e99}',
  '{"override":{"start":"0001-01-01T00:00:00Z","end":"9999-12-31T23:59:59Z","user":{"id":"x"}}}',
  '{"overrides":[null,{"start":-5.5,"end":{},"user":null},{"start":"9999-12-31T23:59:59.999Z","end":"0001-01-01T00:00:00Z","user":"x"}]}',
  '{"service":{"name":"\\u0000\\ud800","escalation_policy":7}}',
  '{"escalation_policy":{"name":"x","escalation_rules":[null,7,{"targets":[null,7,{"id":"x"}],"escalation_delay_in_minutes":1.5}],"num_loops":-1}}',
  '{"incident":{"title":"a"},"incident":{"title":"b"}}',
  deep,
  JSON.stringify({
    incident: { title: '\u202e<script>alert(1)</script>😀'.repeat(5_000), service: { id: 'x'.repeat(10_000) } },
  }),
]

const queries: readonly string[] = [
  'limit=-1&offset=-1&total=maybe',
  'limit=1e9&offset=NaN',
  'statuses[]=%00&since=%00&until=%FF',
  'service_ids[]=%00&team_ids[]=x&user_ids[]=' + 'y'.repeat(10_000),
  'incident_key=%00%ED%A0%80',
  'since=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z',
  'since=9999-12-31T23:59:59Z',
  'since=-271821-04-20T00:00:00Z&until=0',
  'sort_by=__proto__:asc&include[]=constructor&time_zone=../../etc/passwd',
  'query=%00%F0%9F%98%80&date_range=all',
]

story('nothing that is sent to it breaks it, and what only reads changes nothing', async (world) => {
  const ids = await oneOfEach(world)
  const program = clientOf(world, adminToken)
  const from = { from: 'ana@example.com' }
  const before = await everythingStored(world)
  for (const [method, path] of calls) {
    if (method !== 'GET') continue
    for (const [i, address] of addresses(path, ids).entries())
      for (const query of i < ids.indexOf('P') ? queries : queries.slice(0, 1)) {
        const { status } = await program('GET', `${address}?${query}`)
        expect(status, `${address}?${query}`).toBeLessThan(500)
      }
  }
  expect(await everythingStored(world)).toEqual(before)
  for (const [method, path] of calls) {
    if (method === 'GET') continue
    for (const [i, address] of addresses(path, ids).entries())
      for (const text of i < ids.indexOf('P') ? texts : texts.slice(0, 1)) {
        const { status } = await program(method, address, text, from)
        expect(status, `${method} ${address} ${text.slice(0, 100)}`).toBeLessThan(500)
      }
  }
  const large = await program('POST', '/incidents', `{"incident":"${'x'.repeat(5_000_000)}"}`, from)
  expect(large).toMatchObject({ status: 413, body: { error: { code: 2001 } } })
})

test('a page that was not raised is kept for a look at it; nothing else that was refused is', () => {
  const raising = calls.filter(([method, path]) => callFor(method, path.slice(1).split('/'))?.isRaise)
  expect(raising.map(([method, path]) => `${method} ${path}`)).toEqual(['POST /incidents'])
})

async function oneOfEach(world: World): Promise<readonly string[]> {
  const { key, serviceId, policyId } = await world.service('ana 5m')
  await world.schedule('night', { people: ['ana'] })
  await world.event(key, { action: 'trigger', summary: 'Slow', dedup: 'slow' })
  await world.settle()
  const { alerts } = await world.call('listAlerts', {})
  return [
    numberIdOf(alerts[0]?.id ?? 0),
    idOf(serviceId),
    idOf(policyId),
    idOf(world.schedules.get('night') ?? ''),
    idOf(await world.person('ana')),
    'P',
    'PZZZZZZZZZZZZZZZZZZZZZZZZZ',
    'PZZZZZZZZZZZZZ',
    '0',
    '99999999999999999999',
    '%00',
    '%F0%9F%98%80',
    '__proto__',
  ]
}

/** A path with each of these in the place of its ids. */
function addresses(path: string, ids: readonly string[]): readonly string[] {
  return path.includes(':') ? ids.map((id) => path.replaceAll(':', id)) : [path]
}
