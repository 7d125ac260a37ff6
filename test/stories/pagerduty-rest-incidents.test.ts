// Tools written for PagerDuty's REST API raise, find and answer incidents with a token of Baton.
import { expect } from 'vitest'
import { idOf, numberIdOf } from '../../domain/intake/pagerduty-rest-ids.ts'
import { adminToken, story } from '../world.ts'
import { at, clientFor, clientOf, failure, idAt, type Client } from './pagerduty-rest.test-support.ts'

story('an incident is raised, acknowledged, noted, snoozed and resolved by a token of Ana', async (world) => {
  const { serviceId, policyId } = await world.service('ana 5m, ben 10m')
  const ana = await clientFor(world, 'ana')
  const raised = await ana('POST', '/incidents', {
    incident: {
      type: 'incident',
      title: 'Checkout is failing',
      service: { id: idOf(serviceId), type: 'service_reference' },
      urgency: 'high',
      incident_key: 'checkout/eu',
      body: { type: 'incident_body', details: 'Half of the orders' },
    },
  })
  expect(raised).toMatchObject({
    status: 201,
    body: {
      incident: {
        type: 'incident',
        title: 'Checkout is failing',
        status: 'triggered',
        urgency: 'high',
        incident_key: 'checkout/eu',
        service: { id: idOf(serviceId), type: 'service_reference' },
        escalation_policy: { id: idOf(policyId), type: 'escalation_policy_reference' },
        priority: { id: 'P2' },
        alert_counts: { all: 1, triggered: 1, resolved: 0 },
        acknowledgements: [],
      },
    },
  })
  const id = idAt(raised, 'incident.id')
  expect(id).toMatch(/^P[0-9A-Z]{13}$/)
  await world.settle()
  world.phone('ana').rang('Checkout is failing')
  const anaId = idOf(await world.person('ana'))
  const paged = await ana('GET', `/incidents/${id}`)
  expect(at(paged, 'incident.assignments.0.assignee')).toMatchObject({ id: anaId, summary: 'Ana' })
  expect(at(paged, 'incident.created_at')).toBe('2026-03-02T09:00:00Z')

  // The same key again: nobody is paged twice.
  const again = await ana('POST', '/incidents', {
    incident: { title: 'Again', service: { id: idOf(serviceId) }, incident_key: 'checkout/eu' },
  })
  expect(again).toMatchObject({ status: 400, body: failure(2002, 'An open incident with this key already exists') })

  const taken = await ana('PUT', `/incidents/${id}`, {
    incident: { type: 'incident_reference', status: 'acknowledged' },
  })
  expect(taken).toMatchObject({
    status: 200,
    body: { incident: { status: 'acknowledged', acknowledgements: [{ acknowledger: { id: anaId } }] } },
  })
  await world.pass({ minutes: 20 })
  world.phone('ben').stayedQuiet()

  const noted = await ana('POST', `/incidents/${id}/notes`, { note: { content: 'Rolled back <b>4.2</b>' } })
  expect(noted).toMatchObject({
    status: 200,
    body: { note: { content: 'Rolled back <b>4.2</b>', user: { id: anaId } } },
  })
  expect(await ana('GET', `/incidents/${id}/notes`)).toMatchObject({
    body: { notes: [{ content: 'Rolled back <b>4.2</b>', user: { summary: 'Ana' } }] },
  })

  const snoozed = await ana('POST', `/incidents/${id}/snooze`, { duration: 3_600 })
  expect(snoozed).toMatchObject({
    status: 201,
    body: {
      incident: { status: 'acknowledged', pending_actions: [{ type: 'unacknowledge', at: '2026-03-02T10:20:00Z' }] },
    },
  })

  const resolved = await ana('PUT', `/incidents/${id}`, { incident: { status: 'resolved', resolution: 'It was DNS' } })
  expect(resolved).toMatchObject({ status: 200, body: { incident: { status: 'resolved', assignments: [] } } })
  expect(await ana('PUT', `/incidents/${id}`, { incident: { status: 'resolved' } })).toMatchObject({
    status: 400,
    body: failure(1001),
  })
  const log = await ana('GET', `/incidents/${id}/log_entries?limit=100`)
  const types = (at(log, 'log_entries') as readonly { readonly type: string }[]).map(({ type }) => type).toReversed()
  expect(types).toEqual(
    expect.arrayContaining([
      'trigger_log_entry',
      'notify_log_entry',
      'acknowledge_log_entry',
      'annotate_log_entry',
      'snooze_log_entry',
      'resolve_log_entry',
    ]),
  )
})

