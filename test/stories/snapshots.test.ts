// Snapshots: webhooks that answer, fail, hang, or lead where they should not.
import { sql } from 'kysely'
import pino from 'pino'
import { expect } from 'vitest'
import { answer, receiver, type Receiver } from '../../server/channels/testing/receiver.ts'
import { signedHeaders, signingKeys } from '../../server/channels/webhook.ts'
import { Egress } from '../../server/egress/egress.ts'
import { egressRules } from '../../server/egress/egress-rules.ts'
import { Snapshots } from '../../server/incidents/snapshots.ts'
import { readSettings } from '../../server/settings.ts'
import { story, teamId } from '../world.ts'
import { ana, incidentOf, shown, named, idOf, take, filesOf, saysOf } from './evidence.test-support.ts'

const state = (hook: Pick<Receiver, 'port'>) => ({
  name: 'Pod state',
  how: '',
  kind: 'snapshot',
  address: `http://localhost:${hook.port}/state`,
})

story('a snapshot is asked for by its webhook, signed, and what it answers is kept', async (world) => {
  const token = await ana(world)
  await using hook = await receiver(answer(200, '{"pods": 3}'))
  const { incidentId, serviceId } = await incidentOf(world, [state(hook)])
  const { secret } = await world.call('renewEvidenceSecret', { serviceId })
  const evidenceId = await idOf(world, incidentId, 'Pod state')
  expect(named(await shown(world, incidentId), 'Pod state').address).toBe('')
  const asked = await world.call('takeSnapshot', { incidentId, evidenceId }, token)
  expect(named(asked, 'Pod state')).toMatchObject({ state: 'waiting', by: 'Ana' })
  await world.call('takeSnapshot', { incidentId, evidenceId }, token)
  expect(hook.received).toEqual([])
  await world.settle()
  expect(hook.received).toHaveLength(1)
  const [call] = hook.received
  const { 'webhook-id': id = '', 'webhook-timestamp': at, 'webhook-signature': signature } = call?.headers ?? {}
  const signed = signedHeaders(
    String(id),
    call?.body ?? '',
    signingKeys(secret) ?? [],
    Temporal.Instant.fromEpochMilliseconds(Number(at) * 1_000),
  )
  expect(signature).toBe(signed['webhook-signature'])
  expect(JSON.parse(call?.body ?? '')).toMatchObject({
    type: 'evidence.wanted',
    data: {
      incidentId,
      title: 'Checkout answers 500',
      evidence: 'Pod state',
      since: '2026-03-02T09:00:00Z',
      service: { name: expect.stringContaining('Service') },
    },
  })
  expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({
    state: 'kept',
    file: { name: 'Pod state.json', type: 'json', bytes: 11 },
  })
  expect((await take(world, incidentId, evidenceId)).body.toString()).toBe('{"pods": 3}')
  expect(await saysOf(world, incidentId)).toContainEqual(
    expect.stringMatching(/^Baton kept Pod state \(Service p-\w+\): Pod state\.json, 1 KB$/),
  )
})

story('the title of a private incident is told to no webhook', async (world) => {
  const token = await ana(world)
  await using hook = await receiver(answer(200, 'text'))
  const { serviceId } = await world.service('ana 5m')
  await world.call('setServiceEvidence', { serviceId, evidence: [state(hook) as never] })
  const made = await world.call(
    'declareIncident',
    { teamId, title: 'Secret', isPrivate: true, serviceIds: [serviceId] },
    token,
  )
  await world.call('takeSnapshot', { incidentId: made.id, evidenceId: made.evidence[0]?.id ?? 0 }, token)
  await world.settle()
  expect(JSON.parse(hook.received[0]?.body ?? '').data).toMatchObject({ incidentId: made.id, title: null })
  expect(hook.received[0]?.body).not.toContain('Secret')
})

story(
  'a webhook that answers badly is asked again for a while, then it is said and somebody tries again',
  async (world) => {
    await ana(world)
    let isWell = false
    await using hook = await receiver((response) => void response.writeHead(isWell ? 200 : 500).end('state'))
    const { incidentId } = await incidentOf(world, [state(hook)])
    const evidenceId = await idOf(world, incidentId, 'Pod state')
    await world.call('takeSnapshot', { incidentId, evidenceId })
    await world.settle()
    expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({
      state: 'waiting',
      failure: { because: 'answers_badly', detail: 'HTTP 500' },
    })
    await world.pass({ minutes: 3 })
    expect(hook.received).toHaveLength(4)
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({
      state: 'failed',
      failure: { because: 'answers_badly' },
    })
    expect(
      (await saysOf(world, incidentId)).filter((says) => says.startsWith('No snapshot of Pod state')),
    ).toHaveLength(1)
    isWell = true
    await world.call('takeSnapshot', { incidentId, evidenceId })
    await world.settle()
    expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({ state: 'kept', failure: null })
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
  },
)

