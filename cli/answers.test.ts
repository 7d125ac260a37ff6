// Answers with more than a number: promises, "I cannot", and acting in the place of another.
import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const ana = { id: '0190aaaa-0000-7000-8000-000000000001', name: 'Ana', email: 'ana@example.com' }
const alert = { id: 12, priority: 'P1', summary: 'Checkout is failing' }

async function on(path: string, args: readonly string[]) {
  server = await fakeBaton({ [path]: alert, 'GET /api/people': { people: [ana] } })
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test.each([
  [
    ['ack', '12', '--looking-at', 'the database', '--back-in', '1h30m'],
    'acknowledgement',
    { lookingInto: 'the database', backInMinutes: 90 },
    'Acknowledged: 12 P1',
  ],
  [
    ['ack', '12', '--for', 'ANA@example.com', '--because', 'she called'],
    'acknowledgement',
    { forPersonId: ana.id, because: 'she called' },
    'Acknowledged for ANA@example.com: 12 P1',
  ],
  [
    ['take', '12', '--because', 'asked', '--back-in', '20m'],
    'takeover',
    { because: 'asked', backInMinutes: 20 },
    'Taken over: 12 P1',
  ],
  [['decline', '12'], 'decline', { reason: '' }, 'Declined: 12 P1'],
  [['decline', '12', '--reason', 'driving'], 'decline', { reason: 'driving' }, 'Declined: 12 P1'],
  [['escalate', '12', '--because', 'on a plane'], 'escalation', { because: 'on a plane' }, 'Escalated: 12 P1'],
  [['close', '12', '--because', 'over'], 'closure', { note: '', because: 'over' }, 'Closed: 12 P1'],
  [
    ['close', '12', '--no-action', 'the probe was down', '--reason', 'false-alarm'],
    'closure',
    { note: 'the probe was down', outcome: 'no_action', reason: 'false_alarm' },
    'Closed, no action needed: 12 P1',
  ],
  [['close', '12', '--no-action'], 'closure', { note: '', outcome: 'no_action' }, 'Closed, no action needed: 12 P1'],
])('%j', async (args, path, body, out) => {
  const answered = await on(`POST /api/alerts/12/${path}`, args)
  expect(answered).toMatchObject({ exit: 0, out: expect.stringContaining(out) })
  expect(answered.asked.at(-1)).toMatchObject({ body })
})

test.each([
  [['ack', '12', '--back-in', '4m'], /5m to 4h/],
  [['ack', '12', '--back-in', 'soon'], /5m to 4h/],
  [['take', '12'], /required option '--because/],
  [['close', '12', '--reason', 'duplicate'], /write --no-action with it/],
  [['close', '12', '--no-action', '--reason', 'boring'], /false-alarm, resolved-itself/],
  [['outcome', '12', 'whatever'], /acted, no-action, take-back/],
])('%j is used wrongly', async (args, err) => {
  expect(await on('GET /nothing', args)).toMatchObject({ exit: 2, err: expect.stringMatching(err), asked: [] })
})

test.each([
  [
    ['outcome', '12', 'no-action', '--reason', 'too-tight', '--note', '80 % is normal'],
    'PUT',
    { outcome: 'no_action', reason: 'too_tight', note: '80 % is normal' },
    'Said: no-action: 12 P1',
  ],
  [['outcome', '12', 'acted'], 'PUT', { outcome: 'acted' }, 'Said: acted: 12 P1'],
  [['outcome', '12', 'take-back'], 'DELETE', undefined, 'Taken back: 12 P1'],
] as const)('%j', async (args, method, body, out) => {
  const answered = await on(`${method} /api/alerts/12/outcome`, args)
  expect(answered).toMatchObject({ exit: 0, out: expect.stringContaining(out) })
  if (body) expect(answered.asked.at(-1)).toMatchObject({ body })
})
