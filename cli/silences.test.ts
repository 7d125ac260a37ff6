import { afterEach, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaa${n}-0000-7000-8000-000000000001`
const matcher = { name: 'instance', value: 'web-.*', isRegex: true, isEqual: true }
const silence = {
  id: id(1),
  kind: 'silence',
  state: 'active',
  teamId: null,
  teamName: null,
  matchers: [matcher],
  services: [],
  reason: 'Moving disks \u001b[2J',
  author: 'Ana',
  authorId: null,
  startsAt: '2026-11-24T12:00:00Z',
  endsAt: '2026-11-24T14:00:00Z',
  warnMinutes: 15,
  createdAt: '2026-11-24T12:00:00Z',
  changedAt: '2026-11-24T12:00:00Z',
  endedBy: null,
  mutedNow: 3,
  mutedInAll: 7,
}
const counts = { pending: 0, active: 1, expired: 0 }
const there = {
  'GET /api/silences': { silences: [silence], counts },
  'GET /api/services': { services: [{ id: id(5), slug: 'checkout', name: 'Checkout' }] },
  'GET /api/teams': { teams: [{ id: id(6), slug: 'payments', name: 'Payments', members: [] }] },
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...there, ...replies })
  return { ...(await baton(args, { env: { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' } })), asked: server.asked }
}

test('what is silenced is listed, with who did it and why', async () => {
  const { out } = await on({}, ['silences', '--all'])
  expect(out).toMatch(/0190aaa1-0000-7000 +active .*instance=~"web-\.\*" +3 +7 +Ana +Moving disks/)
  expect(out).not.toContain('\u001b')
})

test('a silence is made from matchers as people type them', async () => {
  const { out, asked } = await on({ 'POST /api/silences': silence }, [
    'silence',
    'alertname=DiskFull',
    'instance=~web-.*',
    '--for',
    '2h',
    '--reason',
    'Moving disks',
    '--team',
    'payments',
    '--warn',
    '30m',
  ])
  expect(out).toContain('baton silences end 0190aaa1-0000-7000')
  expect(asked.at(-1)?.body).toMatchObject({
    teamId: id(6),
    matchers: [{ name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true }, matcher],
    reason: 'Moving disks',
    warnMinutes: 30,
    serviceIds: [],
  })
})

test('a maintenance names services; a preview changes nothing', async () => {
  const preview = { mutes: 2, stay: 1, alreadyMuted: 0, byPriority: { P1: 1 }, alerts: [] }
  const { out, asked } = await on({ 'POST /api/silences/preview': preview }, [
    'silence',
    '--service',
    'checkout',
    '--preview',
  ])
  expect(out).toContain('It would mute 2 open alerts now; 1 stay with whoever has them')
  expect(out).toContain('1 of them are P1.')
  expect(asked.at(-1)).toMatchObject({ body: { serviceIds: [id(5)], matchers: [] } })
})

test.each([
  [['silence', '--for', '2h', '--reason', 'x'], 'Write matchers such as'],
  [['silence', 'a=b', '--service', 'checkout', '--for', '2h', '--reason', 'x'], 'one of the two'],
  [['silence', 'a=b', '--for', '2h'], 'Say why'],
  [['silence', 'a=b', '--reason', 'x'], 'Say how long'],
  [['silence', 'a=b', '--reason', 'x', '--for', 'ever'], 'is no span'],
  [['silence', 'ab', '--reason', 'x', '--for', '2h'], 'write =, !=, =~ or !~ after the name'],
  [['silence', 'a="b', '--reason', 'x', '--for', '2h'], 'a quote is not closed, at character 3'],
])('%j is used wrongly', async (args, says) => {
  const { err, exit } = await on({}, args)
  expect(err).toContain(says)
  expect(exit).toBe(2)
})

test('one is ended, extended and shown by the beginning of its id', async () => {
  const ended = await on({ [`POST /api/silences/${id(1)}/end`]: { ...silence, state: 'expired' } }, [
    'silences',
    'end',
    '0190aaa1',
  ])
  expect(ended.out).toContain('Ended: instance=~"web-.*". 3 alerts page now.')
  await server.close()
  const extended = await on({ [`PATCH /api/silences/${id(1)}`]: silence }, [
    'silences',
    'extend',
    '0190aaa1',
    '--until',
    '2026-11-24T14:00:00Z',
  ])
  expect(extended.asked.at(-1)?.body).toEqual({ endsAt: '2026-11-24T14:00:00Z' })
  await server.close()
  expect((await on({}, ['silences', 'end', 'ffff'])).err).toContain('No silence has the id "ffff"')
})

test('inhibitions are listed, added and removed', async () => {
  const rule = {
    id: id(2),
    slug: 'switch-down',
    name: 'Switch down',
    teamId: id(6),
    sourceMatchers: [{ ...matcher, name: 'alertname', value: 'SwitchDown', isRegex: false }],
    targetMatchers: [matcher],
    equal: ['site'],
    createdAt: '2026-11-24T12:00:00Z',
    mutedNow: 2,
  }
  const replies = {
    'GET /api/inhibitions': { inhibitions: [rule] },
    'POST /api/inhibitions': rule,
    [`DELETE /api/inhibitions/${id(2)}`]: { done: true },
  }
  expect((await on(replies, ['inhibitions'])).out).toMatch(
    /switch-down +Switch down +alertname="SwitchDown" +instance=~"web-\.\*" +site +2/,
  )
  await server.close()
  const added = await on(
    replies,
    'inhibitions add switch-down --team payments --source alertname=SwitchDown --target instance=~web-.* --equal site'.split(
      ' ',
    ),
  )
  expect(added.asked.at(-1)?.body).toMatchObject({
    teamId: id(6),
    sourceMatchers: rule.sourceMatchers,
    targetMatchers: rule.targetMatchers,
    equal: ['site'],
  })
  await server.close()
  expect((await on(replies, ['inhibitions', 'remove', 'switch-down'])).out).toContain('2 alerts page now')
})