story('a token of no person needs to say for whom it acts, and the log names both', async (world) => {
  const { key } = await world.service('ana 5m')
  await world.event(key, { action: 'trigger', summary: 'Disk is full', dedup: 'disk' })
  await world.settle()
  const program = clientOf(world, adminToken)
  const { alerts } = await world.call('listAlerts', {})
  const id = numberIdOf(alerts[0]?.id ?? 0)
  const acknowledge = { incident: { type: 'incident_reference', status: 'acknowledged' } }
  for (const from of ['', 'nobody@example.com']) {
    const refused = await program('PUT', `/incidents/${id}`, acknowledge, { from })
    expect(refused).toMatchObject({ status: 400, body: failure(1008) })
  }
  const done = await program('PUT', `/incidents/${id}`, acknowledge, { from: 'Ana@Example.com' })
  expect(at(done, 'incident.acknowledgements.0.acknowledger.summary')).toBe('Ana')
  const again = await program('PUT', `/incidents/${id}`, acknowledge, { from: 'ana@example.com' })
  expect(again.status).toBe(200)
  const { entries } = await world.call('readLog', {})
  expect(entries.map(({ says }) => says)).toContainEqual(
    expect.stringContaining('acknowledged for Ana (asked over the PagerDuty API for Ana): Disk is full'),
  )
  // Not for what is no incident: SDKs send no From there.
  expect((await program('GET', '/incidents')).status).toBe(200)
})

story('lists are filtered, sorted and paged as PagerDuty does', async (world) => {
  const { key, serviceId } = await world.service('ana 5m', { grouping: 'none' })
  const other = await world.service('ben 5m')
  for (const [minute, severity] of (['critical', 'warning', 'info'] as const).entries()) {
    await world.at(`2026-03-02T09:0${minute}:00Z`)
    await world.event(key, { action: 'trigger', summary: severity, dedup: `web1/disk ${severity}`, severity })
  }
  await world.event(other.key, { action: 'trigger', summary: 'other', dedup: 'other' })
  await world.event(key, { action: 'resolve', dedup: 'web1/disk info' })
  await world.settle()
  const ana = await clientFor(world, 'ana')
  const titles = async (query: string) => {
    const heard = await ana('GET', `/incidents?${query}`)
    expect(heard.status, JSON.stringify(heard.body)).toBe(200)
    return (at(heard, 'incidents') as readonly { readonly title: string }[]).map(({ title }) => title)
  }
  expect(await titles('')).toEqual(['critical', 'warning', 'info', 'other'])
  expect(await titles('statuses[]=triggered&statuses[]=acknowledged')).toEqual(['critical', 'warning', 'other'])
  expect(await titles('statuses%5B%5D=resolved')).toEqual(['info'])
  expect(await titles('urgencies[]=low')).toEqual(['warning', 'info'])
  expect(await titles(`service_ids[]=${idOf(serviceId)}&sort_by=created_at:desc`)).toEqual([
    'info',
    'warning',
    'critical',
  ])
  expect(await titles('sort_by=urgency:desc,created_at:desc')).toEqual(['other', 'critical', 'warning', 'info'])
  expect(await titles(`incident_key=${encodeURIComponent('web1/disk warning')}`)).toEqual(['warning'])
  expect(await titles(`user_ids[]=${idOf(await world.person('ben'))}`)).toEqual(['other'])
  expect(await titles('team_ids[]=PNOSUCH')).toEqual([])
  expect(await titles('since=2026-03-02T09:01:00Z&until=2026-03-02T09:02:00Z')).toEqual(['warning'])
  // A plus that was not escaped comes as a blank.
  expect(await titles('since=2026-03-02T10:01:00+01:00&until=2026-03-02T10:02:00+01:00')).toEqual(['warning'])
  await world.at('2026-05-02T09:00:00Z')
  expect(await titles('')).toEqual([])
  expect(await titles('date_range=all')).toHaveLength(4)
  expect(await titles('incident_key=other')).toEqual(['other'])

  // Ansible's pagerduty_alert asks so before it sends an event, and looks at the first.
  const asked = `service_ids%5B%5D=${idOf(other.serviceId)}&sort_by=incident_number%3Adesc&time_zone=UTC&incident_key=other`
  expect(at(await ana('GET', `/incidents?${asked}`), 'incidents.0.status')).toBe('triggered')

  const first = await ana('GET', '/incidents?date_range=all&limit=2&total=true')
  expect(first.body).toMatchObject({ limit: 2, offset: 0, more: true, total: 4 })
  const last = await ana('GET', '/incidents?date_range=all&limit=2&offset=2')
  expect(last.body).toMatchObject({ limit: 2, offset: 2, more: false, total: null })
  expect((await ana('GET', '/incidents?limit=500')).body).toMatchObject({ limit: 100 })
  for (const wrong of [
    'offset=9990&limit=100',
    'statuses[]=open',
    'urgencies[]=severe',
    'sort_by=created_at,urgency,resolved_at',
    'sort_by=title',
    'since=yesterday',
    'since=2025-01-01T00:00:00Z&until=2026-01-01T00:00:00Z',
    'since=2026-02-01T00:00:00Z&until=2026-01-01T00:00:00Z',
  ]) {
    expect(await ana('GET', `/incidents?${wrong}`), wrong).toMatchObject({ status: 400, body: failure(2001) })
  }
  const whole = await ana(
    'GET',
    '/incidents?date_range=all&include[]=services&include[]=escalation_policies&include[]=assignees&include[]=teams',
  )
  expect(at(whole, 'incidents.0')).toMatchObject({
    service: { type: 'service', escalation_policy: { type: 'escalation_policy_reference' } },
    escalation_policy: { type: 'escalation_policy', escalation_rules: [{ escalation_delay_in_minutes: 5 }] },
    assignments: [{ assignee: { type: 'user', email: 'ana@example.com' } }],
    teams: [{ type: 'team' }],
  })
})

