import { afterEach, describe, expect, test } from 'vitest'
import { clocksOf } from '../domain/incidents/clocks.ts'
import { cardsFail } from '../domain/incidents/told.test-support.ts'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const ana = '0190aaaa-0000-7000-8000-000000000003'
const ben = '0190aaaa-0000-7000-8000-000000000004'
const entry = {
  id: 3,
  at: '2026-11-24T12:00:00Z',
  happenedAt: '2026-11-24T11:00:00Z',
  says: 'Ana: it began \u001b[2J',
  facts: { text: 'it began' },
  correctedBy: null,
  correctedAt: null,
}
const there = {
  'GET /api/me': { person: { id: ben, name: 'Ben', zone: 'Europe/Berlin' } },
  'GET /api/people': { people: [{ id: ben, name: 'Ben', email: 'ben@example.com', zone: 'UTC' }] },
  'GET /api/incidents/42': cardsFail,
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...there, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(['incident', ...args], { env })), asked: server.asked }
}

describe('the timeline', () => {
  const answer = {
    entries: [entry],
    nextBefore: null,
    nextAfter: null,
    pinned: [{ entry, by: 'Ben', at: '2026-11-24T12:01:00Z' }],
  }

  test('begins with what is pinned', async () => {
    const { out } = await on({ 'GET /api/incidents/42/timeline': answer }, ['timeline', '42'])
    expect(out).toBe(`Pinned:
12:00  #3  Ana: it began (written 13:00) (pinned by Ben)

12:00  #3  Ana: it began (written 13:00)
`)
  })

  test('is narrowed as the options say', async () => {
    const args = '--group notes actions --person ben --search hot --pinned --from-start --limit 5'
    const { out, asked } = await on({ 'GET /api/incidents/42/timeline': { ...answer, nextAfter: 'x' } }, [
      'timeline',
      '42',
      ...args.split(' '),
    ])
    const query = new URL(`http://x/${asked.at(-1)?.line.split(' ')[1] ?? ''}`).searchParams
    expect(Object.fromEntries(query)).toEqual({
      limit: '5',
      order: 'oldest',
      groups: 'notes,actions',
      personId: ben,
      search: 'hot',
      isPinned: 'true',
    })
    expect(out).toContain('There are later lines: raise --limit.\n')
  })

  test.each([
    ['pin', 'PUT', 'Pinned: #3\n'],
    ['unpin', 'DELETE', 'No longer pinned: #3\n'],
  ])('%s', async (name, method, says) => {
    const { out } = await on({ [`${method} /api/incidents/42/pins/3`]: { pinned: [] } }, [name, '42', '#3'])
    expect(out).toBe(says)
  })
})

describe('a note', () => {
  const wordings = [
    { version: 1, text: 'it bagan', happenedAt: '2026-11-24T11:30:00Z', by: 'Ana', at: '2026-11-24T11:40:00Z' },
  ]

  test('is corrected as it stands', async () => {
    const replies = { 'GET /api/log/3/wordings': { wordings }, 'PATCH /api/log/3': { ...entry, correctedBy: 'Ben' } }
    const { out, asked } = await on(replies, ['correct', '3', 'it', 'began', '--at', '12:00'])
    expect(asked.at(-1)?.body).toEqual({ version: 2, text: 'it began', happenedAt: '2026-11-24T11:00:00Z' })
    expect(out).toBe('12:00  #3  Ana: it began (written 13:00, corrected by Ben)\n')
  })

  test('that somebody else corrected meanwhile says what it says now', async () => {
    const facts = { by: 'Mia', text: 'it ended' }
    const conflict = { status: 409, body: { code: 'note_corrected_meanwhile', say: 'Somebody was quicker.', facts } }
    const replies = { 'GET /api/log/3/wordings': { wordings: [] }, 'PATCH /api/log/3': conflict }
    const { err, asked } = await on(replies, ['correct', '3', '--at-writing'])
    expect(asked.at(-1)?.body).toEqual({ version: 1, happenedAt: null })
    expect(err).toBe('note_corrected_meanwhile: Somebody was quicker. Mia wrote: it ended\n')
  })

  test('shows what it said before', async () => {
    const { out } = await on({ 'GET /api/log/3/wordings': { wordings } }, ['wordings', '3'])
    expect(out).toBe('1  Ana, 12:40, happened 12:30  it bagan\n')
    await server.close()
    expect((await on({ 'GET /api/log/3/wordings': { wordings: [] } }, ['wordings', '3'])).out).toBe(
      'It stands as it was written.\n',
    )
  })
})

