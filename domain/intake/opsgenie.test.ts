import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_DETAILS_BYTES } from './json.ts'
import {
  fromAlertmanagersOpsgenie,
  fromElastAlert,
  fromTheManual,
  fromZabbix,
} from './opsgenie.examples.test-support.ts'
import { edited, readAct, type Edit } from './opsgenie-acts.ts'
import { aliasOf, idOf, numberIn, numberInTiny } from './opsgenie-id.ts'
import { keptFrom, keptOf, keptText, labelsOf, limits } from './opsgenie-kept.ts'
import { isOpsgeniePath, routeOf } from './opsgenie-routes.ts'
import { toldToSources } from './opsgenie-shown.ts'
import { readCreate } from './opsgenie.ts'

const newKey = () => 'made'
const create = (body: unknown) => readCreate(typeof body === 'string' ? body : JSON.stringify(body), { newKey })

function event(body: unknown) {
  const read = create(body)
  if ('errors' in read) throw new Error(JSON.stringify(read.errors))
  return read.event
}

describe('what real senders write', () => {
  test('Zabbix', () => {
    expect(event(fromZabbix)).toMatchObject({
      action: 'trigger',
      key: '48213',
      summary: 'Problem: Disk of web1 is full',
      priority: 'P2',
      from: 'Zabbix',
      labels: { scope: 'capacity', web: 'true', source: 'Zabbix', responders: 'Operations' },
      links: [
        { href: 'https://zabbix.example.com/', text: 'Zabbix server' },
        { href: fromZabbix.details.Problem, text: 'Problem' },
      ],
      notes: [],
    })
  })

  test('Alertmanager', () => {
    const { key, labels, links, priority, details } = event(fromAlertmanagersOpsgenie)
    expect({ key, priority }).toEqual({ key: fromAlertmanagersOpsgenie.alias, priority: 'P1' })
    expect(labels).toMatchObject({ alertname: 'DiskFull', instance: 'db1:9100', severity: 'critical' })
    expect(links).toEqual([{ href: fromAlertmanagersOpsgenie.source, text: 'source' }])
    expect(keptOf(details).description).toBe(fromAlertmanagersOpsgenie.description)
  })

  test('ElastAlert', () => {
    const { labels, details } = event(fromElastAlert)
    expect(labels).toMatchObject({ ElastAlert: 'true', responders: 'Shop' })
    expect(keptOf(details).responders).toEqual([{ type: 'team', name: 'Shop' }])
  })

  test('the example of the manual keeps each of its fields', () => {
    const { alias: _, ...fields } = fromTheManual
    expect(keptOf(event(fromTheManual).details)).toMatchObject({
      ...fields,
      responders: fromTheManual.responders.map(({ type, id, name, username }: Record<string, string | undefined>) => ({
        type,
        ...(id ? { id } : {}),
        ...(name || username ? { name: name ?? username } : {}),
      })),
    })
  })
})

