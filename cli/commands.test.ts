import { afterEach, describe, expect, test } from 'vitest'
import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { baton, fakeBaton, inFolder, refused, reply, type Typed } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const token = 'btn_abcdefghijklmnopqrstuvwxyz1'

/** Runs a command against a Baton that answers so. */
async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[], given: Typed = {}) {
  server = await fakeBaton(replies)
  const env = { BATON_SERVER: server.url, BATON_TOKEN: token, ...given.env }
  return { ...(await baton(args, { ...given, env })), asked: server.asked }
}

const alert = {
  id: 12,
  priority: 'P1',
  state: 'triggered',
  summary: '결제가 멈췄다 \u001b[2J',
  serviceName: 'Checkout',
  acknowledgedBy: null,
  heldUntil: null,
  answers: null,
  count: 3,
  firstAt: '2026-11-24T11:55:00Z',
  reopens: 0,
  group: null,
  isTest: false,
}
const counts = { triggered: 1, acknowledged: 0, snoozed: 0, muted: 0 }
const teams = { teams: [{ id: id(1), slug: 'payments', name: 'Payments', members: [] }] }

describe('who is on call', () => {
  const schedules = { schedules: [{ id: id(2), slug: 'payments-primary', name: 'Payments primary' }] }
  const because = {
    by: 'rotation',
    temporaryName: null,
    rotationName: 'Weeks',
    turn: 1,
    overrideId: null,
    reason: null,
  }
  const person = { personId: id(3), name: 'Ana', role: 'primary', because, isReachable: true }
  const onCall = {
    scheduleId: id(2),
    scheduleName: 'Payments primary',
    teamId: id(1),
    at: '2026-11-24T12:00:00Z',
    because: 'scheduled',
    people: [
      person,
      {
        ...person,
        name: '박지민',
        role: 'secondary',
        isReachable: false,
        because: { ...because, by: 'override', reason: 'ill' },
      },
    ],
    shadows: [],
    until: '2026-11-30T08:00:00Z',
    handingOver: [],
  }

  test('is a table in local time, with why', async () => {
    const going = { personId: id(4), name: 'Ben', until: '2026-11-24T13:00:00Z' }
    const handed = { ...onCall, handingOver: [going] }
    const nobody = { ...handed, scheduleName: 'Night', because: 'nobody_scheduled', people: [], until: null }
    const { out, exit, asked } = await on({ 'GET /api/on-call': { onCall: [handed, nobody] } }, ['oncall'])
    expect(out).toBe(
      `SCHEDULE          UNTIL             ON CALL
Payments primary  Mon 30 Nov 09:00  Ana
                                    박지민 (secondary; override: ill; no contact reaches them)
                                    Ben, until Ana accepts the handover, at most until 14:00
Night             further notice    nobody: nobody is scheduled
                                    Ben, until somebody accepts the handover, at most until 14:00
`,
    )
    expect(exit).toBe(0)
    expect(asked.map(({ line }) => line)).toEqual(['GET /api/on-call'])
    expect(asked[0]?.headers.authorization).toBe(`Bearer ${token}`)
  })

  test('of one schedule at a moment that is written as people do', async () => {
    const replies = { 'GET /api/schedules': schedules, 'GET /api/on-call': { onCall: [onCall] } }
    const at = '2026-11-24 03:00 Asia/Seoul'
    const { out, asked } = await on(replies, ['oncall', 'payments-primary', '--at', at, '--json'])
    expect(asked[1]?.line).toBe(`GET /api/on-call?at=2026-11-23T18%3A00%3A00Z&scheduleId=${id(2)}`)
    expect(JSON.parse(out)).toEqual({ onCall: [onCall] })
  })

  test.each([
    [
      ['oncall', 'payments-primry'],
      1,
      'unknown_reference: There is no schedule "payments-primry". Did you mean "payments-primary"?\n',
    ],
    [['oncall', '--at', 'soon'], 2, expect.stringContaining('usage: "soon" is no moment.')],
  ])('%j', async (args, exit, err) => {
    expect(await on({ 'GET /api/schedules': schedules }, args)).toMatchObject({ exit, err, out: '' })
  })
})

