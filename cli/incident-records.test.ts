import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const incident = {
  id: 7,
  priority: 'P1',
  title: 'Checkout answers 500 \u001b[2J',
  state: 'triage',
  owed: { triage: [], coordination: [], mitigation: [], resolution: [], follow_up: [] },
  hypotheses: [{ id: 3, outcome: 'open', by: 'Ana', test: 'Roll back', text: 'The release' }],
  tasks: [{ id: 8, state: 'given', owner: 'Ben', dueAt: '2026-11-24T12:15:00Z', text: 'Call the bank' }],
  followUps: [{ id: 5, state: 'open', kind: 'prevent', owner: null, dueOn: null, text: 'An alert' }],
}
const ben = { id: id(4), kind: 'person', name: 'Ben', channel: null, because: 'incident' }
const status = { id: id(6), kind: 'channel', name: '#status', channel: 'slack', because: 'team' }
const family = { parent: null, parts: [], splitFrom: null, splitOff: [], hidden: 0 }
const there = {
  'GET /api/me': { person: { id: id(3), name: 'Ana', zone: 'UTC' } },
  'GET /api/people': { people: [{ id: id(4), name: 'Ben', email: 'ben@example.com', zone: 'UTC' }] },
  'GET /api/services': { services: [{ id: id(5), slug: 'checkout', name: 'Checkout' }] },
  'GET /api/incidents/7': incident,
  'GET /api/incidents/7/hearers': { people: [ben], channels: [status] },
  'GET /api/incidents/7/family': family,
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...there, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(['incident', ...args], { env })), asked: server.asked }
}

test('an update says to how many it is sent, and is sent with a key of its own', async () => {
  const args = ['update', '7', 'We', 'roll', 'back', '--next', '15', '--to-parts']
  const { out, asked } = await on({ 'POST /api/incidents/7/updates': incident }, args)
  expect(asked.at(-1)?.body).toMatchObject({
    audience: 'stakeholders',
    text: 'We roll back',
    nextInMinutes: 15,
    isToParts: true,
    key: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(out).toContain('It is sent to 1 person and 1 channel.')
  expect(out).not.toContain('\u001b[2J')
})

test('who would hear it is told without sending anything', async () => {
  const { out, asked } = await on({}, ['update', '7', '--who', '--audience', 'users'])
  expect(out).toMatch(/#status +slack +team/)
  expect(asked.map(({ line }) => line)).toEqual(['GET /api/incidents/7/hearers?audience=users'])
})

test('still working needs no text, and an update to nobody says so', async () => {
  const nobody = { 'GET /api/incidents/7/hearers': { people: [], channels: [] } }
  const { out } = await on({ ...nobody, 'POST /api/incidents/7/updates': incident }, ['update', '7', '--still'])
  expect(out).toContain('Nobody is sent it')
})

test.each([
  [['hypothesis', '7', 'The', 'cache', '--test', 'Warm it'], 'hypotheses', { text: 'The cache', test: 'Warm it' }],
  [['hypothesis', '7', '--refuted', '3', '--note', 'No'], 'hypotheses/3/outcome', { outcome: 'refuted', note: 'No' }],
  [['task', '7', 'Call the bank', '--to', 'ben@example.com', '--within', '5'], 'tasks', { ownerId: id(4), minutes: 5 }],
  [['task', '7', '--take', '8', '--read-back', 'I call'], 'tasks/8', { state: 'taken', readBack: 'I call' }],
  [['task', '7', '--done', '8'], 'tasks/8', { state: 'done' }],
  [
    ['follow-up', '7', 'An alert', '--kind', 'detect', '--due', '2026-12-31'],
    'follow-ups',
    { kind: 'detect', dueOn: '2026-12-31' },
  ],
  [
    ['follow-up', '7', '--drop', '5', '--because', 'Not worth it'],
    'follow-ups/5',
    { state: 'dropped', note: 'Not worth it' },
  ],
  [['risk', '7', '--until', '2026-12-31', '--because', 'It is replaced'], 'risk', { until: '2026-12-31' }],
  [['merge', '7', '#9'], 'merge', { into: 9 }],
  [
    ['split', '7', 'Login fails', '--alert', '12', '--person', 'ben@example.com', '--part'],
    'split',
    { alertIds: [12], personIds: [id(4)], isPart: true },
  ],
])('%j', async (args, path, body) => {
  const replies = Object.fromEntries(
    ['POST', 'PUT', 'PATCH'].map((method) => [`${method} /api/incidents/7/${path}`, incident]),
  )
  const { exit, asked } = await on(replies, args)
  expect(exit).toBe(0)
  expect(asked.at(-1)?.body).toMatchObject(body)
})

test.each([
  [['hypothesis', '7'], /3 +open +Ana +Roll back +The release/],
  [['task', '7'], /8 +given +Ben .* +Call the bank/],
  [['follow-up', '7'], /5 +open +prevent +nobody +An alert/],
])('%j lists what there is', async (args, line) => {
  expect((await on({}, args)).out).toMatch(line)
})

test('of a family each relative is a line, and what is hidden is counted', async () => {
  const relative = { id: 9, priority: 'P2', title: 'Everything is slow', state: 'follow_up' }
  const known = { ...family, parent: relative, hidden: 1 }
  const { out, asked } = await on(
    { 'GET /api/incidents/7/family': known, 'PUT /api/incidents/7/parent': { done: true } },
    ['parent', '7', '9'],
  )
  expect(asked.find(({ line }) => line.startsWith('PUT'))?.body).toEqual({ parentId: 9 })
  expect(out).toBe('a part of 9 P2 Everything is slow, follow-up\nand 1 that you may not know of\n')
})

test('it stands alone again, and is followed and no longer', async () => {
  const put = { 'PUT /api/incidents/7/parent': { done: true } }
  const alone = await on(put, ['parent', '7', '--none'])
  expect(alone.asked.find(({ line }) => line.startsWith('PUT'))?.body).toEqual({ parentId: null })
  expect(alone.out).toBe('7 stands alone.\n')
  await server.close()
  const heard = { followers: [], isFollowing: true }
  expect((await on({ 'PUT /api/incidents/7/followers/me': heard }, ['follow', '7'])).out).toContain('You hear')
  await server.close()
  const ended = { 'DELETE /api/incidents/7/followers/me': { ...heard, isFollowing: false } }
  expect((await on(ended, ['unfollow', '7'])).out).toContain('no more')
})

test.each([
  [['update', '7'], /Say what they should know/],
  [['update', '7', 'x', '--next', 'soon'], /Write minutes/],
  [['task', '7', 'Call the bank'], /Say whom you ask/],
  [['task', '7', '--done', '8', '--drop', '8'], /one thing at a time/],
  [['hypothesis', '7', 'x', '--open', '3'], /one thing at a time/],
  [['parent', '7', '9', '--none'], /say --none/],
  [['risk', '7', '--because', 'x'], /--until/],
])('%j is used wrongly', async (args, err) => {
  expect(await on({}, args)).toMatchObject({ exit: 2, err: expect.stringMatching(err) })
})