describe('a create', () => {
  test.each([
    ['P1', 'P1'],
    ['P2', 'P2'],
    ['P3', 'P3'],
    ['P4', 'P4'],
    ['P5', 'P4'],
    [undefined, 'P3'],
    [null, 'P3'],
    ['urgent!', 'P2'],
  ])('of priority %s is a %s', (priority, ours) => {
    expect(event({ message: 'a', priority }).priority).toBe(ours)
  })

  test('needs a message, but a template that rendered to nothing loses no page', () => {
    for (const body of [{}, { alias: 'x' }, { message: '' }, { message: null }, { message: ' ' }])
      expect(create(body)).toEqual({ errors: { message: 'Message can not be empty.' } })
    expect(event({ message: '', description: 'Disk full' }).summary).toBe('Disk full')
    expect(event({ message: null, alias: 'web1/disk' }).summary).toBe('web1/disk')
    expect(event({ message: 7 }).summary).toBe('7')
    expect(event({ message: { text: 'x' } }).summary).toBe('{"text":"x"}')
  })

  test('without an alias has a key that was made, and compares an alias byte for byte', () => {
    for (const alias of [undefined, null, '']) expect(event({ message: 'a', alias }).key).toBe('opsgenie:made')
    for (const alias of [' ', 'a/b c', '한국"', 'é', 'e\u0301']) expect(event({ message: 'a', alias }).key).toBe(alias)
    expect(event({ message: 'a', alias: 7 }).key).toBe('7')
    const long = 'x'.repeat(9_999)
    expect(event({ message: 'a', alias: `${long}1` }).key).not.toBe(event({ message: 'a', alias: `${long}2` }).key)
  })

  test('is cut where it is too long, and its whole message stays readable', () => {
    const made = event({
      message: 'm'.repeat(500),
      description: 'd'.repeat(20_000),
      tags: Array.from({ length: 40 }, (_, i) => `${i}`.padEnd(60, 't')),
      actions: Array.from({ length: 40 }, (_, i) => `a${i}`),
      details: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`k${i}`, 'v'.repeat(500)])),
      responders: Array.from({ length: 80 }, (_, i) => ({ type: 'team', name: `t${i}` })),
      entity: 'e'.repeat(600),
      source: 's'.repeat(200),
    })
    expect(made.summary).toHaveLength(130)
    const kept = keptOf(made.details)
    expect(kept.message).toHaveLength(500)
    expect(kept.description).toHaveLength(limits.description)
    expect(kept.tags).toHaveLength(20)
    expect(kept.actions).toHaveLength(10)
    expect(kept.responders).toHaveLength(50)
    expect([kept.entity.length, kept.source.length]).toEqual([512, 100])
    const total = Object.entries(kept.details).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    expect(total).toBeLessThanOrEqual(limits.details)
    expect(made.notes).toEqual(expect.arrayContaining(['summary_cut', 'label_cut', 'labels_dropped']))
  })

  test('fits into the details whatever its letters weigh', () => {
    const heavy = '\u0001한🔴'
    const made = event({
      message: heavy.repeat(200),
      description: heavy.repeat(9_000),
      details: { a: heavy.repeat(2_000) },
      note: heavy.repeat(9_000),
      tags: ['한국'],
      other: 'x'.repeat(100_000),
    })
    expect(Buffer.byteLength(made.details)).toBeLessThanOrEqual(MAX_DETAILS_BYTES)
    expect(keptOf(made.details).tags).toEqual(['한국'])
  })

  test('keeps other fields beside, but never its key', () => {
    const { details } = event({ message: 'a', apiKey: 'secret-key', team_extra: [1], alias: 'b' })
    expect(JSON.parse(details)).toEqual({ message: 'a', team_extra: [1], alias: 'b' })
  })

  test('is read from a form, after a byte order mark, and from nothing that is no object', () => {
    expect(event('message=Disk+full&alias=a&tags=x,y').summary).toBe('Disk full')
    expect(event('\ufeff{"message":"a"}').summary).toBe('a')
    for (const body of ['', '{"message":"a"', 'null', '[]', '"a"', '7', '['.repeat(10_000)])
      expect(create(body)).toHaveProperty('errors')
  })

  test('of any JSON throws nothing and gives what can be stored and read back', () => {
    const names = [
      'message',
      'alias',
      'tags',
      'details',
      'responders',
      'teams',
      'actions',
      'priority',
      '__proto__',
      'entity',
    ]
    const field = fc.tuple(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 3 }))
    fc.assert(
      fc.property(fc.array(field), (fields) => {
        const read = create(JSON.stringify(Object.fromEntries([...fields, ['message', 'x']])))
        if ('errors' in read) return
        const { summary, key, labels, details } = read.event
        expect(summary).not.toBe('')
        expect(key).not.toBe('')
        for (const text of [summary, key, details, ...Object.entries(labels).flat()])
          expect(text.isWellFormed() && !text.includes('\0')).toBe(true)
        // What is read back is what is read again: nothing changes by being kept.
        const kept = keptOf(details)
        expect(keptOf(keptText(kept, {}, []))).toEqual(kept)
      }),
    )
  })
})