describe('shifts', () => {
  const ana = { personId: id(3), name: 'Ana', role: 'primary', because: { by: 'rotation' } }
  const schedules = { schedules: [{ id: id(2), slug: 'payments-primary', name: 'Payments primary' }] }
  const told = {
    schedules: [
      {
        scheduleId: id(2),
        scheduleName: 'Payments primary',
        teamId: id(1),
        zone: 'Europe/Berlin',
        isCut: false,
        shifts: [
          { from: '2026-11-24T09:00:00Z', until: '2026-11-25T09:00:00Z', people: [ana], shadows: [] },
          { from: '2026-11-25T09:00:00Z', until: '2026-11-26T09:00:00Z', people: [], shadows: [] },
        ],
      },
    ],
    isCut: true,
  }

  test('are a table, with gaps and what is missing', async () => {
    const replies = { 'GET /api/schedules': schedules, 'GET /api/shifts': told }
    const args = ['payments-primary', '--from', '2026-11-24', '--to', '2026-11-27T00:00:00Z']
    for (const command of ['shifts', 'oncall']) {
      const { out, asked } = await on(replies, [command, ...args])
      expect(out).toBe(
        `SCHEDULE          FROM              UNTIL             ON CALL
Payments primary  10:00             Wed 25 Nov 10:00  Ana
                  Wed 25 Nov 10:00  Thu 26 Nov 10:00  nobody
There are more shifts than one answer holds. Ask for fewer days or schedules.
`,
      )
      const query = new URLSearchParams({
        from: '2026-11-23T23:00:00Z',
        to: '2026-11-27T00:00:00Z',
        scheduleIds: id(2),
      })
      expect(asked[1]?.line).toBe(`GET /api/shifts?${query.toString()}`)
    }
  })

  test('of mine are the next twelve weeks', async () => {
    const replies = { 'GET /api/me': { person: { id: id(5) } }, 'GET /api/shifts': { schedules: [], isCut: false } }
    const { out, asked } = await on(replies, ['shifts', '--mine', '--from', '2026-11-24T00:00:00Z'])
    expect(out).toBe('You have no shift in this span.\n')
    const query = { from: '2026-11-24T00:00:00Z', to: '2027-02-16T00:00:00Z', personId: id(5) }
    expect(asked[1]?.line).toBe(`GET /api/shifts?${new URLSearchParams(query).toString()}`)
  })

  test.each([
    [['shifts', '--from', 'soon'], /"soon" is no moment/],
    [['shifts', '--from', 'tomorrow', '--to', 'today'], /--to is not after --from/],
    [['oncall', '--at', 'tomorrow 03:00', '--from', 'today'], /Choose one of them/],
  ])('%j is used wrongly', async (args, err) => {
    expect(await on({}, args)).toMatchObject({ exit: 2, err: expect.stringMatching(err), out: '' })
  })
})

describe('alerts', () => {
  test('are a table that fits the screen and cannot command it', async () => {
    const { out } = await on({ 'GET /api/alerts': { alerts: [alert], counts, nextBefore: null } }, ['alerts'], {
      columns: 70,
    })
    expect(out).toBe(
      `ID  PRIORITY  STATE      AGE    COUNT  SERVICE   WHO  SUMMARY
12  P1        triggered  5 min  3      Checkout       결제가 멈췄다
1 triggered, 0 acknowledged, 0 snoozed.
`,
    )
  })

  test('are asked for as the options say', async () => {
    const replies = { 'GET /api/teams': teams, 'GET /api/alerts': { alerts: [], counts, nextBefore: null } }
    const args = ['alerts', '--state', 'all', '--team', 'payments', '--mine', '--search', '결제', '--limit', '7']
    const { asked, out } = await on(replies, args)
    const query = new URLSearchParams({ state: 'all', search: '결제', mine: 'true', limit: '7', teamId: id(1) })
    expect(asked[1]?.line).toBe(`GET /api/alerts?${query.toString()}`)
    // The counts of everybody's alerts would contradict it.
    expect(out).toBe('No alerts.\n')
  })

  test.each([
    [['alerts', '--state', 'odd'], /^error: option '--state <state>' argument 'odd' is invalid/],
    [['alerts', '--limit', '0'], /Write a number from 1 to 200/],
    [['alerts', 'x'], /too many arguments/],
  ])('%j is used wrongly', async (args, err) => {
    expect(await on({}, args)).toMatchObject({ exit: 2, err: expect.stringMatching(err), asked: [] })
  })
})

