// A schedule that follows the calendar of another program, and leave that follows the calendar of its person.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { lockSource } from '../../server/calendars/source-store.ts'
import { lockSchedule } from '../../server/schedules/store.ts'
import { tokenHash } from '../../server/secrets.ts'
import { story, type World } from '../world.ts'
import { tokenOf } from './everything.ts'

story('a layer follows the calendar of another program, and what pages go by it', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const calendar = await calendarServer()
  calendar.says(
    shift('ana', '20260302T090000Z', '20260303T090000Z'),
    shift('ben', '20260303T090000Z', '20260309T090000Z'),
  )
  const scheduleId = await scheduleWith(world, calendar.url, ['ana', 'ben', 'chen'])
  expect(await onCall(world, scheduleId, '2026-03-02T12:00:00Z')).toEqual(['Ana by Export'])
  expect(await onCall(world, scheduleId, '2026-03-04T12:00:00Z')).toEqual(['Ben by Export'])

  // Nothing has changed: the server is asked, and says so in a few bytes.
  await world.pass({ minutes: 16 })
  expect(calendar.asked.at(-1)).toMatchObject({ status: 304 })

  // Ben's own calendar link tells it too.
  const mine = await world.call('createCalendarFeed', {}, await tokenOf(world, 'ben'))
  const feed = await fetch(mine.url.replace('http://baton.test', world.node.url))
  expect(await feed.text()).toContain('DTSTART:20260303T090000Z')

  // Ana's day is given to Chen over there, after she has begun it.
  await world.at('2026-03-02T10:00:00Z')
  await world.settle()
  calendar.says(
    shift('chen', '20260302T090000Z', '20260303T090000Z'),
    shift('ben', '20260303T090000Z', '20260309T090000Z'),
  )
  await world.pass({ minutes: 16 })
  await world.log.says('Payments follows a change of its calendar Export')
  expect(await onCall(world, scheduleId, '2026-03-02T12:00:00Z')).toEqual(['Chen by Export'])
  await world.raise('Checkout is failing', { policy: 'schedule:payments 5m' })
  world.phone('chen').rang('Checkout is failing')
  world.phone('ana').stayedQuiet()
  // What was worked until then stays as it was worked, also when it is asked for a day later.
  await world.at('2026-03-03T10:00:00Z')
  await world.settle()
  const span = { from: '2026-03-02T09:30:00Z', to: '2026-03-02T12:00:00Z' }
  const { shifts } = await world.call('listShifts', { scheduleId, ...span })
  expect(shifts.map(({ from, people }) => [from.slice(11, 16), ...people.map(({ name }) => name)])).toEqual([
    ['09:30', 'Ana'],
    ['10:15', 'Chen'],
  ])
})

story('a calendar that breaks, or all at once is empty, leaves what was read last', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const calendar = await calendarServer()
  calendar.says(shift('ana', '20260302T090000Z', '20260309T090000Z'))
  const scheduleId = await scheduleWith(world, calendar.url, ['ana'])
  await world.person('mia', { role: 'manager' })
  for (const broken of [
    { status: 500 },
    { status: 200, text: '<html>' },
    { status: 200, text: ics() },
    { status: 404 },
  ]) {
    calendar.answers(broken.status, broken.text ?? '')
    await world.pass({ minutes: 70 })
    expect(await onCall(world, scheduleId, '2026-03-04T12:00:00Z')).toEqual(['Ana by Export'])
  }
  const { sources } = await world.call('listCalendarSources', { scheduleId })
  expect(sources[0]).toMatchObject({ failure: { because: 'not_there', detail: 'HTTP 404' }, events: 1 })
  expect(sources[0]?.failingSince).toMatch(/^2026-03-02T08:15/)
  await world.log.says('The calendar Export of Payments cannot be read since 2026-03-02T08:15')
  expect(JSON.stringify(sources)).not.toContain('secret')
  const told = world
    .phone('mia')
    .all()
    .filter(({ message }) => message.subject.includes('calendar'))
  expect(told.map(({ message }) => message.subject)).toEqual(['Payments: its calendar Export cannot be read'])
  expect(told[0]?.message.text).not.toContain('secret')
  world.phone('ana').stayedQuiet()

  calendar.says(shift('ana', '20260302T090000Z', '20260310T090000Z'))
  await world.pass({ minutes: 70 })
  await world.log.says('The calendar Export of Payments can be read again')
  expect(await onCall(world, scheduleId, '2026-03-09T12:00:00Z')).toEqual(['Ana by Export'])
})

