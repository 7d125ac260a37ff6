// Keys that overlap, requests that are signed, and what came in by a source: told from outside.
import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { story, type World } from '../world.ts'
import { haveToken } from './everything.ts'

story('a new key leaves the old one valid for an hour, and nothing is lost in between', async (world) => {
  const { sourceId, key } = await haveSource(world)
  const { key: next } = await world.call('rotateSourceKey', { sourceId, overlap: 'hour' })
  expect(next).toMatch(/^[A-Za-z0-9]{32}$/)
  expect(await post(world, next)).toBe(202)
  expect(await post(world, key)).toBe(202)
  await world.pass({ minutes: 59 })
  expect(await post(world, key)).toBe(202)
  await world.pass({ minutes: 1 })
  expect(await post(world, key)).toBe(401)
  expect(await post(world, next)).toBe(202)
  await world.log.says(`gave the source Checks another key, ending in ${next.slice(-4)}`)
  // Who still sends with the old one is seen under the source.
  const [refused] = (await received(world, sourceId)).filter(({ status }) => status === 401)
  expect(refused).toMatchObject({ because: 'key_expired', path: '/in/(key)' })
})

story('without an overlap the old key ends at once, on every node, and an ended one stays ended', async (world) => {
  const other = await world.startAnother()
  const { sourceId, key } = await haveSource(world)
  const on = (node: { readonly url: string }, with_: string) =>
    fetch(`${node.url}/in/${with_}`, { method: 'POST', body: '{"title":"x"}' }).then(({ status }) => status)
  expect(await on(other, key)).toBe(202)
  const { key: next } = await world.call('rotateSourceKey', { sourceId })
  expect(await post(world, key)).toBe(401)
  await expect.poll(() => on(other, key)).toBe(401)
  expect(await on(other, next)).toBe(202)
  const { keys } = await world.call('listSourceKeys', { sourceId })
  expect(keys.map(({ hint, revokedAt }) => [hint, revokedAt !== null])).toEqual([
    [next.slice(-4), false],
    [key.slice(-4), true],
  ])
  await world.call('rotateSourceKey', { sourceId, overlap: 'open' })
  expect(await post(world, next)).toBe(202)
  expect(await post(world, key)).toBe(401)
})

story('a key is revoked at once, and says when it was used last', async (world) => {
  const { sourceId, key } = await haveSource(world)
  const { key: next } = await world.call('rotateSourceKey', { sourceId, overlap: 'open' })
  const keys = async () => (await world.call('listSourceKeys', { sourceId })).keys
  const one = async (of: string) => (await keys()).find(({ hint }) => hint === of.slice(-4))
  expect((await keys()).map(({ usedAt }) => usedAt)).toEqual([null, null])
  expect(await post(world, key)).toBe(202)
  await world.settle()
  expect(await one(key)).toMatchObject({ usedAt: millis(world.now) })
  expect(await one(next)).toMatchObject({ usedAt: null })
  const first = world.now
  await world.pass({ seconds: 30 })
  expect(await post(world, key)).toBe(202)
  await world.settle()
  expect(await one(key), 'one write a minute is enough').toMatchObject({ usedAt: millis(first) })
  await world.pass({ minutes: 2 })
  expect(await post(world, key)).toBe(202)
  await world.settle()
  expect(await one(key)).toMatchObject({ usedAt: millis(world.now) })
  const keyId = (await one(key))?.id ?? ''
  await world.call('revokeSourceKey', { sourceId, keyId })
  expect(await post(world, key)).toBe(401)
  expect(await post(world, next)).toBe(202)
  expect((await world.ask('revokeSourceKey', { sourceId, keyId })).status).toBe(409)
  expect((await received(world, sourceId))[1]).toMatchObject({ because: 'key_revoked' })
})

story('a key may be a UUID for clients that check', async (world) => {
  const { sourceId } = await haveSource(world)
  const { key } = await world.call('rotateSourceKey', { sourceId, form: 'uuid' })
  expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(await post(world, key)).toBe(202)
})

story('a source has twenty keys that hold at most; ended ones do not count', async (world) => {
  const { sourceId } = await haveSource(world)
  for (let more = 1; more < 20; more++) await world.call('rotateSourceKey', { sourceId, overlap: 'open' })
  expect((await world.ask('rotateSourceKey', { sourceId, overlap: 'open' })).body).toMatchObject({
    code: 'too_many_keys',
  })
  await world.call('rotateSourceKey', { sourceId })
  await world.call('rotateSourceKey', { sourceId, overlap: 'open' })
})

