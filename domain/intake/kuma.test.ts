import { expect, test } from 'vitest'
import { kuma } from './kuma.ts'
import { kumaDown } from './webhook-examples.test-support.ts'
import { hear, multipart, refusedBy } from './webhook-reading.test-support.ts'

const { heartbeat, monitor, msg } = kumaDown
const down = {
  action: 'trigger',
  key: '7',
  summary: 'Shop: timeout of 48000ms exceeded',
  priority: 'P2',
  from: 'https://shop.example.com/',
  labels: { monitor: 'Shop', type: 'http', region: 'eu', public: 'true' },
  links: [{ href: 'https://shop.example.com/', text: 'url' }],
  startsAt: '2026-11-22T10:00:00.123Z',
}

const query = { msg, heartbeat: JSON.stringify(heartbeat), monitor: JSON.stringify(monitor) }

test.each([
  ['JSON', JSON.stringify(kumaDown), {}],
  ['form data', multipart({ data: JSON.stringify(kumaDown) }), {}],
  ['a query', '', { method: 'GET', query }],
])('a monitor that is down, as %s', (_how, body, asked) => {
  const { events, answer } = hear(kuma, body, asked)
  expect(events).toMatchObject([down])
  expect(events[0]?.notes).toEqual(['severity_unknown'])
  expect(answer.status).toBe(200)
})

test.each([
  [0, ['trigger']],
  [1, ['resolve']],
  [2, []],
  [3, []],
  [undefined, ['trigger']],
  [9, ['trigger']],
])('status %j: %j', (status, actions) => {
  const { events } = hear(kuma, { ...kumaDown, heartbeat: { ...heartbeat, status } })
  expect(events.map(({ action }) => action)).toEqual(actions)
})

test.each([
  ['JSON', JSON.stringify({ heartbeat: null, monitor: null, msg: 'Uptime Kuma Testing' }), {}],
  ['form data', multipart({ data: JSON.stringify({ heartbeat: null, monitor: null, msg: 'Testing' }) }), {}],
  ['a query', '', { method: 'GET', query: { msg: '[Shop] Certificate will expire in 7 days' } }],
])('a test or a certificate notice pages nobody, as %s', (_how, body, asked) => {
  expect(hear(kuma, body, asked)).toEqual({ events: [], answer: expect.objectContaining({ status: 200 }) })
})

test('a body of the user says what it likes, and is no notice', () => {
  expect(hear(kuma, { msg: 'Shop is down' }).events).toHaveLength(1)
})

test('a priority is a tag of the monitor', () => {
  const tags = [{ name: 'priority', value: 'P1' }]
  expect(hear(kuma, { ...kumaDown, monitor: { ...monitor, tags } }).events).toMatchObject([{ priority: 'P1' }])
})

test('the address that a form was filled with is none', () => {
  const ping = { ...monitor, url: 'https://', hostname: 'db1', type: 'ping' }
  const [event] = hear(kuma, { ...kumaDown, monitor: ping }).events
  expect(event).toMatchObject({ from: 'db1', links: [], labels: { hostname: 'db1' } })
  expect(event?.notes).not.toContain('link_dropped')
})

test('keys in a query are not kept with the alert', () => {
  const [event] = hear(kuma, '', { method: 'GET', query: { ...query, token: 'SECRET', key: 'SECRET' } }).events
  expect(event?.details).not.toContain('SECRET')
})

test('a GET without anything is refused', () => {
  expect(refusedBy(kuma, '', { method: 'GET' }).status).toBe(400)
})
