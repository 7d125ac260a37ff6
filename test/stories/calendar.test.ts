// Shifts in the calendar that people look at anyway.
import { randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import { expect } from 'vitest'
import { newToken, tokenHash } from '../../server/secrets.ts'
import { story, type World } from '../world.ts'

story('Ana subscribes, Ben takes two days over, her calendar says so within the hour', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const scheduleId = await world.schedule('payments', { people: ['ana', 'ben'], startsOn: '2026-03-02' })
  const mine = await subscribe(world, 'ana', null)
  const first = await mine.fetch()
  expect(first.status).toBe(200)
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  expect(first.headers.get('set-cookie')).toBeNull()
  expect(eventsIn(await first.text()).slice(0, 2)).toEqual([
    'On call: Payments (primary) 2026-03-02T09:00:00Z 2026-03-09T09:00:00Z',
    'On call: Payments (primary) 2026-03-16T09:00:00Z 2026-03-23T09:00:00Z',
  ])

  // Nothing has changed: the calendar program hears so in a few bytes.
  const etag = first.headers.get('etag') ?? ''
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
    const again = await mine.fetch({ headers: { 'if-none-match': known } })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  }
  const head = await mine.fetch({ method: 'HEAD' })
  expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag])
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(500)

  const personId = await world.person('ben')
  const span = { startsAt: '2026-03-03T09:00:00Z', endsAt: '2026-03-05T09:00:00Z' }
  await world.call('addOverride', { scheduleId, personId, ...span })
  const changed = await mine.fetch({ headers: { 'if-none-match': etag } })
  expect(changed.status).toBe(200)
  expect(eventsIn(await changed.text()).slice(0, 3)).toEqual([
    'On call: Payments (primary) 2026-03-02T09:00:00Z 2026-03-03T09:00:00Z',
    'On call: Payments (primary) 2026-03-05T09:00:00Z 2026-03-09T09:00:00Z',
    'On call: Payments (primary) 2026-03-16T09:00:00Z 2026-03-23T09:00:00Z',
  ])
})

story('a calendar of the schedule ends with whoever made it', async (world) => {
  const scheduleId = await world.schedule('payments', { people: ['ana'], startsOn: '2026-03-30' })
  const whole = await subscribe(world, 'ben', scheduleId)
  const said = eventsIn(await (await whole.fetch()).text()).map((line) => line.replace(/ \S+ \S+$/, ''))
  expect(said).toEqual(['Nobody on call: Payments', 'Ana on call: Payments (primary)'])
  expect((await world.call('readLog', {})).entries.map(({ says }) => says)).toContain(
    'Ben made a calendar feed of Payments',
  )
  await world.call('changePerson', { personId: await world.person('ben'), isDeactivated: true })
  const after = await whole.fetch()
  const unknown = await fetch(`${world.node.url}/calendar/${newToken('cal')}.ics`)
  expect([after.status, await after.text()]).toEqual([unknown.status, await unknown.text()])
  expect(after.status).toBe(404)
})

story('what is no calendar address is one answer, and writing to one is none', async (world) => {
  const paths = ['/calendar/', '/calendar/x.ics', '/calendar/cal_short.ics', '/calendar/cal_%00.ics', '/calendar/a/b']
  const answers = new Set<string>()
  for (const path of paths) {
    const response = await fetch(`${world.node.url}${path}`)
    answers.add(`${response.status} ${response.headers.get('cache-control')} ${await response.text()}`)
  }
  expect([...answers]).toEqual(['404 no-store There is no calendar at this address. Make a new link in Baton.\n'])
  const mine = await subscribe(world, 'ana', null)
  for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND']) {
    expect((await mine.fetch({ method })).status).toBe(405)
  }
})

story('a program that asks without end is told to wait', async (world) => {
  const mine = await subscribe(world, 'ana', null)
  const statuses: number[] = []
  for (let i = 0; i < 31; i += 1) statuses.push((await mine.fetch({ method: 'HEAD' })).status)
  expect(new Set(statuses.slice(0, 30))).toEqual(new Set([200]))
  const waits = await mine.fetch()
  expect([statuses[30], waits.status, waits.headers.get('retry-after')]).toEqual([429, 429, '60'])
})

/** Somebody makes a calendar link in a browser and gives it to a program, which knows nothing else. */
async function subscribe(world: World, name: string, scheduleId: string | null) {
  const personId = await world.person(name)
  const text = newToken('ses')
  const session = { id: randomUUID(), token_hash: tokenHash(text), person_id: personId, created_at: world.now }
  await world.database.db
    .insertInto('session')
    .values({ ...session, seen_at: world.now, expires_at: world.now.add({ hours: 24 }) })
    .execute()
  const response = await fetch(`${world.node.url}/api/calendar-feeds`, {
    method: 'POST',
    headers: { cookie: `baton_session=${text}`, 'x-baton': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ scheduleId }),
  })
  const { url } = (await response.json()) as { url: string }
  expect(url).toMatch(/^http:\/\/baton\.test\/calendar\/cal_/)
  return { fetch: (init?: RequestInit) => fetch(url.replace('http://baton.test', world.node.url), init) }
}

/** What a calendar program shows: `summary begin end`, in order. */
function eventsIn(text: string): string[] {
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent')
  const moment = (at: unknown) =>
    at instanceof ICAL.Time ? at.toJSDate().toISOString().replace('.000', '') : 'no moment'
  return events.map((event) => {
    const value = (name: string) => event.getFirstPropertyValue(name)
    return `${String(value('summary'))} ${moment(value('dtstart'))} ${moment(value('dtend'))}`
  })
}