story('what a webhook may not answer: too much, nothing, a page, or the way to somewhere inside', async (world) => {
  await ana(world)
  await using inside = await receiver(answer(200, 'secret'))
  const cases = [
    [200, Buffer.alloc(11 * 1_048_576, 'a'), {}, 'too_large'],
    [204, Buffer.alloc(0), {}, 'empty'],
    [200, Buffer.from('<html><script>alert(1)</script>'), {}, 'other_kind'],
    [302, Buffer.alloc(0), { location: `http://127.0.0.1:${inside.port}/` }, 'redirects'],
    [404, Buffer.from('no'), {}, 'refused'],
  ] as const
  for (const [status, body, headers, because] of cases) {
    await using hook = await receiver((response) => void response.writeHead(status, headers).end(body))
    const { incidentId } = await incidentOf(world, [state(hook)])
    await world.call('takeSnapshot', { incidentId, evidenceId: await idOf(world, incidentId, 'Pod state') })
    await world.settle()
    expect(named(await shown(world, incidentId), 'Pod state'), because).toMatchObject({
      state: 'failed',
      failure: { because },
    })
    expect(hook.received).toHaveLength(1)
  }
  // Straight to an address inside that nobody allowed.
  const { incidentId } = await incidentOf(world, [{ ...state(inside), address: `http://127.0.0.1:${inside.port}/` }])
  await world.call('takeSnapshot', { incidentId, evidenceId: await idOf(world, incidentId, 'Pod state') })
  await world.settle()
  expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({
    state: 'failed',
    failure: { because: 'not_let_out' },
  })
  expect(inside.received).toEqual([])
  expect(await filesOf(world)).toEqual({ files: [], chunks: 0 })
})

story('a webhook that hangs is let go after its time; what somebody says meanwhile stays', async (world) => {
  const token = await ana(world)
  await using hook = await receiver((response) => void response.writeHead(200).write('the beginning'))
  const { incidentId } = await incidentOf(world, [state(hook)])
  const evidenceId = await idOf(world, incidentId, 'Pod state')
  const egress = new Egress(egressRules(['localhost']))
  const settings = readSettings({}, { hostName: 'test', isDemo: false })
  const parts = { db: world.database.db, node: 'test', egress, sealer: world.sealer, settings, announce: () => {} }
  const snapshots = new Snapshots({ ...parts, diagnostics: pino({ level: 'silent' }), withinMs: 200 })
  await world.call('takeSnapshot', { incidentId, evidenceId }, token)
  expect(await snapshots.kind().step()).toBe(1)
  // While it is being asked, nobody asks it too.
  expect(await snapshots.kind().step()).toBe(0)
  await snapshots.drained()
  expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({
    state: 'waiting',
    failure: { because: 'unreachable', detail: 'no answer in time' },
  })
  await world.at('2026-03-02T09:01:00Z')
  expect(await snapshots.kind().step()).toBe(1)
  await world.call('missEvidence', { incidentId, evidenceId, because: 'It hangs' }, token)
  await snapshots.drained()
  expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({
    state: 'missing',
    note: 'It hangs',
    failure: null,
  })
  egress.close()
})

story(
  'a node that dies while it asks leaves the snapshot to another, and a late answer of it is not kept',
  async (world) => {
    await ana(world)
    let letGo = () => {}
    await using hook = await receiver((response) => {
      const respond = () => void response.writeHead(200).end('late')
      if (hook.received.length === 1) letGo = respond
      else response.writeHead(200).end('in time')
    })
    const { incidentId } = await incidentOf(world, [state(hook)])
    const evidenceId = await idOf(world, incidentId, 'Pod state')
    const other = await world.startAnother()
    await world.call('takeSnapshot', { incidentId, evidenceId })
    const slow = other.settle()
    await expect.poll(() => hook.received.length).toBe(1)
    await world.pass({ minutes: 2 })
    expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({ state: 'kept', file: { bytes: 7 } })
    letGo()
    await slow
    expect((await take(world, incidentId, evidenceId)).body.toString()).toBe('in time')
    expect((await filesOf(world)).files).toHaveLength(1)
  },
)

story(
  'a secret that cannot be opened any more ends the try at once, and says that there is none to sign with',
  async (world) => {
    const token = await ana(world)
    await using hook = await receiver(answer(200, '{}'))
    const { incidentId } = await incidentOf(world, [state(hook)])
    await sql`update evidence_secret set sealed = 'v1.of another key'`.execute(world.database.db)
    const evidenceId = await idOf(world, incidentId, 'Pod state')
    await world.call('takeSnapshot', { incidentId, evidenceId }, token)
    await world.settle()
    expect(hook.received).toEqual([])
    expect(named(await shown(world, incidentId), 'Pod state')).toMatchObject({
      state: 'failed',
      failure: { because: 'refused', detail: 'no secret to sign with' },
    })
  },
)
