// Evidence: the list of a service in an incident, files that are hostile, too large or cut off, snapshots, and what is private.
import { request as ask } from 'node:http'
import { deflateRawSync } from 'node:zlib'
import pino from 'pino'
import { expect } from 'vitest'
import type { EndpointOutput } from '../../domain/api.ts'
import { answer, receiver, type Receiver } from '../../server/channels/testing/receiver.ts'
import { Egress } from '../../server/egress/egress.ts'
import { egressRules } from '../../server/egress/egress-rules.ts'
import { Snapshots } from '../../server/incidents/snapshots.ts'
import { forgetHalfFiles } from '../../server/incidents/evidence-files.ts'
import { readSettings } from '../../server/settings.ts'
import { signingKeys, signedHeaders } from '../../server/channels/webhook.ts'
import { adminToken, story, teamId, type World } from '../world.ts'
import { haveToken } from './everything.ts'

type Detail = EndpointOutput<'getIncident'>

const graphs = {
  name: 'Graphs',
  how: 'of the last hour',
  kind: 'link',
  address: 'https://g.example/d?from={since}&s={service}',
} as const
const heap = { name: 'Heap dump', how: '', kind: 'upload', address: '' } as const
const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0', 'latin1')

async function ana(world: World) {
  return haveToken(world, await world.person('ana'))
}

/** An incident on a service with this list. */
async function incidentOf(world: World, list: readonly object[], draft: object = {}) {
  const { serviceId } = await world.service('ana 5m')
  await world.call('setServiceEvidence', { serviceId, evidence: list as never })
  const { id } = await world.call('declareIncident', {
    teamId,
    title: 'Checkout answers 500',
    priority: 'P2',
    serviceIds: [serviceId],
    ...draft,
  })
  return { incidentId: id, serviceId }
}

const shown = (world: World, incidentId: number) => world.call('getIncident', { incidentId })

function named({ evidence }: Detail, name: string) {
  const found = evidence.find((each) => each.name === name)
  if (!found) throw new Error(`no evidence ${name} in ${evidence.map((each) => each.name).join(', ')}`)
  return found
}

async function idOf(world: World, incidentId: number, name: string) {
  return named(await shown(world, incidentId), name).id
}