story('an event that names nobody is told, until somebody says whom it means or they join', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const calendar = await calendarServer()
  calendar.says(
    shift('J. Kim', '20260302T090000Z', '20260303T090000Z'),
    shift('dora', '20260303T090000Z', '20260304T090000Z'),
  )
  const scheduleId = await scheduleWith(world, calendar.url, ['ana'])
  await world.pass({ minutes: 16 })
  await world.log.says('The calendar Export of Payments names somebody who is not known here: J. Kim; dora')
  await world.pass({ hours: 1 })
  const told = (await world.call('readLog', {})).entries.filter(({ kind }) => kind === 'calendar_names_nobody')
  expect(told).toHaveLength(1)
  expect(await onCall(world, scheduleId, '2026-03-02T12:00:00Z')).toEqual([])

  await world.person('dora')
  await world.pass({ minutes: 16 })
  expect(await onCall(world, scheduleId, '2026-03-03T12:00:00Z')).toEqual(['Dora by Export'])

  const { version, name, zone, rotations, calendars } = await world.call('getSchedule', { scheduleId })
  const people = [{ text: 'J. Kim', personId: await world.person('ana') }]
  const meant = calendars.map((each) => ({ ...each, people }))
  await world.call('changeSchedule', { scheduleId, version, name, zone, rotations: [...rotations], calendars: meant })
  expect(await onCall(world, scheduleId, '2026-03-02T12:00:00Z')).toEqual(['Ana by Export'])
})

story('a calendar taken off a schedule is forgotten with its address', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const calendar = await calendarServer()
  calendar.says(shift('ana', '20260302T090000Z', '20260309T090000Z'))
  const scheduleId = await scheduleWith(world, calendar.url, ['ana'])
  const { version, name, zone, rotations } = await world.call('getSchedule', { scheduleId })
  await world.call('changeSchedule', { scheduleId, version, name, zone, rotations: [...rotations], calendars: [] })
  expect(await onCall(world, scheduleId, '2026-03-04T12:00:00Z')).toEqual([])
  expect(await world.call('listCalendarSources', { scheduleId })).toEqual({ sources: [] })

  // One that was given in the editor and never saved is forgotten after a day.
  const unused = await world.call('createCalendarSource', { scheduleId, url: calendar.url })
  await world.pass({ hours: 1 })
  expect((await world.call('listCalendarSources', { scheduleId })).sources.map(({ id }) => id)).toEqual([unused.id])
  await world.at('2026-03-03T10:00:00Z')
  await world.pass({ minutes: 1 })
  expect(await world.call('listCalendarSources', { scheduleId })).toEqual({ sources: [] })
})

story(
  'whoever may not change a schedule gives it no calendar, and a schedule reads no other schedule',
  async (world) => {
    const calendar = await calendarServer()
    calendar.says(shift('ana', '20260302T090000Z', '20260309T090000Z'))
    const scheduleId = await scheduleWith(world, calendar.url, ['ana'])
    const { calendars } = await world.call('getSchedule', { scheduleId })
    const sourceId = calendars[0]?.sourceId ?? ''
    const responder = await tokenOf(world, 'ana')
    const where = { url: calendar.url }
    for (const [name, input] of [
      ['createCalendarSource', { scheduleId, ...where }],
      ['moveCalendarSource', { scheduleId, sourceId, ...where }],
      ['readCalendarSource', { scheduleId, sourceId }],
    ] as const) {
      expect((await world.ask(name, input, responder)).status).toBe(403)
      expect((await world.ask(name, input, null)).status).toBe(401)
    }

    const other = await world.schedule('other', { people: ['ana'] })
    expect((await world.ask('readCalendarSource', { scheduleId: other, sourceId })).status).toBe(404)
    const { version, name, zone, rotations } = await world.call('getSchedule', { scheduleId: other })
    const stolen = { scheduleId: other, version, name, zone, rotations, calendars: [{ name: 'X', sourceId }] }
    expect(await world.ask('changeSchedule', stolen)).toMatchObject({
      status: 422,
      body: { code: 'unknown_reference' },
    })

    // The address is nowhere in the open.
    const rows = JSON.stringify(await world.database.db.selectFrom('calendar_source').selectAll().execute())
    const log = JSON.stringify(await world.call('readLog', {}))
    expect(rows + log + JSON.stringify(await world.call('exportConfiguration', {}))).not.toContain('/secret/')
  },
)

