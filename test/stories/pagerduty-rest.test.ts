// Tools written for PagerDuty's REST API talk to Baton with a token of Baton, and nothing but the address is another.
import { expect } from 'vitest'
import { idOf } from '../../domain/intake/pagerduty-rest-ids.ts'
import { adminToken, story, teamId } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'
import { at, clientFor, clientOf, failure, idAt } from './pagerduty-rest.test-support.ts'

story('who is on call is told for every level of every policy', async (world) => {
  await world.at('2026-03-03T12:00:00Z')
  await world.schedule('night', { people: ['ana', 'ben'] })
  const { policyId } = await world.service('schedule:night 5m, cem 10m')
  const ana = await clientFor(world, 'ana')
  const now = await ana('GET', '/oncalls')
  expect(now).toMatchObject({
    status: 200,
    body: {
      oncalls: [
        {
          user: { type: 'user_reference', summary: 'Ana' },
          schedule: { type: 'schedule_reference', summary: 'Night' },
          escalation_policy: { id: idOf(policyId) },
          escalation_level: 1,
          start: '2026-03-02T09:00:00Z',
          end: '2026-03-09T09:00:00Z',
        },
        { user: { summary: 'Cem' }, schedule: null, escalation_level: 2, start: null, end: null },
      ],
      more: false,
    },
  })
  const people = async (query: string) => {
    const heard = await ana('GET', `/oncalls?${query}`)
    expect(heard.status, JSON.stringify(heard.body)).toBe(200)
    return (at(heard, 'oncalls') as readonly { readonly user: { readonly summary: string } }[]).map(
      ({ user }) => user.summary,
    )
  }
  const nightId = idOf(world.schedules.get('night') ?? '')
  const [, benId] = [await world.person('ana'), idOf(await world.person('ben'))]
  expect(await people(`schedule_ids[]=${nightId}&until=2026-03-17T12:00:00Z`)).toEqual(['Ana', 'Ben', 'Ana'])
  expect(await people(`schedule_ids[]=${nightId}&until=2026-03-17T12:00:00Z&earliest=true`)).toEqual(['Ana', 'Ben'])
  expect(await people(`user_ids[]=${benId}`)).toEqual([])
  expect(await people(`user_ids[]=${benId}&until=2026-03-10T00:00:00Z`)).toEqual(['Ben'])
  expect(await people('escalation_policy_ids[]=PNONE')).toEqual([])
  const whole = await ana(
    'GET',
    '/oncalls?include[]=users&include[]=schedules&include[]=escalation_policies&time_zone=Asia/Seoul',
  )
  expect(at(whole, 'oncalls.0')).toMatchObject({
    user: { type: 'user', email: 'ana@example.com' },
    schedule: { type: 'schedule', time_zone: 'UTC' },
    escalation_policy: { type: 'escalation_policy', num_loops: 0 },
    start: '2026-03-02T18:00:00+09:00',
  })
  for (const wrong of ['until=2026-07-01T00:00:00Z', 'until=2026-01-01T00:00:00Z', 'since=soon'])
    expect(await ana('GET', `/oncalls?${wrong}`), wrong).toMatchObject({ status: 400, body: failure(2001) })
})

