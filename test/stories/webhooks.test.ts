// Monitors that were made for other systems: only the host and the key change, and each hears what it waits for.
import { expect } from 'vitest'
import {
  goalertEvent,
  grafanaMessage,
  incidentioEvent,
  kumaDown,
  netdataAgent,
  oncallFormatted,
  victoropsEvent,
} from '../../domain/intake/webhook-examples.test-support.ts'
import { multipart } from '../../domain/intake/webhook-reading.test-support.ts'
import { story, type World } from '../world.ts'

type Sent = {
  readonly path: string
  readonly begins: object
  readonly ends: object
  readonly hears: readonly [status: number, body: string | object]
  readonly headers?: Readonly<Record<string, string>>
}

/** As each tool has it configured, with the key of the source where its own key stood. */
const tools = (key: string): Readonly<Record<string, Sent>> => ({
  Grafana: {
    path: `/in/${key}/grafana`,
    begins: { ...grafanaMessage, alerts: [grafanaMessage.alerts[0]] },
    ends: { ...grafanaMessage, alerts: [{ ...grafanaMessage.alerts[0], status: 'resolved' }] },
    hears: [200, ''],
  },
  'Grafana OnCall': {
    path: `/integrations/v1/formatted_webhook/${key}/`,
    begins: oncallFormatted,
    ends: { ...oncallFormatted, state: 'ok' },
    hears: [200, 'Ok.'],
  },
  'Uptime Kuma': {
    path: `/in/${key}/kuma`,
    begins: kumaDown,
    ends: { ...kumaDown, heartbeat: { ...kumaDown.heartbeat, status: 1 } },
    hears: [200, ''],
  },
  GoAlert: {
    path: `/api/v2/generic/incoming?token=${key}`,
    begins: goalertEvent,
    ends: { ...goalertEvent, action: 'close' },
    hears: [204, ''],
  },
  VictorOps: {
    path: `/integrations/generic/20131114/alert/${key}/database`,
    begins: victoropsEvent,
    ends: { ...victoropsEvent, message_type: 'RECOVERY' },
    hears: [200, { result: 'success', entity_id: victoropsEvent.entity_id }],
  },
  'incident.io': {
    path: '/v2/alert_events/http/01GW2G3V0S59R238FAHPDS1R66',
    headers: { authorization: `Bearer ${key}` },
    begins: incidentioEvent,
    ends: { ...incidentioEvent, status: 'resolved' },
    hears: [
      202,
      {
        status: 'success',
        message: 'Event accepted for processing',
        deduplication_key: incidentioEvent.deduplication_key,
      },
    ],
  },
  Netdata: {
    path: `/v1/json/integrations/webhooks/netdata?apiKey=${key}`,
    begins: netdataAgent,
    ends: { ...netdataAgent, unique_id: 'another', status: 'CLEAR' },
    hears: [200, { result: 'success' }],
  },
})

for (const [name, { path: _ }] of Object.entries(tools('')))
  story(`${name} raises an alert that pages, and closes it again`, async (world) => {
    const { key } = await world.service('ana 15m')
    const tool = tools(key)[name]
    if (!tool) throw new Error(name)
    expect(await send(world, tool, tool.begins)).toEqual(tool.hears)
    await world.settle()
    world.phone('ana').rangTimes(1)
    expect(await send(world, tool, tool.ends)).toEqual(tool.hears)
    await world.settle()
    const { alerts } = await world.call('listAlerts', { state: 'all' })
    expect(alerts.map(({ state }) => state)).toEqual(['closed'])
  })

story('a wrong key is refused in each dialect, and raises nothing', async (world) => {
  await world.service('ana 15m')
  for (const tool of Object.values(tools('WRONG'))) {
    const [status] = await send(world, tool, tool.begins)
    expect([tool.path, status]).toEqual([tool.path, expect.toBeOneOf([401, 403])])
  }
  expect((await world.call('listAlerts', { state: 'all' })).alerts).toEqual([])
})

story('Uptime Kuma may send form data, and a GET at the bare address of its source', async (world) => {
  const { key } = await world.service('ana 15m')
  await world.database.db.updateTable('source').set({ dialect: 'kuma' }).execute()
  const asForm = await fetch(`${world.node.url}/in/${key}`, {
    method: 'POST',
    body: multipart({ data: JSON.stringify(kumaDown) }),
  })
  expect(asForm.status).toBe(200)
  await world.settle()
  world.phone('ana').rang('Shop: timeout of 48000ms exceeded')
  const { heartbeat, monitor, msg } = kumaDown
  const query = new URLSearchParams({
    msg,
    heartbeat: JSON.stringify({ ...heartbeat, status: 1 }),
    monitor: JSON.stringify(monitor),
  })
  expect((await fetch(`${world.node.url}/in/${key}?${query.toString()}`)).status).toBe(200)
  expect((await fetch(`${world.node.url}/in/${key}`, { method: 'DELETE' })).status).toBe(405)
  const { alerts } = await world.call('listAlerts', { state: 'all' })
  expect(alerts.map(({ state, count }) => [state, count])).toEqual([['closed', 1]])
  // A wrong method carries nothing that could be looked at.
  await world.settle()
  const kept = await world.database.db.selectFrom('received_body').select('status').execute()
  expect(kept.map(({ status }) => status)).not.toContain(405)
})

story('what GoAlert clients ask for: the number of the alert, and whether it is new', async (world) => {
  const { key, serviceId } = await world.service('ana 15m')
  const send = async (body: object) => {
    const headers = { accept: 'application/json', authorization: `Bearer ${key}` }
    const url = `${world.node.url}/api/v2/generic/incoming`
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(response.status).toBe(200)
    return (await response.json()) as object
  }
  const first = await send(goalertEvent)
  const [alert] = (await world.call('listAlerts', {})).alerts
  expect(first).toEqual({ AlertID: alert?.id, ServiceID: serviceId, IsNew: true })
  expect(await send(goalertEvent)).toEqual({ ...first, IsNew: false })
  expect(await send({ ...goalertEvent, action: 'close' })).toEqual({ ...first, IsNew: false })
  expect(await send({ ...goalertEvent, action: 'close' })).toEqual({ AlertID: 0, ServiceID: '', IsNew: false })
})

story('INFO of VictorOps stands on the timeline and pages nobody', async (world) => {
  const { key } = await world.service('ana 15m')
  const info = { ...victoropsEvent, message_type: 'INFO', entity_display_name: 'Backup began' }
  const response = await fetch(`${world.node.url}/alert/${key}/ops`, { method: 'POST', body: JSON.stringify(info) })
  expect(response.status).toBe(200)
  await world.settle()
  world.phone('ana').stayedQuiet()
  await world.log.says('Backup began')
})

async function send(world: World, { path, headers = {} }: Sent, body: object): Promise<[number, unknown]> {
  const response = await fetch(`${world.node.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  const text = await response.text()
  if (response.status === 204) expect(response.headers.get('content-length')).toBeNull()
  const isJson = response.headers.get('content-type') === 'application/json' && text !== ''
  return [response.status, isJson ? JSON.parse(text) : text]
}
