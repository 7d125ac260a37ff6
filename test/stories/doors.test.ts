// Every door over HTTP: who may pass, and that what is only read changes nothing (P11, P16).
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { endpoints, type EndpointName } from '../../domain/api.ts'
import { permissions, rank, roles } from '../../domain/permissions.ts'
import { newToken, tokenHash } from '../../server/secrets.ts'
import { story, teamId, type World } from '../world.ts'
import { everything, everythingStored, guarded, haveToken, pathOf, raw, tokenOf } from './everything.ts'
import { requestsFor } from './requests.ts'

test('every endpoint that asks who is calling has a request here', () => {
  const [id, alertId, coverId] = ['', 1, 1]
  const nothing = {
    teamId: id,
    personId: id,
    serviceId: id,
    policyId: id,
    scheduleId: id,
    sourceId: id,
    alertId,
    coverId,
    channelId: id,
    silenceId: id,
    inhibitionId: id,
    heartbeatId: id,
    incidentId: 1,
    entryId: 1,
    bookmarkId: 1,
    runbookId: 1,
    handoverId: 1,
    shiftId: 1,
  }
  const requests = requestsFor(nothing, id)
  expect(Object.keys(requests).toSorted()).toEqual(guarded.toSorted())
})

story('whoever is nobody is turned away before anything is read', async (world) => {
  const things = await everything(world)
  const requests = requestsFor(things, things.personId)
  const before = await everythingStored(world)
  const strangers = [null, 'wrong', newToken('btn'), 'x'.repeat(4_000)]
  const answers = await Promise.all(
    guarded.flatMap((name) =>
      strangers.map(async (token) => `${name}: ${(await world.ask(name, requests[name] ?? {}, token)).status}`),
    ),
  )
  expect(answers.filter((answer) => !answer.endsWith(': 401'))).toEqual([])
  // Nonsense is not explained to strangers either.
  for (const name of guarded) expect((await raw(world, name, things, '{"nonsense":', null)).status).toBe(401)
  expect(await everythingStored(world)).toEqual(before)
})

story('every role may do what the table says, and no more', async (world) => {
  const things = await everything(world)
  const refused: string[] = []
  const allowed: string[] = []
  for (const role of roles) {
    const personId = await world.person(role, { role })
    await sql`delete from team_member where person_id = ${personId}`.execute(world.database.db)
    const token = await haveToken(world, personId)
    const requests = requestsFor(things, personId)
    const needs = (name: EndpointName) => permissions[endpoints[name].permission] ?? 'viewer'
    const mayNot = guarded.filter((name) => rank(needs(name)) > rank(role))
    const may = guarded.filter((name) => rank(needs(name)) <= rank(role))
    const before = await everythingStored(world)
    for (const name of mayNot) {
      const { status, body } = await world.ask(name, requests[name] ?? {}, token)
      if (status !== 403 || neededIn(body) !== needs(name)) refused.push(`${role} ${name}: ${status}`)
    }
    expect(await everythingStored(world), `what a ${role} may not do changed something`).toEqual(before)
    for (const name of may) {
      const { status, body } = await world.ask(name, requests[name] ?? {}, token)
      if (status >= 500 || neededIn(body) !== undefined || body['code'] === 'signed_out') {
        allowed.push(`${role} ${name}: ${status}`)
      }
    }
  }
  expect({ refused, allowed }).toEqual({ refused: [], allowed: [] })
})

story('a token holds no more than its cap, and dies with its owner', async (world) => {
  const things = await everything(world)
  const requests = requestsFor(things, things.personId)
  const chief = await world.person('chief', { role: 'admin' })
  const capped = await haveToken(world, chief, 'viewer')
  for (const name of guarded.filter((each) => rank(permissions[endpoints[each].permission] ?? 'viewer') > 0)) {
    expect([name, (await world.ask(name, requests[name] ?? {}, capped)).status]).toEqual([name, 403])
  }
  const full = await haveToken(world, chief)
  expect((await world.ask('listOutbox', {}, full)).status).toBe(200)
  await sql`update person set deactivated_at = now() where id = ${chief}`.execute(world.database.db)
  expect((await world.ask('listOutbox', {}, full)).status).toBe(401)
})

story('a role in one team counts for what belongs to it, and for nothing of another', async (world) => {
  const ours = await everything(world)
  const theirs = await everything(world, await otherTeam(world))
  const lead = await world.person('lead', { role: 'viewer' })
  await sql`update team_member set role = 'manager' where person_id = ${lead}`.execute(world.database.db)
  const token = await haveToken(world, lead)
  const needsMore = guarded.filter((name) => {
    const { permission, of } = endpoints[name]
    const needs = permissions[permission] ?? 'viewer'
    // What is somebody's own is told in test/stories/leave.test.ts.
    return of !== undefined && of !== 'person' && rank(needs) > 0 && rank(needs) <= rank('manager')
  })
  expect(needsMore.length).toBeGreaterThan(15)
  const before = await everythingStored(world)
  for (const name of needsMore) {
    const { status, body } = await world.ask(name, requestsFor(theirs, lead)[name] ?? {}, token)
    expect([name, status, neededIn(body) !== undefined]).toEqual([name, 403, true])
  }
  expect(await everythingStored(world)).toEqual(before)
  // In the order of the requests, which remove things last.
  const requests = Object.entries(requestsFor(ours, lead)) as [EndpointName, object][]
  for (const [name, input] of requests.filter(([each]) => needsMore.includes(each))) {
    const { body } = await world.ask(name, input, token)
    expect([name, neededIn(body)]).toEqual([name, undefined])
  }
})

