// Files of an incident: hostile, too large, empty, cut off, twice, and too many.
import { request as ask } from 'node:http'
import { deflateRawSync } from 'node:zlib'
import { expect } from 'vitest'
import { forgetHalfFiles } from '../../server/incidents/evidence-files.ts'
import { adminToken, story, teamId } from '../world.ts'
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
  heap,
  png,
} from './evidence.test-support.ts'

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

/** An archive of one file that unpacks to a great many bytes. */
function zipOf(packed: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.write('PK\x03\x04', 'latin1')
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  return Buffer.concat([head, packed])
}
