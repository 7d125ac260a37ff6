// A runbook in an incident: opened, ticked by two people, and what its steps call.
import { expect } from 'vitest'
import { answer, receiver } from '../../server/channels/testing/receiver.ts'
import { signedHeaders, signingKeys } from '../../server/channels/webhook.ts'
import { story, teamId, type World } from '../world.ts'
import { haveToken, tokenOf } from './everything.ts'
import { saysOf } from './evidence.test-support.ts'

async function opened(world: World, body: string, draft: object = {}) {
  const token = await haveToken(world, await world.person('ana'))
  const { serviceId } = await world.service('ana 5m')
  const runbook = await world.call('createRunbook', { teamId, serviceId, title: 'Checkout is slow', body })
  const declared = { teamId, title: 'Checkout answers 500', priority: 'P2' as const, serviceIds: [serviceId], ...draft }
  const { id: incidentId } = await world.call('declareIncident', declared, token)
  const before = await world.call('listRuns', { incidentId }, token)
  expect(before.offered).toMatchObject([{ id: runbook.id, title: 'Checkout is slow' }])
  const after = await world.call('openRunbook', { incidentId, runbookId: runbook.id }, token)
  expect(after.offered).toEqual([])
  const [run] = after.runs
  return { token, incidentId, runbookId: runbook.id, runId: run?.id ?? 0 }
}

const plain = '# Drain\n\n- [ ] Drain node 3\n- [ ] Restart it\n\n```\n- [ ] not a step\n```\n'

story('steps tick into the timeline, by whom and of which version; ticking twice is one', async (world) => {
  const { token, incidentId, runbookId, runId } = await opened(world, plain)
  await world.call('openRunbook', { incidentId, runbookId }, token)
  const ben = await tokenOf(world, 'ben')
  const step = { incidentId, runId, step: 1 }
  await Promise.all([world.call('tickStep', step, token), world.call('tickStep', step, ben)])
  const { runs } = await world.call('tickStep', { ...step, step: 2 }, ben)
  expect(runs).toHaveLength(1)
  expect(runs[0]).toMatchObject({ steps: 2, version: 1, newerVersion: null })
  expect(runs[0]?.ticks.map((tick) => tick.step)).toEqual([1, 2])
  expect(runs[0]?.ticks[1]).toMatchObject({ by: 'Ben', at: '2026-03-02T09:00:00.000Z' })
  const says = await saysOf(world, incidentId)
  expect(says.filter((line) => line.includes('did step 1'))).toHaveLength(1)
  expect(says).toContain('Ben did step 2 of Checkout is slow (version 1): Restart it')
  expect(says).toContain('Ana opened the runbook Checkout is slow (version 1)')

  const after = await world.call('untickStep', { ...step, step: 2 }, token)
  expect(after.runs[0]?.ticks.map((tick) => tick.step)).toEqual([1])
  await world.call('untickStep', { ...step, step: 2 }, token)
  expect((await saysOf(world, incidentId)).filter((line) => line.includes('took back'))).toEqual([
    'Ana took back step 2 of Checkout is slow (version 1): Restart it',
  ])
  expect((await world.ask('tickStep', { ...step, step: 3 }, token)).body).toMatchObject({
    code: 'runbook_step_unknown',
  })
})

story('what is written while it runs is another version, which is opened beside it', async (world) => {
  const { token, incidentId, runbookId, runId } = await opened(world, plain)
  await world.call('saveRunbook', { runbookId, version: 1, body: '- [ ] Call the bank' }, token)
  const { runs, offered } = await world.call('listRuns', { incidentId })
  expect(runs).toMatchObject([{ id: runId, version: 1, newerVersion: 2, steps: 2 }])
  expect(offered).toMatchObject([{ id: runbookId, version: 2 }])
  const both = await world.call('openRunbook', { incidentId, runbookId }, token)
  expect(both.runs.map(({ version, steps }) => [version, steps])).toEqual([
    [2, 1],
    [1, 2],
  ])
  // Taken out of the kit it stays open where it is run.
  await world.call('removeRunbook', { runbookId }, token)
  expect((await world.call('listRuns', { incidentId })).runs).toHaveLength(2)
})

story('a step calls its webhook once for each press, signed, and what comes back is told', async (world) => {
  await using hook = await receiver(answer(200, 'drained 3 nodes'))
  const body = `- [ ] [Drain node 3](hook:http://localhost:${hook.port}/drain)\n- [ ] Look`
  const { token, incidentId, runId } = await opened(world, body)
  const { secret } = await world.call('renewKitSecret', { teamId })
  const step = { incidentId, runId, step: 1 }
  await Promise.all([world.call('callStep', step, token), world.call('callStep', step, token)])
  expect(hook.received).toEqual([])
  await world.settle()
  expect(hook.received).toHaveLength(1)
  const [call] = hook.received
  const { 'webhook-id': id = '', 'webhook-timestamp': at, 'webhook-signature': signature } = call?.headers ?? {}
  const moment = Temporal.Instant.fromEpochMilliseconds(Number(at) * 1_000)
  const signed = signedHeaders(String(id), call?.body ?? '', signingKeys(secret) ?? [], moment)
  expect(signature).toBe(signed['webhook-signature'])
  expect(JSON.parse(call?.body ?? '')).toMatchObject({
    type: 'runbook.step',
    data: {
      incidentId,
      title: 'Checkout answers 500',
      step: 1,
      text: 'Drain node 3',
      by: 'Ana',
      runbook: { version: 1 },
    },
  })
  const { runs } = await world.call('listRuns', { incidentId })
  expect(runs[0]?.calls).toMatchObject([{ step: 1, state: 'answered', answer: 'HTTP 200: drained 3 nodes', by: 'Ana' }])
  // A call is no tick: whoever pressed looks whether it helped.
  expect(runs[0]?.ticks).toEqual([])
  expect(await saysOf(world, incidentId)).toContain(
    '"Drain node 3" was called and answered (HTTP 200: drained 3 nodes), in step 1 of Checkout is slow (version 1): Drain node 3',
  )
  await world.call('callStep', step, token)
  await world.settle()
  expect(hook.received).toHaveLength(2)
  const none = await world.ask('callStep', { ...step, step: 2 }, token)
  expect(none.body).toMatchObject({ code: 'runbook_calls_nothing' })
})