story('reading changes nothing: GET, HEAD and OPTIONS on every address there is', async (world) => {
  const things = await everything(world)
  const token = await tokenOf(world, 'chief', 'admin')
  const before = await everythingStored(world)
  const key = (await world.service('ana 5m')).key
  const after = await everythingStored(world)
  expect(after).not.toEqual(before) // the comparison does see a change
  const paths = [
    ...guarded.map((name) => pathOf(name, things)),
    '/v2/enqueue',
    '/v2/change/enqueue',
    '/api/v2/alerts',
    `/in/${key}`,
    `/in/${key}/v2/enqueue?summary=x&event_action=trigger`,
    `/in/${key}/alertmanager`,
    `/in/${key}/generic?summary=x`,
    '/',
    '/healthz',
    '/readyz',
    '/metrics',
    '/api/openapi.json',
  ]
  for (const path of new Set(paths)) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const headers = { authorization: `Bearer ${token}`, 'x-http-method-override': 'DELETE', 'x-baton': '1' }
      const response = await fetch(`${world.node.url}${path}`, { method, headers })
      expect([method, path, response.status < 500]).toEqual([method, path, true])
      await response.arrayBuffer()
    }
  }
  expect(await everythingStored(world)).toEqual(after)
})

story('what is not there is said so; so is a method that is not for an address', async ({ node, call }) => {
  for (const path of ['/api/nothing', '/api/', '/api/alerts/1/nothing', '/api/teams/x/y/z']) {
    const response = await fetch(`${node.url}${path}`)
    expect([path, response.status, response.headers.get('content-type')]).toEqual([
      path,
      404,
      'application/problem+json',
    ])
    expect(await response.json()).toMatchObject({ code: 'not_found', status: 404, say: expect.any(String) })
  }
  const wrong = await fetch(`${node.url}/api/teams`, { method: 'DELETE' })
  expect([wrong.status, ((await wrong.json()) as { code: string }).code]).toEqual([405, 'method_not_allowed'])
  expect((await fetch(`${node.url}/v2/enqueue`)).status).toBe(405)
  expect((await fetch(`${node.url}/v2/nothing`, { method: 'POST', body: '{}' })).status).toBe(404)
  expect((await call('listTeams', {})).teams).toHaveLength(1)
})

story('a browser session changes things only with the guard header, also by DELETE without a body', async (world) => {
  const { node, database, person } = world
  const personId = await person('ana')
  const text = newToken('ses')
  const session = { id: randomUUID(), token_hash: tokenHash(text), person_id: personId, created_at: world.now }
  const expires_at = world.now.add({ hours: 24 })
  await database.db
    .insertInto('session')
    .values({ ...session, seen_at: world.now, expires_at })
    .execute()
  const contactId = await world.contact('ana', personId, 'ntfy', 'ana-phone')
  const url = `${node.url}/api/people/${personId}/contacts/${contactId}`
  const cookie = `baton_session=${text}`
  const before = await everythingStored(world)
  for (const guard of [{}, { 'x-baton': '' }, { 'x-baton': '0' }, { 'x-baton': 'true' }]) {
    for (const [method, body] of [
      ['DELETE', null],
      ['PATCH', '{"label":"x"}'],
    ] as const) {
      const headers = { cookie, 'content-type': 'application/json', ...guard }
      const response = await fetch(url, { method, headers, body })
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([
        403,
        'missing_guard_header',
      ])
    }
  }
  // What a form on another site can send without asking is not read as JSON.
  const forms = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']
  for (const type of forms) {
    const headers = { cookie, 'x-baton': '1', ...(type ? { 'content-type': type } : {}) }
    const response = await fetch(url, { method: 'PATCH', headers, body: '{"label":"x"}' })
    expect([type, response.status]).toEqual([type, 400])
    await response.arrayBuffer()
  }
  expect(await everythingStored(world)).toEqual(before)
  const removed = await fetch(url, { method: 'DELETE', headers: { cookie, 'x-baton': '1' } })
  expect([removed.status, await removed.json()]).toEqual([200, { done: true }])
  expect(removed.headers.get('access-control-allow-origin')).toBeNull()
})

async function otherTeam(world: World): Promise<string> {
  return (await world.call('createTeam', { slug: 'other', name: 'Other' })).id
}

/** The role a refusal asks for: only the check of permissions says one of these. */
function neededIn(body: Readonly<Record<string, unknown>>): unknown {
  const facts = body['code'] === 'not_allowed' ? body['facts'] : undefined
  return typeof facts === 'object' && facts !== null && 'needs' in facts ? facts.needs : undefined
}

story('a stream that is open ends with the right to listen, and those of others go on', async (world) => {
  const [ana, ben] = [await world.person('ana'), await world.person('ben')]
  const [hers, his] = [await listening(world, ana), await listening(world, ben)]
  await world.call('changePerson', { personId: ana, isDeactivated: true })
  expect(await hers.until('never said')).not.toContain('never said')
  await world.call('writeNote', { teamId, text: 'Ana is gone' })
  expect(await his.until('["log"]')).toContain('["log"]')
})

/** An open stream of live events, by a token of this person. */
async function listening(world: World, personId: string) {
  const token = await haveToken(world, personId)
  const response = await fetch(`${world.node.url}/api/live`, { headers: { authorization: `Bearer ${token}` } })
  expect(response.status).toBe(200)
  const chunks = response.body?.pipeThrough(new TextDecoderStream()).values()
  if (!chunks) throw new Error('a stream without a body')
  return {
    /** What comes until these words, or until the stream ends. */
    async until(words: string): Promise<string> {
      let heard = ''
      for await (const chunk of chunks) {
        heard += chunk
        if (heard.includes(words)) break
      }
      return heard
    },
  }
}