describe('ids', () => {
  const firstAt = Temporal.Instant.from('2026-03-02T09:00:00Z')

  test('hold the number of the alert, and look as Opsgenie writes them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 47 }), (id) => {
        const text = idOf({ id, firstAt })
        expect(text).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d+$/)
        expect(numberIn(text)).toBe(id)
        expect(numberIn(text.toUpperCase())).toBe(id)
      }),
    )
  })

  test.each([
    '',
    'web1/disk',
    '70413a06-38d6-4c85-92b8-5ebc900d42e2-1437564862098',
    '00ba7000-0000-8000-8000-000000000000',
    '12',
  ])('%s is none', (text) => expect(numberIn(text)).toBeNull())

  test('stand for the alias where none was given', () => {
    expect(aliasOf({ id: 3, firstAt, key: 'web' })).toBe('web')
    expect(aliasOf({ id: 3, firstAt, key: 'opsgenie:x' })).toBe(idOf({ id: 3, firstAt }))
    expect([numberInTiny('42'), numberInTiny('042'), numberInTiny('x'), numberInTiny('9'.repeat(40))]).toEqual([
      42,
      null,
      null,
      null,
    ])
  })
})

test('a source reads no entry of the log that holds an address', () => {
  for (const kind of [
    'delivery_failed',
    'channel_failed',
    'notice_failed',
    'contact_added',
    'signed_in',
    'source_key_rotated',
  ])
    expect(toldToSources).not.toContain(kind)
  for (const kind of ['alert_raised', 'people_paged', 'note_written', 'source_edited', 'source_asked_to_delete'])
    expect(toldToSources).toContain(kind)
})

describe('paths', () => {
  const act = (name: string, alert: string, actionName = '') => ({ call: 'act', act: name, alert, name: actionName })
  test.each([
    ['POST', '/v2/alerts', { call: 'create' }],
    ['POST', '//v2/alerts/', { call: 'create' }],
    ['POST', '/jsm/ops/integration/v2/alerts', { call: 'create' }],
    ['GET', '/v2/alerts', { call: 'list' }],
    ['GET', '/v2/alerts/count', { call: 'count' }],
    ['GET', '/v2/alerts/requests/abc', { call: 'request', requestId: 'abc' }],
    ['GET', '/v2/alerts/web1%2Fdisk', { call: 'get', alert: 'web1/disk' }],
    ['GET', '/v2/alerts/web1/disk/notes', { call: 'notes', alert: 'web1/disk' }],
    ['GET', '/v2/alerts/x/logs', { call: 'logs', alert: 'x' }],
    ['GET', '/v2/alerts/notes', { call: 'get', alert: 'notes' }],
    ['POST', '/v2/alerts/web1%2Fdisk/close', act('close', 'web1/disk')],
    ['POST', '/v2/alerts/web1/disk/close/', act('close', 'web1/disk')],
    ['POST', '/v2/alerts/Uptime%20Kuma%2F7/acknowledge', act('acknowledge', 'Uptime Kuma/7')],
    ['POST', '/v2/alerts/50%/notes', act('notes', '50%')],
    ['POST', '/v2/alerts/a/actions/re%2Fstart', act('actions', 'a', 're/start')],
    ['POST', '/v2/alerts/a%2Factions%2Fclose/close', act('close', 'a/actions/close')],
    ['POST', '/v2/alerts/web/actions/x/close', act('close', 'web/actions/x')],
    ['POST', '/v2/alerts/web/actions/close', act('actions', 'web', 'close')],
    ['PUT', '/v2/alerts/x/priority', act('priority', 'x')],
    ['PATCH', '/v2/alerts/x/message', act('message', 'x')],
    ['DELETE', '/v2/alerts/a/b', act('delete', 'a/b')],
    ['DELETE', '/v2/alerts/a/tags', act('untag', 'a')],
    ['DELETE', '/v2/alerts/a/details', act('undetail', 'a')],
    ['POST', '/v2/alerts/a/dance', { call: 'unknown' }],
    ['POST', '/v2/alerts/close', { call: 'unknown' }],
    ['PUT', '/v2/alerts', { call: 'unknown' }],
    ['GET', '/v2/schedules', { call: 'schedules' }],
    ['GET', '/v2/schedules/on-calls', { call: 'on_calls', schedule: null }],
    ['GET', '/v2/schedules/First%20Line/on-calls', { call: 'on_calls', schedule: 'First Line' }],
    ['GET', '/v2/schedules/next-on-calls', { call: 'next_on_calls', schedule: null }],
    ['GET', '/v2/schedules/x', { call: 'schedule', schedule: 'x' }],
    ['POST', '/v2/schedules', { call: 'not_allowed' }],
  ])('%s %s', (method, path, route) => expect(routeOf(method, path)).toEqual(route))

  test.each([
    '/v2/heartbeats',
    '/v2/heartbeats/x/ping',
    '/v2/enqueue',
    '/api/v2/alerts',
    '/v2/alertsx',
    '/v2',
    '/',
    '/alerts',
  ])('%s is left to others', (path) => expect(isOpsgeniePath(path)).toBe(false))

  test('any identifier is found again when it was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (alias) => {
        fc.pre(alias.isWellFormed())
        const path = `/v2/alerts/${encodeURIComponent(alias)}`
        expect(routeOf('POST', `${path}/close`)).toEqual(act('close', alias))
        if (!['count', 'requests'].includes(alias)) expect(routeOf('GET', path)).toEqual({ call: 'get', alert: alias })
      }),
    )
  })
})

