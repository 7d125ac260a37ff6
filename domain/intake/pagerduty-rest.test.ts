import { assert, integer, property, string, uuid as uuids } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problems, problemBody, type ProblemCode } from '../problems.ts'
import { refusalOf } from './pagerduty-rest-answers.ts'
import { readIncident, readUpdate } from './pagerduty-rest-asks.ts'
import { isRestHead, partsOf, tokenIn } from './pagerduty-rest-head.ts'
import { idOf, numberIdOf, numberIn, uuidIn } from './pagerduty-rest-ids.ts'
import { contactMethodOf, vendors } from './pagerduty-rest-objects.ts'
import { coverageOf, entriesOf, levelsOf, touches } from './pagerduty-rest-on-call.ts'
import { pageIn, listIn } from './pagerduty-rest-query.ts'
import { layerOf } from './pagerduty-rest-schedules.ts'

const at = (text: string) => Temporal.Instant.from(text)

describe('ids', () => {
  test('every uuid has one id of capital letters and digits, and comes back', () => {
    assert(
      property(uuids(), (uuid) => {
        expect(idOf(uuid)).toMatch(/^P[0-9A-Z]{25}$/)
        expect(uuidIn(idOf(uuid))).toBe(uuid)
        expect(uuidIn(uuid.toUpperCase())).toBe(uuid)
      }),
    )
  })
  test('every number has one id as long as those of PagerDuty, and comes back', () => {
    assert(
      property(integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (number) => {
        expect(numberIdOf(number)).toMatch(/^P[0-9A-Z]{13}$/)
        expect(numberIn(numberIdOf(number))).toBe(number)
        expect(numberIn(String(number))).toBe(number)
      }),
    )
  })
  test('any other text is no id', () => {
    assert(
      property(string(), (text) => {
        expect(uuidIn(text)).toBeNull()
        if (!/^[1-9]\d*$/.test(text)) expect(numberIn(text)).toBeNull()
      }),
    )
    for (const text of ['PZZZZZZZZZZZZZZZZZZZZZZZZZ', 'P', '', 7, null, {}]) expect(uuidIn(text)).toBeNull()
    for (const text of ['PZZZZZZZZZZZZZ', '0', '-1', '1.5', 1.5, -1, Number.NaN, null])
      expect(numberIn(text)).toBeNull()
  })
})

describe('which requests', () => {
  const head = (path: string, headers: Record<string, string> = {}, pathKey: string | null = null) =>
    isRestHead({ path, headers, pathKey })
  test('by Accept, by Token, by host', () => {
    expect(head('/incidents', { accept: 'application/vnd.pagerduty+json;version=2' })).toBe(true)
    expect(head('/incidents', { authorization: 'Token token=x' })).toBe(true)
    for (const host of ['api.pagerduty.com', 'API.EU.pagerduty.com:443'])
      expect(head('/incidents', { host })).toBe(true)
    for (const host of ['events.pagerduty.com', 'api.pagerduty.com.example.com', 'baton.example.com'])
      expect(head('/incidents', { host })).toBe(false)
    expect(head('/incidents', { authorization: 'Bearer x', accept: 'application/json' })).toBe(false)
  })
  test('never what stands at other doors, and never by the key of a source', () => {
    const headers = { accept: 'application/vnd.pagerduty+json;version=2', host: 'api.pagerduty.com' }
    for (const path of [
      '/v2/enqueue',
      '/v2/alerts',
      '/generic/2010-04-15/create_event.json',
      '/api/alerts',
      '/healthz',
    ])
      expect(head(path, headers)).toBe(false)
    expect(head('/incidents', headers, 'a key')).toBe(false)
    expect(head('/incidents', headers)).toBe(true)
  })
  test('tokens as clients write them', () => {
    for (const authorization of ['Token token=abc', 'token token="abc"', 'Bearer abc', ' Token  token=abc '])
      expect(tokenIn({ authorization })).toBe('abc')
    for (const authorization of ['', 'Token', 'Basic abc', 'Token token=', 'Bearer a b', `Bearer ${'x'.repeat(300)}`])
      expect(tokenIn({ authorization })).toBeNull()
  })
  test('parts of a path', () => {
    expect(partsOf('/incidents/a%2Fb')).toEqual(['incidents', 'a/b'])
    expect(partsOf('/%E0%A4%A')).toBeNull()
  })
})