story('a schedule shows who is on call in the end, and overrides come and go', async (world) => {
  await world.at('2026-03-03T12:00:00Z')
  await world.schedule('night', { people: ['ana', 'ben'], zone: 'Europe/Berlin' })
  await world.service('schedule:night 5m')
  const [ana, cem] = [await clientFor(world, 'ana'), idOf(await world.person('cem'))]
  const id = idAt(await ana('GET', '/schedules?query=nigh'), 'schedules.0.id')
  const range = 'since=2026-03-03T00:00:00Z&until=2026-03-17T00:00:00Z'
  const made = await ana('POST', `/schedules/${id}/overrides`, {
    overrides: [
      {
        start: '2026-03-04T00:00:00+01:00',
        end: '2026-03-05T00:00:00+01:00',
        user: { id: cem, type: 'user_reference' },
      },
      { start: '2026-03-06T00:00:00Z', end: '2026-03-05T00:00:00Z', user: { id: cem } },
      { start: 'noon', user: { id: 'PNOBODY' } },
    ],
  })
  expect(made).toMatchObject({
    status: 201,
    body: [
      { status: 201, override: { start: '2026-03-04T00:00:00+01:00', user: { id: cem } } },
      { status: 400, errors: [expect.stringContaining('ends before it begins')] },
      {
        status: 400,
        errors: ['Start must be a date and time', 'End must be a date and time', 'User must be given by their id'],
      },
    ],
  })
  const shown = await ana('GET', `/schedules/${id}?${range}`)
  expect(at(shown, 'schedule')).toMatchObject({
    type: 'schedule',
    time_zone: 'Europe/Berlin',
    users: [{ summary: 'Ana' }, { summary: 'Ben' }],
    escalation_policies: [{ type: 'escalation_policy_reference' }],
    schedule_layers: [
      { name: 'Weekly', rotation_turn_length_seconds: 604_800, rotation_virtual_start: '2026-01-05T09:00:00+01:00' },
    ],
    final_schedule: { rendered_coverage_percentage: 100 },
  })
  const entries = at(shown, 'schedule.final_schedule.rendered_schedule_entries') as readonly {
    readonly start: string
    readonly user: { readonly summary: string }
  }[]
  expect(entries.map(({ start, user }) => `${start} ${user.summary}`)).toEqual([
    '2026-03-03T01:00:00+01:00 Ana',
    '2026-03-04T00:00:00+01:00 Cem',
    '2026-03-05T00:00:00+01:00 Ana',
    '2026-03-09T09:00:00+01:00 Ben',
    '2026-03-16T09:00:00+01:00 Ana',
  ])
  const overflowing = await ana('GET', `/schedules/${id}?${range}&overflow=true&time_zone=UTC`)
  expect(at(overflowing, 'schedule.final_schedule.rendered_schedule_entries.0.start')).toBe('2026-03-02T08:00:00Z')
  const users = await ana('GET', `/schedules/${id}/users?since=2026-03-04T00:00:00Z&until=2026-03-04T12:00:00Z`)
  expect(users.body).toMatchObject({ users: [{ type: 'user', name: 'Cem' }] })
  expect(await ana('GET', `/schedules/${id}/overrides`)).toMatchObject({
    status: 400,
    body: failure(2001, 'since must be given', 'until must be given'),
  })
  const listed = await ana('GET', `/schedules/${id}/overrides?${range}`)
  expect(at(listed, 'overrides.length')).toBe(1)
  const gone = await ana('DELETE', `/schedules/${id}/overrides/${idAt(listed, 'overrides.0.id')}`)
  expect(gone).toMatchObject({ status: 204, body: null })
  expect(at(await ana('GET', `/schedules/${id}/overrides?${range}`), 'overrides')).toEqual([])
  const single = { override: { start: '2026-03-06T00:00:00Z', end: '2026-03-07T00:00:00Z', user: { id: cem } } }
  expect(await ana('POST', `/schedules/${id}/overrides`, single)).toMatchObject({
    status: 201,
    body: { override: { user: { id: cem } } },
  })
})

