import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { story, type World } from '../../../test/world.ts'
import { forgetOldRequests } from './requests.ts'

type Body = Readonly<Record<string, unknown>>

function client({ node }: Pick<World, 'node'>, key: string) {
  return async (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>) => {
    const response = await fetch(`${node.url}${path}`, {
      method,
      headers: { authorization: `GenieKey ${key}` },
      ...(body === undefined ? {} : { body }),
    })
    return { status: response.status, body: (await response.json()) as Body }
  }
}

describe('requests', () => {
  story('are kept for a day', async (world) => {
    const { key } = await world.service('ana 15m')
    const ask = client(world, key)
    const { body } = await ask('POST', '/v2/alerts', '{"message":"a"}')
    const path = `/v2/alerts/requests/${String(body['requestId'])}`
    await world.at(world.now.add({ hours: 23 }).toString())
    await forgetOldRequests(world.database.db)
    expect((await ask('GET', path)).status).toBe(200)
    await world.at(world.now.add({ hours: 2 }).toString())
    await forgetOldRequests(world.database.db)
    expect((await ask('GET', path)).status).toBe(404)
  })

  story('are no more than a bound, the oldest going first', async (world) => {
    const { serviceId } = await world.service('ana 15m')
    await sql`
      insert into opsgenie_request (id, source_id, at, action, is_success, status, alert_id, alias)
      select gen_random_uuid(), (select id from source where service_id = ${serviceId}),
        baton_now() - make_interval(secs => n), 'Create', true, '', '', '' || n
      from generate_series(1, 20) n`.execute(world.database.db)
    await forgetOldRequests(world.database.db, 7)
    const { rows } = await sql<{ count: number; oldest: number }>`
      select count(*) as count, max(alias::int) as oldest from opsgenie_request`.execute(world.database.db)
    expect(rows).toEqual([{ count: 7, oldest: 7 }])
  })

  story('are written with what they did or not at all', async (world) => {
    const { key } = await world.service('ana 15m')
    const ask = client(world, key)
    await ask('POST', '/v2/alerts', '{"message":"a","alias":"a"}')
    await sql`alter table opsgenie_request add check (action <> 'Close')`.execute(world.database.db)
    const { status } = await ask('POST', '/v2/alerts/a/close?identifierType=alias', '{}')
    expect(status).toBe(503)
    expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ state: 'triggered' }])
    await world.log.hasNot('closed')
  })
})

describe('a snooze', () => {
  story('is no longer than a person may be quiet', async (world) => {
    const { key } = await world.service('ana 15m')
    const ask = client(world, key)
    await ask('POST', '/v2/alerts', '{"message":"a","alias":"a"}')
    await ask('POST', '/v2/alerts/a/snooze?identifierType=alias', '{"endTime":"2030-01-01T00:00:00Z"}')
    const { body } = await ask('GET', '/v2/alerts/a?identifierType=alias')
    expect(body['data']).toMatchObject({ snoozed: true, snoozedUntil: '2026-03-09T09:00:00.000Z' })
  })
})

describe('what was refused', () => {
  story('is kept for inspection where a page could be lost, without its key; a question is not', async (world) => {
    const { key } = await world.service('ana 15m')
    const ask = client(world, key)
    await ask('GET', '/v2/alerts/none')
    await ask('GET', '/v2/alerts?query=colour:red')
    await ask('POST', '/v2/alerts', `{"alias":"no message","apiKey":"${key}"}`)
    await world.settle()
    const rows = await world.database.db.selectFrom('received_body').select(['status', 'body']).execute()
    expect(rows).toHaveLength(1)
    const [kept] = rows
    expect(kept).toMatchObject({ status: 422, body: expect.stringContaining('no message') })
    expect(kept?.body).not.toContain(key)
  })
})

describe('a page that several must answer', () => {
  story('is not answered by a monitor, which is told so', async (world) => {
    const { key } = await world.service('ana 15m')
    const ask = client(world, key)
    await ask('POST', '/v2/alerts', '{"message":"a","alias":"a"}')
    await world.settle()
    await sql`update page set needs = 2, version = version + 1`.execute(world.database.db)
    const { body } = await ask('POST', '/v2/alerts/a/acknowledge?identifierType=alias', '{}')
    const settled = await ask('GET', `/v2/alerts/requests/${String(body['requestId'])}`)
    expect(settled.body['data']).toMatchObject({ success: false, status: expect.stringContaining('several') })
  })
})