story('what the previous release writes is a key too, and reads the newest', async (world) => {
  const { key } = await world.service('ana 15m')
  await world.event(key, { action: 'trigger', dedup: 'disk' })
  const [source] = (await world.call('listSources', {})).sources
  const sourceId = source?.id ?? ''
  const column = async () => {
    const row = await world.database.db
      .selectFrom('source')
      .select('key_hint')
      .where('id', '=', sourceId)
      .executeTakeFirst()
    return row?.key_hint
  }
  expect(await column()).toBe(key.slice(-4))
  await world.pass({ minutes: 1 })
  const { key: next } = await world.call('rotateSourceKey', { sourceId, overlap: 'day' })
  expect(await column()).toBe(next.slice(-4))
  await world.pass({ minutes: 1 })
  // Its own rotation ends what was before, as it promises.
  const theirs = { key_hash: hashOf('k'.repeat(32)), key_hint: 'kkkk' }
  await world.database.db.updateTable('source').set(theirs).where('id', '=', sourceId).execute()
  const { keys } = await world.call('listSourceKeys', { sourceId })
  expect(keys.map(({ hint, revokedAt }) => [hint, revokedAt === null])).toEqual([
    ['kkkk', true],
    [next.slice(-4), false],
    [key.slice(-4), false],
  ])
  const [valid] = keys
  await world.call('revokeSourceKey', { sourceId, keyId: valid?.id ?? '' })
  const row = await world.database.db
    .selectFrom('source')
    .select('key_hash')
    .where('id', '=', sourceId)
    .executeTakeFirst()
  expect(row?.key_hash, 'and no key of this source opens anything there').toBeNull()
})

story('signed requests only: whoever has the key alone is turned away at every door, in its words', async (world) => {
  const { sourceId, key } = await haveSource(world)
  const secret = 'a secret of the sender'
  await world.call('setSourceSigning', { sourceId, signing: { scheme: 'grafana' }, secret })
  const doors = ['', '/v2/enqueue', '/v2/change/enqueue', '/api/v2/alerts', '/alertmanager', '/generic']
  for (const door of doors) {
    const body = door.startsWith('/api') ? '[]' : JSON.stringify({ title: 'Disk', ...pagerduty(key) })
    const answer = await fetch(`${world.node.url}/in/${key}${door}`, { method: 'POST', body })
    expect([door, answer.status]).toEqual([door, 401])
    expect(await answer.text()).toContain('signature or its timestamp is missing')
  }
  await world.settle()
  expect((await world.call('listAlerts', { state: 'all' })).alerts).toEqual([])
  const kept = await received(world, sourceId)
  expect(kept).toHaveLength(doors.length)
  expect(new Set(kept.map(({ because }) => because))).toEqual(new Set(['signature_missing']))

  const sign = (body: string, with_ = secret) => createHmac('sha256', with_).update(body).digest('hex')
  const send = (body: string, signature: string) =>
    post(world, key, body, { 'x-grafana-alerting-signature': signature })
  const body = '\ufeff{"title":"Disk is full","id":"disk"}'
  expect(await send(body, sign('something else'))).toBe(401)
  expect(await send(body, sign(body, 'another secret'))).toBe(401)
  expect(await send(body, sign(body))).toBe(202)
  // The same again is let in, and is the same alert: its key says so.
  expect(await send(body, sign(body))).toBe(202)
  const { alerts } = await world.call('listAlerts', {})
  expect(alerts.map(({ summary, count }) => [summary, count])).toEqual([['Disk is full', 2]])

  await world.call('removeSourceSigning', { sourceId })
  expect(await post(world, key)).toBe(202)
})