story('users and their contacts are told, and addresses to nobody who may not see them', async (world) => {
  const anaId = await world.person('ana')
  await world.contact('ana', anaId, 'sms', '+821012345678')
  const [ana, ben] = [await clientFor(world, 'ana'), await clientFor(world, 'ben')]
  expect(await ana('GET', '/users/me')).toMatchObject({
    status: 200,
    body: {
      user: {
        id: idOf(anaId),
        type: 'user',
        name: 'Ana',
        email: 'ana@example.com',
        role: 'limited_user',
        teams: [{ id: idOf(teamId) }],
      },
    },
  })
  expect(await clientOf(world, adminToken)('GET', '/users/me')).toMatchObject({ status: 400, body: failure(2001) })
  const listed = await ana('GET', '/users?query=AN&include[]=contact_methods&include[]=notification_rules')
  expect(listed.body).toMatchObject({
    users: [
      {
        name: 'Ana',
        contact_methods: expect.arrayContaining([
          expect.objectContaining({ type: 'email_contact_method', address: 'ana@example.com' }),
          expect.objectContaining({ type: 'sms_contact_method', address: '1012345678', country_code: 82 }),
        ]),
      },
    ],
  })
  const rules = await ana('GET', `/users/${idOf(anaId)}/notification_rules`)
  expect(at(rules, 'notification_rules.0')).toMatchObject({
    type: 'assignment_notification_rule',
    urgency: 'high',
    start_delay_in_minutes: 0,
  })
  const seen = await ben('GET', `/users/${idOf(anaId)}/contact_methods`)
  expect(JSON.stringify(seen.body)).not.toContain('12345678')
  expect(JSON.stringify(seen.body)).not.toContain('ana@example.com')
  expect(await ben('GET', '/users/PNOBODY')).toMatchObject({ status: 404, body: failure(2100) })
})

story('a service, its policy and its key are made over the API, and the key is told once', async (world) => {
  const admin = clientOf(world, adminToken)
  const anaId = await world.person('ana')
  const policy = await admin('POST', '/escalation_policies', {
    escalation_policy: {
      type: 'escalation_policy',
      name: 'Shop: first Ana',
      num_loops: 2,
      teams: [{ id: idOf(teamId), type: 'team_reference' }],
      escalation_rules: [{ escalation_delay_in_minutes: 5, targets: [{ id: idOf(anaId), type: 'user_reference' }] }],
    },
  })
  expect(policy).toMatchObject({
    status: 201,
    body: { escalation_policy: { num_loops: 2, teams: [{ id: idOf(teamId) }] } },
  })
  const policyId = idAt(policy, 'escalation_policy.id')
  const service = {
    type: 'service',
    name: 'Shop (EU)',
    description: 'Sells',
    escalation_policy: { id: policyId, type: 'escalation_policy_reference' },
  }
  const made = await admin('POST', '/services', { service })
  expect(made).toMatchObject({
    status: 201,
    body: { service: { name: 'Shop (EU)', escalation_policy: { id: policyId }, status: 'active' } },
  })
  const id = idAt(made, 'service.id')
  expect(await admin('POST', '/services', { service })).toMatchObject({
    status: 400,
    body: failure(2001, 'Name has already been taken'),
  })
  const integration = await admin('POST', `/services/${id}/integrations`, {
    integration: { type: 'events_api_v2_inbound_integration', name: 'Prometheus' },
  })
  const key = idAt(integration, 'integration.integration_key')
  expect(key).toMatch(/^[A-Za-z0-9]{32}$/)
  await world.event(key, { action: 'trigger', summary: 'By the new key', dedup: 'x' })
  await world.settle()
  world.phone('ana').rang('By the new key')
  const read = await admin('GET', `/services/${id}/integrations/${idAt(integration, 'integration.id')}`)
  expect(read.body).toMatchObject({
    integration: { integration_key: null, integration_key_note: expect.stringContaining('shown once') },
  })
  const listed = await admin('GET', '/services?query=shop&include[]=integrations&include[]=escalation_policies')
  expect(JSON.stringify(listed.body)).not.toContain(key)
  expect(at(listed, 'services.0')).toMatchObject({
    status: 'critical',
    integrations: [{ name: 'Prometheus', integration_key: null }],
    escalation_policy: {
      type: 'escalation_policy',
      escalation_rules: [{ targets: [{ id: idOf(anaId), type: 'user_reference' }] }],
    },
  })
  const changed = await admin('PUT', `/services/${id}`, { service: { type: 'service', description: 'Sells more' } })
  expect(changed).toMatchObject({ status: 200, body: { service: { name: 'Shop (EU)', description: 'Sells more' } } })
  const longer = await admin('PUT', `/escalation_policies/${policyId}`, { escalation_policy: { num_loops: 0 } })
  expect(longer).toMatchObject({
    status: 200,
    body: { escalation_policy: { num_loops: 0, escalation_rules: [{ escalation_delay_in_minutes: 5 }] } },
  })
  const wrong = await admin('POST', '/escalation_policies', {
    escalation_policy: {
      name: 'x',
      num_loops: 99,
      escalation_rules: [{ escalation_delay_in_minutes: 0, targets: [] }],
    },
  })
  expect(wrong).toMatchObject({ status: 400, body: failure(2001) })
  expect(at(wrong, 'error.errors.length')).toBe(3)
})

