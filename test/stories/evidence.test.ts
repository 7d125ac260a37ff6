// Evidence: the list of a service in an incident, what is kept and what is said to be missing, and what is private.
import { expect } from 'vitest'
import { story, teamId } from '../world.ts'
import {
  ana,
  incidentOf,
  shown,
  named,
  idOf,
  bring,
  take,
  filesOf,
  saysOf,
  graphs,
  heap,
} from './evidence.test-support.ts'
import { haveToken } from './everything.ts'

story(
  'the list of a service comes with it; what is kept is kept, what is missing is said, and then nothing is owed',
  async (world) => {
    const token = await ana(world)
    const { incidentId } = await incidentOf(world, [graphs, heap])
    const before = await shown(world, incidentId)
    expect(before.evidence.map(({ name, state, kind }) => [name, kind, state])).toEqual([
      ['Graphs', 'link', 'open'],
      ['Heap dump', 'upload', 'open'],
    ])
    expect(before.owed.mitigation).toContainEqual({ debt: 'evidence', isPaid: false })
    const graph = named(before, 'Graphs')
    await world.call('keepEvidence', { incidentId, evidenceId: graph.id }, token)
    const dump = named(before, 'Heap dump')
    const silent = await world.ask('missEvidence', { incidentId, evidenceId: dump.id, because: ' ' }, token)
    expect(silent.status).toBe(400)
    const after = await world.call(
      'missEvidence',
      { incidentId, evidenceId: dump.id, because: 'The pod had restarted' },
      token,
    )
    expect(named(after, 'Graphs')).toMatchObject({
      state: 'kept',
      by: 'Ana',
      link: expect.stringMatching(/^https:\/\/g\.example\/d\?from=2026-03-02T09%3A00%3A00Z&s=p-/),
    })
    expect(named(after, 'Heap dump')).toMatchObject({ state: 'missing', note: 'The pod had restarted' })
    expect(after.owed.mitigation).toContainEqual({ debt: 'evidence', isPaid: true })
    expect(await saysOf(world, incidentId)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Ana kept Graphs \(Service p-\w+\): https:/),
        expect.stringMatching(/^Ana: Heap dump \(Service p-\w+\) is missing \(The pod had restarted\)$/),
      ]),
    )
  },
)

story('P3 and P4 owe no evidence, although its list is there', async (world) => {
  await ana(world)
  const { incidentId } = await incidentOf(world, [heap], { priority: 'P3' })
  const detail = await shown(world, incidentId)
  expect(detail.evidence).toHaveLength(1)
  expect(detail.owed.mitigation.map(({ debt }) => debt)).not.toContain('evidence')
  const rated = await world.call('rateIncident', { incidentId, priority: 'P1' })
  expect(rated.owed.mitigation).toContainEqual({ debt: 'evidence', isPaid: false })
})

story(
  'a service that is named later brings its list, one that is not named any more takes what is open with it',
  async (world) => {
    await ana(world)
    const { incidentId, serviceId } = await incidentOf(world, [graphs, heap])
    const other = await world.service('ana 5m')
    await world.call('setServiceEvidence', {
      serviceId: other.serviceId,
      evidence: [{ name: 'Queue length', kind: 'upload' }],
    })
    const both = await world.call('describeIncident', { incidentId, serviceIds: [serviceId, other.serviceId] })
    expect(both.evidence.map(({ name }) => name).toSorted()).toEqual(['Graphs', 'Heap dump', 'Queue length'])
    const graph = named(both, 'Graphs')
    await world.call('keepEvidence', { incidentId, evidenceId: graph.id, note: 'seen' })
    const one = await world.call('describeIncident', { incidentId, serviceIds: [other.serviceId] })
    // What was kept stays, under the number it had.
    expect(one.evidence.map(({ id, name }) => (name === 'Graphs' ? `${id}` : name)).toSorted()).toEqual([
      `${graph.id}`,
      'Queue length',
    ])
    const again = await world.call('describeIncident', { incidentId, serviceIds: [serviceId] })
    expect(again.evidence.map(({ name, state }) => `${name} ${state}`)).toEqual(['Graphs kept', 'Heap dump open'])
  },
)

story(
  'incidents under way follow a new list, but for what they have kept; those that are over do not',
  async (world) => {
    await ana(world)
    const { incidentId, serviceId } = await incidentOf(world, [graphs, heap])
    const over = await world.call('declareIncident', { teamId, title: 'Old', serviceIds: [serviceId] })
    await world.call('moveIncident', { incidentId: over.id, to: 'dismissed', moves: 0, reason: 'Nothing' })
    await world.call('keepEvidence', { incidentId, evidenceId: await idOf(world, incidentId, 'Graphs'), note: 'seen' })
    const list = [
      { name: 'Thread dump', kind: 'upload' as const },
      { ...heap, how: 'before the restart' },
    ]
    await world.call('setServiceEvidence', { serviceId, evidence: list })
    const detail = await shown(world, incidentId)
    expect(detail.evidence.map(({ name, how, state }) => [name, how, state])).toEqual(
      expect.arrayContaining([
        ['Graphs', 'of the last hour', 'kept'],
        ['Thread dump', '', 'open'],
        ['Heap dump', 'before the restart', 'open'],
      ]),
    )
    expect(detail.evidence).toHaveLength(3)
    expect((await shown(world, over.id)).evidence.map(({ name }) => name)).toEqual(['Graphs', 'Heap dump'])
    await world.log.says('changed what is kept of Service')
    expect((await world.call('setServiceEvidence', { serviceId, evidence: list })).evidence).toHaveLength(2)
    const { entries } = await world.call('readLog', { limit: 200 })
    expect(entries.filter(({ kind }) => kind === 'evidence_list_changed')).toHaveLength(2)
  },
)

