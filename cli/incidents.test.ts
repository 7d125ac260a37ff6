import { afterEach, describe, expect, test } from 'vitest'
import { baton, fakeBaton, refused } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const owes = (...debts: string[]) => debts.map((debt) => ({ debt, isPaid: false }))
const line = {
  id: 7,
  teamId: id(1),
  title: 'Checkout answers 500 \u001b[2J',
  state: 'triage',
  moves: 3,
  priority: 'P1',
  isRated: true,
  isPrivate: false,
  services: [{ id: id(5), name: 'Checkout' }],
  lead: { personId: id(3), name: 'Ana' },
  responders: 2,
  openAlerts: 1,
  declaredBy: 'Ana',
  declaredAt: '2026-11-24T11:00:00Z',
  stateAt: '2026-11-24T11:30:00Z',
  mitigatedAt: null,
  resolvedAt: null,
  endedAt: null,
  mergedInto: null,
}
const incident = {
  ...line,
  what: '',
  impact: '',
  since: null,
  serviceUnknownBecause: '',
  commanderNotNeededBecause: '',
  fix: '',
  lastSteps: '',
  people: [],
  offers: [],
  audiences: [],
  actions: [],
  alerts: [],
  ratings: [],
  owed: {
    triage: owes('what', 'impact'),
    coordination: owes('lead'),
    mitigation: owes('mitigated'),
    resolution: owes('fix'),
    follow_up: [],
  },
}
const person = (part: object) => ({
  personId: id(3),
  name: 'Ana',
  role: 'lead',
  engagement: 'accepted',
  askedBy: null,
  askedAt: '2026-11-24T11:00:00Z',
  changedAt: '2026-11-24T11:00:00Z',
  ...part,
})
const action = { id: 41, text: 'Roll back', serviceId: id(5), serviceName: 'Checkout', by: 'Ana' }
const there = {
  'GET /api/me': { person: { id: id(3), name: 'Ana', zone: 'Europe/Berlin' } },
  'GET /api/people': { people: [{ id: id(4), name: 'Ben', email: 'Ben@example.com', zone: 'UTC' }] },
  'GET /api/services': { services: [{ id: id(5), slug: 'checkout', name: 'Checkout' }] },
  'GET /api/teams': { teams: [{ id: id(1), slug: 'payments', name: 'Payments', members: [] }] },
  'GET /api/incidents/7': incident,
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton({ ...there, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_x' }
  return { ...(await baton(['incident', ...args], { env })), asked: server.asked }
}

describe('the list', () => {
  const listed = { 'GET /api/incidents': { incidents: [{ ...line, isRated: false, lead: null }], nextBefore: 7 } }

  test('has the stage, the priority as a guess until it is rated, and who leads', async () => {
    const { out } = await on(listed, ['list'])
    expect(out).toBe(
      `ID  PRIORITY  STAGE   FOR  LEAD    PEOPLE  ALERTS  SERVICE   TITLE
7   P1?       triage  1 h  nobody  2       1       Checkout  Checkout answers 500
There are more: raise --limit.
`,
    )
  })

  test('is asked for as the options say', async () => {
    const args = ['list', '--state', 'follow-up', '--team', 'payments', '--priority', 'P2', '--mine', '--limit', '5']
    const { out, asked } = await on({ 'GET /api/incidents': { incidents: [], nextBefore: null } }, args)
    const query = { state: 'follow_up', limit: '5', teamId: id(1), priority: 'P2', mine: 'true' }
    expect(asked.at(-1)?.line).toBe(`GET /api/incidents?${new URLSearchParams(query).toString()}`)
    expect(out).toBe('No incidents.\n')
  })
})

describe('one incident', () => {
  test('says what is owed now in plain words, with what pays it, and what was left before', async () => {
    const shown = {
      ...incident,
      state: 'mitigation',
      isPrivate: true,
      impact: 'One in five cannot pay',
      mitigatedAt: '2026-11-24T11:45:00Z',
      people: [person({}), person({ name: 'Ben', role: 'expert', engagement: 'stood_down' })],
      audiences: [
        { audience: 'users', notNeededBecause: 'nobody noticed', by: 'Ana', at: '2026-11-24T11:50:00Z' },
        { audience: 'responders', notNeededBecause: '', by: null, at: '2026-11-24T11:51:00Z' },
      ],
      actions: [
        { ...action, state: 'done', effect: 'did_not', byId: null, announcedAt: line.stateAt, doneAt: line.stateAt },
      ],
      alerts: [{ id: 12, priority: 'P1', state: 'acknowledged', serviceName: null, summary: '결제가 멈췄다' }],
    }
    const { out } = await on({ 'GET /api/incidents/7': shown }, ['show', '#7'])
    expect(out).toBe(`7 P1 Checkout answers 500 (mitigation)
  declared by Ana 12:00, in this stage since 12:30
  private: only those who take part, and managers of the team, see it
  impact: One in five cannot pay
  suspected: Checkout
  mitigated since 12:45, which is not resolved
Owed in mitigation:
  that the bleeding has stopped  baton incident mitigated 7
Left open before: what is wrong, in a sentence; who is hurt, and how badly; who leads.
PERSON  ROLE    TAKES PART  SINCE
Ana     lead    accepted    12:00
Ben     expert  stood down  12:00
users need not be told: nobody noticed (Ana, 12:50)
responders were told (12:51)
ACTION  STATE  EFFECT   BY   AT     SERVICE   WHAT
41      done   did not  Ana  12:30  Checkout  Roll back
ALERT  PRIORITY  STATE         SERVICE  SUMMARY
12     P1        acknowledged           결제가 멈췄다
`)
  })

  test('that is over owes nothing, and says what was left', async () => {
    const over = { ...incident, state: 'closed', resolvedAt: line.stateAt, endedAt: line.stateAt, fix: 'More memory' }
    const { out } = await on({ 'GET /api/incidents/7': over }, ['show', '7'])
    expect(out).not.toContain('Owed')
    expect(out).toContain('Left open before: what is wrong, in a sentence; who is hurt')
    expect(out).toContain('  fix: More memory\n  over since 12:30\n')
  })

  test('that one may not know of is not there', async () => {
    const hidden = { 'GET /api/incidents/7': refused(404, 'not_found', 'There is nothing here.') }
    expect(await on(hidden, ['show', '7'])).toMatchObject({ exit: 1, err: 'not_found: There is nothing here.\n' })
  })
})

describe('declaring', () => {
  const alike = [{ incident: { ...line, id: 5, state: 'mitigation' }, because: 'both' }]

  test('tells first what may be the same, and declares all the same', async () => {
    const replies = { 'POST /api/incidents/alike': { alike }, 'POST /api/incidents': incident }
    const args =
      'declare Checkout answers 500 --team payments --priority P1 --alert 12 #13 --service checkout --private'
    const { out, asked } = await on(replies, [...args.split(' '), '--since', '12:30', '--impact', 'Nobody can pay'])
    expect(out).toBe(`May be the same (by its words, on the same service): 5 P1 Checkout answers 500 (mitigation)
  baton incident join 5
Declared: 7 P1 Checkout answers 500 (triage)
Still owed in triage: what is wrong, in a sentence; who is hurt, and how badly.
`)
    const title = 'Checkout answers 500'
    expect(asked.slice(-2)).toMatchObject([
      { line: 'POST /api/incidents/alike', body: { title, serviceIds: [id(5)] } },
      {
        line: 'POST /api/incidents',
        body: {
          teamId: id(1),
          title,
          serviceIds: [id(5)],
          isPrivate: true,
          alertIds: [12, 13],
          priority: 'P1',
          impact: 'Nobody can pay',
          since: '2026-11-24T11:30:00Z',
        },
      },
    ])
  })

  test('leaves to triage what is not said, and programs read both', async () => {
    const replies = { 'POST /api/incidents/alike': { alike }, 'POST /api/incidents': incident }
    const { out, asked } = await on(replies, ['declare', 'Odd', '--team', 'payments', '--json'])
    expect(asked.at(-1)?.body).toEqual({ teamId: id(1), title: 'Odd', serviceIds: [], isPrivate: false, alertIds: [] })
    expect(JSON.parse(out)).toMatchObject({ id: 7, alike: [{ because: 'both' }] })
  })
})

describe('a move', () => {
  const moved = { ...incident, state: 'mitigation', moves: 4 }

  test('is made from where it stands now', async () => {
    const { out, asked } = await on({ 'POST /api/incidents/7/moves': moved }, [
      'move',
      '7',
      'Mitigation',
      '--reason',
      'known',
    ])
    expect(asked.at(-1)?.body).toEqual({ to: 'mitigation', moves: 3, reason: 'known' })
    expect(out).toBe(`Moved: 7 P1 Checkout answers 500 (mitigation)
Still owed in mitigation: that the bleeding has stopped.
`)
  })

  test.each([
    [
      'incident_reason_missing',
      { leaves: ['what', 'last_steps', 'nothing we know'] },
      ' Left open: what is wrong, in a sentence; the last steps, for whoever meets it again. For the terminal: --reason.',
    ],
    ['incident_reason_missing', { leaves: [] }, ' For the terminal: --reason.'],
    ['follow_ups_open', { leaves: ['follow_ups_done'] }, ' Left open: what is to follow, done.'],
    ['follow_ups_open', { leaves: [] }, ''],
    [
      'incident_moved',
      { by: 'Ben', to: 'follow_up', at: '2026-11-24T11:59:00Z', moves: 4 },
      ' Ben moved it to follow-up at 12:59.',
    ],
    ['incident_moved', { by: '', to: 'triage', at: '' }, ' Somebody moved it to triage.'],
    ['incident_was_real', {}, ''],
  ])('refused as %s with %j says what is open, or who was quicker', async (code, facts, more) => {
    const refusal = { status: 409, body: { code, say: 'No.', facts } }
    const { err, exit } = await on({ 'POST /api/incidents/7/moves': refusal }, ['move', '7', 'follow-up'])
    expect({ err, exit }).toEqual({ err: `${code}: No.${more}\n`, exit: 1 })
  })

  test('refused to a program comes with its facts', async () => {
    const refusal = { status: 409, body: { code: 'incident_moved', say: 'No.', facts: { by: 'Ben', to: 'triage' } } }
    const { err } = await on({ 'POST /api/incidents/7/moves': refusal }, ['move', '7', 'closed', '--json'])
    expect(JSON.parse(err)).toMatchObject({ code: 'incident_moved', facts: { by: 'Ben', to: 'triage' } })
  })
})

describe('what is known', () => {
  test('is written down as far as it is named', async () => {
    const args =
      'describe 7 --title T --what W --impact I --since 2026-11-24T10:00:00Z --fix F --last-steps L --service checkout'
    const more = ['--service-unknown', 'odd', '--commander-not-needed', 'small', '--private', 'no']
    const { out, asked } = await on({ 'PATCH /api/incidents/7': incident }, [...args.split(' '), ...more])
    expect(asked.at(-1)?.body).toEqual({
      title: 'T',
      what: 'W',
      impact: 'I',
      since: '2026-11-24T10:00:00Z',
      fix: 'F',
      lastSteps: 'L',
      serviceUnknownBecause: 'odd',
      commanderNotNeededBecause: 'small',
      isPrivate: false,
      serviceIds: [id(5)],
    })
    expect(out).toContain('Written down: 7 P1 Checkout answers 500 (triage)\n')
  })

  test.each([
    [
      ['rate', '7', 'P3', '--because', 'few'],
      'PUT /api/incidents/7/priority',
      { priority: 'P3', because: 'few' },
      'Rated',
    ],
    [
      ['mitigated', '7', '--at', '12:30', '--note', 'rolled back'],
      'PUT /api/incidents/7/mitigation',
      { isMitigated: true, at: '2026-11-24T11:30:00Z', note: 'rolled back' },
      'Mitigated, not yet resolved',
    ],
    [
      ['mitigated', '7', '--not'],
      'PUT /api/incidents/7/mitigation',
      { isMitigated: false, note: '' },
      'Not mitigated after all',
    ],
    [['told', '7', 'users'], 'PUT /api/incidents/7/audiences/users', { notNeededBecause: '' }, 'Told'],
    [
      ['told', '7', 'stakeholders', '--not-needed', 'asleep'],
      'PUT /api/incidents/7/audiences/stakeholders',
      { notNeededBecause: 'asleep' },
      'Need not be told',
    ],
    [['attach', '7', '12', '#13'], 'POST /api/incidents/7/alerts', { alertIds: [12, 13] }, 'Attached'],
  ])('%j', async (args, asks, body, done) => {
    const { out, exit, asked } = await on({ [asks]: incident }, args)
    expect(asked.map((one) => ({ line: one.line, body: one.body }))).toEqual([{ line: asks, body }])
    expect({ first: out.split('\n')[0], exit }).toEqual({
      first: `${done}: 7 P1 Checkout answers 500 (triage)`,
      exit: 0,
    })
  })

  test('alerts are taken out one by one', async () => {
    const replies = { 'DELETE /api/incidents/7/alerts/12': incident, 'DELETE /api/incidents/7/alerts/13': incident }
    const { out, asked } = await on(replies, ['detach', '7', '12', '13'])
    expect(asked.map((one) => one.line)).toEqual([...Object.keys(replies), 'GET /api/incidents/7'])
    expect(out).toContain('Detached: 7 P1')
  })
})

describe('people', () => {
  const parts = (...people: object[]) => ({ 'GET /api/incidents/7': { ...incident, people: people.map(person) } })
  const joins = { 'POST /api/incidents/7/people/me': incident }
  const declines = { 'POST /api/incidents/7/people/me/decline': incident }

  test.each([
    [
      'what they were asked for',
      { ...joins, ...parts({ role: 'expert', engagement: 'asked' }) },
      ['join', '7'],
      'expert',
    ],
    [
      'as one of many, if nobody asked',
      { ...joins, ...parts({ role: 'expert', personId: id(4), engagement: 'asked' }) },
      ['join', '7'],
      'responder',
    ],
    ['a role that they name', joins, ['join', '7', '--as', 'commander'], 'commander'],
    ['nobody by a program', { ...joins, 'GET /api/me': { person: null } }, ['join', '7'], 'responder'],
    [
      'not what they were asked for',
      { ...declines, ...parts({}, { role: 'scribe', engagement: 'asked' }) },
      ['decline', '7'],
      'scribe',
    ],
    ['no more what they took on', { ...declines, ...parts({}) }, ['decline', '7'], 'lead'],
    ['not a role that they name', declines, ['decline', '7', '--as', 'expert'], 'expert'],
  ])('are %s', async (_, replies, args, role) => {
    const { asked, exit } = await on(replies, args)
    expect(asked.at(-1)?.body).toMatchObject({ role })
    expect(exit).toBe(0)
  })

  test('who has several roles says which of them is meant', async () => {
    const { err, exit } = await on({ ...declines, ...parts({}, { role: 'scribe' }) }, ['decline', '7'])
    expect({ err, exit }).toEqual({
      err: 'usage: You have several roles: lead, scribe. Say which with --as.\n',
      exit: 2,
    })
  })

  test('are called, and paged for it unless they sit near', async () => {
    const replies = { 'POST /api/incidents/7/people': incident }
    const { out, asked } = await on(replies, [
      'call',
      '7',
      'ben@example.com',
      '--as',
      'expert',
      '--note',
      'You know it',
    ])
    expect(asked.at(-1)?.body).toEqual({ personId: id(4), role: 'expert', isPaged: true, note: 'You know it' })
    expect(out).toContain('Called: 7 P1')
    await server.close()
    const near = await on(replies, ['call', '7', 'Ben', '--without-page'])
    expect(near.asked.at(-1)?.body).toEqual({ personId: id(4), role: 'responder', isPaged: false, note: '' })
  })

  test('are stood down', async () => {
    const stands = `POST /api/incidents/7/people/${id(4)}/stand-down`
    const { out, asked } = await on({ [stands]: incident }, ['stand-down', '7', 'Ben', '--because', 'found it'])
    expect(asked.at(-1)).toMatchObject({ line: stands, body: { because: 'found it' } })
    expect(out).toContain('Stood down: 7 P1')
    await server.close()
    expect((await on({}, ['stand-down', '7', 'bob@example.com'])).err).toContain('There is no person "bob@example.com"')
  })
})

describe('what is done', () => {
  test('is announced, and who else is about to touch the service is named', async () => {
    const clashes = [{ ...action, id: 40, text: 'Add nodes \u001b[2J', by: 'Ben' }]
    const { out, asked } = await on({ 'POST /api/incidents/7/actions': { action, clashes } }, [
      'doing',
      '7',
      'Roll',
      'back',
      '--service',
      'checkout',
    ])
    expect(asked.at(-1)?.body).toEqual({ text: 'Roll back', isDone: false, serviceId: id(5) })
    expect(out).toBe(`Announced: 41 Roll back
Ben is about to touch Checkout too: Add nodes
  baton incident did 7 41 --helped
`)
  })

  test('may be done already', async () => {
    const { out, asked } = await on({ 'POST /api/incidents/7/actions': { action, clashes: [] } }, [
      'doing',
      '7',
      'Roll back',
      '--done',
    ])
    expect(asked.at(-1)?.body).toEqual({ text: 'Roll back', isDone: true })
    expect(out).toBe('Done: 41 Roll back\n')
  })

  test.each([
    [[], { state: 'done' }, 'Done'],
    [['--helped'], { state: 'done', effect: 'helped' }, 'Done, and it helped'],
    [['--did-not'], { state: 'done', effect: 'did_not' }, 'Done, and it did not help'],
    [['--undone'], { state: 'done', effect: 'undone' }, 'Done, and taken back'],
    [['--called-off'], { state: 'called_off' }, 'Called off'],
  ])('and %j', async (options, body, done) => {
    const { out, asked } = await on({ 'PATCH /api/incidents/7/actions/41': action }, ['did', '7', '41', ...options])
    expect(asked.at(-1)?.body).toEqual(body)
    expect(out).toBe(`${done}: 41 Roll back\n`)
  })
})

describe('the timeline', () => {
  const entry = { id: 2, at: '2026-11-24T11:59:00Z', happenedAt: null, says: 'Ana: hot \u001b[2J', correctedBy: null }
  const late = {
    id: 3,
    at: '2026-11-24T12:00:00Z',
    happenedAt: '2026-11-24T11:00:00Z',
    says: 'Ana: it began',
    correctedBy: 'Mia',
  }

  test('is told by when it happened, the newest last, with when it was written', async () => {
    const { out } = await on(
      { 'GET /api/incidents/7/timeline': { entries: [entry, late], nextBefore: '2', nextAfter: null, pinned: [] } },
      ['timeline', '7'],
    )
    expect(out).toBe(`There are earlier lines: raise --limit.
12:00  #3  Ana: it began (written 13:00, corrected by Mia)
12:59  #2  Ana: hot
`)
  })

  test('gets a line, as of when it happened', async () => {
    const args = ['note', '7', 'it', 'began', '--at', '12:00']
    const { out, asked } = await on({ 'POST /api/incidents/7/notes': late }, args)
    expect(asked.at(-1)?.body).toEqual({ text: 'it began', happenedAt: '2026-11-24T11:00:00Z' })
    expect(out).toBe('12:00  #3  Ana: it began (written 13:00, corrected by Mia)\n')
  })

  test('is for programs as the API tells it', async () => {
    const answer = { entries: [late, entry], nextBefore: null }
    const { out } = await on({ 'GET /api/incidents/7/timeline': answer }, ['timeline', '7', '--limit', '2', '--json'])
    expect(JSON.parse(out)).toEqual(answer)
  })
})

test.each([
  [['move', '7', 'merged'], /Write one of triage, coordination, mitigation, resolution, follow-up, closed, dismissed/],
  [['show', 'x'], /Write the number that "baton incident list" shows/],
  [['did', '7', 'x'], /Write the number that "baton incident show" shows/],
  [['did', '7', '41', '--helped', '--undone'], /Say one of --helped/],
  [['describe', '7'], /Say what is known/],
  [['describe', '7', '--since', 'soon'], /"soon" is no moment/],
  [['mitigated', '7', '--not', '--at', 'now'], /leave it out with --not/],
  [['declare', 'Odd'], /required option '--team <team>' not specified/],
  [['told', '7', 'everybody'], /Allowed choices are responders, stakeholders, users/],
  [['list', '--state', 'odd'], /Allowed choices are open, over, all, triage/],
])('%j is used wrongly', async (args, err) => {
  expect(await on({}, args)).toMatchObject({ exit: 2, err: expect.stringMatching(err), asked: [] })
})
