import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const ana = { id: id(1), name: 'Ana', email: 'ana@example.com', zone: 'Asia/Seoul' }
const mail = { id: id(2), channel: 'email', label: '', address: 'ana@example.com', isEnabled: true, isVerified: true }
const call = {
  id: id(3),
  channel: 'voice',
  label: 'Phone',
  address: '+821012345678',
  isEnabled: true,
  isVerified: true,
}
const sms = { ...call, id: id(4), channel: 'sms', label: '', isVerified: false }
const contacts = {
  [`GET /api/people/${id(1)}/contacts`]: { contacts: [mail, call, sms], rules: [], areDefaults: true },
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ 'GET /api/me': { person: ana }, ...contacts, ...replies })
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test('contacts are listed with whether they are verified', async () => {
  const { out } = await on({}, ['contacts'])
  expect(out).toMatch(/email +ana@example\.com +verified/)
  expect(out).toMatch(/voice +\+821012345678 +Phone +verified/)
  expect(out).toMatch(/sms +\+821012345678 +not verified/)
})

test('a number is added, and a code is sent to it', async () => {
  const { out, asked } = await on(
    {
      [`POST /api/people/${id(1)}/contacts`]: { contact: sms, secret: null },
      [`POST /api/people/${id(1)}/contacts/${id(4)}/code`]: { expiresAt: '2026-11-24T12:15:00Z' },
    },
    ['contacts', 'add', 'sms', '+82 10-1234-5678'],
  )
  expect(out).toContain('Added sms +821012345678. A code is on its way to it:')
  expect(out).toContain('baton contacts verify +821012345678 <code>')
  expect(asked.at(-1)).toMatchObject({ line: `POST /api/people/${id(1)}/contacts/${id(4)}/code` })
})

test('a code is given for the contact that waits for it', async () => {
  const { out, asked } = await on(
    { [`POST /api/people/${id(1)}/contacts/${id(4)}/verification`]: { ...sms, isVerified: true } },
    ['contacts', 'verify', '+821012345678', '123456'],
  )
  expect(out).toBe('+821012345678 is verified.\n')
  expect(asked.at(-1)).toMatchObject({ body: { code: '123456' } })
})

test('a channel or a contact that is not there is told', async () => {
  expect(await on({}, ['contacts', 'add', 'pigeon', 'x'])).toMatchObject({ exit: 2 })
  await server.close()
  expect((await on({}, ['contacts', 'code', 'ana@exmple.com'])).err).toContain('Did you mean "ana@example.com"?')
})

const told = { contacts: [mail, call, sms], rules: [], areDefaults: true, quiet: null, zone: 'Asia/Seoul' }
const rulesPath = `PUT /api/people/${id(1)}/rules`
const night = { kind: 'days', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00' }

test('a rule for some hours is added beside the others, and listed', async () => {
  const usual = { priority: 'P3', contactId: id(3), afterMinutes: 0 }
  const get = { [`GET /api/people/${id(1)}/contacts`]: { ...told, rules: [usual] } }
  const { out, asked } = await on({ ...get, [rulesPath]: { done: true } }, [
    'contacts',
    'rule',
    'P3',
    'ana@example.com',
    '--after',
    '5',
    '--hours',
    '22:00-07:00',
    '--days',
    'fri-mon',
  ])
  expect(asked.at(-1)).toMatchObject({
    body: {
      rules: [
        usual,
        { priority: 'P3', contactId: id(2), afterMinutes: 5, within: [{ ...night, weekdays: [1, 5, 6, 7] }] },
      ],
    },
  })
  expect(out).toBe('P3: ana@example.com after 5 min, mon,fri,sat,sun 22:00–07:00.\n')
  await server.close()
  const listed = await on(
    { [`GET /api/people/${id(1)}/contacts`]: { ...told, rules: [{ ...usual, within: [night] }] } },
    ['contacts', 'rules'],
  )
  expect(listed.out).toMatch(/P3 +voice \+821012345678 +0 min +every day 22:00–07:00/)
})

test('the same rule again takes the place of the first, and --remove takes it away', async () => {
  const rule = { priority: 'P1', contactId: id(2), afterMinutes: 9 }
  const get = { [`GET /api/people/${id(1)}/contacts`]: { ...told, rules: [rule] }, [rulesPath]: { done: true } }
  const again = await on(get, ['contacts', 'rule', 'p1', 'ana@example.com'])
  expect(again.asked.at(-1)).toMatchObject({ body: { rules: [{ ...rule, afterMinutes: 0 }] } })
  await server.close()
  const gone = await on(get, ['contacts', 'rule', 'P1', 'ana@example.com', '--remove'])
  expect(gone.asked.at(-1)).toMatchObject({ body: { rules: [] } })
})

test('quiet hours are set, said and switched off', async () => {
  const path = `PUT /api/people/${id(1)}/quiet-hours`
  const quiet = { within: [night], priorities: ['P3', 'P4'] }
  const get = { [`GET /api/people/${id(1)}/contacts`]: { ...told, quiet } }
  const set = await on({ ...get, [path]: { done: true } }, ['contacts', 'quiet', '22:00-07:00'])
  expect(set.asked).toContainEqual(expect.objectContaining({ line: path, body: { quiet } }))
  expect(set.out).toBe('Quiet for P3, P4: every day 22:00–07:00 (Asia/Seoul).\n')
  await server.close()
  const off = await on({ [path]: { done: true } }, ['contacts', 'quiet', '--off'])
  expect(off.asked.at(-1)).toMatchObject({ line: path, body: { quiet: null } })
  await server.close()
  expect((await on({}, ['contacts', 'quiet', 'nights'])).err).toContain('write them as 22:00-07:00')
  await server.close()
  expect((await on({}, ['contacts', 'quiet', '22:00-07:00', '--priorities', 'P1'])).err).toContain(
    '"P1" is no priority here',
  )
})