story('an answer that comes after the calendar was moved is not written', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const [first, second] = [await calendarServer(), await calendarServer()]
  first.says(shift('ana', '20260302T090000Z', '20260309T090000Z'))
  second.says(shift('ben', '20260302T090000Z', '20260309T090000Z'))
  const scheduleId = await scheduleWith(world, first.url, ['ana', 'ben'])
  const { calendars } = await world.call('getSchedule', { scheduleId })
  const sourceId = calendars[0]?.sourceId ?? ''
  const asked = first.holds()
  await world.at('2026-03-02T08:16:00Z')
  const settled = world.settle()
  const answer = await asked
  await world.call('moveCalendarSource', { scheduleId, sourceId, url: second.url })
  answer(ics(shift('ana', '20260302T090000Z', '20260310T090000Z')))
  await settled
  expect(await onCall(world, scheduleId, '2026-03-04T12:00:00Z')).toEqual(['Ben by Export'])
})

story('a reading and an edit that come at the same moment come one after the other', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const { db } = world.database
  const calendar = await calendarServer()
  calendar.says(shift('J. Kim', '20260302T090000Z', '20260303T090000Z'))
  const scheduleId = await scheduleWith(world, calendar.url, ['ana', 'ben'])
  const meaning = async (name: string) => JSON.stringify([{ text: 'J. Kim', personId: await world.person(name) }])

  // While somebody writes whom J. Kim means, the calendar says something new.
  const ana = await meaning('ana')
  calendar.says(shift('J. Kim', '20260302T090000Z', '20260309T090000Z'))
  await world.at('2026-03-02T08:16:00Z')
  const reading = await db.transaction().execute(async (tx) => {
    await lockSchedule(tx, scheduleId)
    await tx.updateTable('schedule_calendar').set({ people: ana }).execute()
    const settling = world.settle()
    await somebodyWaits(world)
    return { settling }
  })
  await reading.settling
  expect(await onCall(world, scheduleId, '2026-03-04T12:00:00Z')).toEqual(['Ana by Export'])

  // While a reading is written down, somebody saves the schedule.
  const { version, name, zone, rotations, calendars } = await world.call('getSchedule', { scheduleId })
  const edit = await db.transaction().execute(async (tx) => {
    await lockSource(tx, calendars[0]?.sourceId ?? '')
    await tx
      .updateTable('calendar_event')
      .set({ ends_at: Temporal.Instant.from('2026-03-20T09:00:00Z') })
      .execute()
    const saving = world.call('changeSchedule', {
      scheduleId,
      version,
      name,
      zone,
      rotations: [...rotations],
      calendars: [...calendars],
    })
    await somebodyWaits(world)
    return { saving }
  })
  await edit.saving
  expect(await onCall(world, scheduleId, '2026-03-19T12:00:00Z')).toEqual(['Ana by Export'])
})

/** Somebody waits for the schedule that is held. */
async function somebodyWaits({ database }: World): Promise<void> {
  const waiting = sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%from "schedule"%'`
  await expect.poll(async () => (await waiting.execute(database.db)).rows).toHaveLength(1)
}

