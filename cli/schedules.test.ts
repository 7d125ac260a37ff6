import { afterEach, describe, expect, test } from 'vitest'
import { baton, fakeBaton } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`
const schedules = { schedules: [{ id: id(2), slug: 'payments', name: 'Payments' }] }
const teams = { teams: [{ id: id(1), slug: 'core', name: 'Core', members: [] }] }

async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[]) {
  server = await fakeBaton(replies)
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_abcdefghijklmnopqrstuvwxyz1' }
  return { ...(await baton(args, { env })), asked: server.asked }
}

describe('what will go wrong', () => {
  const gap = {
    troubleId: id(5),
    scheduleId: id(2),
    scheduleName: 'Payments',
    teamId: id(1),
    zone: 'UTC',
    kind: 'nobody_on_call',
    urgency: 'urgent',
    personId: null,
    personName: null,
    otherId: null,
    otherName: null,
    holiday: null,
    from: '2026-11-25T09:00:00Z',
    until: null,
    foundAt: '2026-11-24T09:00:00Z',
    acceptance: null,
  }
  const acceptance = { by: 'Ana', at: '2026-11-24T09:00:00Z', reason: 'Ben agreed', everyWeek: false }
  const leave = {
    ...gap,
    kind: 'on_leave',
    urgency: 'soon',
    personName: 'Ben',
    until: '2026-11-26T09:00:00Z',
    acceptance,
  }
  const told = {
    troubles: [gap, leave],
    cuts: [{ scheduleId: id(2), scheduleName: 'Payments', from: '2026-12-24T09:00:00Z' }],
    isCut: false,
  }
  const replies = { 'GET /api/schedules': schedules, 'GET /api/teams': teams, 'GET /api/troubles': told }

  test('is a table; what was accepted is counted', async () => {
    const { out, asked } = await on(replies, ['troubles'])
    expect(out).toBe(
      `SCHEDULE  FROM              UNTIL            WHAT
Payments  Wed 25 Nov 10:00  no end in sight  nobody on call
1 accepted as they are: see --accepted.
Payments has more from Thu 24 Dec 10:00 on.
`,
    )
    expect(asked.map(({ line }) => line)).toEqual(['GET /api/troubles'])
  })

  test('with --accepted tells who and why', async () => {
    const { out } = await on(replies, ['troubles', '--accepted'])
    expect(out).toContain('Ben: on leave (accepted by Ana: Ben agreed)')
  })

  test('of one schedule, of a team, or mine', async () => {
    const { asked } = await on(replies, ['troubles', 'payments', '--team', 'core', '--mine'])
    const query = new URLSearchParams({ scheduleId: id(2), teamId: id(1), mine: 'true' })
    expect(asked.at(-1)?.line).toBe(`GET /api/troubles?${query.toString()}`)
  })

  test('may be nothing', async () => {
    const { out } = await on({ 'GET /api/troubles': { troubles: [], cuts: [], isCut: false } }, ['troubles'])
    expect(out).toBe('Nothing will go wrong, as far as Baton looks ahead.\n')
  })
})

describe('the balance', () => {
  const load = (hours: number, nightHours: number) => ({
    hours,
    nightHours,
    weekendHours: 0,
    holidayHours: 0,
    shifts: 1,
  })
  const none = { hours: 0, nightHours: 0, weekendHours: 0, holidayHours: 0, shifts: 0 }
  const figures = (hours: number) => ({
    primary: load(hours, hours / 4),
    secondary: none,
    shadow: none,
    longestHours: hours,
    shortestRest: { hours: 9, from: '2026-11-24T09:00:00Z' },
  })
  const told = (name: string) => ({
    from: '2026-09-01T00:00:00Z',
    to: '2027-02-01T00:00:00Z',
    now: '2026-11-24T12:00:00Z',
    workedSince: null,
    people: [{ personId: id(3), name, zone: 'Europe/Berlin', worked: figures(40), planned: figures(168) }],
    findings: [{ code: 'no_secondary', urgency: 'hint', next: 'edit', says: 'No secondary.' }],
    isCut: false,
  })
  const of = (name: string) => ({
    'GET /api/schedules': schedules,
    [`GET /api/schedules/${id(2)}/balance`]: told(name),
  })

  test('is a table, with what to change below', async () => {
    const { out } = await on(of('Ana'), ['balance', 'payments'])
    expect(out).toBe(
      `PERSON           HOURS  NIGHTS  WEEKENDS  HOLIDAYS  SHIFTS  AS SECONDARY  REST
Ana     worked   40 h   10 h                        1                     9 h
        planned  168 h  42 h                        1                     9 h
No secondary.
`,
    )
  })

  test('is a CSV in which no name is a formula', async () => {
    const { out } = await on(of('=HYPERLINK("http://evil.example")'), ['balance', 'payments', '--csv'])
    const [head, first] = out.split('\r\n')
    expect(head).toBe('person,zone,time,role,hours,night_hours,weekend_hours,holiday_hours,shifts')
    expect(first).toBe(`"'=HYPERLINK(""http://evil.example"")","Europe/Berlin",worked,primary,40,10,0,0,1`)
    await server.close()
    for (const name of ['+1', '-1', '@x', '\t=1', ' =1']) {
      const { out: text } = await on(of(name), ['balance', 'payments', '--csv'])
      expect(text.split('\r\n')[1]).toMatch(/^"'/)
      await server.close()
    }
    server = await fakeBaton({})
  })

  test('is asked of one schedule or of one team', async () => {
    const replies = { 'GET /api/teams': teams, [`GET /api/teams/${id(1)}/balance`]: told('Ana') }
    const { asked } = await on(replies, ['balance', '--team', 'core', '--from', '2026-11-01', '--json'])
    expect(asked.at(-1)?.line).toBe(`GET /api/teams/${id(1)}/balance?from=2026-10-31T23%3A00%3A00Z`)
    await server.close()
    expect((await on({}, ['balance'])).err).toContain('Name one schedule, or a team')
  })
})