describe('an answer', () => {
  test.each([
    [['ack', '12'], 'POST /api/alerts/12/acknowledgement', {}, 'Acknowledged'],
    [['ack', '#12'], 'POST /api/alerts/12/acknowledgement', {}, 'Acknowledged'],
    [['resolve', '12', '--note', 'rolled back'], 'POST /api/alerts/12/closure', { note: 'rolled back' }, 'Closed'],
    [['close', '12'], 'POST /api/alerts/12/closure', { note: '' }, 'Closed'],
    [['escalate', '12'], 'POST /api/alerts/12/escalation', {}, 'Escalated'],
    [
      ['snooze', '12', '30m'],
      'POST /api/alerts/12/snooze',
      { until: '2026-11-24T12:30:00.000Z' },
      'Snoozed until 13:30',
    ],
    [
      ['snooze', '12', 'until', 'tomorrow', '09:00'],
      'POST /api/alerts/12/snooze',
      { until: '2026-11-25T08:00:00.000Z' },
      'Snoozed until Wed 25 Nov 09:00',
    ],
    [
      ['snooze', '12', 'until', '2026-11-25T00:00:00Z'],
      'POST /api/alerts/12/snooze',
      { until: '2026-11-25T00:00:00.000Z' },
      'Snoozed until Wed 25 Nov 01:00',
    ],
  ])('%j', async (args, line, body, done) => {
    const { out, exit, asked } = await on({ [line]: alert }, args)
    expect(asked).toMatchObject([{ line, body }])
    expect({ out, exit }).toEqual({ out: `${done}: 12 P1 결제가 멈췄다\n`, exit: 0 })
  })

  test('that comes too late says so, and a script can tell', async () => {
    const late = refused(409, 'alert_already_acknowledged', 'Someone already has this alert. Open it to see who.')
    const replies = { 'POST /api/alerts/12/acknowledgement': late }
    expect(await on(replies, ['ack', '12'])).toMatchObject({
      exit: 1,
      out: '',
      err: 'alert_already_acknowledged: Someone already has this alert. Open it to see who.\n',
    })
    await server.close()
    const { err } = await on(replies, ['ack', '12', '--json'])
    expect(JSON.parse(err)).toMatchObject({ code: 'alert_already_acknowledged' })
  })

  test.each([
    [['ack', 'x'], /Write the number/],
    [['ack'], /missing required argument 'id'/],
    [['snooze', '12', 'forever'], /"forever" is no time to be quiet/],
    [['snooze', '12', '09:00'], /until 09:00/],
  ])('%j is used wrongly', async (args, err) => {
    expect(await on({}, args)).toMatchObject({ exit: 2, err: expect.stringMatching(err), asked: [] })
  })
})

describe('paging by hand', () => {
  const replies = {
    'GET /api/people': { people: [{ id: id(3), name: 'Ana', email: 'Ana@example.com' }] },
    'GET /api/policies': {
      policies: [
        { id: id(4), slug: 'web', name: 'Web' },
        { id: id(6), slug: 'payments', name: 'Payments' },
      ],
    },
    'GET /api/services': { services: [{ id: id(5), slug: 'web', name: 'Web site' }] },
    'POST /api/pages': { alertId: 7, pageId: 8 },
  }

  test.each([
    ['ana@example.com', { kind: 'person', personId: id(3) }, 'Ana'],
    ['payments', { kind: 'policy', policyId: id(6) }, 'Payments'],
    ['policy:web', { kind: 'policy', policyId: id(4) }, 'Web'],
    ['service:web', { kind: 'service', serviceId: id(5) }, 'Web site'],
  ])('%s', async (whom, to, name) => {
    const { out, asked } = await on(replies, ['page', whom, 'Something', 'is odd', '--priority', 'P1'])
    expect(asked.at(-1)?.body).toEqual({ to, summary: 'Something is odd', priority: 'P1', details: '' })
    expect(out).toBe(`Paged ${name}: alert 7, page 8.\n`)
  })

  test.each([
    ['web', 2, 'usage: "web" is a policy and a service. Write policy:web or service:web.\n'],
    ['paymnts', 1, 'unknown_reference: There is no policy or service "paymnts". Did you mean "payments"?\n'],
    ['service:payments', 1, 'unknown_reference: There is no service "payments". There are: web.\n'],
    ['bob@example.com', 1, 'unknown_reference: There is no person "bob@example.com". There are: Ana@example.com.\n'],
  ])('%s cannot be meant', async (whom, exit, err) => {
    const answer = await on(replies, ['page', whom, 'x'])
    expect(answer).toMatchObject({ exit, out: '' })
    expect(answer.err).toBe(err)
    expect(answer.asked.map(({ line }) => line)).not.toContain('POST /api/pages')
  })
})