story('what cannot be read, or may not be called, is refused with its reason', async (world) => {
  const calendar = await calendarServer()
  const scheduleId = await world.schedule('payments', { people: ['ana'] })
  const refused = async (where: { readonly url?: string; readonly text?: string }) => {
    const { status, body } = await world.ask('createCalendarSource', { scheduleId, ...where })
    return [status, body['code'], (body['facts'] as Record<string, unknown> | undefined)?.['because']]
  }
  calendar.answers(200, 'Sign in first')
  expect(await refused({ url: calendar.url })).toEqual([422, 'calendar_unreadable', 'not_a_calendar'])
  expect(await refused({ url: 'https://127.0.0.1/oncall.ics' })).toEqual([422, 'calendar_unreadable', 'not_let_out'])
  expect(await refused({ url: 'http://169.254.169.254/latest' })).toEqual([422, 'calendar_unreadable', 'not_let_out'])
  calendar.leadsTo('http://127.0.0.1:5432/')
  expect(await refused({ url: calendar.url })).toEqual([422, 'calendar_unreadable', 'not_let_out'])
  calendar.leadsTo(calendar.url)
  expect(await refused({ url: calendar.url })).toEqual([422, 'calendar_unreadable', 'redirects'])
  expect(await refused({ url: 'file:///etc/passwd' })).toEqual([400, 'bad_input', undefined])
  expect(await refused({})).toEqual([400, 'bad_input', undefined])
  expect(await refused({ text: ics(shift('ana', '20260302T090000Z', '20260302T080000Z')).slice(0, 99) })).toEqual([
    422,
    'calendar_unreadable',
    'cut_off',
  ])
})

story('a file is read once, and its people are looked up again and again', async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const scheduleId = await world.schedule('payments', { people: ['ana'], startsOn: '2026-03-30' })
  const text = ics(shift('eun', '20260302T090000Z', '20260309T090000Z'))
  const source = await world.call('createCalendarSource', { scheduleId, text, fileName: 'export.ics' })
  expect(source).toMatchObject({ kind: 'file', hint: 'export.ics', events: 1, said: [{ text: 'eun', personIds: [] }] })
  await useCalendar(world, scheduleId, source.id)
  await world.person('eun')
  await world.pass({ minutes: 16 })
  expect(await onCall(world, scheduleId, '2026-03-04T12:00:00Z')).toEqual(['Eun by Export'])
})

story("somebody's leave follows their calendar, and is nobody else's business", async (world) => {
  await world.at('2026-03-02T08:00:00Z')
  const calendar = await calendarServer()
  calendar.says(
    shift('Dentist', '20260305T090000Z', '20260305T100000Z'),
    shift('Urlaub', '20260309T000000Z', '20260313T000000Z'),
  )
  const personId = await world.person('ana')
  const token = await tokenOf(world, 'ana')
  const source = await world.call('connectLeaveCalendar', { url: calendar.url, onlyWith: 'urlaub' }, token)
  expect(await leaveOf(world, personId)).toEqual(['2026-03-09 2026-03-13'])
  calendar.says(shift('Urlaub', '20260310T000000Z', '20260313T000000Z'))
  await world.pass({ minutes: 16 })
  expect(await leaveOf(world, personId)).toEqual(['2026-03-10 2026-03-13'])
  calendar.answers(500)
  await world.pass({ hours: 5 })
  expect(await leaveOf(world, personId)).toEqual(['2026-03-10 2026-03-13'])
  const other = await tokenOf(world, 'ben')
  expect(await world.call('listLeaveCalendars', {}, other)).toEqual({ sources: [] })
  expect((await world.ask('disconnectLeaveCalendar', { sourceId: source.id }, other)).status).toBe(404)
  // It is changed where it comes from: the next reading would put back what somebody changes here.
  const [followed] = (await world.call('listLeave', { personId }, token)).leave
  expect(followed?.isFollowed).toBe(true)
  const leaveId = followed?.id ?? ''
  for (const [name, more] of [
    ['changeLeave', { note: 'mine' }],
    ['removeLeave', {}],
  ] as const) {
    const answer = await world.ask(name, { personId, leaveId, ...more }, token)
    expect(answer).toMatchObject({ status: 409, body: { code: 'leave_is_followed' } })
  }
  await world.call('disconnectLeaveCalendar', { sourceId: source.id }, token)
  expect(await leaveOf(world, personId)).toEqual([])
  const text = ics(shift('Urlaub', '20260310T000000Z', '20260313T000000Z'))
  await world.call('connectLeaveCalendar', { text, fileName: 'rehab.ics' }, token)
  await world.log.says('Ana connected a calendar of their leave')
  const log = JSON.stringify(await world.call('readLog', { limit: 200 }))
  for (const secret of ['Urlaub', 'rehab', new URL(calendar.url).host]) expect(log).not.toContain(secret)
})