story(
  'many incidents are answered at once, and what Baton cannot do is refused before anything is done',
  async (world) => {
    const { key } = await world.service('ana 5m', { grouping: 'none' })
    for (const dedup of ['a', 'b']) await world.event(key, { action: 'trigger', summary: dedup, dedup })
    await world.settle()
    const ana = await clientFor(world, 'ana')
    const listed = await ana('GET', '/incidents')
    const ids = [0, 1].map((i) => idAt(listed, `incidents.${i}.id`))
    const all = (change: object) => ({ incidents: ids.map((id) => ({ id, type: 'incident_reference', ...change })) })
    const stays = async () => {
      const now = await ana('GET', '/incidents?statuses[]=triggered')
      expect(at(now, 'incidents.length')).toBe(2)
    }
    const ben = idOf(await world.person('ben'))
    for (const change of [
      { status: 'acknowledged', title: 'Another title' },
      { status: 'acknowledged', priority: { id: 'P4', type: 'priority_reference' } },
      { status: 'acknowledged', urgency: 'low' },
      { status: 'acknowledged', escalation_policy: { id: 'PABC' } },
      { status: 'acknowledged', assignments: [{ assignee: { id: ben, type: 'user_reference' } }] },
      { status: 'closed' },
    ]) {
      expect(await ana('PUT', '/incidents', all(change)), JSON.stringify(change)).toMatchObject({
        status: 400,
        body: failure(2001),
      })
      await stays()
    }
    const mixed = [
      { id: ids[0], status: 'resolved' },
      { id: ids[1], status: 'resolved', title: 'Another title' },
    ]
    expect((await ana('PUT', '/incidents', { incidents: mixed })).status).toBe(400)
    await stays()
    const unknown = {
      incidents: [...all({ status: 'resolved' }).incidents, { id: 'P0000000000ZZZ', status: 'resolved' }],
    }
    expect(await ana('PUT', '/incidents', unknown)).toMatchObject({ status: 404, body: failure(2100) })
    await stays()
    const tooMany = { incidents: Array.from({ length: 251 }, () => ({ id: ids[0], status: 'resolved' })) }
    expect((await ana('PUT', '/incidents', tooMany)).status).toBe(413)
    await stays()
    // What says how it is already changes nothing and is no reason to refuse.
    const taken = await ana(
      'PUT',
      '/incidents',
      all({ status: 'acknowledged', priority: { id: 'P1' }, urgency: 'high' }),
    )
    expect(taken).toMatchObject({
      status: 200,
      body: { incidents: [{ status: 'acknowledged' }, { status: 'acknowledged' }] },
    })
    const merged = await ana('PUT', `/incidents/${ids[0]}/merge`, { source_incidents: [{ id: ids[1] }] })
    expect(merged).toMatchObject({ status: 400, body: failure(2001) })
    expect(JSON.stringify(merged.body)).toContain('Baton does not merge alerts')
    await ana('PUT', `/incidents/${ids[0]}`, { incident: { status: 'resolved' } })
    expect((await ana('PUT', '/incidents', all({ status: 'resolved' }))).status).toBe(200)
  },
)