describe('the log', () => {
  test('is read with the newest line last', async () => {
    const log = { entries: [entry(3), entry(2)], nextBefore: null }
    const { out, asked } = await on({ 'GET /api/teams': teams, 'GET /api/log': log }, [
      'log',
      '--team',
      'payments',
      '--search',
      'line',
    ])
    expect(out).toBe('12:55  line 2\n12:55  line 3\n')
    expect(asked[1]?.line).toBe(`GET /api/log?teamId=${id(1)}&search=line&limit=50`)
  })

  test('is written to', async () => {
    const replies = { 'GET /api/teams': teams, 'POST /api/log': { ...entry(4), says: 'Ana: all is well' } }
    const { out, asked } = await on(replies, ['log', 'add', 'all', 'is well', '--team', 'Payments', '--alert', '12'])
    expect(asked[1]?.body).toEqual({ teamId: id(1), alertId: 12, text: 'all is well' })
    expect(out).toBe('12:55  Ana: all is well\n')
    await server.close()
    expect(await on(replies, ['log', 'add', 'x'])).toMatchObject({ exit: 2, asked: [] })
  })

  test('is followed until the person ends it', async () => {
    const stopping = new AbortController()
    const lines: string[] = []
    const { exit } = await on({ 'GET /api/log': { entries: [entry(1)], nextBefore: null } }, ['log', '--follow'], {
      stopped: stopping.signal,
      write: (text) => {
        lines.push(text)
        stopping.abort()
      },
    })
    expect({ exit, lines }).toEqual({ exit: 0, lines: ['12:55  line 1\n'] })
  })
})

describe('the configuration', () => {
  const applied = {
    changes: [
      { kind: 'team', slug: 'payments', does: 'none', fields: [] },
      {
        kind: 'policy',
        slug: 'web',
        does: 'change',
        fields: [
          { field: 'steps.0.wait', before: 5, after: 10 },
          { field: 'steps.1.targets', before: ['schedule night'], after: null },
        ],
      },
      {
        kind: 'source',
        slug: 'checks',
        does: 'create',
        fields: [
          { field: 'name', before: null, after: '점검' },
          { field: 'description', before: null, after: '' },
          { field: 'turns', before: null, after: [['ana@example.com'], ['ben@example.com', 'cho@example.com']] },
        ],
      },
    ],
    isApplied: true,
    keys: [{ slug: 'checks', key: 'k'.repeat(32) }],
  }

  test('is applied from a file, and what changed is shown', async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, 'team.yaml')
      await writeFile(file, 'teams: []\n')
      const { out, exit, asked } = await on({ 'POST /api/configuration': applied }, ['apply', '-f', file])
      expect(asked).toMatchObject([{ line: 'POST /api/configuration', body: { yaml: 'teams: []\n', dryRun: false } }])
      expect(exit).toBe(0)
      expect(out).toBe(`~ policy web
    steps.0.wait: 5 → 10
    steps.1.targets: schedule night → –
+ source checks
    name: 점검
    turns: ana@example.com, ben@example.com + cho@example.com
Applied: 1 created, 1 changed, 1 as before. What the file does not name was left alone.

New keys and secrets. They are shown this once; keep them now:
  checks  ${'k'.repeat(32)}
`)
    })
  })

  test('is only held against what is there with --dry-run, from the input', async () => {
    const dry = { ...applied, isApplied: false, keys: [] }
    const { out, asked } = await on({ 'POST /api/configuration': dry }, ['apply', '-f', '-', '--dry-run'], {
      input: 'a: 1',
    })
    expect(asked[0]?.body).toEqual({ yaml: 'a: 1', dryRun: true })
    expect(out).toContain('Would create 1 and change 1; 1 are as the file says. Nothing was changed.\n')
    await server.close()
    const same = { ...dry, changes: [applied.changes[0]] }
    expect((await on({ 'POST /api/configuration': same }, ['apply', '-f', '-'])).out).toBe(
      'Nothing to change: 1 thing is as the file says.\n',
    )
  })

  test('a file that is refused is told line by line, under its own name', async () => {
    const errors = [
      { path: 'baton.yaml:12:5 policies.0.steps.1.wait', say: 'Expected a whole number of minutes, at least 1' },
    ]
    const refusal = refused(422, 'configuration_invalid', 'The file cannot be applied. Nothing was changed.', errors)
    await inFolder(async (folder) => {
      const file = path.join(folder, 'my $& team.yaml')
      await writeFile(file, '')
      expect(await on({ 'POST /api/configuration': refusal }, ['apply', '-f', file])).toMatchObject({
        exit: 2,
        out: '',
        err: `configuration_invalid: The file cannot be applied. Nothing was changed.
  ${file}:12:5 policies.0.steps.1.wait: Expected a whole number of minutes, at least 1
`,
      })
    })
  })

  test('a file in another encoding is not sent: its letters would be lost', async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, 'team.yaml')
      await writeFile(file, Buffer.from('teams: [{ slug: a, name: Caf\u00e9 }]', 'latin1'))
      expect(await on({}, ['apply', '-f', file])).toMatchObject({
        exit: 2,
        err: `not_utf8: The file ${file} is not text in UTF-8. Save it in UTF-8, then try again.\n`,
        asked: [],
      })
    })
  })

  test('a file that is not there, and a caller who may not', async () => {
    const missing = await on({}, ['apply', '-f', '/nowhere/at/all.yaml'])
    expect(missing).toMatchObject({ exit: 1, err: 'no_file: There is no file /nowhere/at/all.yaml.\n', asked: [] })
    await server.close()
    const replies = { 'POST /api/configuration': refused(403, 'not_allowed', 'Your role does not allow this.') }
    expect(await on(replies, ['apply', '-f', '-'])).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/^not_allowed: /),
    })
  })

  test('is exported to the output or to a file', async () => {
    const replies = { 'GET /api/configuration': { yaml: 'teams: []\n' } }
    expect((await on(replies, ['export'])).out).toBe('teams: []\n')
    await server.close()
    await inFolder(async (folder) => {
      const file = path.join(folder, 'baton.yaml')
      expect((await on(replies, ['export', '-o', file])).out).toBe(`Written to ${file}.\n`)
      expect(await readFile(file, 'utf8')).toBe('teams: []\n')
    })
  })
})

