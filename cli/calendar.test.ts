import { afterEach, describe, expect, test } from 'vitest'
import { baton, fakeBaton, type Typed } from './fake.test-support.ts'

let server: Awaited<ReturnType<typeof fakeBaton>>
afterEach(() => server.close())

const id = (n: number) => `0190aaaa-0000-7000-8000-00000000000${n}`

/** Runs a command against a Baton that answers so. */
async function on(replies: Readonly<Record<string, unknown>>, args: readonly string[], given: Typed = {}) {
  server = await fakeBaton(replies)
  const env = { BATON_SERVER: server.url, BATON_TOKEN: 'btn_abcdefghijklmnopqrstuvwxyz1', ...given.env }
  return { ...(await baton(args, { ...given, env })), asked: server.asked }
}

describe('calendars', () => {
  const feed = {
    id: id(6),
    scheduleId: null,
    scheduleName: null,
    hint: 'cal_…f3Qk',
    createdAt: '2026-11-02T08:12:00Z',
    usedAt: null,
  }
  const source = {
    id: id(7),
    kind: 'url',
    hint: 'old.example.com',
    createdAt: '2026-11-02T08:12:00Z',
    readAt: '2026-11-24T11:00:00Z',
    changedAt: null,
    failingSince: null,
    failure: null,
    events: 52,
    cancelled: 0,
    problems: [{ line: 19, uid: 'x', because: 'zone_unknown', detail: 'Narnia' }],
    said: [
      { text: 'Ana', personIds: [id(3)], events: 1, nextAt: '2026-11-24T13:00:00Z' },
      { text: 'J. Kim \u001b[2J', personIds: [], events: 1, nextAt: '2026-11-24T13:00:00Z' },
    ],
    onlyWith: '',
  }
  const schedules = {
    schedules: [
      { id: id(2), slug: 'payments', name: 'Payments', calendars: [{ id: id(8), name: 'Old tool', sourceId: id(7) }] },
      { id: id(4), slug: 'night', name: 'Night', calendars: [] },
    ],
  }

  test('links of mine are listed, made and ended', async () => {
    const replies = {
      'GET /api/calendar-feeds': { feeds: [feed] },
      'GET /api/schedules': schedules,
      'POST /api/calendar-feeds': { feed, url: 'https://baton.example.com/calendar/cal_x.ics' },
      [`DELETE /api/calendar-feeds/${id(6)}`]: { done: true },
    }
    expect((await on(replies, ['calendar'])).out).toBe(
      'LINK       MADE             LAST READ  OF\ncal_…f3Qk  Mon 2 Nov 09:12  never      my own shifts\n',
    )
    await server.close()
    const made = await on(replies, ['calendar', 'create', '--schedule', 'payments'])
    expect(made.out).toBe('https://baton.example.com/calendar/cal_x.ics\n')
    expect(made.asked.at(-1)?.body).toEqual({ scheduleId: id(2) })
    await server.close()
    const ended = await on(replies, ['calendar', 'revoke', 'cal_…f3Qk'])
    expect([ended.out, ended.asked.at(-1)?.line]).toEqual([
      'The link cal_…f3Qk is ended.\n',
      `DELETE /api/calendar-feeds/${id(6)}`,
    ])
    await server.close()
    expect(await on(replies, ['calendar', 'revoke', 'cal_…f3Qx'])).toMatchObject({
      exit: 1,
      err: 'unknown_reference: There is no calendar link "cal_…f3Qx". Did you mean "cal_…f3Qk"?\n',
    })
  })

  test('calendars that schedules follow are told with what is wrong', async () => {
    const sources = `/api/schedules/${id(2)}/calendar-sources`
    const failure = { because: 'not_there', detail: 'HTTP 404' }
    const failing = { ...source, failure, failingSince: '2026-11-24T10:00:00Z', problems: [], said: [] }
    const replies = {
      'GET /api/schedules': schedules,
      [`GET ${sources}`]: { sources: [source] },
      [`PUT ${sources}/${id(7)}`]: failing,
      [`POST ${sources}/${id(7)}/reading`]: failing,
    }
    const { out } = await on(replies, ['calendar', 'sources'])
    expect(out.split('\n').map((line) => line.trim())).toEqual([
      'SCHEDULE  CALENDAR  FROM             LAST READ  STATE',
      'payments  Old tool  old.example.com  12:00      52 events to come',
      'names nobody by itself: J. Kim',
      'line 19: zone_unknown Narnia',
      '',
    ])
    await server.close()
    const given = { input: 'https://new.example.com/secret.ics\n' }
    const moved = await on(replies, ['calendar', 'source', 'payments', 'old tool', '--url', '-'], given)
    expect(moved.asked.at(-1)?.body).toEqual({ url: 'https://new.example.com/secret.ics' })
    expect(moved.out).toContain('failing since 11:00: not_there HTTP 404')
    await server.close()
    const read = await on(replies, ['calendar', 'source', 'payments', 'Old tool'])
    expect(read.asked.at(-1)?.line).toBe(`POST ${sources}/${id(7)}/reading`)
    await server.close()
    expect(await on(replies, ['calendar', 'source', 'payments', 'x', '--url', 'a', '--file', 'b'])).toMatchObject({
      exit: 2,
    })
  })
})