describe('questions', () => {
  test('pages: 25, at most 100, and no further than 10,000', () => {
    expect(pageIn({})).toEqual({ limit: 25, offset: 0, wantsTotal: false })
    expect(pageIn({ limit: '500', offset: '10', total: 'true' })).toEqual({ limit: 100, offset: 10, wantsTotal: true })
    expect(pageIn({ limit: '0', offset: '-3' })).toEqual({ limit: 25, offset: 0, wantsTotal: false })
    expect(pageIn({ limit: '100', offset: '9900' })).not.toBeNull()
    expect(pageIn({ limit: '100', offset: '9901' })).toBeNull()
  })
  test('lists with and without brackets', () => {
    expect(listIn({ 'statuses[]': ['a', 'b'] }, 'statuses')).toEqual(['a', 'b'])
    expect(listIn({ statuses: 'a' }, 'statuses')).toEqual(['a'])
    expect(listIn({}, 'statuses')).toEqual([])
  })
})

test('every refusal of Baton has words and a code of PagerDuty', () => {
  for (const code of Object.keys(problems) as ProblemCode[]) {
    if (problems[code].status >= 500) continue
    const { status, body } = refusalOf(problemBody(code))
    expect([400, 401, 403, 404, 413, 429], code).toContain(status)
    expect(body).toMatchObject({
      error: { message: expect.any(String), code: expect.any(Number), errors: expect.any(Array) },
    })
  }
  expect(refusalOf(problemBody('signed_out')).body).toMatchObject({ error: { code: 2006 } })
  expect(refusalOf(problemBody('not_allowed')).body).toMatchObject({ error: { code: 2010 } })
  expect(refusalOf(problemBody('alert_closed')).body).toMatchObject({ error: { code: 1001 } })
})

describe('bodies', () => {
  const service = { id: idOf('0190ffff-0000-7000-8000-000000000000'), type: 'service_reference' }
  const read = (incident: object) => readIncident(JSON.stringify({ incident }))
  test('an incident needs a title and a service; long text is cut', () => {
    expect(read({ title: 'x'.repeat(2_000), service })).toMatchObject({
      title: 'x'.repeat(1_024),
      priority: 'P2',
      key: null,
    })
    expect(read({ title: 'a', service, urgency: 'low' })).toMatchObject({ priority: 'P3' })
    expect(read({ title: 'a', service, urgency: 'low', priority: { id: 'P1' } })).toMatchObject({ priority: 'P1' })
    expect(read({})).toMatchObject({ refused: { status: 400, body: { error: { errors: { length: 2 } } } } })
    expect(read({ title: 'a', service, priority: { id: 'P9' } })).toMatchObject({ refused: { status: 400 } })
    expect(read({ title: 'a', service, assignments: [{ assignee: { id: 'P' } }] })).toMatchObject({
      refused: { status: 400 },
    })
  })
  test('nulls are normal', () => {
    expect(
      read({ title: 'a', service, escalation_policy: null, assignments: null, priority: null, body: null }),
    ).toMatchObject({ details: '' })
    expect(readUpdate({ status: null, title: null, priority: null, assignments: null })).toMatchObject({
      status: null,
      assignees: [],
    })
  })
})