describe('acts', () => {
  const read = (act: Parameters<typeof readAct>[0]['act'], body: unknown, query = {}) =>
    readAct({ act, name: 'restart' }, typeof body === 'string' ? body : JSON.stringify(body), query)

  test('a close needs no body at all, and is as good with a source alone', () => {
    expect(read('close', '')).toEqual({ act: { act: 'close' }, by: { user: '', note: '' } })
    expect(read('close', { source: 'http://am:9093' })).toMatchObject({ act: { act: 'close' } })
    expect(read('acknowledge', { user: 'ana', note: ' on it ' })).toMatchObject({ by: { user: 'ana', note: 'on it' } })
  })

  test.each([
    ['notes', {}, 'note'],
    ['snooze', { endTime: 'soon' }, 'endTime'],
    ['snooze', {}, 'endTime'],
    ['assign', {}, 'owner'],
    ['teams', { team: {} }, 'team'],
    ['responders', {}, 'responder'],
    ['message', {}, 'message'],
    ['description', {}, 'description'],
    ['priority', { priority: 'P9' }, 'priority'],
    ['tags', { tags: [] }, 'tags'],
    ['untag', {}, 'tags'],
    ['details', { details: 'x' }, 'details'],
    ['undetail', {}, 'keys'],
  ] as const)('%s %j is told what it lacks', (act, body, field) => {
    expect(read(act, body)).toEqual({ errors: { [field]: expect.any(String) } })
  })

  test('a body that is no JSON is told so', () => expect(read('close', '{"user"')).toEqual({ errors: null }))

  test('a delete says in its query what it takes away', () => {
    expect(read('untag', '', { tags: 'a, b' })).toMatchObject({ act: { edit: { remove: ['a', 'b'] } } })
    expect(read('undetail', '', { keys: 'k' })).toMatchObject({ act: { edit: { remove: ['k'] } } })
  })
})

describe('an edit', () => {
  const kept = keptFrom({ message: 'a', tags: ['env:prod', 'x'], details: { rack: '7' }, priority: 'P5' }, [])
  const before = { kept, summary: 'a', priority: 'P4' as const, labels: { ...labelsOf(kept, []), team: 'shop' } }

  test('that changes nothing is none', () => {
    const nothing: Edit[] = [
      { field: 'message', to: 'a' },
      { field: 'message', to: '' },
      { field: 'description', to: '' },
      { field: 'priority', to: 'P4', said: 'P4' },
      { field: 'tags', add: ['x'], remove: ['y'] },
      { field: 'details', set: { rack: '7' }, remove: ['z'] },
    ]
    for (const edit of nothing) expect(edited(before, edit)).toBeNull()
  })

  test('takes the labels of a tag with it and leaves those of others', () => {
    const after = edited(before, { field: 'tags', add: ['env:test'], remove: ['env:prod', 'x'] })
    expect(after?.labels).toEqual({ env: 'test', rack: '7', team: 'shop' })
    const less = edited(before, { field: 'details', set: {}, remove: ['rack'] })
    expect(less?.labels).toEqual({ env: 'prod', x: 'true', team: 'shop' })
  })
})