story('a policy that says more than PagerDuty can is shown, and not flattened by a write', async (world) => {
  const anaId = await world.person('ana')
  const made = await world.call('createPolicy', {
    slug: 'rich',
    name: 'Rich',
    teamId,
    repeats: 0,
    returnAfterMinutes: 60,
    steps: [
      {
        targets: [
          { kind: 'team', teamId, part: 'responders' },
          { kind: 'person', personId: anaId },
        ],
        waitMinutes: 5,
      },
    ],
  })
  const admin = clientOf(world, adminToken)
  const path = `/escalation_policies/${idOf(made.id)}`
  expect((await admin('GET', path)).body).toMatchObject({
    escalation_policy: { escalation_rules: [{ targets: [{ type: 'team_reference' }, { type: 'user_reference' }] }] },
  })
  expect(await admin('PUT', path, { escalation_policy: { name: 'Renamed' } })).toMatchObject({
    status: 400,
    body: failure(2001),
  })
  expect((await world.call('getPolicy', { policyId: made.id })).name).toBe('Rich')
})

story('what a token may not do it may not do here: the same question is asked as at every door', async (world) => {
  const { serviceId, key, policyId } = await world.service('ana 5m')
  await world.event(key, { action: 'trigger', summary: 'Slow', dedup: 'slow' })
  await world.schedule('night', { people: ['ana'] })
  await world.settle()
  const vera = clientOf(world, await tokenOf(world, 'vera', 'viewer'))
  await world.database.db
    .deleteFrom('team_member')
    .where('person_id', '=', await world.person('vera'))
    .execute()
  const capped = clientOf(world, await haveToken(world, await world.person('ana'), 'viewer'))
  const incident = idAt(await vera('GET', '/incidents'), 'incidents.0.id')
  const night = idOf(world.schedules.get('night') ?? '')
  const writes: readonly (readonly [string, string, object])[] = [
    ['POST', '/incidents', { incident: { title: 'x', service: { id: idOf(serviceId) } } }],
    ['PUT', `/incidents/${incident}`, { incident: { status: 'resolved' } }],
    ['POST', `/incidents/${incident}/notes`, { note: { content: 'x' } }],
    ['POST', `/incidents/${incident}/snooze`, { duration: 60 }],
    [
      'POST',
      `/schedules/${night}/overrides`,
      {
        overrides: [
          { start: '2026-03-06T00:00:00Z', end: '2026-03-07T00:00:00Z', user: { id: idOf(await world.person('ana')) } },
        ],
      },
    ],
    ['POST', '/services', { service: { name: 'x', escalation_policy: { id: idOf(policyId) } } }],
    ['PUT', `/services/${idOf(serviceId)}`, { service: { name: 'x' } }],
    [
      'POST',
      `/services/${idOf(serviceId)}/integrations`,
      { integration: { type: 'events_api_v2_inbound_integration' } },
    ],
    ['PUT', `/escalation_policies/${idOf(policyId)}`, { escalation_policy: { name: 'x' } }],
  ]
  for (const client of [vera, capped])
    for (const [method, path, body] of writes)
      expect(await client(method, path, body), `${method} ${path}`).toMatchObject({ status: 403, body: failure(2010) })
  expect((await vera('GET', '/services')).status).toBe(200)
  const bulk = await vera('PUT', '/incidents', { incidents: [{ id: incident, status: 'resolved' }] })
  expect(bulk.status).toBe(400)
  expect(at(await vera('GET', `/incidents/${incident}`), 'incident.status')).toBe('triggered')
})