async function bring(
  world: World,
  incidentId: number,
  file: {
    readonly name: string
    readonly body: Uint8Array | string
    readonly evidenceId?: number
    readonly type?: string
  },
  token: string | null = adminToken,
) {
  const { name, body, evidenceId, type = 'application/octet-stream' } = file
  const query = new URLSearchParams({ name, ...(evidenceId === undefined ? {} : { evidenceId: String(evidenceId) }) })
  const response = await fetch(`${world.node.url}/api/incidents/${incidentId}/evidence/files?${query.toString()}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: typeof body === 'string' ? body : Buffer.from(body),
  })
  return { status: response.status, body: (await response.json()) as Detail & { readonly code: string } }
}

async function take(
  world: World,
  incidentId: number,
  evidenceId: number,
  how: { readonly inline?: boolean; readonly token?: string } = {},
) {
  const address = `${world.node.url}/api/incidents/${incidentId}/evidence/${evidenceId}/file${how.inline ? '?inline=1' : ''}`
  const response = await fetch(address, { headers: { authorization: `Bearer ${how.token ?? adminToken}` } })
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
}

async function filesOf({ database: { db } }: World) {
  const files = await db.selectFrom('evidence_file').selectAll().execute()
  const chunks = await db.selectFrom('evidence_chunk').select('file_id').execute()
  return { files, chunks: chunks.length }
}

const saysOf = async (world: World, incidentId: number) =>
  (await world.call('readTimeline', { incidentId })).entries.map(({ says }) => says)

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
        expect.stringMatching(/^Ana kept Graphs of Service p-\w+: https:/),
        expect.stringMatching(/^Ana: Heap dump of Service p-\w+ is missing \(The pod had restarted\)$/),
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
    expect(one.evidence.map(({ id, name }) => (name === 'Graphs' ? id : name)).toSorted()).toEqual(
      [graph.id, 'Queue length'].toSorted(),
    )
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

story('a file is kept with its name, its type and its bytes; the same bytes twice are there once', async (world) => {
  const token = await ana(world)
  const { incidentId } = await incidentOf(world, [heap])
  const evidenceId = await idOf(world, incidentId, 'Heap dump')
  const text = 'heap 결제\n'.repeat(60_000)
  const { status, body } = await bring(world, incidentId, { name: 'heap.txt', body: text, evidenceId }, token)
  expect(status).toBe(200)
  const bytes = Buffer.byteLength(text)
  expect(named(body, 'Heap dump')).toMatchObject({
    state: 'kept',
    by: 'Ana',
    file: { name: 'heap.txt', type: 'text', bytes },
  })
  expect((await take(world, incidentId, evidenceId)).body.toString()).toBe(text)
  // Sent again, because the first answer was lost: nothing more is kept, and nothing more is told.
  await bring(world, incidentId, { name: 'heap.txt', body: text, evidenceId }, token)
  const { files, chunks } = await filesOf(world)
  expect(files).toHaveLength(1)
  expect(chunks).toBeGreaterThan(2)
  expect((await saysOf(world, incidentId)).filter((says) => says.includes('Ana kept'))).toHaveLength(1)
  // Somebody else's for the same entry is kept beside it.
  const beside = await bring(world, incidentId, { name: 'mine.txt', body: 'another heap', evidenceId }, token)
  expect(beside.body.evidence.map(({ name, state, file }) => [name, state, file?.name])).toEqual([
    ['Heap dump', 'kept', 'heap.txt'],
    ['Heap dump', 'kept', 'mine.txt'],
  ])
  // Under no entry it is one of its own; the bytes that are there already are not stored again.
  const own = await bring(world, incidentId, { name: '../../etc/passwd', body: text }, token)
  expect(own.body.evidence.at(-1)).toMatchObject({
    name: 'passwd.txt',
    service: null,
    file: { name: 'passwd.txt', bytes },
  })
  expect((await filesOf(world)).files).toHaveLength(2)
})

const hostile = [
  ['a page called a picture', 'photo.png', '<html><script>alert(1)</script></html>', 'application/octet-stream'],
  [
    'a drawing with a script',
    'logo.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'application/octet-stream',
  ],
  ['a page behind a picture', 'x.html', Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]), 'image/png'],
  ['a picture called a page', 'page.html', png, 'image/png'],
  ['a bomb', 'bomb.zip', zipOf(deflateRawSync(Buffer.alloc(50_000_000))), 'application/zip'],
] as const

story('whatever a file holds, nothing of it runs when it is handed out', async (world) => {
  await ana(world)
  const { incidentId } = await incidentOf(world, [])
  for (const [what, name, body, type] of hostile) {
    const { status, body: detail } = await bring(world, incidentId, { name, body, type: 'image/png' })
    expect(status, what).toBe(200)
    const kept = detail.evidence.at(-1)
    for (const inline of [false, true]) {
      const file = await take(world, incidentId, kept?.id ?? 0, { inline })
      expect(file.headers.get('content-type'), what).toBe(type)
      expect(file.headers.get('content-security-policy')).toContain("sandbox; default-src 'none'")
      expect(file.headers.get('x-content-type-options')).toBe('nosniff')
      expect(file.headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(file.headers.get('cache-control')).toBe('private, no-store')
      const isShown = inline && type === 'image/png'
      expect(file.headers.get('content-disposition'), what).toMatch(isShown ? /^inline; / : /^attachment; /)
      expect(file.body.equals(Buffer.from(body)), what).toBe(true)
    }
  }
  expect((await shown(world, incidentId)).evidence.map(({ file }) => file?.name)).toEqual([
    'photo.png',
    'logo.svg',
    'x.html.png',
    'page.html.png',
    'bomb.zip',
  ])
})

story('a name is a name in the header too, in any language', async (world) => {
  await ana(world)
  const { incidentId } = await incidentOf(world, [])
  const { body } = await bring(world, incidentId, { name: '화면 "a"; x=\r\nSet-Cookie: a=b.log', body: 'text' })
  const file = await take(world, incidentId, body.evidence[0]?.id ?? 0)
  expect(file.headers.get('set-cookie')).toBeNull()
  const disposition = file.headers.get('content-disposition') ?? ''
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w%.~!-]+$/)
  expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe('화면 _a_; x=Set-Cookie_ a=b.log')
})

story('too large, empty, or cut off in the middle: said, and nothing of it is kept', async (world) => {
  await ana(world)
  const { incidentId } = await incidentOf(world, [])
  const address = `${world.node.url}/api/incidents/${incidentId}/evidence/files?name=a.bin`
  const declared = await bring(world, incidentId, { name: 'a.bin', body: Buffer.alloc(10 * 1_048_576 + 1) })
  expect([declared.status, declared.body.code]).toEqual([413, 'evidence_too_large'])
  // In pieces, and without saying how large it is.
  const endless = await fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}` },
    body: new ReadableStream({
      start(out) {
        for (let at = 0; at < 11; at++) out.enqueue(new Uint8Array(1_048_576).fill(at))
        out.close()
      },
    }),
    duplex: 'half',
  })
  expect([endless.status, ((await endless.json()) as { code: string }).code]).toEqual([413, 'evidence_too_large'])
  const empty = await bring(world, incidentId, { name: 'a.bin', body: '' })
  expect([empty.status, empty.body.code]).toEqual([422, 'evidence_empty'])
  await cutOff(address)
  await expect.poll(async () => (await filesOf(world)).files).toEqual([])
  expect((await filesOf(world)).chunks).toBe(0)
  expect((await shown(world, incidentId)).evidence).toEqual([])
  const exact = await bring(world, incidentId, { name: 'a.bin', body: Buffer.alloc(10 * 1_048_576, 1) })
  expect(exact.status).toBe(200)
})

