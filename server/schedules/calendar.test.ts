import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { logOf, noon, pinClock, refusalOf } from '../people/people.test-support.ts'
import { personActions } from '../people/person-actions.ts'
import { newId, newToken, tokenHash } from '../secrets.ts'
import { ask } from '../services/wire.test-support.ts'
import { schedulesActions } from './actions.ts'
import { calendarFeed } from './calendar-feed.ts'
import { scheduleWorld, type ScheduleWorld } from './world.test-support.ts'

let world: ScheduleWorld

beforeAll(async () => {
  world = await scheduleWorld()
})
afterAll(() => world.end())
beforeEach(async () => {
  await world.clear()
  await world.db.deleteFrom('calendar_feed').execute()
})

const url = 'https://baton.example.com'
const make = (scheduleId: string | null, actor = world.ana) =>
  ask(schedulesActions, 'createCalendarFeed', world.context({ actor, settings: { url } }), { scheduleId })
const list = (actor = world.ana) => ask(schedulesActions, 'listCalendarFeeds', world.context({ actor }), {})
const revoke = (feedId: string, actor = world.ana) =>
  ask(schedulesActions, 'revokeCalendarFeed', world.context({ actor }), { feedId })
const secretIn = (address: string) => /\/calendar\/(\S+)\.ics$/.exec(address)?.[1] ?? ''
const read = (address: string) => calendarFeed(world.db, { secret: secretIn(address), url })
const sequenceIn = (text: string | undefined) => Number(/^SEQUENCE:(\d+)/m.exec(text ?? '')?.[1])
const fieldIn = (text: string | undefined, name: string) =>
  Array.from((text ?? '').matchAll(new RegExp(`^${name}:(.*)\r$`, 'gm')), ([, value]) => value)

describe('a calendar link', () => {
  it('is shown once, stored as a hash, and known by its last letters', async () => {
    const { id: scheduleId } = await world.create()
    const { feed, url: address } = await make(scheduleId)
    expect(address).toMatch(/^https:\/\/baton\.example\.com\/calendar\/cal_[\w-]{27}\.ics$/)
    const secret = secretIn(address)
    expect(feed).toEqual({
      id: feed.id,
      scheduleId,
      scheduleName: 'Payments primary',
      hint: `cal_…${secret.slice(-4)}`,
      createdAt: '2026-03-01T12:00:00.000Z',
      usedAt: null,
    })
    expect(await list()).toEqual({ feeds: [feed] })
    const row = await world.db.selectFrom('calendar_feed').selectAll().executeTakeFirstOrThrow()
    expect(row.secret_hash).toEqual(tokenHash(secret))
    const kept = JSON.stringify([row, await world.db.selectFrom('log_entry').selectAll().execute()])
    expect(kept).not.toContain(secret)
    expect((await logOf(world.db)).at(-1)).toBe('Ana made a calendar feed of Payments primary')
  })

  it('is seen and ended by its owner alone, once, and then reads nothing', async () => {
    const made = await make(null)
    expect(await read(made.url)).not.toBeNull()
    expect(await list(world.ben)).toEqual({ feeds: [] })
    expect((await refusalOf(revoke(made.feed.id, world.ben))).code).toBe('not_found')
    expect(await read(made.url)).not.toBeNull()
    expect(await revoke(made.feed.id)).toEqual({ done: true })
    expect(await read(made.url)).toBeNull()
    expect((await refusalOf(revoke(made.feed.id))).code).toBe('not_found')
    expect(await list()).toEqual({ feeds: [] })
    expect(await logOf(world.db)).toEqual([
      'Ana made a calendar feed of their own shifts',
      'Ana revoked a calendar feed of their own shifts',
    ])
  })

  it('that a token has made ends with the token', async () => {
    const tokenId = newId()
    const row = {
      id: tokenId,
      person_id: world.ana.id,
      name: 'x',
      hint: 'x',
      token_hash: tokenHash('x'),
      created_at: noon,
    }
    await world.db
      .insertInto('token')
      .values({ ...row, at_most: 'responder' })
      .execute()
    const byToken = world.context({ request: { byToken: true, tokenId } })
    const made = await ask(schedulesActions, 'createCalendarFeed', byToken, { scheduleId: null })
    expect(await read(made.url)).not.toBeNull()
    const until = async (expires_at: typeof noon | null) =>
      world.db.updateTable('token').set({ expires_at }).where('id', '=', tokenId).execute()
    await until(noon)
    expect(await read(made.url)).toBeNull()
    await until(null)
    expect(await read(made.url)).not.toBeNull()
    await world.db.updateTable('token').set({ revoked_at: noon }).where('id', '=', tokenId).execute()
    expect(await read(made.url)).toBeNull()
  })

  it('is not made by a token of the environment, by automation, by somebody out of service, or of nothing', async () => {
    const input = { scheduleId: null }
    const byToken = world.context({ request: { byToken: true } })
    expect((await refusalOf(ask(schedulesActions, 'createCalendarFeed', byToken, input))).code).toBe('not_allowed')
    const automation = world.context({ actor: { kind: 'automation', name: 'x', role: 'admin' } })
    expect((await refusalOf(ask(schedulesActions, 'createCalendarFeed', automation, input))).code).toBe('not_allowed')
    expect((await refusalOf(make(null, world.gone))).code).toBe('signed_out')
    expect((await refusalOf(make(newId()))).code).toBe('not_found')
    expect(await world.db.selectFrom('calendar_feed').select('id').execute()).toEqual([])
  })

  it('is one of at most fifty', async () => {
    for (let i = 0; i < 50; i += 1) await make(null)
    expect((await refusalOf(make(null))).code).toBe('too_many_feeds')
    await revoke((await list()).feeds[0]?.id ?? '')
    await make(null)
  })

  it('goes with its schedule', async () => {
    const { id: scheduleId } = await world.create()
    const made = await make(scheduleId)
    await ask(schedulesActions, 'removeSchedule', world.context(), { scheduleId })
    expect(await read(made.url)).toBeNull()
    expect(await list()).toEqual({ feeds: [] })
  })
})

