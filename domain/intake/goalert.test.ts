import { describe, expect, test } from 'vitest'
import { goalert } from './goalert.ts'
import { goalertEvent, grafanaLegacy, grafanaMessage, site24x7 } from './webhook-examples.test-support.ts'
import { hear, multipart, refusedBy, request } from './webhook-reading.test-support.ts'

const path = '/api/v2/generic/incoming'
const form = { summary: 'Backup failed', details: 'exit 1', dedup: 'backup/nightly' }

describe('the generic API', () => {
  const expected = { action: 'trigger', key: 'backup/nightly', summary: 'Backup failed' }

  test.each([
    ['JSON', JSON.stringify(goalertEvent), {}],
    ['a form', new URLSearchParams(form).toString(), {}],
    ['multipart', multipart(form), {}],
    ['a query', '', { query: form }],
    ['both', 'dedup=backup/nightly', { query: { summary: 'Backup failed' } }],
    ['a body against its query', JSON.stringify(goalertEvent), { query: { summary: 'Other', dedup: 'other' } }],
  ])('by %s', (_how, body, asked) => {
    const { events, answer, answerAbout } = hear(goalert, body, { path, ...asked })
    expect(events).toMatchObject([expected])
    expect(answer).toMatchObject({ status: 204, body: '' })
    expect(answerAbout).toBeUndefined()
  })

  test('meta becomes labels, of which the severity counts', () => {
    const labels = { severity: 'warning', host: 'db1' }
    expect(hear(goalert, goalertEvent, { path }).events).toMatchObject([{ labels, priority: 'P3' }])
    expect(hear(goalert, 'summary=x&meta=severity=warning&meta=host=db1', { path }).events).toMatchObject([
      { labels, priority: 'P3' },
    ])
  })

  test.each([
    ['close', 'resolve'],
    ['trigger', 'trigger'],
    ['', 'trigger'],
  ])('action %j: %s', (action, meant) => {
    expect(hear(goalert, { ...goalertEvent, action }, { path }).events).toMatchObject([{ action: meant }])
  })

  test('without dedup the summary and the details are the key, so that a close finds its alert', () => {
    const keyOf = (sent: object) => hear(goalert, sent, { path }).events[0]?.key
    expect(keyOf({ summary: 'a', action: 'close' })).toBe(keyOf({ summary: 'a' }))
    expect(keyOf({ summary: 'a', details: 'b' })).not.toBe(keyOf({ summary: 'a' }))
    expect(keyOf({ summary: 'a', details: 'b' })).toBe(keyOf({ summary: 'a', details: 'b', action: 'close' }))
  })

  test('a sender that wants JSON hears the number of its alert', () => {
    const { answerAbout } = hear(goalert, goalertEvent, { path, headers: { accept: 'application/json' } })
    const answer = answerAbout?.({ id: 7, serviceId: 'S', isNew: true })
    expect(answer).toMatchObject({ status: 200, contentType: 'application/json' })
    expect(JSON.parse(answer?.body ?? '')).toEqual({ AlertID: 7, ServiceID: 'S', IsNew: true })
    expect(JSON.parse(answerAbout?.(null).body ?? '')).toEqual({ AlertID: 0, ServiceID: '', IsNew: false })
    const list = { accept: 'application/json, text/plain, */*' }
    expect(hear(goalert, goalertEvent, { path, headers: list }).answerAbout).toBeUndefined()
  })

  test('other JSON opens an alert; nothing at all is refused', () => {
    expect(hear(goalert, { title: 'Disk' }, { path }).events).toMatchObject([{ summary: 'Disk' }])
    expect(refusedBy(goalert, '', { path }).status).toBe(400)
    expect(refusedBy(goalert, '', { path, query: { token: 'SECRET' } }).status).toBe(400)
  })
})

describe('the token', () => {
  const found = (body: unknown, asked: object) => goalert.keyIn?.(request(body, asked))

  test.each(['token', 'integrationKey', 'integration_key', 'key'])('stands in %s of a query or form', (name) => {
    expect(found('', { query: { [name]: 'KEY' } })).toBe('KEY')
    expect(found(`summary=x&${name}=KEY`, {})).toBe('KEY')
    expect(found(multipart({ summary: 'x', [name]: 'KEY' }), {})).toBe('KEY')
  })

  test('is not looked for in JSON, where a field called key is the sender’s own', () => {
    expect(found({ summary: 'x', key: 'KEY' }, {})).toBeNull()
  })

  test('is not kept with the alert', () => {
    for (const [body, asked] of [
      ['summary=x&token=SECRET', {}],
      [multipart({ summary: 'x', token: 'SECRET' }), {}],
      ['', { query: { summary: 'x', token: 'SECRET' } }],
      ['{"summary":"x"}', { query: { token: 'SECRET', dedup: 'd' } }],
    ] as const) {
      const [event] = hear(goalert, body, { path, ...asked }).events
      expect(event?.summary).toBe('x')
      expect(event?.details).not.toContain('SECRET')
    }
  })
})

describe('what GoAlert reads for others', () => {
  test('Alertmanager and Grafana, answered 200', () => {
    const alertmanager = hear(goalert, grafanaMessage, { path: '/api/v2/prometheusalertmanager/incoming' })
    expect(alertmanager.events).toHaveLength(2)
    expect(alertmanager.answer.status).toBe(200)
    expect(hear(goalert, grafanaLegacy, { path: '/api/v2/grafana/incoming' }).events).toMatchObject([{ key: '3/17' }])
  })

  test('Site24x7: down, and up again', () => {
    const at = { path: '/api/v2/site24x7/incoming' }
    const [down] = hear(goalert, site24x7, at).events
    const [up] = hear(goalert, { ...site24x7, STATUS: 'UP', INCIDENT_REASON: '' }, at).events
    expect(down).toMatchObject({ action: 'trigger', summary: 'Shop: Connection refused', priority: 'P2' })
    expect(up).toMatchObject({ action: 'resolve', key: down?.key })
    expect(hear(goalert, { ...site24x7, STATUS: 'TROUBLE' }, at).events).toMatchObject([{ priority: 'P3' }])
    expect(hear(goalert, site24x7, { ...at, query: { dedup: 'shop' } }).events).toMatchObject([{ key: 'shop' }])
  })
})