/** Says a megabyte, sends half of it, and goes away. */
async function cutOff(address: string): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-length': 1_048_576 }
  const sending = ask(address, { method: 'POST', headers })
  sending.on('error', () => {})
  sending.write(Buffer.alloc(524_288, 7))
  await new Promise((resolve) => setTimeout(resolve, 300))
  sending.destroy()
}

story('what never ended because its node died is swept away after an hour; what is whole stays', async (world) => {
  await ana(world)
  const { incidentId } = await incidentOf(world, [])
  await bring(world, incidentId, { name: 'a.txt', body: 'whole' })
  const half = { incident_id: incidentId, begun_at: world.now }
  const { id } = await world.database.db
    .insertInto('evidence_file')
    .values(half)
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.database.db
    .insertInto('evidence_chunk')
    .values({ file_id: id, at: 0, bytes: Buffer.from('half') })
    .execute()
  await forgetHalfFiles(world.database.db)
  expect((await filesOf(world)).files).toHaveLength(2)
  await world.pass({ minutes: 61 })
  await forgetHalfFiles(world.database.db)
  expect(await filesOf(world)).toMatchObject({ files: [{ type: 'text' }], chunks: 1 })
})

story('an incident has so many files and so many bytes, also when two are brought at once', async (world) => {
  await ana(world)
  const { incidentId } = await incidentOf(world, [])
  const full = await world.startAnother({ settings: { evidenceFiles: 3, evidenceIncidentMb: 1 } })
  const there = { ...world, node: full }
  const all = await Promise.all(
    [1, 2, 3, 4, 5].map((n) => bring(there, incidentId, { name: `${n}.txt`, body: `file ${n}` }, adminToken)),
  )
  const codes = all.map(({ status, body }) => (status === 200 ? 'kept' : body.code))
  expect(codes.filter((code) => code === 'kept').length).toBe(3)
  expect(
    codes.filter((code) => code !== 'kept').every((code) => code === 'evidence_full' || code === 'evidence_busy'),
  ).toBe(true)
  const other = await world.call('declareIncident', { teamId, title: 'Another' })
  const large = (fill: number) => bring(there, other.id, { name: `${fill}.bin`, body: Buffer.alloc(600_000, fill) })
  expect((await large(1)).status).toBe(200)
  expect((await large(2)).body.code).toBe('evidence_full')
  expect((await filesOf(world)).files).toHaveLength(4)
})

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
      expect.stringContaining('took out Heap dump, with its content (A password)'),
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

// Snapshots

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
    expect.stringMatching(/^Baton kept Pod state of Service p-\w+: Pod state\.json$/),
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

/** An archive of one file that unpacks to a great many bytes. */
function zipOf(packed: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.write('PK\x03\x04', 'latin1')
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  return Buffer.concat([head, packed])
}
