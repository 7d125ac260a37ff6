import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { baton, fakeBaton, inFolder, refused, reply, type Typed } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const none = {
  how: '',
  kind: 'upload',
  service: { id: '0190aaaa-0000-7000-8000-000000000005', slug: 'checkout', name: 'Checkout' },
  address: '',
  state: 'open',
  link: '',
  file: null,
  note: '',
  by: '',
  at: null,
  failure: null,
}
const kept = {
  id: 61,
  name: 'Heap \u001b[2Jdump',
  state: 'kept',
  by: 'Ana',
  at: '2026-11-24T11:40:00Z',
  file: { name: 'heap.txt', type: 'text', bytes: 3_000_000 },
  note: 'before the restart',
}
const incident = {
  id: 7,
  title: 'Checkout answers 500',
  state: 'mitigation',
  priority: 'P1',
  since: null,
  declaredAt: '2026-11-24T11:00:00Z',
  mitigatedAt: null,
  endedAt: null,
  owed: { triage: [], coordination: [], mitigation: [], resolution: [], follow_up: [] },
  evidence: [
    { ...none, ...kept },
    { ...none, id: 62, name: 'Thread dump', state: 'missing', note: 'The pod was gone', by: 'Ben', at: kept.at },
    { ...none, id: 63, name: 'Graphs', kind: 'link', address: 'https://g.example/?from={since}&s={service}' },
    {
      ...none,
      id: 64,
      name: 'Pod state',
      kind: 'snapshot',
      state: 'failed',
      failure: { because: 'answers_badly', detail: 'HTTP 502' },
    },
  ],
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[], given: Typed = {}) {
  server = await fakeBaton({ 'GET /api/incidents/7': incident, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(['incident', 'evidence', ...args], { env, ...given })), asked: server.asked }
}

describe('the list', () => {
  test('has what is open first, with where to look, then what is kept and what is missing', async () => {
    const { out } = await on({}, ['7'])
    expect(out).toBe(`ENTRY  STATE    KIND      SERVICE   BY   AT     NAME         WHAT
63     open     link      Checkout              Graphs       https://g.example/?from=2026-11-24T11%3A00%3A00Z&s=checkout
64     failed   snapshot  Checkout              Pod state    answers badly HTTP 502
61     kept     upload    Checkout  Ana  12:40  Heap dump    heap.txt (2.9 MB): before the restart
62     missing  upload    Checkout  Ben  12:40  Thread dump  The pod was gone
`)
  })

  test('says how to keep something where nothing is asked for', async () => {
    const { out } = await on({ 'GET /api/incidents/7': { ...incident, evidence: [] } }, ['7'])
    expect(out).toContain('baton incident evidence add 7 --file')
  })
})

describe('what is kept', () => {
  const files = { 'POST /api/incidents/7/evidence/files': incident }

  test('a file goes as it is, with its name, for an entry or for none', () =>
    inFolder(async (folder) => {
      const file = path.join(folder, 'heap dump.txt')
      await writeFile(file, 'heap 결제')
      const { exit, out, asked } = await on(files, ['add', '7', '--file', file, '--for', '61', '--note', 'late'])
      expect([exit, out]).toEqual([0, 'Kept: 7 P1 Checkout answers 500 (mitigation)\n'])
      expect(asked.map((one) => one.line)).toEqual([
        'POST /api/incidents/7/evidence/files?name=heap+dump.txt&note=late&evidenceId=61',
      ])
      expect(asked[0]?.body).toBe('heap 결제')
      expect(asked[0]?.headers).toMatchObject({
        authorization: 'Bearer btn_x',
        'content-type': 'application/octet-stream',
      })
    }))

  test('standard input is a file too', async () => {
    const { asked } = await on(files, ['add', '7', '--file', '-', '--name', 'df.txt'], { input: 'disk full' })
    expect([asked[0]?.line, asked[0]?.body]).toEqual([
      'POST /api/incidents/7/evidence/files?name=df.txt&note=',
      'disk full',
    ])
  })

  test('a link or a word, of its own or for an entry', async () => {
    const own = await on({ 'POST /api/incidents/7/evidence': incident }, [
      'add',
      '7',
      '--link',
      'https://g.example/s/1',
    ])
    expect(own.asked[0]?.body).toEqual({ name: 'https://g.example/s/1', link: 'https://g.example/s/1', note: '' })
    await server.close()
    const listed = await on({ 'PUT /api/incidents/7/evidence/63/link': incident }, [
      'add',
      '7',
      '--for',
      '63',
      '--note',
      'seen',
    ])
    expect(listed.asked[0]?.body).toEqual({ link: '', note: 'seen' })
  })

  test('a file that is not there, one that is refused, and nothing at all are said', async () => {
    const gone = await on(files, ['add', '7', '--file', '/nowhere/heap.txt'])
    expect([gone.exit, gone.err]).toEqual([2, 'no_file: There is no file /nowhere/heap.txt that can be read.\n'])
    await server.close()
    const large = {
      'POST /api/incidents/7/evidence/files': refused(413, 'evidence_too_large', 'The file is too large.'),
    }
    const refusal = await on(large, ['add', '7', '--file', '-'], { input: 'a' })
    expect([refusal.exit, refusal.err]).toEqual([1, 'evidence_too_large: The file is too large.\n'])
    await server.close()
    expect((await on({}, ['add', '7'])).err).toContain('Say what to keep')
  })
})

test('what is missing is said with its reason, and a snapshot is asked for', async () => {
  const missing = { 'PUT /api/incidents/7/evidence/63/missing': incident }
  const { out, asked } = await on(missing, ['missing', '7', '63', 'No', 'metric', 'of', 'it'])
  expect(asked[0]?.body).toEqual({ because: 'No metric of it' })
  expect(out).toContain('Said to be missing')
  await server.close()
  const snapshot = await on({ 'POST /api/incidents/7/evidence/64/snapshot': incident }, ['snapshot', '7', '64'])
  expect(snapshot.out).toContain('Asked for')
})

describe('a kept file', () => {
  const file = { 'GET /api/incidents/7/evidence/61/file': reply(200, 'heap') }

  test('is written as it is', async () => {
    const { exit, out } = await on(file, ['get', '7', '61'])
    expect([exit, out]).toEqual([0, 'heap'])
  })

  test('is not shown on a screen', async () => {
    const { exit, out, err } = await on(file, ['get', '7', '61'], { columns: 80 })
    expect([exit, out]).toEqual([2, ''])
    expect(err).toContain('is not shown on a screen')
  })
})
