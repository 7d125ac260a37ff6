import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const ana = { id: id(1), name: 'Ana', email: 'ana@example.com', zone: 'Europe/Berlin' }
const mina = { id: id(2), name: '김미나', email: 'Mina@example.com', zone: 'Asia/Seoul' }
const shift = {
  scheduleId: id(5),
  scheduleName: 'Payments primary',
  role: 'primary',
  startsAt: '2026-12-21T08:00:00Z',
  endsAt: '2026-12-28T08:00:00Z',
}
const christmas = {
  id: id(7),
  personId: id(1),
  startsAt: '2026-12-20T23:00:00Z',
  endsAt: '2027-01-03T23:00:00Z',
  note: 'Wedding',
  createdBy: id(1),
  createdAt: '2026-11-24T12:00:00Z',
  shifts: [shift],
}
const dentist = {
  ...christmas,
  id: id(8),
  startsAt: '2026-12-01T12:00:00Z',
  endsAt: '2026-12-01T16:00:00Z',
  note: null,
  shifts: [],
}
const people = { 'GET /api/me': { person: ana }, 'GET /api/people': { people: [ana, mina] } }

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...people, ...replies })
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test('is listed as days or moments, with the shifts that fall into it', async () => {
  const { out } = await on({ [`GET /api/people/${id(1)}/leave`]: { leave: [dentist, christmas] } }, ['leave'])
  expect(out).toBe(
    `FROM             TO               ON CALL           NOTE
Tue 1 Dec 13:00  Tue 1 Dec 17:00
Mon 21 Dec       Sun 3 Jan 2027   Payments primary  Wedding
`,
  )
})

test('is entered as days, and the shifts in it are told at once', async () => {
  const answer = { leave: christmas, overlaps: [{ ...dentist, kind: 'leave', name: '' }] }
  const line = `POST /api/people/${id(1)}/leave`
  const args = ['leave', 'add', 'mon 2026-12-21', 'sun 2027-01-03', '--note', 'Wedding']
  const { out, asked } = await on({ [line]: answer }, args)
  expect(asked.at(-1)).toMatchObject({ line, body: { startsOn: '2026-12-21', endsOn: '2027-01-03', note: 'Wedding' } })
  expect(out).toBe(
    `You are on leave from Mon 21 Dec to Sun 3 Jan 2027.
It overlaps leave from Tue 1 Dec 13:00 to Tue 1 Dec 17:00.
You stay on call in these shifts until somebody takes over:
SCHEDULE          FROM              UNTIL             ROLE
Payments primary  Mon 21 Dec 09:00  Mon 28 Dec 09:00  primary
`,
  )
})

test('is entered for somebody else, as moments', async () => {
  const line = `POST /api/people/${id(2)}/leave`
  const args = ['leave', 'add', '2026-12-01 13:00', '2026-12-01 17:00', '--for', 'mina@example.com']
  const { out, asked } = await on({ [line]: { leave: { ...dentist, personId: id(2) }, overlaps: [] } }, args)
  expect(asked.at(-1)?.body).toEqual({ startsAt: '2026-12-01T12:00:00Z', endsAt: '2026-12-01T16:00:00Z' })
  expect(out).toBe('김미나 is on leave from Tue 1 Dec 21:00 to Wed 2 Dec 01:00.\n')
})

test('is taken back by its first day or its id', async () => {
  const list = { [`GET /api/people/${id(1)}/leave`]: { leave: [dentist, christmas] } }
  const replies = { ...list, [`DELETE /api/people/${id(1)}/leave/${id(7)}`]: { done: true } }
  const { out } = await on(replies, ['leave', 'remove', 'mon 2026-12-21'])
  expect(out).toBe('Taken back: leave from Mon 21 Dec to Sun 3 Jan 2027.\n')
  await server.close()
  expect((await on(replies, ['leave', 'remove', id(7)])).exit).toBe(0)
  await server.close()
  const none = await on(replies, ['leave', 'remove', '2026-12-22'])
  expect([none.exit, none.err]).toEqual([1, expect.stringContaining('No leave to come begins on "2026-12-22"')])
})

test.each([
  [['2026-12-21', '2027-01-03 12:00'], 'Write two days'],
  [['christmas', '2027-01-03'], '"christmas" is no day'],
  [['tue 2026-12-21', '2027-01-03'], '"tue 2026-12-21" is no day'],
])('%j is used wrongly', async (span, say) => {
  const { exit, err } = await on({}, ['leave', 'add', ...span])
  expect([exit, err]).toEqual([2, expect.stringContaining(say)])
})