describe('signing in', () => {
  const me = { person: { name: 'Ana' }, role: 'responder', teams: [{ role: 'manager' }] }
  const replies = {
    'POST /api/sessions': reply(200, { personId: id(3) }, { 'set-cookie': ['baton_session=ses_x; Path=/; HttpOnly'] }),
    'GET /api/me': me,
    'POST /api/tokens': { token: {}, text: token },
    'DELETE /api/sessions/this': { done: true },
  }

  test('makes a token as its person, keeps it for nobody else, and signs the session out', async () => {
    await inFolder(async (home) => {
      server = await fakeBaton(replies)
      const given = { home, answers: [' ana@example.com ', 'a secret'] }
      const { out, exit, questions } = await baton(['login', '--server', `${server.url}/`], given)
      const file = path.join(home, '.config/baton/cli.json')
      expect({ out, exit }).toEqual({
        out: `Signed in to ${server.url} as Ana (responder). The token is kept in ${file}.\n`,
        exit: 0,
      })
      expect(questions).toEqual(['E-mail: ', 'Password: (secret)'])
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ server: server.url, token })
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      expect(server.asked.map(({ line }) => line)).toEqual([
        'POST /api/sessions',
        'GET /api/me',
        'POST /api/tokens',
        'DELETE /api/sessions/this',
        'GET /api/me',
      ])
      expect(server.asked[0]).toMatchObject({ body: { email: 'ana@example.com', password: 'a secret' } })
      expect(server.asked[2]).toMatchObject({
        body: { atMost: 'manager' },
        headers: { cookie: 'baton_session=ses_x', 'x-baton': '1' },
      })
      expect(server.asked[4]?.headers).toMatchObject({ authorization: `Bearer ${token}` })
    })
  })

  test('a file with wider rights is replaced by one with narrow rights', async () => {
    await inFolder(async (home) => {
      const file = path.join(home, 'cli.json')
      await writeFile(file, '{}', { mode: 0o644 })
      const { exit } = await on(replies, ['login', '--token', token], { home, env: { BATON_CONFIG: file } })
      expect(exit).toBe(0)
      expect((await stat(file)).mode & 0o777).toBe(0o600)
    })
  })

  test.each([
    [
      'a wrong password',
      { 'POST /api/sessions': refused(401, 'wrong_sign_in', 'Wrong.') },
      ['login'],
      ['a@b.cd', 'x'],
      1,
    ],
    [
      'a token that nobody knows',
      { 'GET /api/me': { person: null, role: null, teams: [] } },
      ['login', '--token', 'btn_x'],
      [],
      1,
    ],
    ['no terminal to ask on', {}, ['login'], undefined, 2],
    ['an empty token', {}, ['login', '--token', '-'], undefined, 2],
  ])('%s: nothing is kept', async (_, replies, args, answers, exit) => {
    await inFolder(async (home) => {
      const given = { home, env: { BATON_TOKEN: '' }, ...(answers ? { answers } : {}) }
      expect(await on(replies, args, given)).toMatchObject({ exit, out: '' })
      await expect(stat(path.join(home, '.config'))).rejects.toThrow('ENOENT')
    })
  })
})

