import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton, inFolder, refused } from './fake.test-support.ts'

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

test('a step is ticked in the runbook that was opened last', async () => {
  const { out, asked } = await on(
    { 'GET /api/incidents/7/runbooks': { runs: [run] }, 'PUT /api/incidents/7/runbooks/5/steps/2': { runs: [run] } },
    ['runbook', 'tick', '7', '2'],
  )
  expect(asked.at(-1)?.line).toBe('PUT /api/incidents/7/runbooks/5/steps/2')
  expect(out).toBe('Card payments fail: 2 of 7 steps\n')
})