story('a client sends back what it read with another status, as Python scripts do', async (world) => {
  const { key } = await world.service('ana+ben 5m', { grouping: 'none' })
  for (const dedup of ['a', 'b']) await world.event(key, { action: 'trigger', summary: dedup, dedup })
  await world.settle()
  const [ana, ben] = [await clientFor(world, 'ana'), await clientFor(world, 'ben')]
  const listed = async (client: Client) =>
    at(await client('GET', '/incidents?date_range=all'), 'incidents') as readonly object[]
  expect((await ana('PUT', '/incidents', { incidents: await listed(ana) })).status).toBe(200)
  expect(at(await ana('GET', '/incidents'), 'incidents.0.status')).toBe('triggered')
  const acknowledged = (await listed(ana)).map((one) => ({ ...one, status: 'acknowledged' }))
  expect(await ana('PUT', '/incidents', { incidents: acknowledged })).toMatchObject({
    status: 200,
    body: {
      incidents: [
        { status: 'acknowledged', assignments: [{ assignee: { summary: 'Ana' } }] },
        { status: 'acknowledged' },
      ],
    },
  })
  // Made one's own by its assignment, from whoever has it.
  const [first] = await listed(ben)
  const me = { assignments: [{ assignee: { id: idOf(await world.person('ben')), type: 'user_reference' } }] }
  const taken = await ben('PUT', `/incidents/${idAt(await ben('GET', '/incidents'), 'incidents.0.id')}`, {
    incident: { ...first, ...me },
  })
  expect(at(taken, 'incident.acknowledgements.0.acknowledger.summary')).toBe('Ben')
  const back = { incident: { ...first, status: 'triggered' } }
  expect((await ana('PUT', `/incidents/${idAt(taken, 'incident.id')}`, back)).status).toBe(400)
  const resolved = (await listed(ana)).map((one) => ({ ...one, status: 'resolved', assignments: undefined }))
  expect((await ana('PUT', '/incidents', { incidents: resolved })).status).toBe(200)
})

story('an escalation fires the next step, and an alert shows what its sender wrote', async (world) => {
  const { key } = await world.service('ana 30m, ben 30m')
  await world.event(key, { action: 'trigger', summary: 'Slow', dedup: 'slow', details: { region: 'eu' } })
  await world.settle()
  const ana = await clientFor(world, 'ana')
  const id = idAt(await ana('GET', '/incidents'), 'incidents.0.id')
  world.phone('ben').stayedQuiet()
  expect((await ana('PUT', `/incidents/${id}`, { incident: { escalation_level: 2 } })).status).toBe(200)
  await world.settle()
  world.phone('ben').rang('Slow')
  expect((await ana('GET', `/incidents/${id}/alerts`)).body).toMatchObject({
    alerts: [
      {
        type: 'alert',
        alert_key: 'slow',
        severity: 'critical',
        status: 'triggered',
        incident: { id },
        suppressed: false,
      },
    ],
  })
  const one = await ana('GET', `/incidents/${id}/alerts/${id}`)
  expect(JSON.stringify(at(one, 'alert.body.details'))).toContain('"region":"eu"')
})