describe('which Baton, and as whom', () => {
  const replies = { 'GET /api/on-call': { onCall: [] } }

  test('a kept token is used where it was made, and sent nowhere else', async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, 'cli.json')
      server = await fakeBaton(replies)
      const other = await fakeBaton(replies)
      await writeFile(file, JSON.stringify({ server: server.url, token }))
      try {
        const env = { BATON_CONFIG: file }
        expect((await baton(['oncall'], { env })).exit).toBe(0)
        expect((await baton(['oncall', '--server', other.url], { env })).exit).toBe(0)
        expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${token}`])
        expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
      } finally {
        await other.close()
      }
    })
  })

  test('the environment goes before what is kept, and a personal token before that of automation', async () => {
    const env = { BATON_TOKEN: 'btn_mine', BATON_ADMIN_TOKEN: 'the admin token' }
    expect((await on(replies, ['oncall'], { env })).asked[0]?.headers.authorization).toBe('Bearer btn_mine')
    await server.close()
    const admin = await on(replies, ['oncall'], { env: { ...env, BATON_TOKEN: '' } })
    expect(admin.asked[0]?.headers.authorization).toBe('Bearer the admin token')
  })

  test('a token that was copied with more than itself is not sent', async () => {
    const env = { BATON_TOKEN: '{\n  token: btn_mine\n}' }
    const told = await on(replies, ['oncall'], { env })
    expect(told).toMatchObject({ exit: 2, asked: [], err: expect.stringMatching(/Copy it again, in one line/) })
  })

  test.each([
    [
      'nothing that answers',
      ['--server', 'http://127.0.0.1:1'],
      1,
      /^no_connection: Nothing answers at http:\/\/127\.0\.0\.1:1\. /,
    ],
    ['no address', ['--server', 'ftp://example.com'], 2, /is no address of a server/],
    ['an address with a password', ['--server', 'https://a:b@example.com'], 2, /is no address of a server/],
  ])('%s', async (_, args, exit, err) => {
    server = await fakeBaton({})
    expect(await baton(['oncall', ...args])).toMatchObject({ exit, err: expect.stringMatching(err) })
  })

  test.each([
    [
      'points elsewhere',
      reply(302, {}, { location: 'https://evil.example/' }),
      /^moved: .* points to https:\/\/evil\.example\/\./,
    ],
    ['is no Baton', reply(502, '<html>Bad gateway</html>'), /^http_502: /],
    [
      'does not know the caller',
      refused(401, 'signed_out', 'Sign in first.'),
      /^signed_out: Sign in first\. For the terminal: "baton login"/,
    ],
  ])('a server that %s', async (_, answer, err) => {
    expect(await on({ 'GET /api/on-call': answer }, ['oncall'])).toMatchObject({
      exit: 1,
      err: expect.stringMatching(err),
    })
  })

  test('a kept file that is broken says what to do', async () => {
    await inFolder(async (folder) => {
      const file = path.join(folder, 'cli.json')
      await writeFile(file, '{"server": 5')
      const { err } = await on(replies, ['oncall'], { env: { BATON_CONFIG: file } })
      expect(err).toBe(`bad_settings: ${file} cannot be read. Remove it, then sign in again with "baton login".\n`)
    })
  })
})

test('a command that is not there is used wrongly', async () => {
  expect(await on({}, ['oncal'])).toMatchObject({ exit: 2, err: expect.stringContaining("unknown command 'oncal'") })
})

function entry(n: number) {
  return { id: n, at: '2026-11-24T11:55:00Z', says: `line ${n}` }
}