story(
  'files are for whoever may: not without signing in, not of what is private, not of another incident',
  async (world) => {
    const [token, ben] = [await ana(world), await haveToken(world, await world.person('ben'))]
    const vera = await world.person('vera', { role: 'viewer' })
    await world.database.db.deleteFrom('team_member').where('person_id', '=', vera).execute()
    const viewer = await haveToken(world, vera)
    const made = await world.call('declareIncident', { teamId, title: 'Secret', isPrivate: true }, token)
    const { body } = await bring(world, made.id, { name: 'a.txt', body: 'secret' }, token)
    const evidenceId = body.evidence[0]?.id ?? 0
    expect((await take(world, made.id, evidenceId, { token })).body.toString()).toBe('secret')
    const [hidden, none] = [
      await take(world, made.id, evidenceId, { token: ben }),
      await take(world, 999_999, evidenceId, { token: ben }),
    ]
    expect([hidden.status, hidden.body.toString()]).toEqual([none.status, none.body.toString()])
    expect(hidden.status).toBe(404)
    expect((await bring(world, made.id, { name: 'b.txt', body: 'b' }, ben)).status).toBe(404)
    expect((await bring(world, 999_999, { name: 'b.txt', body: 'b' }, ben)).status).toBe(404)
    for (const name of ['keepEvidence', 'missEvidence', 'takeSnapshot', 'addEvidence'] as const)
      expect(
        (await world.ask(name, { incidentId: made.id, evidenceId, name: 'x', because: 'x', note: 'x' }, ben)).status,
        name,
      ).toBe(404)
    const open = await world.call('declareIncident', { teamId, title: 'Open' }, ben)
    expect((await take(world, open.id, evidenceId, { token: ben })).status).toBe(404)
    expect((await bring(world, open.id, { name: 'b.txt', body: 'b' }, viewer)).body.code).toBe('not_allowed')
    expect((await bring(world, open.id, { name: 'b.txt', body: 'b' }, null)).body.code).toBe('missing_guard_header')
    expect((await take(world, open.id, 1, { token: 'btn_nobody' })).status).toBe(401)
    expect((await filesOf(world)).files).toHaveLength(1)
    const told = (await world.call('readLog', { limit: 200 }, ben)).entries.filter(({ kind }) =>
      kind.startsWith('evidence_'),
    )
    expect(told).toEqual([])
  },
)

story(
  'what should never have been kept is taken out by a manager, with its content, and the log says so',
  async (world) => {
    const token = await ana(world)
    const { incidentId } = await incidentOf(world, [heap])
    const evidenceId = await idOf(world, incidentId, 'Heap dump')
    await bring(world, incidentId, { name: 'a.txt', body: 'password=1234', evidenceId }, token)
    const own = await bring(world, incidentId, { name: 'b.txt', body: 'password=1234' }, token)
    const ownId = own.body.evidence.at(-1)?.id ?? 0
    expect((await world.ask('dropEvidence', { incidentId, evidenceId, because: 'A password' }, token)).status).toBe(403)
    await world.call('dropEvidence', { incidentId, evidenceId, because: 'A password' })
    expect(named(await shown(world, incidentId), 'Heap dump')).toMatchObject({ state: 'open', file: null, by: '' })
    // Another entry still names these bytes.
    expect((await filesOf(world)).files).toHaveLength(1)
    await world.call('dropEvidence', { incidentId, evidenceId: ownId, because: 'A password' })
    expect(await filesOf(world)).toEqual({ files: [], chunks: 0 })
    expect(await saysOf(world, incidentId)).toContainEqual(
      expect.stringMatching(/took out Heap dump \(Service p-\w+\) with its content \(A password\)/),
    )
  },
)

story(
  'of two who say different things about one entry at once, the file is kept and the other hears of it',
  async (world) => {
    const token = await ana(world)
    const { incidentId } = await incidentOf(world, [heap])
    const evidenceId = await idOf(world, incidentId, 'Heap dump')
    const [kept, missing] = await Promise.all([
      bring(world, incidentId, { name: 'a.txt', body: 'dump', evidenceId }, token),
      world.ask('missEvidence', { incidentId, evidenceId, because: 'Nobody has it' }, token),
    ])
    expect(kept.status).toBe(200)
    expect([200, 409]).toContain(missing.status)
    expect(named(await shown(world, incidentId), 'Heap dump')).toMatchObject({ state: 'kept' })
    const late = await world.ask('missEvidence', { incidentId, evidenceId, because: 'Nobody has it' }, token)
    expect([late.status, late.body['code']]).toEqual([409, 'evidence_kept_already'])
  },
)