story(
  'signed requests only: the doors of vendors let in what is signed, and tell readers that cannot sign',
  async (world) => {
    const { sourceId, key } = await haveSource(world)
    const secret = 'a secret of the sender'
    await world.call('setSourceSigning', { sourceId, signing: { scheme: 'grafana' }, secret })
    const send = async (method: string, path: string, body: string | undefined, signs: boolean) => {
      const signature = createHmac('sha256', secret)
        .update(body ?? '')
        .digest('hex')
      const headers = signs ? { 'x-grafana-alerting-signature': signature } : {}
      const answer = await fetch(`${world.node.url}/in/${key}${path}`, { method, headers, ...(body ? { body } : {}) })
      return { status: answer.status, text: await answer.text() }
    }
    const silence = JSON.stringify({
      matchers: [{ name: 'alertname', value: 'Disk', isRegex: false }],
      startsAt: world.now.toString(),
      endsAt: world.now.add({ hours: 1 }).toString(),
      createdBy: 'ana',
      comment: 'being replaced',
    })
    const heartbeat = JSON.stringify({ name: 'backup', interval: 1, intervalUnit: 'days' })
    const calls = [
      ['POST', '/api/v2/silences', silence, 200],
      ['POST', '/v2/heartbeats', heartbeat, 201],
      ['POST', '/v2/heartbeats/backup/ping', '{}', 202],
      ['POST', '/ping/backup', 'it went well', 200],
      ['POST', '/v2/alerts', '{"message":"Disk is full"}', 202],
      ['GET', '/api/v2/alerts', undefined, 200],
      ['GET', '/v2/heartbeats', undefined, 200],
      ['GET', '/v2/alerts', undefined, 200],
      ['GET', '/ping/backup', undefined, 200],
    ] as const
    for (const [method, path, body, status] of calls) {
      const unsigned = await send(method, path, body, false)
      expect([method, path, unsigned.status]).toEqual([method, path, 401])
      expect(unsigned.text).toContain('This source takes signed requests only')
      const signed = await send(method, path, body, true)
      expect([method, path, signed.status]).toEqual([method, path, status])
    }
    // Each says so in its own form.
    expect(JSON.parse((await send('GET', '/api/v2/alerts', undefined, false)).text)).toMatch(/signed requests only/)
    for (const path of ['/v2/heartbeats', '/v2/alerts']) {
      const { text } = await send('GET', path, undefined, false)
      expect(JSON.parse(text)).toMatchObject({ message: expect.stringContaining('signed requests only') })
    }
    expect((await send('GET', '/ping/backup', undefined, false)).text).toMatch(/^This source/)
  },
)

story('a secret is replaced with an overlap, and never shown again', async (world) => {
  const { sourceId, key } = await haveSource(world)
  const signing = { scheme: 'hmac' as const, header: 'X-Signature', encoding: 'hex' as const, prefix: 'sha256=' }
  expect((await world.ask('setSourceSigning', { sourceId, signing })).body).toMatchObject({ code: 'secret_missing' })
  await world.call('setSourceSigning', { sourceId, signing, secret: 'the first secret' })
  const send = (secret: string) => {
    const body = '{"title":"x"}'
    const made = createHmac('sha256', secret).update(body).digest('hex')
    return post(world, key, body, { 'x-signature': `sha256=${made}` })
  }
  expect(await send('the first secret')).toBe(202)
  await world.call('setSourceSigning', { sourceId, signing, secret: 'the second secret', overlap: 'hour' })
  expect([await send('the first secret'), await send('the second secret')]).toEqual([202, 202])
  const { signing: told } = await world.call('listSourceKeys', { sourceId })
  expect(told?.before).toEqual({ until: millis(world.now.add({ hours: 1 })) })
  expect(JSON.stringify(told)).not.toMatch(/the (first|second) secret/)
  await world.pass({ hours: 1 })
  expect([await send('the first secret'), await send('the second secret')]).toEqual([401, 202])
  const stored = await world.database.db.selectFrom('source_signing').selectAll().executeTakeFirst()
  expect(JSON.stringify(stored)).not.toMatch(/the (first|second) secret/)
})

story('a source shows what came in, what it became and why it was refused', async (world) => {
  const { sourceId, key } = await haveSource(world)
  await post(world, key, JSON.stringify({ title: 'Disk '.repeat(400), id: 'disk', status: 'firing' }))
  await post(world, key, JSON.stringify({ title: 'Disk', id: 'disk', status: 'resolved' }))
  await post(world, key, 'no json at all')
  const kept = await received(world, sourceId)
  const [alert] = (await world.call('listAlerts', { state: 'all' })).alerts
  expect(kept).toMatchObject([
    { status: 400, because: null, eventCount: 0, answer: expect.stringContaining('neither JSON nor a form') },
    { status: 202, events: [{ action: 'resolve', key: 'disk', alertId: alert?.id }] },
    {
      status: 202,
      events: [{ action: 'trigger', key: 'disk', alertId: alert?.id, notes: expect.arrayContaining(['summary_cut']) }],
    },
  ])
  expect(kept.every(({ address }) => address.includes('127.0.0.1'))).toBe(true)
  const opened = await world.call('getReceived', { sourceId, receivedId: kept[0]?.id ?? 0 })
  expect(opened.body).toBe('no json at all')
})