describe('what comes from outside', () => {
  const long = 'x'.repeat(10_000)
  const bodies: readonly (string | Uint8Array<ArrayBuffer>)[] = [
    '',
    '{',
    'null',
    '[]',
    '7',
    '"x"',
    '['.repeat(10_000),
    `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    '\ufeff{"message":"bom"}',
    '{"message":"a","message":"b"}',
    '{"message":"nul \\u0000 lone \\ud800","alias":"\\u0000\\ud800","tags":["\\u0000"],"details":{"\\u0000":"\\ud800"}}',
    '{"message":"a","__proto__":{"x":1},"details":{"__proto__":"p","constructor":"c"},"tags":["__proto__:x"]}',
    `{"message":"${long}","alias":"${long}","details":{"${long}":"${long}"},"tags":["${long}"]}`,
    '{"message":"<script>alert(1)</script> \u202e 한국 🔴","entity":"<b>","source":"javascript:alert(1)"}',
    '{"message":{"a":1},"tags":{"a":1},"details":[1],"responders":7,"priority":{},"alias":{"a":1},"note":[],"user":{}}',
    '{"endTime":"0001-01-01T00:00:00Z","message":"a"}',
    '{"endTime":"9999-12-31T23:59:59Z","priority":"P1","tags":"a","note":"n","owner":{},"details":{"a":null}}',
    '{"endTime":-1.5,"message":1e400}',
    Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]),
    '%ff=%zz&message=%00',
  ]
  const acts = [
    'close',
    'acknowledge',
    'unacknowledge',
    'notes',
    'snooze',
    'escalate',
    'assign',
    'teams',
    'tags',
    'details',
    'message',
    'description',
    'priority',
    'actions/%00',
    'actions/%E0%A4%A',
  ]
  const reads = [
    '/v2/alerts?query=%00',
    '/v2/alerts?query=alias:%22%00%22',
    '/v2/alerts?query=createdAt>999999999999999',
    '/v2/alerts?query=createdAt<-5',
    `/v2/alerts?query=${'('.repeat(1_999)}`,
    `/v2/alerts?query=${long}`,
    '/v2/alerts?query=a&query=b&limit=-1&offset=x&sort=__proto__&order=%00',
    '/v2/alerts?limit=999999999999&offset=999999999999',
    '/v2/alerts?sort=constructor',
    '/v2/alerts/%00',
    '/v2/alerts/%ff%fe?identifierType=alias',
    `/v2/alerts/${long}?identifierType=alias`,
    '/v2/alerts/99999999999999999999?identifierType=tiny',
    '/v2/alerts/00ba7000-0000-8000-8000-ffffffffffff-1?identifierType=id',
    '/v2/alerts/x/notes?offset=999999999999999&identifierType=alias',
    '/v2/alerts/requests/%00',
    `/v2/alerts/requests/${randomUUID()}x`,
    '/v2/alerts/count?query=x:y',
    '/v2/schedules/%00',
    '/v2/schedules/on-calls?date=9999-12-31T23:59:59Z',
    '/v2/schedules/on-calls?date=0001-01-01',
    '/v2/schedules/next-on-calls?date=1970-01-02T00:00:00Z',
    '/v2/schedules/on-calls?date=%00',
  ]

  story('never breaks it, and never says another status than it should', async (world) => {
    await world.schedule('night', { people: ['ana'] })
    const { key } = await world.service('ana 15m', { grouping: 'none' })
    const ask = client(world, key)
    const seen = new Map<number, number>()
    const note = async (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>) => {
      const said = await ask(method, path, body)
      seen.set(said.status, (seen.get(said.status) ?? 0) + 1)
      expect(said.status, `${method} ${path.slice(0, 100)} ${String(body).slice(0, 100)}`).toBeLessThan(500)
      expect(said.body).toMatchObject({ requestId: expect.any(String), took: expect.any(Number) })
      expect(JSON.stringify(said.body).length).toBeLessThan(200_000)
    }
    for (const body of bodies) await note('POST', '/v2/alerts', body)
    await ask('POST', '/v2/alerts', '{"message":"a","alias":"a"}')
    for (const act of acts)
      for (const body of bodies) await note('POST', `/v2/alerts/a/${act}?identifierType=alias`, body)
    for (const path of reads) await note('GET', path)
    for (const path of ['/v2/alerts/a/tags?tags=%00', '/v2/alerts/a/details?keys=%00', '/v2/alerts/%00'])
      await note('DELETE', path)
    await note('GET', '/v2/alerts')
    expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual([200, 202, 400, 404, 422])
    const big = await ask('POST', '/v2/alerts', `{"message":"${'x'.repeat(5_000_000)}"}`)
    expect(big).toMatchObject({ status: 413, body: { requestId: expect.any(String) } })
  })
})
