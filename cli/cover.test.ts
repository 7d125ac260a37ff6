import { afterEach, describe, expect, test } from 'vitest'
import { baton, fakeBaton, refused, type Typed } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const span = { startsAt: '2026-12-04T17:00:00.000Z', endsAt: '2026-12-07T07:00:00.000Z' }
const saturday = { startsAt: '2026-12-04T23:00:00.000Z', endsAt: '2026-12-05T23:00:00.000Z' }
const cover = {
  id: 12,
  kind: 'cover',
  state: 'open',
  scheduleName: 'Payments primary',
  askerName: 'Ben',
  ...span,
  open: [span],
  inReturn: null,
  note: 'A wedding',
  asked: [
    { name: 'Ana', answer: 'none', note: '' },
    { name: '박지민', answer: 'declined', note: 'ill \u001b[2J' },
  ],
  parts: [{ ...saturday, id: 3, name: 'Ana', isAgreed: false }],
  load: { minutes: 62 * 60, nights: 3, weekendDays: 2 },
  forMe: { because: ['primary_elsewhere'], elsewhere: [{ ...span, scheduleName: 'Days', role: 'primary' }] },
}
const schedules = {
  schedules: [
    { id: id(2), slug: 'payments', name: 'Payments primary' },
    { id: id(3), slug: 'days', name: 'Days' },
  ],
}
const people = {
  people: [
    { id: id(4), email: 'ana@example.com' },
    { id: id(5), email: 'ben@example.com' },
  ],
}

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[], given: Typed = {}) {
  server = await fakeBaton({ 'GET /api/schedules': schedules, 'GET /api/people': people, ...replies })
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_abcdefghijklmnopqrstuvwxyz1' }
  return { ...(await baton(args, { ...given, env })), asked: server.asked }
}

const when = ['--from', '2026-12-04 18:00', '--to', '2026-12-07 08:00']
const sent = { scheduleId: id(2), startsAt: '2026-12-04T17:00:00Z', endsAt: '2026-12-07T07:00:00Z', note: '' }

describe('cover', () => {
  test('is asked of everybody, of some, and for somebody', async () => {
    const all = await on({ 'POST /api/covers': cover }, ['cover', 'ask', 'payments', ...when])
    expect([all.exit, all.asked.at(-1)?.body]).toEqual([0, sent])
    expect(all.out).toBe(`Asked: 12 Payments primary for Ben, Fri 4 Dec 18:00 to Mon 7 Dec 08:00 (open)
  A wedding
  62 hours, nights: 3, weekend days: 2
  offered (part 3): Ana, Sat 5 Dec 00:00 to Sun 6 Dec 00:00
  also on call: Days (primary), Fri 4 Dec 18:00 to Mon 7 Dec 08:00
  note: you are primary elsewhere then
  Ana has not answered
  박지민 declined (ill)
`)
    await server.close()
    const of = ['--of', 'ana@example.com', '--of', 'BEN@example.com']
    const some = await on({ 'POST /api/covers': cover }, ['cover', 'ask', 'payments', ...when, ...of])
    expect(some.asked.at(-1)?.body).toEqual({ ...sent, of: [id(4), id(5)] })
    await server.close()
    const behalf = ['cover', 'ask', 'payments', ...when, '--for', 'ben@example.com']
    const other = await on({ 'POST /api/covers/on-behalf': cover }, behalf)
    expect(other.asked.at(-1)?.body).toEqual({ ...sent, personId: id(5) })
  })

  test('requests are a table', async () => {
    const { out, asked } = await on({ 'GET /api/covers': { covers: [cover] } }, ['cover', '--mine'])
    expect(out).toBe(`ID  SCHEDULE          FROM             UNTIL            FOR  STATE
12  Payments primary  Fri 4 Dec 18:00  Mon 7 Dec 08:00  Ben  open; asks you; a part is offered
`)
    expect(asked[0]?.line).toBe('GET /api/covers?who=mine&state=open')
  })

  test('none is said', async () => {
    const { out } = await on({ 'GET /api/covers': { covers: [] } }, ['cover'])
    expect(out).toBe('Nobody looks for somebody to take a shift.\n')
  })

  const accepted = {
    ...cover,
    state: 'accepted',
    open: [],
    parts: [{ ...span, id: 4, name: 'Ana', isAgreed: true }],
    forMe: null,
  }
  test.each([
    [['accept', '12'], 'accept', { isSure: false }, 'Answered'],
    [['accept', '#12', '--sure'], 'accept', { isSure: true }, 'Answered'],
    [['accept', '12', ...when], 'accept', { startsAt: sent.startsAt, endsAt: sent.endsAt, isSure: false }, 'Answered'],
    [['agree', '12', '3'], 'parts/3/agree', {}, 'Agreed'],
    [['decline', '12', '--note', 'ill'], 'decline', { note: 'ill' }, 'Declined'],
    [['withdraw', '12'], 'withdraw', {}, 'Taken back'],
  ])('%j answers', async (args, door, body, done) => {
    const { out, asked } = await on({ [`POST /api/covers/12/${door}`]: accepted }, ['cover', ...args])
    expect(asked.at(-1)?.body).toEqual(body)
    expect(out).toMatch(new RegExp(`^${done}: 12 Payments primary for Ben`))
    expect(out).toContain('taken: Ana, Fri 4 Dec 18:00 to Mon 7 Dec 08:00')
  })

  test('says how to be sure when something speaks against it', async () => {
    const reply = refused(409, 'cover_conflict', 'They are on call elsewhere.')
    const { err, exit } = await on({ 'POST /api/covers/12/accept': reply }, ['cover', 'accept', '12'])
    expect([exit, err]).toEqual([1, 'cover_conflict: They are on call elsewhere. For the terminal: --sure.\n'])
  })

  test.each([
    [['cover', 'ask', 'payments', '--from', 'soon', '--to', 'today'], /"soon" is no moment/],
    [['cover', 'ask', 'payments', '--from', 'tomorrow', '--to', 'today'], /The end is not after the beginning/],
    [['cover', 'accept', '12', '--from', 'tomorrow'], /A part has two ends/],
    [['cover', 'accept', 'twelve'], /Write the number that "baton cover" shows/],
    [['cover', 'ask', 'payments', ...when, '--of', 'anna@example.com'], /Did you mean "ana@example.com"/],
  ])('%j is used wrongly', async (args, say) => {
    const { err, exit } = await on({}, args)
    expect(exit).not.toBe(0)
    expect(err).toMatch(say)
  })
})

test('a swap names both shifts', async () => {
  const swap = { ...cover, kind: 'swap', inReturn: { ...saturday, scheduleName: 'Days' } }
  const theirs = ['--with', 'ana@example.com', '--their-from', '2026-12-05', '--their-to', '2026-12-06']
  const { out, asked } = await on({ 'POST /api/covers': swap }, [
    'swap',
    'payments',
    ...when,
    ...theirs,
    '--their-schedule',
    'days',
  ])
  const inReturn = { scheduleId: id(3), startsAt: '2026-12-04T23:00:00Z', endsAt: '2026-12-05T23:00:00Z' }
  expect(asked.at(-1)?.body).toEqual({ ...sent, of: [id(4)], inReturn })
  expect(out).toContain('in return for Days, Sat 5 Dec 00:00 to Sun 6 Dec 00:00')
})