/** Another program's server, with one calendar under a secret address. */
async function calendarServer() {
  const asked: { readonly status: number }[] = []
  let answer: (request: IncomingMessage, response: ServerResponse) => number = (_, response) => send(response, 404, '')
  const server = createServer((request, response) => asked.push({ status: answer(request, response) }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return {
    asked,
    url: `http://localhost:${(server.address() as AddressInfo).port}/secret/oncall.ics`,
    says(...events: readonly string[]) {
      const text = ics(...events)
      const etag = `"${text.length}-${events.join().length}-${tokenHash(text).toString('hex').slice(0, 8)}"`
      answer = (request, response) =>
        request.headers['if-none-match'] === etag ? send(response, 304, '') : send(response, 200, text, { etag })
    },
    answers(status: number, text = '') {
      answer = (_, response) => send(response, status, text)
    },
    /** The next answer waits until it is given. */
    holds() {
      const asking = Promise.withResolvers<(text: string) => void>()
      answer = (_, response) => {
        asking.resolve((text) => void send(response, 200, text))
        return 200
      }
      return asking.promise
    },
    leadsTo(location: string) {
      answer = (_, response) => send(response, 302, '', { location })
    },
  }
}

function send(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): number {
  response.writeHead(status, { connection: 'close', ...headers }).end(text)
  return status
}

function ics(...events: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n')
}

function shift(who: string, from: string, to: string): string {
  return ['BEGIN:VEVENT', `UID:${who}-${from}`, `SUMMARY:${who}`, `DTSTART:${from}`, `DTEND:${to}`, 'END:VEVENT'].join(
    '\r\n',
  )
}

/** A schedule on which nobody takes turns yet, and one calendar is followed. */
async function scheduleWith(world: World, url: string, people: readonly string[]): Promise<string> {
  const scheduleId = await world.schedule('payments', { people, startsOn: '2026-03-30' })
  const source = await world.call('createCalendarSource', { scheduleId, url: url.replace(/^http:/, 'http:') })
  expect(source).toMatchObject({ kind: 'url', hint: new URL(url).host })
  await useCalendar(world, scheduleId, source.id)
  return scheduleId
}

async function useCalendar(world: World, scheduleId: string, sourceId: string): Promise<void> {
  const { version, name, zone, rotations } = await world.call('getSchedule', { scheduleId })
  const calendars = [{ name: 'Export', layer: 1, role: 'primary' as const, sourceId, people: [] }]
  await world.call('changeSchedule', { scheduleId, version, name, zone, rotations: [...rotations], calendars })
}

async function onCall(world: World, scheduleId: string, at: string): Promise<readonly string[]> {
  const { onCall: answers } = await world.call('listOnCall', { scheduleId, at })
  return answers.flatMap(({ people }) =>
    people.map(({ name, because }) => `${name} by ${because.calendarName ?? because.by}`),
  )
}

async function leaveOf(world: World, personId: string): Promise<readonly string[]> {
  const rows = await world.database.db
    .selectFrom('leave')
    .select(['starts_at', 'ends_at'])
    .where('person_id', '=', personId)
    .orderBy('starts_at')
    .execute()
  return rows.map((row) => `${row.starts_at.toString().slice(0, 10)} ${row.ends_at.toString().slice(0, 10)}`)
}