describe('who is on call', () => {
  const [ana, ben] = ['ana', 'ben']
  const stretch = (
    from: string,
    until: string,
    ...people: readonly (readonly [string, 'primary' | 'secondary'])[]
  ) => ({
    from: at(from),
    until: at(until),
    people: people.map(([personId, role]) => ({ personId, role })),
  })
  const looked = { from: at('2026-03-01T00:00:00Z'), to: at('2026-03-05T00:00:00Z') }
  const days = [
    stretch('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', [ana, 'primary'], [ben, 'secondary']),
    stretch('2026-03-02T00:00:00Z', '2026-03-03T00:00:00Z', [ana, 'primary']),
    stretch('2026-03-03T00:00:00Z', '2026-03-04T00:00:00Z', [ben, 'secondary']),
    stretch('2026-03-04T00:00:00Z', '2026-03-05T00:00:00Z', [ana, 'primary']),
  ]
  const told = (role?: 'primary' | 'secondary' | 'everybody') =>
    entriesOf(days, role, looked).map(({ personId, start, end }) =>
      [personId, start ?? '-', end ?? '-'].map(String).join(' '),
    )
  test('the primary, else the secondary; neighbours are one; what reaches the edge has no end', () => {
    expect(told()).toEqual([
      'ana - 2026-03-03T00:00:00Z',
      'ben 2026-03-03T00:00:00Z 2026-03-04T00:00:00Z',
      'ana 2026-03-04T00:00:00Z -',
    ])
    expect(told('primary')).toEqual(['ana - 2026-03-03T00:00:00Z', 'ana 2026-03-04T00:00:00Z -'])
    expect(told('secondary')).toEqual(['ben - 2026-03-02T00:00:00Z', 'ben 2026-03-03T00:00:00Z 2026-03-04T00:00:00Z'])
  })
  test('touching a moment, and covering a range', () => {
    const entry = { personId: ana, start: at('2026-03-02T00:00:00Z'), end: at('2026-03-03T00:00:00Z') }
    expect(touches(entry, at('2026-03-02T00:00:00Z'), at('2026-03-02T00:00:00Z'))).toBe(true)
    expect(touches(entry, at('2026-03-03T00:00:00Z'), at('2026-03-03T00:00:00Z'))).toBe(false)
    expect(coverageOf([entry, entry], looked)).toBe(25)
  })
  test('a policy in a policy counts its levels in its place', () => {
    const person = (personId: string) => ({ targets: [{ kind: 'person' as const, personId }], waitMinutes: 5 })
    const policy = (id: string, steps: readonly object[]) => [id, { id, name: id, steps }] as const
    const policies = new Map([
      policy('outer', [
        person(ana),
        { targets: [{ kind: 'policy', policyId: 'inner' }], waitMinutes: 5 },
        person('cem'),
      ]),
      policy('inner', [person(ben)]),
    ]) as unknown as Parameters<typeof levelsOf>[1]
    expect(levelsOf('outer', policies)).toMatchObject([
      { level: 1, of: { personId: ana } },
      { level: 2, of: { personId: ben } },
      { level: 3, of: { personId: 'cem' } },
    ])
  })
})

test('restrictions of a rotation are written as PagerDuty does', () => {
  const rotation = {
    id: '0190ffff-0000-7000-8000-000000000000',
    name: 'Nights',
    unit: 'day' as const,
    length: 2,
    layer: 0,
    role: 'primary' as const,
    zone: 'Europe/Berlin',
    handoverTime: '09:00',
    startsOn: '2026-03-30',
    endsOn: null,
    turns: [],
    startsWith: 0,
    restrictions: [
      { kind: 'days' as const, weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' },
      { kind: 'days' as const, weekdays: [6], from: '00:00', to: '00:00' },
      { kind: 'span' as const, fromWeekday: 5, fromTime: '18:00', toWeekday: 1, toTime: '08:00' },
    ],
  }
  expect(layerOf({ url: '' }, rotation, { nameOf: () => '' })).toMatchObject({
    start: '2026-03-30T09:00:00+02:00',
    rotation_turn_length_seconds: 172_800,
    restrictions: [
      { type: 'daily_restriction', start_time_of_day: '22:00:00', duration_seconds: 28_800 },
      { type: 'weekly_restriction', start_day_of_week: 6, start_time_of_day: '00:00:00', duration_seconds: 86_400 },
      { type: 'weekly_restriction', start_day_of_week: 5, start_time_of_day: '18:00:00', duration_seconds: 223_200 },
    ],
  })
})

test('telephone numbers are told in two parts, and masked ones as they are', () => {
  const contact = {
    id: '0190ffff-0000-7000-8000-000000000000',
    label: '',
    isEnabled: true,
    isVerified: true,
    createdAt: at('2026-01-01T00:00:00Z'),
  }
  const shown = (address: string) => contactMethodOf({ url: '' }, contact.id, { ...contact, channel: 'voice', address })
  expect(shown('+15551234567')).toMatchObject({ type: 'phone_contact_method', country_code: 1, address: '5551234567' })
  expect(shown('+821012345678')).toMatchObject({ country_code: 82, address: '1012345678' })
  expect(shown('+3725551234')).toMatchObject({ country_code: 372, address: '5551234' })
  expect(shown('+82*****78')).toMatchObject({ address: '+82*****78' })
  expect(contactMethodOf({ url: '' }, contact.id, { ...contact, channel: 'slack', address: 'x' })).toBeNull()
})

test('vendors are the senders whose dialects Baton reads, each once', () => {
  expect(new Set(vendors.map(({ name }) => name)).size).toBe(vendors.length)
  expect(vendors.map(({ name }) => name)).toContain('Prometheus')
})