story('of each source the last twenty are kept, and a flood does not carry the refused ones away', async (world) => {
  const { sourceId, key } = await haveSource(world)
  for (let n = 0; n < 15; n++) await post(world, key, 'not readable')
  await received(world, sourceId)
  for (let n = 0; n < 15; n++) await post(world, key, 'not readable either')
  for (let n = 0; n < 50; n++) await post(world, key, JSON.stringify({ title: 'x', id: `n${n}` }))
  const kept = await received(world, sourceId)
  expect(kept.filter(({ status }) => status < 400).map(({ events }) => events[0]?.key)).toEqual(
    Array.from({ length: 20 }, (_, n) => `n${49 - n}`),
  )
  expect(kept.filter(({ status }) => status >= 400)).toHaveLength(20)
  await post(world, key, JSON.stringify({ title: 'x', id: 'last' }))
  const later = await received(world, sourceId)
  expect(later).toHaveLength(40)
  expect(later[0]?.events[0]?.key).toBe('last')
  const { count } = await world.database.db
    .selectFrom('received_body')
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(40)
})

story('no key is ever in a body that is shown: its own, those of others, those that ended', async (world) => {
  const { sourceId, key } = await haveSource(world)
  const { key: other } = await world.service('ben 15m')
  const { key: uuid } = await world.call('rotateSourceKey', { sourceId, form: 'uuid', overlap: 'open' })
  const fingerprint = 'd41d8cd98f00b204e9800998ecf8427e'
  const body = {
    title: `see ${key}`,
    id: key,
    odd: { deep: [`${other}!`] },
    uuid,
    fingerprint,
    routing_key: key,
    html: '<b>',
  }
  await post(world, key, JSON.stringify(body))
  await post(world, key, `${'x'.repeat(16_370)} ${key} and more`)
  await post(world, key, Buffer.concat([Buffer.from('"'), Buffer.from([0xff, 0x00]), Buffer.from('<script>"')]))
  const kept = await received(world, sourceId)
  const bodies = await Promise.all(kept.map(({ id }) => world.call('getReceived', { sourceId, receivedId: id })))
  const shown = JSON.stringify(bodies)
  for (const secret of [key, other, uuid, key.slice(0, 12)]) expect(shown).not.toContain(secret)
  expect(shown).toContain(fingerprint)
  expect(bodies[0]?.body).toBe('"\ufffd\ufffd<script>"')
  expect(bodies[1]).toMatchObject({ received: { bytes: 16_370 + 1 + 32 + 9 } })
})

story('who may not read sources sees none of it', async (world) => {
  const { sourceId, key } = await haveSource(world)
  await post(world, key)
  const [kept] = await received(world, sourceId)
  const vera = await world.person('vera', { role: 'viewer' })
  await world.database.db.deleteFrom('team_member').where('person_id', '=', vera).execute()
  const viewer = await haveToken(world, vera)
  const receivedId = kept?.id ?? 0
  for (const [name, input] of [
    ['listSourceKeys', { sourceId }],
    ['listReceived', { sourceId }],
    ['getReceived', { sourceId, receivedId }],
  ] as const) {
    expect([name, (await world.ask(name, input, viewer)).status]).toEqual([name, 403])
  }
  // Nor does the address of one source give the bodies of another.
  const another = await haveSource(world)
  expect((await world.ask('getReceived', { sourceId: another.sourceId, receivedId })).status).toBe(404)
})

async function haveSource(world: World) {
  const { serviceId } = await world.service('ana 15m')
  const slug = `checks-${serviceId.slice(0, 8)}-${Math.floor(performance.now() * 1_000)}`
  const { source, key } = await world.call('createSource', { slug, name: 'Checks', serviceId, dialect: 'generic' })
  return { sourceId: source.id, key }
}

async function post(world: World, key: string, body: string | Buffer = '{"title":"x"}', headers = {}): Promise<number> {
  const answer = await fetch(`${world.node.url}/in/${key}`, { method: 'POST', body, headers })
  await answer.text()
  return answer.status
}

async function received(world: World, sourceId: string) {
  await world.settle()
  return (await world.call('listReceived', { sourceId })).received
}

function pagerduty(key: string) {
  return {
    routing_key: key,
    event_action: 'trigger',
    dedup_key: 'disk',
    payload: { summary: 'Disk', source: 'web1', severity: 'critical' },
  }
}

function hashOf(text: string): Buffer {
  return createHmac('sha256', 'story').update(text).digest()
}

function millis(at: Temporal.Instant): string {
  return at.toString({ smallestUnit: 'millisecond' })
}
