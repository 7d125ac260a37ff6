// Vendors' webhooks over HTTP: opened and closed by their own words, answered as they expect, believed as far as they prove themselves.
import { expect } from 'vitest'
import type { EgressPage } from '../../server/egress/egress.ts'
import * as sns from '../../server/intake/testing/sns.ts'
import { story, type World } from '../world.ts'

async function post(url: string, path: string, sent: unknown, headers: Record<string, string> = {}) {
  const body = typeof sent === 'string' ? sent : JSON.stringify(sent)
  const response = await fetch(`${url}${path}`, { method: 'POST', body, headers })
  return { status: response.status, text: await response.text() }
}

const states = async ({ call }: Pick<World, 'call'>) =>
  (await call('listAlerts', { state: 'all' })).alerts.map(({ summary, state }) => `${summary}: ${state}`)

story('what PagerDuty v1 opens, v2 closes: one source, one key space', async (world) => {
  const { key } = await world.service('ana 15m')
  const sent = { service_key: key, event_type: 'trigger', incident_key: 'web1/disk', description: 'Disk full' }
  const opened = await post(world.node.url, '/generic/2010-04-15/create_event.json', sent)
  expect([opened.status, JSON.parse(opened.text)]).toEqual([
    200,
    { status: 'success', message: 'Event processed', incident_key: 'web1/disk' },
  ])
  await world.settle()
  world.phone('ana').rang('Disk full')
  const [alert] = (await world.call('listAlerts', {})).alerts
  const whole = await world.call('getAlert', { alertId: alert?.id ?? 0 })
  expect(whole.summary).toBe('Disk full')
  expect(JSON.stringify(whole)).not.toContain(key)
  await world.event(key, { action: 'resolve', dedup: 'web1/disk' })
  expect(await states(world)).toEqual(['Disk full: closed'])
})

story('PagerDuty v1 never says 403, and its key may stand in the path', async (world) => {
  const { key } = await world.service('ana 15m')
  const sent = { event_type: 'trigger', description: 'Disk full' }
  const path = '/nagios/2010-04-15/create_event.json'
  const unknown = await post(world.node.url, path, { ...sent, service_key: 'x'.repeat(32) })
  expect([unknown.status, JSON.parse(unknown.text)]).toMatchObject([400, { status: 'invalid event' }])
  expect((await post(world.node.url, path, '')).status).toBe(400)
  expect((await post(world.node.url, path, { ...sent, service_key: key, event_type: 'x' })).status).toBe(400)
  expect((await post(world.node.url, `/in/${key}${path}`, sent)).status).toBe(200)
  expect(await states(world)).toEqual(['Disk full: triggered'])
})

story('the bare address of a pagerduty source speaks v2', async (world) => {
  const { key } = await world.service('ana 15m')
  const payload = { summary: 'Disk full', source: 'web1', severity: 'critical' }
  const answer = await post(world.node.url, `/in/${key}`, { event_action: 'trigger', payload })
  expect(answer.status).toBe(202)
  expect(JSON.parse(answer.text)).toMatchObject({ status: 'success', dedup_key: expect.any(String) })
})

story('an issue of Sentry is opened by its alert rule and closed when it is resolved there', async (world) => {
  const { key } = await world.service('ana 15m')
  const event = { issue_id: '117', title: 'TypeError in checkout', level: 'fatal' }
  const say = (resource: string, sent: object) =>
    post(world.node.url, `/in/${key}/sentry`, sent, { 'sentry-hook-resource': resource })
  expect((await say('event_alert', { action: 'triggered', data: { event } })).status).toBe(200)
  await world.settle()
  world.phone('ana').rang('TypeError in checkout')
  expect((await say('comment', { action: 'created', data: { comment: 'hm' } })).status).toBe(200)
  expect((await say('issue', { action: 'resolved', data: { issue: { id: '117', title: 'TypeError' } } })).status).toBe(
    200,
  )
  expect(await states(world)).toEqual(['TypeError in checkout: closed'])
})

story('JSON of another shape at any of their addresses is an alert all the same', async (world) => {
  const { key } = await world.service('ana 15m')
  for (const name of ['sentry', 'datadog', 'newrelic', 'sns', 'azure', 'gcp']) {
    const { status } = await post(world.node.url, `/in/${key}/${name}`, { title: `From ${name}`, id: name })
    expect([name, status]).toEqual([name, 200])
    expect((await post(world.node.url, `/in/${key}/${name}`, 'words')).status).toBe(400)
    expect((await post(world.node.url, `/in/unknown/${name}`, { title: 'x' })).status).toBe(401)
  }
  // A key where Google Cloud lets people write one.
  expect((await post(world.node.url, `/gcp?auth_token=${key}`, { title: 'Budget', id: 'budget' })).status).toBe(200)
  expect((await states(world)).toSorted()).toHaveLength(7)
})

story('SNS subscribes, pages and closes; what is not of its hand is refused, also as generic JSON', async (world) => {
  const asked: string[] = []
  let answer: (url: string) => EgressPage = (url) =>
    url === sns.certificateUrl ? sns.page(200, sns.snsCertificate) : sns.page(200)
  const { url } = await world.startAnother({
    fetchOfSns: async (address) => {
      asked.push(address)
      return answer(address)
    },
  })
  const { key } = await world.service('ana 15m')
  await world.database.db.updateTable('source').set({ dialect: 'sns' }).execute()
  const say = (sent: unknown, headers: Record<string, string> = {}) => post(url, `/in/${key}`, sent, headers)
  const asText = { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' }

  const right = answer
  answer = () => ({ kind: 'failed', because: 'ENOTFOUND' })
  expect((await say(sns.signed(sns.subscription()), asText)).status).toBe(503)
  answer = right
  expect((await say(sns.signed(sns.subscription()), asText)).status).toBe(200)
  expect(asked).toEqual([sns.certificateUrl, sns.certificateUrl, sns.subscribeUrl])

  expect((await say({ ...sns.signed(), Message: '{"title":"forged"}' }, asText)).status).toBe(403)
  expect(await states(world)).toEqual([])

  expect((await say(sns.signed(), asText)).status).toBe(200)
  expect((await say(sns.signed(), asText)).status).toBe(200)
  await world.settle()
  world.phone('ana').rangTimes(1)
  expect((await world.call('listAlerts', {})).alerts).toMatchObject([{ summary: 'checkout', priority: 'P1', count: 2 }])
  const fine = { AlarmName: 'checkout', NewStateValue: 'OK', AlarmArn: 'arn:checkout' }
  expect((await say(fine, { 'x-amz-sns-rawdelivery': 'true' })).status).toBe(200)
  expect(await states(world)).toEqual(['checkout: closed'])

  expect((await say(sns.signed(sns.subscription({ Type: 'UnsubscribeConfirmation' })), asText)).status).toBe(200)
  expect(await states(world)).toContain(
    'SNS topic alarms no longer sends here: its subscription was removed: triggered',
  )
  expect(asked).toHaveLength(3)
})