describe('a calendar feed', () => {
  it('ends with its owner going out of service, and stays ended when they come back', async () => {
    const made = await make(null, world.ben)
    const admin = world.context({ actor: { kind: 'automation', name: 'x', role: 'admin' } })
    const change = (isDeactivated: boolean) =>
      personActions.changePerson(admin, { personId: world.ben.id, isDeactivated })
    await change(true)
    expect(await read(made.url)).toBeNull()
    await change(false)
    expect(await read(made.url)).toBeNull()
    expect(await list(world.ben)).toEqual({ feeds: [] })
  })

  it('is nothing for a secret that nobody was given', async () => {
    await make(null)
    expect(await calendarFeed(world.db, { secret: newToken('cal'), url })).toBeNull()
  })

  it('says the same under the same stamp until something changes, whoever asks', async () => {
    const { id: scheduleId } = await world.create()
    const made = await make(scheduleId)
    const first = await read(made.url)
    await pinClock(world.db, noon.add({ hours: 5 }))
    expect(await read(made.url)).toEqual(first)
    expect(fieldIn(first?.text, 'DTSTAMP')[0]).toBe('20260301T120000Z')

    const override = await world.addOverride(scheduleId, { personId: world.ben.id })
    const second = await read(made.url)
    expect(second?.hash).not.toBe(first?.hash)
    expect(sequenceIn(second?.text)).toBe(sequenceIn(first?.text) + 1)
    expect(fieldIn(second?.text, 'LAST-MODIFIED')[0]).toBe('20260301T170000Z')
    expect(await read(made.url)).toEqual(second)

    // Taken back it is what it was, and still a newer edition: no program may think that nothing happened.
    const { id: overrideId } = override
    await ask(schedulesActions, 'removeOverride', world.context(), { scheduleId, overrideId })
    const third = await read(made.url)
    expect(sequenceIn(third?.text)).toBe(sequenceIn(second?.text) + 1)
    expect(fieldIn(third?.text, 'UID')).toEqual(fieldIn(first?.text, 'UID'))
  })

  it('is stamped once when two nodes see the change at the same time', async () => {
    const { id: scheduleId } = await world.create()
    const made = await make(scheduleId)
    const read4 = await Promise.all([1, 2, 3, 4].map(() => read(made.url)))
    expect(new Set(read4.map((feed) => feed?.hash)).size).toBe(1)
    const row = await world.db.selectFrom('calendar_feed').select('edition').executeTakeFirstOrThrow()
    expect(row.edition).toBe(1)
  })

  it('notes its use once an hour', async () => {
    const made = await make(null)
    await read(made.url)
    expect((await list()).feeds[0]?.usedAt).toBe('2026-03-01T12:00:00.000Z')
    await pinClock(world.db, noon.add({ minutes: 59 }))
    await read(made.url)
    expect((await list()).feeds[0]?.usedAt).toBe('2026-03-01T12:00:00.000Z')
    await pinClock(world.db, noon.add({ minutes: 60 }))
    await read(made.url)
    expect((await list()).feeds[0]?.usedAt).toBe('2026-03-01T13:00:00.000Z')
  })

  it('of my shifts has those of every schedule, and nothing of anybody else', async () => {
    await world.create()
    const other = await world.create({
      slug: 'search',
      name: 'Search',
      rotations: [world.rotation({ turns: [[world.ben.id]] })],
    })
    await world.create({ slug: 'secret', name: 'Not hers', rotations: [world.rotation({ turns: [[world.ben.id]] })] })
    await world.addOverride(other.id, { personId: world.ana.id, reason: 'Ben is at the doctor' })
    const text = (await read((await make(null)).url))?.text
    const summaries = new Set(fieldIn(text, 'SUMMARY'))
    expect(summaries).toEqual(new Set(['On call: Payments primary (primary)', 'On call: Search (primary)']))
    expect(text).not.toMatch(/ben|doctor|not hers|@example\.com/i)
    expect(text).not.toContain(world.ben.id)
  })

  it('of a schedule has everybody by name, and neither addresses nor reasons', async () => {
    const { id: scheduleId } = await world.create()
    await world.addOverride(scheduleId, { personId: world.ana.id, reason: 'Ben is at the doctor' })
    const text = (await read((await make(scheduleId, world.ben)).url))?.text
    expect(new Set(fieldIn(text, 'SUMMARY'))).toContain('Ben on call: Payments primary (primary)')
    expect(text?.replaceAll('\r\n ', '')).toContain(`URL:${url}/schedules/${scheduleId}\r\n`)
    expect(text).not.toMatch(/doctor|@example\.com/i)
  })

  it('speaks the language of its owner', async () => {
    const { id: scheduleId } = await world.create()
    const { url: address } = await make(scheduleId, world.ben)
    await world.db.updateTable('person').set({ language: 'ko' }).where('id', '=', world.ben.id).execute()
    expect((await read(address))?.text).toContain('SUMMARY:Ana 온콜: Payments primary (1차)\r\n')
    await world.db.updateTable('person').set({ language: 'en' }).where('id', '=', world.ben.id).execute()
  })
})
