import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton, refused } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const handover = {
  id: 12,
  scheduleName: 'Payments primary',
  state: 'signed',
  from: { personId: 'a', name: 'Ana' },
  to: { personId: 'b', name: 'Ben \u001b[2J' },
  beginsAt: '2026-11-30T08:00:00.000Z',
  words: 'The bank calls back.\nBefore noon.',
  version: 3,
  keeps: ['alert:7'],
  mark: 'read-so-far',
  questions: [{ id: 4, text: 'Who knows the bank?', answer: null }],
  may: { write: false, sign: false, ask: true, answer: false, accept: true },
  brief: [
    {
      section: 'alerts',
      total: 2,
      items: [{ title: 'Disk full', place: 'Ledger', priority: 'P2', owner: null, state: 'triggered', fate: 'told' }],
      rest: [{ place: '', count: 1 }],
    },
  ],
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ 'GET /api/handovers/12': handover, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_abcdefghijklmnopqrstuvwxyz1' }
  return { ...(await baton(args, { env })), asked: server.asked }
}

test('the brief is told with what to do next, and foreign text does nothing to the terminal', async () => {
  const { out } = await on({}, ['handover', 'show', '12'])
  expect(out).toContain('12 Payments primary, Ana to Ben')
  expect(out).not.toContain('\u001b')
  expect(out).toContain(`  The bank calls back.
  Before noon.
Open alerts (2)
  P2  Disk full (Ledger, triggered)
  and elsewhere 1
? Who knows the bank? (not answered)
Accept it: baton handover accept 12 --mark read-so-far
`)
})

test('accepting sends what was read, and says what is refused', async () => {
  const done = await on({ 'POST /api/handovers/12/accept': { ...handover, state: 'accepted' } }, [
    'handover',
    'accept',
    '12',
    '--mark',
    'seen',
  ])
  expect([done.exit, done.asked.at(-1)?.body]).toEqual([0, { mark: 'seen' }])
  expect(done.out).toContain('Accepted: 12 Payments primary')
  await server.close()
  const late = await on({ 'POST /api/handovers/12/accept': refused(409, 'handover_changed', 'Read it again.') }, [
    'handover',
    'accept',
    '12',
    '--mark',
    'read-so-far',
  ])
  expect([late.exit, late.asked.at(-1)?.body]).toEqual([1, { mark: 'read-so-far' }])
  expect(late.err).toContain('Read it again.')
})

test('what nobody read is not accepted: it is shown, with the command that accepts it', async () => {
  const first = await on({ 'POST /api/handovers/12/accept': handover }, ['handover', 'accept', '12'])
  expect(first.exit).toBe(2)
  expect(first.out).toContain('P2  Disk full')
  expect(first.err).toContain('accept it with its mark: baton handover accept 12 --mark read-so-far')
  expect(first.asked).toHaveLength(1)
  await server.close()
  const may = { ...handover.may, accept: false }
  const others = await on({ 'GET /api/handovers/12': { ...handover, may, state: 'draft' } }, [
    'handover',
    'accept',
    '12',
  ])
  expect([others.exit, others.err.includes('--mark')]).toEqual([2, false])
  expect(others.err).toContain('it is not yours to accept as it stands (to be signed)')
})

test('a manager reads that they accept in place of somebody', async () => {
  const late = { ...handover, state: 'unaccepted', isInPlace: true }
  const { out } = await on({ 'GET /api/handovers/12': late }, ['handover', 'show', '12'])
  expect(out).toContain('You would accept it in place of Ben')
})

test('writing keeps what stays with me, and signing names what was seen', async () => {
  const written = await on({ 'PUT /api/handovers/12': handover }, ['handover', 'write', '12', 'Watch', 'it'])
  expect(written.asked.at(-1)?.body).toEqual({ version: 3, words: 'Watch it', keeps: ['alert:7'] })
  await server.close()
  const signed = await on({ 'POST /api/handovers/12/sign': handover }, ['handover', 'sign', '12'])
  expect(signed.asked.at(-1)?.body).toEqual({ version: 3 })
  await server.close()
  const answered = await on({ 'POST /api/handovers/12/questions/4': handover }, ['handover', 'answer', '12', 'Mia'])
  expect(answered.asked.at(-1)?.body).toEqual({ text: 'Mia' })
})

test('a shift is reviewed in one line', async () => {
  const reviewed = await on({ 'PUT /api/worked-shifts/311/review': { done: true } }, [
    'shift',
    'review',
    '#311',
    '4',
    '--fix',
    'The disk alert',
  ])
  expect(reviewed.asked.at(-1)?.body).toEqual({ weight: 4, fix: 'The disk alert' })
  expect(reviewed.out).toBe('Thank you: 4 of 5 heavy; to fix first: The disk alert\n')
  expect((await baton(['shift', 'review', '311', '6'])).exit).toBe(2)
})
