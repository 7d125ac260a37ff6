import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton, inFolder, refused, reply } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const bookmark = {
  id: 31,
  name: 'Error \u001b[2Jgraphs',
  url: 'https://g.example.com',
  kind: 'dashboard',
  note: '',
  tags: ['errors'],
  check: { state: 'failing', detail: 'HTTP 404', failingSince: '2026-11-24T08:00:00Z', checkedAt: null },
}
const kit = {
  bookmarks: [{ ...bookmark, id: 30, name: 'Hotline', url: '', note: '+49 30 555', tags: [], check: null }, bookmark],
  links: [],
  runbooks: [{ id: 8, title: 'Card payments fail', tags: ['errors'], steps: 7, version: 3 }],
}
const run = { id: 5, title: 'Card payments fail', steps: 7, ticks: [{ step: 1 }, { step: 2 }] }

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ 'GET /api/kit': kit, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton([...args], { env })), asked: server.asked }
}

test('what does not answer stands first, and nobody writes on the screen with a name', async () => {
  const { out } = await on({}, ['kit'])
  const lines = out.split('\n')
  expect(lines[1]).toMatch(/^31 .*no since .*Error .*graphs/)
  expect(out).not.toContain('\u001b[2J')
  expect(lines[2]).toMatch(/^8 .*Card payments fail .*7 steps, version 3/)
  expect(lines[3]).toContain('Hotline')
})

test('a tag leaves only its own', async () => {
  expect((await on({}, ['kit', '--tag', 'errors'])).out).not.toContain('Hotline')
})

test('a runbook is saved over the version that was seen, and over no other', async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'a.md')
    await writeFile(file, '- [ ] Look')
    const newer = refused(409, 'runbook_changed_meanwhile', 'Somebody saved a newer version meanwhile.')
    const { asked, err, exit } = await on({ 'PUT /api/kit/runbooks/8': newer }, [
      'runbook',
      'save',
      '8',
      '--seen',
      '3',
      '--file',
      file,
    ])
    expect(asked.at(-1)?.body).toEqual({ version: 3, body: '- [ ] Look' })
    expect(exit).not.toBe(0)
    expect(err).toContain('newer version')
  })
})

test('what is moved in stays moved in', async () => {
  const body = '- [ ] Look\n  - at \u001b[31mred\n\n    code'
  const shown = { title: 'A', version: 3, changedBy: 'Ana', body }
  expect((await on({ 'GET /api/kit/runbooks/8': reply(200, shown) }, ['runbook', 'show', '8'])).out).toBe(
    '# A (version 3, Ana)\n\n- [ ] Look\n  - at red\n\n    code\n',
  )
})

test('a step is ticked in the runbook that was opened last', async () => {
  const { out, asked } = await on(
    { 'GET /api/incidents/7/runbooks': { runs: [run] }, 'PUT /api/incidents/7/runbooks/5/steps/2': { runs: [run] } },
    ['runbook', 'tick', '7', '2'],
  )
  expect(asked.at(-1)?.line).toBe('PUT /api/incidents/7/runbooks/5/steps/2')
  expect(out).toBe('Card payments fail: 2 of 7 steps\n')
})

test('runbooks are listed with what they are for, and opened beside an incident with their steps', async () => {
  const runbooks = [{ ...kit.runbooks[0], serviceId: 's1', verified: { by: 'Ana', at: '2026-11-24T08:00:00Z' } }]
  const listed = await on(
    { 'GET /api/kit': { ...kit, runbooks }, 'GET /api/services': { services: [{ id: 's1', name: 'Shop' }] } },
    ['runbook', 'list'],
  )
  expect(listed.out.split('\n')[1]).toMatch(/^8 +Card payments fail +Shop +7 +3 +Ana/)
  await server.close()
  const opened = { ...run, runbookId: 8, version: 3, body: '- [ ] Look\n- [ ] Drain \u001b[2J', ticks: [{ step: 1 }] }
  const { out, asked } = await on({ 'POST /api/incidents/7/runbooks': { runs: [opened], offered: [] } }, [
    'runbook',
    'open',
    '7',
    '8',
  ])
  expect(asked.at(-1)?.body).toEqual({ runbookId: 8 })
  expect(out).toContain('Open beside incident 7: Card payments fail (version 3)\n  1  [x] Look\n  2  [ ] Drain')
  expect(out).not.toContain('\u001b[2J')
})

const teams = { 'GET /api/teams': { teams: [{ id: 't1', slug: 'pay', name: 'Pay' }] } }

test('the kit goes into a file, and what browsers cannot hold is said', async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'kit.html')
    const { out, asked } = await on(
      { ...teams, 'GET /api/kit/export': { fileName: 'kit-pay.html', text: '<DL>\n', leftOut: 2 } },
      ['kit', 'export', '--team', 'pay', '--format', 'bookmarks', '--output', file],
    )
    expect(asked.at(-1)?.line).toBe('GET /api/kit/export?teamId=t1&format=bookmarks')
    expect(await readFile(file, 'utf8')).toBe('<DL>\n')
    expect(out).toContain('no address: 2')
  })
})

test('what comes out of a file is told before it happens, each with its reason', async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'kit.md')
    await writeFile(file, '- [A](https://a.example.com)\n')
    const thing = { is: 'bookmark', name: 'A', url: 'https://a.example.com', does: 'add', why: null }
    const things = [thing, { ...thing, name: 'B \u001b[2J', url: 'javascript:b', does: 'refuse', why: 'not_web' }]
    const reply = { things, added: 1, there: 0, refused: 1, isKept: false }
    const { out, asked } = await on({ ...teams, 'POST /api/kit/import': reply }, [
      'kit',
      'import',
      '--team',
      'pay',
      '--dry-run',
      file,
    ])
    expect(asked.at(-1)?.body).toEqual({
      teamId: 't1',
      serviceId: null,
      text: '- [A](https://a.example.com)\n',
      dryRun: true,
    })
    expect(out).toContain('+ A https://a.example.com\n')
    expect(out).toMatch(/! B .*javascript:b: its address does not begin with http/)
    expect(out).toContain('Nothing was changed yet. It would be: 1 added, 0 there already, 1 refused.')
    expect(out).not.toContain('\u001b[2J')
  })
})

test('what is no text is sent nowhere', async () => {
  await inFolder(async (folder) => {
    const file = path.join(folder, 'a.png')
    await writeFile(file, Uint8Array.of(0x89, 0x50, 0, 1))
    const { err, exit, asked } = await on(teams, ['kit', 'import', '--team', 'pay', file])
    expect(err).toContain('kit_import_unreadable: This is no text.')
    expect(exit).toBe(2)
    expect(asked).toEqual([])
  })
})