story('a webhook that fails is not called again by itself, and an internal one never', async (world) => {
  await using hook = await receiver(answer(500, 'x'.repeat(100_000)))
  const body = [
    `- [ ] [Fails](hook:http://localhost:${hook.port}/)`,
    '- [ ] [Inside](hook:http://169.254.169.254/latest)',
  ].join('\n')
  const { token, incidentId, runId } = await opened(world, body)
  await world.call('callStep', { incidentId, runId, step: 1 }, token)
  await world.call('callStep', { incidentId, runId, step: 2 }, token)
  await world.pass({ hours: 1 })
  expect(hook.received).toHaveLength(1)
  const { runs } = await world.call('listRuns', { incidentId })
  const calls = runs[0]?.calls.map(({ step, state, answer: text }) => [
    step,
    state,
    text.slice(0, 12),
    text.length <= 500,
  ])
  expect(calls).toEqual([
    [2, 'failed', 'not let out:', true],
    [1, 'failed', 'HTTP 500: xx', true],
  ])
})

story('whoever goes down with a call in hand leaves it as lost: it is not called twice', async (world) => {
  await using hook = await receiver(answer(200))
  const body = `- [ ] [Drain](hook:http://localhost:${hook.port}/)`
  const { token, incidentId, runId } = await opened(world, body)
  await world.call('callStep', { incidentId, runId, step: 1 }, token)
  await world.database.db
    .updateTable('runbook_call')
    .set({ state: 'calling', due_at: world.now.add({ seconds: 90 }) })
    .execute()
  await world.pass({ minutes: 2 })
  expect(hook.received).toEqual([])
  expect((await world.call('listRuns', { incidentId })).runs[0]?.calls).toMatchObject([{ state: 'lost' }])
})

story('a private incident tells a webhook no title, and nobody else its runbooks', async (world) => {
  await using hook = await receiver(answer(200))
  const body = `- [ ] [Drain](hook:http://localhost:${hook.port}/)`
  const { incidentId, runId } = await opened(world, body, { isPrivate: true })
  await world.call('callStep', { incidentId, runId, step: 1 })
  await world.settle()
  expect(JSON.parse(hook.received[0]?.body ?? '{}')).toMatchObject({ data: { title: null } })
  const eve = await tokenOf(world, 'eve')
  expect((await world.ask('listRuns', { incidentId }, eve)).status).toBe(404)
  expect((await world.ask('tickStep', { incidentId, runId, step: 1 }, eve)).status).toBe(404)
})

story('what the steps of another team call, only those call who answer for something there', async (world) => {
  await using hook = await receiver(answer(200, 'drained'))
  const { id: otherTeam } = await world.call('createTeam', { slug: 'other', name: 'Other' })
  const body = `- [ ] [Drain node 3](hook:http://localhost:${hook.port}/drain)`
  const { id: runbookId } = await world.call('createRunbook', { teamId: otherTeam, title: 'Drain', body })
  // Kim responds in her own team, and looks on elsewhere.
  const kim = await world.person('kim', { role: 'viewer' })
  await world.database.db.updateTable('team_member').set({ role: 'responder' }).where('person_id', '=', kim).execute()
  const token = await haveToken(world, kim)
  const { id: incidentId } = await world.call('declareIncident', { teamId, title: 'Checkout answers 500' }, token)
  const { runs } = await world.call('openRunbook', { incidentId, runbookId }, token)
  const step = { incidentId, runId: runs[0]?.id ?? 0, step: 1 }
  await world.call('tickStep', step, token)
  expect((await world.ask('callStep', step, token)).body).toMatchObject({ code: 'not_allowed' })
  await world.settle()
  expect(hook.received).toEqual([])
  await world.call('callStep', step, await haveToken(world, await world.person('ben')))
  await world.settle()
  expect(hook.received).toHaveLength(1)
})

story('a webhook that took a call and broke off is not called a second time', async (world) => {
  let calls = 0
  await using hook = await receiver((response) => {
    calls += 1
    // The second comes over the connection of the first.
    if (calls === 1) response.end('drained')
    else response.socket?.resetAndDestroy()
  })
  const { token, incidentId, runId } = await opened(world, `- [ ] [Drain](hook:http://localhost:${hook.port}/drain)`)
  for (let press = 0; press < 2; press++) {
    await world.call('callStep', { incidentId, runId, step: 1 }, token)
    await world.settle()
  }
  expect(hook.received).toHaveLength(2)
  const { runs } = await world.call('listRuns', { incidentId })
  expect(runs[0]?.calls.map(({ state }) => state)).toEqual(['failed', 'answered'])
})