test('the summary says where it stands', async () => {
  const { out } = await on({}, ['summary', '42'])
  expect(out).toContain('[P2] Card payments fail\nWhat is wrong: NordBank declines\n')
  expect(out).toContain('\nOwed now: that the bleeding has stopped\n')
})

test('all of it is a document, or JSON', async () => {
  const taken = {
    format: 'baton.incident/1',
    exportedAt: '2026-11-24T12:00:00.000Z',
    incident: cardsFail,
    clocks: clocksOf(cardsFail),
    pinned: [],
    timeline: [entry],
    leftOut: 0,
  }
  const { out } = await on({ 'GET /api/incidents/42/export': taken }, ['export', '42'])
  expect(out).toMatch(/^# #42 P2: Card payments fail\n/)
  expect(out).toContain('- 2026-11-24 12:00:00 (written 2026-11-24 13:00:00) Ana: it began \\[2J\n')
  await server.close()
  const json = await on({ 'GET /api/incidents/42/export': taken }, ['export', '42', '--json'])
  expect(JSON.parse(json.out)).toEqual(taken)
})

describe('a role', () => {
  test('is offered with what is open', async () => {
    const { out, asked } = await on({ 'POST /api/incidents/42/offers': cardsFail }, [
      'offer',
      '42',
      '--to',
      'ben',
      '--role',
      'lead',
    ])
    expect(asked.at(-1)?.body).toEqual({
      personId: ben,
      role: 'lead',
      isPaged: true,
      note: expect.stringMatching(/^Being done now: Other acquirer .* · Owed now: that the bleeding has stopped$/),
    })
    expect(out).toContain('Offered: 42 P2 Card payments fail (mitigation)\n')
  })

  test.each([
    ['accept', 'accept', ben],
    ['refuse', 'decline', ben],
    ['withdraw', 'withdraw', ana],
  ])('%s', async (name, path, me) => {
    const replies = { 'GET /api/me': { person: { id: me, name: 'Me' } } }
    const { out } = await on({ ...replies, [`POST /api/incidents/42/offers/9/${path}`]: cardsFail }, [name, '42'])
    expect(out).toContain('42 P2 Card payments fail (mitigation)\n')
  })

  test('is shown as offered', async () => {
    expect((await on({}, ['show', '42'])).out).toContain('lead is offered to Ben by Ana, not yet answered')
  })
})

test.each([
  [['correct', '3'], /Say what it says from now on/],
  [['correct', '3', '--at', 'now', '--at-writing'], /Say one of --at and --at-writing/],
  [['correct', 'x', 'y'], /Write the number that "baton incident timeline" shows/],
  [['timeline', '42', '--group', 'gossip'], /Allowed choices are moves, people/],
  [['offer', '42'], /required option '--to <person>' not specified/],
  [['offer', '42', '--to', 'ben', '--role', 'expert'], /Allowed choices are lead, commander/],
])('%j is used wrongly', async (args, err) => {
  expect(await on({}, args)).toMatchObject({ exit: 2, err: expect.stringMatching(err), asked: [] })
})

test('who is offered nothing has nothing to accept', async () => {
  const nobody = { 'GET /api/me': { person: { id: ana, name: 'Ana' } } }
  expect(await on(nobody, ['accept', '42'])).toMatchObject({
    exit: 2,
    err: expect.stringContaining('No role is offered'),
  })
})
